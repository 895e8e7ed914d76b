//! Make, change and delete lists, and say who is on them.

use rejoin_api::{AccountId, ListId};
use rejoin_sync::Mutation;
use rejoin_sync::outbox::ListDraft;

/// Makes a list, then goes on.
pub fn create_list(title: String, done: impl FnOnce() + 'static) {
    let draft = ListDraft { title, ..ListDraft::default() };
    super::perform_then(Mutation::CreateList { draft, known: Vec::new() }, done);
}

/// Changes a list.
pub fn edit_list(id: &ListId, draft: ListDraft) {
    super::perform(Mutation::EditList { id: id.clone(), draft });
}

/// Deletes a list.
pub fn delete_list(id: &ListId) {
    super::perform(Mutation::DeleteList { id: id.clone() });
}

/// Puts an account on a list, or takes it off.
pub fn put_on_list(list: &ListId, account: &AccountId, on: bool) {
    super::perform(Mutation::ListMember { list: list.clone(), account: account.clone(), on });
}
