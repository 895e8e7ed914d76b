//! The composer as a page, for links and shortcuts.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_api::StatusId;
use rejoin_sync::Draft;

use crate::components::composer::{Composing, Place, composer};
use crate::components::page::page_head;
use crate::state::{DraftKey, use_app};

/// The page; `?reply_to=` names the post that is answered, `?title=`, `?text=` and `?url=` bring what another app shares.
pub fn page() -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let query = use_query_map();
    let reply_to = query.with_untracked(|query| query.get("reply_to"));
    let shared = query.with_untracked(|query| ["title", "text", "url"].map(|name| query.get(name)));
    let first_draft = shared_draft(shared);
    let key = match reply_to {
        Some(id) => DraftKey::Reply(StatusId::from(id)),
        // What is shared does not take the place of what was begun.
        None if first_draft.is_some() => app.new_key(),
        None => DraftKey::New,
    };
    let title = if matches!(key, DraftKey::Reply(_)) { "Reply" } else { "New post" };
    view! {
        {page_head(move || title.into(), true)}
        {composer(Composing { key, first_draft }, Place::Alone, super::back)}
    }
    .into_any()
}

/// What another app shares, one part a line; `None` when nothing is shared.
fn shared_draft(parts: [Option<String>; 3]) -> Option<Draft> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| Draft { text: parts.join("\n"), ..use_app().new_draft() })
}
