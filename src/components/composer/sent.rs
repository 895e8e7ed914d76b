//! What is said once something written is safe in the outbox.

use rejoin_api::Timestamp;
use rejoin_sync::MutationId;

use super::Place;
use crate::actions;
use crate::browser::intl;
use crate::components::toast::use_toasts;
use crate::state::{Connectivity, DraftKey, use_app};
use leptos::prelude::{GetUntracked, WithUntracked};

/// Offers to take it back as long as it waits, or to see it where it stands.
pub(super) fn say(place: Place, key: &DraftKey, id: MutationId, at: Option<Timestamp>) {
    let app = use_app();
    if place == Place::Asking && at.is_none() {
        if let Some(me) = app.session().with_untracked(|session| session.me().cloned()) {
            crate::routes::go_instead(&format!("/@{}/{}/heard", me.username, id.as_post()));
        }
        return;
    }
    if app.online().get_untracked() != Connectivity::Online {
        let taken_back = id.clone();
        let undo = move || actions::edit(taken_back.clone());
        use_toasts().offer_about(id, "Kept here, and sent when the connection is back.", "Undo", undo);
        return;
    }
    if let Some(at) = at {
        let words = format!("Your server will publish it: {}.", intl::exact(at));
        use_toasts().offer(words, "View", || crate::routes::go("/scheduled"));
        return;
    }
    // In a page it appears right there.
    let Some(me) = app.session().with_untracked(|session| session.me().cloned()) else { return };
    if place != Place::Page && !super::is_edit(key) {
        let path = format!("/@{}/{}", me.username, id.as_post());
        use_toasts().offer("On its way.", "View", move || crate::routes::go(&path));
    }
}
