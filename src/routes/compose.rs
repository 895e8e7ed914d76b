//! The composer as a page, for links and shortcuts.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_api::StatusId;
use rejoin_sync::Draft;

use crate::browser;
use crate::components::clock::ago;
use crate::components::composer::{Composing, Place, composer, use_composing};
use crate::components::live::live;
use crate::components::page::page_head;
use crate::state::{DraftKey, SavedDraft, use_app};

/// The page; `?reply_to=` names the post that is answered, `?title=`, `?text=` and `?url=` bring what another app shares.
pub fn page() -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let query = use_query_map();
    let reply_to = query.with_untracked(|query| query.get("reply_to"));
    let shared = query.with_untracked(|query| ["title", "text", "url"].map(|name| query.get(name)));
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
    view! {
        {page_head(move || title.into(), true)}
        {composer(Composing { key: key.clone(), first_draft: shared_draft(shared) }, Place::Dialog, leave)}
        {drafts(key)}
    }
    .into_any()
}

/// What another app shares, one part a line; `None` when nothing is shared.
fn shared_draft(parts: [Option<String>; 3]) -> Option<Draft> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| Draft { text: parts.join("\n"), ..Draft::default() })
}

/// What else was begun and not sent, the latest first.
fn drafts(open: DraftKey) -> AnyView {
    let app = use_app();
    let all = app.drafts();
    let composing = use_composing();
    let row = move |saved: SavedDraft| {
        let key = saved.key.clone();
        let words = match saved.key {
            DraftKey::New => "A post",
            DraftKey::Reply(_) => "A reply",
            DraftKey::Quote(_) => "A quote",
            DraftKey::Edit(_) => "A change to a post",
        };
        let excerpt: String = saved.draft.text.chars().take(120).collect();
        let given_up = saved.key.clone();
        let give_up = move |_| app.discard_draft(&given_up);
        let reopen = move |_| composing.open(Composing { key: key.clone(), first_draft: None });
        view! {
            <li class="outbox-entry">
                <p><span class="what">{words}</span>" "<span class="muted small">{ago(saved.changed_at)}</span></p>
                <p class="text" dir="auto">{excerpt}</p>
                <div class="row"><button class="text-button" on:click=reopen>"Go on writing"</button>
                    <button class="text-button danger" on:click=give_up>"Discard"</button></div>
            </li>
        }
    };
    live(move || {
        let others: Vec<_> =
            all.get().into_iter().filter(|saved| saved.key != open && !saved.draft.is_empty()).collect();
        (!others.is_empty()).then(|| {
            view! {
                <section aria-label="Drafts"><h2 class="section">"Drafts"</h2><ul>{others.into_iter().map(row).collect_view()}</ul></section>
            }
        })
    })
}
