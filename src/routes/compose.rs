//! The composer as a page, for links and shortcuts.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_api::StatusId;

use crate::browser;
use crate::components::composer::{Composing, Place, composer};
use crate::components::page::page_head;
use crate::state::{DraftKey, use_app};

/// The page; `?reply_to=` names the post that is answered.
pub fn page() -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let reply_to = use_query_map().with_untracked(|query| query.get("reply_to"));
    let key = reply_to.map_or(DraftKey::New, |id| DraftKey::Reply(StatusId::from(id)));
    let title = if key == DraftKey::New { "New post" } else { "Reply" };
    let leave = || {
        let alone = browser::window()
            .and_then(|w| w.history().ok())
            .and_then(|h| h.length().ok())
            .is_none_or(|length| length < 2);
        match browser::window().and_then(|w| w.history().ok()) {
            Some(history) if !alone => {
                let _ = history.back();
            }
            _ => super::go("/"),
        }
    };
    view! { {page_head(move || title.into(), true)}{composer(Composing { key, first_draft: None }, Place::Dialog, leave)} }.into_any()
}
