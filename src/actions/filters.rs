//! Make, change and delete filters.

use rejoin_api::FilterId;
use rejoin_sync::Mutation;
use rejoin_sync::outbox::FilterDraft;

/// Makes a filter, or changes one, then goes on.
pub fn save_filter(id: Option<&FilterId>, draft: FilterDraft, done: impl FnOnce() + 'static) {
    let mutation = match id {
        Some(id) => Mutation::EditFilter { id: id.clone(), draft },
        None => Mutation::CreateFilter { draft, known: Vec::new() },
    };
    super::perform_then(mutation, done);
}

/// Deletes a filter, then goes on.
pub fn delete_filter(id: &FilterId, done: impl FnOnce() + 'static) {
    super::perform_then(Mutation::DeleteFilter { id: id.clone() }, done);
}
