//! A thread: what came before, the post, and the replies nested under what they answer.

mod words;

use std::collections::HashSet;
use std::sync::Arc;

use crate::components::rows::rows as listed;
use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::{Place as Standing, ThreadRow};

use crate::browser::scroll::Anchor;
use crate::browser::viewport;
use crate::components::composer::{Composing, Place, composer};
use crate::components::live::live;
use crate::components::page::{empty, failure, page_head, signed_out, skeletons};
use crate::components::people::people;
use crate::components::post::{Layout, post};
use crate::state::{DraftKey, PeopleKey, Phase, PostView, ThreadView, use_app};
use words::{finding, gone, later_mark, parent_is_gone, unread};

/// Replies nested deeper stand no further in: phones are narrow.
const DEEPEST: u16 = 6;

/// So many rows are drawn in one go, and so long is the pause after it.
const STEP: usize = 40;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(16);

/// The page of a post.
pub fn page(id: StatusId) -> AnyView {
    let app = use_app();
    let view = app.thread(&id);
    let focus = app.post(&id);
    let title = move || {
        focus.with(|f| {
            f.as_ref().map_or_else(|| "Post".to_owned(), |f| format!("Post by {}", f.author.plain_name()))
        })
    };
    let folded = RwSignal::new(HashSet::<StatusId>::new());
    let drawn = drawn_by_and_by(view.rows);
    let rows = Memo::new(move |_| {
        let some = |rows: &Vec<ThreadRow>| {
            // The post itself is among the first, whatever came before it.
            let focus = rows.iter().position(|row| row.place == Standing::Focus).unwrap_or_default();
            rows.iter().take(drawn.get().max(focus + STEP)).cloned().collect::<Vec<_>>()
        };
        view.rows.with(|rows| folded.with(|folded| without_folded(&some(rows), folded)))
    });
    let known = Memo::new(move |_| focus.with(Option::is_some));
    show_focus_once(focus, view.rows);
    let body = move || {
        if known.get() {
            let id = id.clone();
            return view! {
                {live(move || parent_is_gone(view.rows.with(|rows| rows.first().map(|row| row.id.clone()))?, view.phase))}
                <div class="thread">
                    {listed(move || rows.get(), key_of, move |row| thread_row(row, id.clone(), view, folded))}
                </div>
                {state(view.phase)}
                {finding(view.finding)}
                {unread(view.unread, folded, drawn)}
            }
            .into_any();
        }
        match view.phase.get() {
            Phase::Opening | Phase::Refreshing => skeletons(),
            Phase::Failed(words) => failure(words, move || view.refresh()),
            Phase::Offline => empty(
                "offline",
                "Not on this device yet",
                "The server cannot be reached, and this post was not read here before.",
                None,
            ),
            Phase::SignedOut => signed_out(),
            Phase::Ready | Phase::Gone | Phase::Lacking => {
                empty("search", "This post is not here", "It was deleted, or it is not for you to see.", None)
            }
        }
    };
    view! { {page_head(title, true)}{live(body)} }.into_any()
}

/// How many rows are drawn: of a long thread some at first, and more in each pause, so that it can be read and scrolled meanwhile.
/// One that was left is there as a whole, so that one comes back to one's place.
fn drawn_by_and_by(rows: Signal<Vec<ThreadRow>>) -> RwSignal<usize> {
    let was_there = rows.with_untracked(|rows| rows.len() > 1);
    let drawn = RwSignal::new(if was_there { usize::MAX } else { STEP });
    Effect::new(move |_| {
        if drawn.get() < rows.with(Vec::len) {
            let more = move || {
                drawn.try_update(|drawn| *drawn = drawn.saturating_add(STEP));
            };
            set_timeout(more, PAUSE);
        }
    });
    drawn
}

/// A word about the replies when they could not be brought up to date.
fn state(phase: Signal<Phase>) -> AnyView {
    live(move || match phase.get() {
        Phase::Offline => {
            Some(view! { <p class="feed-end">"Offline: there may be more replies."</p> }.into_any())
        }
        Phase::Failed(words) => Some(view! { <p class="feed-end" role="alert">{words}</p> }.into_any()),
        Phase::Opening | Phase::Refreshing => {
            Some(view! { <p class="feed-end delayed">"Loading replies…"</p> }.into_any())
        }
        Phase::Ready | Phase::Gone | Phase::SignedOut | Phase::Lacking => None,
    })
}

/// A row that has come to stand elsewhere in the thread is drawn anew.
fn key_of(row: &ThreadRow) -> String {
    format!("{} {:?} {} {}", row.id, row.place, row.depth, row.orphan)
}

fn thread_row(
    row: ThreadRow,
    focus: StatusId,
    thread: ThreadView,
    folded: RwSignal<HashSet<StatusId>>,
) -> AnyView {
    let rows = thread.rows;
    match row.place {
        Standing::Ancestor => post(&row.id, Layout::Row, "ancestor", None),
        Standing::Focus => view! { {post(&row.id, Layout::Focus, "", None)}{reply(focus)} }.into_any(),
        Standing::Reply => {
            let depth = row.depth.saturating_sub(1).min(DEEPEST);
            let capped = row.depth > DEEPEST + 1;
            let fold = fold(row.id.clone(), rows, folded);
            let above = rows.with_untracked(|rows| answered(rows, &row));
            let after = above.as_ref().map(|above| later_mark(above, &row.id));
            let orphan = row.orphan.then(gone);
            let own = row.id.clone();
            let is_new = Memo::new(move |_| thread.unread.with(|unread| unread.contains(&own)));
            let mark = move || is_new.get().then(|| view! { <p class="new-mark">"New"</p> });
            view! {
                <div class="reply-row" style:--depth=depth.to_string() data-deep=(depth > 0).then_some("")
                    class:capped=capped class:new=move || is_new.get()>
                    {live(mark)}
                    {after}
                    {orphan}
                    {post(&row.id, Layout::Row, "", None)}
                    {fold}
                </div>
            }
            .into_any()
        }
    }
}

/// The post that a reply answers: the nearest above it that is not nested as deep.
fn answered(rows: &[ThreadRow], reply: &ThreadRow) -> Option<StatusId> {
    let above = rows.iter().take_while(|row| row.id != reply.id);
    above.filter(|row| row.depth < reply.depth).last().map(|row| row.id.clone())
}

/// The answer is written right under the post.
fn reply(id: StatusId) -> Option<AnyView> {
    use_app()
        .session()
        .with_untracked(|s| s.me().is_some())
        .then(|| composer(Composing { key: DraftKey::Reply(id), first_draft: None }, Place::Page, || {}))
}

/// The button that folds the replies below a reply.
fn fold(id: StatusId, rows: Signal<Vec<ThreadRow>>, folded: RwSignal<HashSet<StatusId>>) -> AnyView {
    let counted = id.clone();
    let below = Memo::new(move |_| rows.with(|rows| descendants(rows, &counted)));
    let asked = id.clone();
    let is_folded = Memo::new(move |_| folded.with(|folded| folded.contains(&asked)));
    let toggle = move |_| {
        folded.update(|folded| {
            if !folded.remove(&id) {
                folded.insert(id.clone());
            }
        });
    };
    live(move || {
        let count = below.get();
        let toggle = toggle.clone();
        (count > 0).then(|| {
            let noun = if count == 1 { "reply" } else { "replies" };
            let words = move || format!("{} {count} {noun}", if is_folded.get() { "Show" } else { "Hide" });
            let sign = move || if is_folded.get() { format!("+{count}") } else { "−".to_owned() };
            view! {
                <button class="fold" aria-label=words title=words aria-expanded=move || (!is_folded.get()).to_string() on:click=toggle>
                    <span aria-hidden="true">{live(sign)}</span>
                </button>
            }
        })
    })
}

/// How many rows follow that are nested deeper.
fn descendants(rows: &[ThreadRow], id: &StatusId) -> usize {
    let mut following = rows.iter().skip_while(|row| row.id != *id);
    let Some(top) = following.next() else { return 0 };
    following.take_while(|row| row.depth > top.depth).count()
}

fn without_folded(rows: &[ThreadRow], folded: &HashSet<StatusId>) -> Vec<ThreadRow> {
    let mut hidden_below = None;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        if hidden_below.is_some_and(|depth| row.place == Standing::Reply && row.depth > depth) {
            continue;
        }
        hidden_below = folded.contains(&row.id).then_some(row.depth);
        shown.push(row.clone());
    }
    shown
}

/// The page opens at the post, with its ancestors above the window.
fn show_focus_once(focus: Signal<Option<Arc<PostView>>>, rows: Signal<Vec<ThreadRow>>) {
    let done = StoredValue::new(false);
    Effect::new(move |_| {
        let ancestors = rows.with(|rows| rows.iter().any(|row| row.place == Standing::Ancestor));
        let id = focus.with(|post| post.as_ref().map(|post| post.id.to_string()));
        if let Some(key) = id.filter(|_| ancestors && !done.get_value()) {
            done.set_value(true);
            viewport::return_to(Anchor { key, offset: 64.0 });
        }
    });
}

/// Who boosted a post.
pub fn boosts(id: StatusId) -> AnyView {
    reactions("Boosted by", &PeopleKey::RebloggedBy(id))
}

/// Who favourited a post.
pub fn favourites(id: StatusId) -> AnyView {
    reactions("Favourited by", &PeopleKey::FavouritedBy(id))
}

fn reactions(title: &'static str, key: &PeopleKey) -> AnyView {
    let nobody = || empty("people", "Nobody yet", "Whoever does appears here.", None);
    let list = people(use_app().people(key), nobody);
    view! { {page_head(move || title.into(), true)}{list} }.into_any()
}
