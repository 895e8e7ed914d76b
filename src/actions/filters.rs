//! Make, change and delete filters.

use rejoin_api::{Filter, FilterContext, FilterId, StatusId};
use rejoin_sync::Mutation;
use rejoin_sync::outbox::FilterDraft;

/// Everywhere that a filter can count.
pub const FILTER_PLACES: [FilterContext; 5] = [
    FilterContext::Home,
    FilterContext::Notifications,
    FilterContext::Public,
    FilterContext::Thread,
    FilterContext::Account,
];

/// Makes a filter, or changes one, then goes on.
pub fn save_filter(id: Option<&FilterId>, draft: FilterDraft, done: impl FnOnce() + 'static) {
    let mutation = match id {
        Some(id) => Mutation::EditFilter { id: id.clone(), draft },
        None => Mutation::CreateFilter { draft, known: Vec::new() },
    };
    super::perform_then(mutation, done);
}

/// Has a filter count for a post whatever is in it, or no more.
pub fn filter_post(filter: &Filter, post: &StatusId, on: bool) {
    let shown = Filter { keywords: None, statuses: None, ..filter.clone() };
    super::perform(Mutation::FilterPost { filter: Box::new(shown), post: post.clone(), on });
}

/// Makes a filter without words that covers a post everywhere, then goes on.
pub fn filter_post_anew(title: String, post: &StatusId, done: impl FnOnce() + 'static) {
    let filter = Filter { title, context: FILTER_PLACES.to_vec(), ..Filter::default() };
    let (title, context) = (filter.title.clone(), filter.context.clone());
    let draft =
        FilterDraft { title, context, action: filter.filter_action.clone(), ..FilterDraft::default() };
    let post = post.clone();
    super::perform_with(Mutation::CreateFilter { draft, known: Vec::new() }, move |id| {
        filter_post(&Filter { id: id.as_filter(), ..filter }, &post, true);
        done();
    });
}

/// Deletes a filter, then goes on.
pub fn delete_filter(id: &FilterId, done: impl FnOnce() + 'static) {
    super::perform_then(Mutation::DeleteFilter { id: id.clone() }, done);
}
