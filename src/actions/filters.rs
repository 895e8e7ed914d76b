//! Make, change and delete filters.

use rejoin_api::FilterId;
use rejoin_sync::Mutation;
use rejoin_sync::outbox::FilterDraft;

/// Makes a filter, or changes one.
pub fn save_filter(id: Option<&FilterId>, draft: FilterDraft) {
    super::perform(match id {
        Some(id) => Mutation::EditFilter { id: id.clone(), draft },
        None => Mutation::CreateFilter { draft, known: Vec::new() },
    });
}

/// Deletes a filter.
pub fn delete_filter(id: &FilterId) {
    super::perform(Mutation::DeleteFilter { id: id.clone() });
}
