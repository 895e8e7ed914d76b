//! Delete a post.

use rejoin_sync::Mutation;

use crate::state::PostView;

/// Deletes a post of one's own.
pub fn delete(view: &PostView) {
    super::perform(Mutation::Delete { id: view.post.id.clone() });
}
