//! Feeds other than home.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::TimelineKey;

use super::saved;
use crate::components::feed::feed;
use crate::components::page::{empty, page_head, tabs};
use crate::state::use_app;

/// What people on this server write.
pub fn local() -> AnyView {
    let title = || {
        let name = use_app().capabilities().with(|c| c.title.clone());
        if name.is_empty() { "Local".to_owned() } else { name }
    };
    view! { {page_head(title, false)}{parts(true)}{of(TimelineKey::Local, "Local posts", nothing_public)} }
        .into_any()
}

/// What this server knows of all servers.
pub fn public() -> AnyView {
    view! { {page_head(|| "All servers".into(), false)}{parts(false)}{of(TimelineKey::Public, "Posts of all servers", nothing_public)} }
        .into_any()
}

/// What one has bookmarked.
pub fn bookmarks() -> AnyView {
    let nothing = || {
        empty(
            "bookmark",
            "No bookmarks yet",
            "Bookmark a post to find it here again. Nobody else sees your bookmarks.",
            None,
        )
    };
    view! { {page_head(|| "Bookmarks".into(), false)}{saved::parts("/bookmarks")}{of(TimelineKey::Bookmarks, "Bookmarks", nothing)} }
        .into_any()
}

/// What one has favourited.
pub fn favourites() -> AnyView {
    let nothing = || {
        empty(
            "star",
            "No favourites yet",
            "Favourite a post to tell its author that you liked it; it is then listed here.",
            None,
        )
    };
    view! { {page_head(|| "Favourites".into(), false)}{saved::parts("/favourites")}{of(TimelineKey::Favourites, "Favourites", nothing)} }
        .into_any()
}

/// The posts that quote a post.
pub fn quotes(id: StatusId) -> AnyView {
    let nothing = || empty("quote", "Nobody yet", "Whoever quotes this post appears here.", None);
    view! { {page_head(|| "Quotes".into(), true)}{of(TimelineKey::Quotes(id), "Quotes", nothing)} }.into_any()
}

/// A feed under the name that its place is kept by.
pub(super) fn of(
    key: TimelineKey,
    label: &'static str,
    nothing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let app = use_app();
    let name = format!("{}:{}", app.session().with_untracked(|s| s.key()), key.name());
    feed(app.timeline(&key), name, label, nothing)
}

fn parts(is_local: bool) -> AnyView {
    let (local, public) = ("/local".to_owned(), "/public".to_owned());
    tabs("Feeds", false, [(local, "This server", is_local), (public, "All servers", !is_local)])
}

fn nothing_public() -> AnyView {
    empty("people", "Nobody has written yet", "Public posts appear here. Yours could be the first.", None)
}
