//! Delete a post.

use leptos::prelude::{GetUntracked, WithUntracked};
use rejoin_sync::Mutation;

use crate::components::toast::use_toasts;
use crate::state::{Connectivity, PostView, use_app};

/// Deletes a post of one's own. As long as the server has not heard of it, that can be taken back.
pub fn delete(view: &PostView) {
    super::perform_with(Mutation::Delete { id: view.post.id.clone() }, |id| {
        let app = use_app();
        let waits = app.outbox().with_untracked(|all| all.iter().any(|entry| entry.id == id));
        if waits && app.online().get_untracked() != Connectivity::Online {
            let words = "Deleted here, and on the server once it can be reached.";
            let taken_back = id.clone();
            use_toasts().offer_about(id, words, "Undo", move || super::discard(taken_back.clone(), || {}));
        }
    });
}
