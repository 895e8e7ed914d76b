//! Words between the posts of a thread: what is not there, what came long after, what is new and what is still to come.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_sync::MutationId;

use crate::browser::scroll::Anchor;
use crate::browser::{focus, viewport};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::{Phase, PostView, use_app};

/// A word above a post whose parent is not there.
pub(super) fn gone() -> AnyView {
    view! { <p class="gone-parent small muted">{icon("reply")}"What this answers is not here: it was deleted, or it is not for you to see."</p> }
        .into_any()
}

/// A word above the first post of a thread that answers one which the server did not show.
pub(super) fn parent_is_gone(first: StatusId, phase: Signal<Phase>) -> Option<AnyView> {
    // What is not sent yet has no thread at the server.
    if MutationId::of_post(&first).is_some() {
        return None;
    }
    let post = use_app().post(&first);
    let answers = move || {
        post.with(|post| {
            post.as_ref().is_some_and(|view| {
                // Of one whose parent is deleted servers may say no more than whom it answered.
                view.post.in_reply_to_id.is_some() || view.post.in_reply_to_account_id.is_some()
            })
        })
    };
    Some(live(move || (phase.with(|phase| *phase == Phase::Ready) && answers()).then(gone)))
}

/// A word while the server is looking for replies at other servers.
pub(super) fn finding(finding: Signal<bool>) -> AnyView {
    let words = move || finding.get().then_some("Your server is looking for more replies …");
    view! { <p class="feed-end finding" role="status">{live(words)}</p> }.into_any()
}

/// Leads from one reply to the next of those that came since one was last here.
pub(super) fn unread(
    unread: Signal<Vec<StatusId>>,
    folded: RwSignal<HashSet<StatusId>>,
    drawn: RwSignal<usize>,
) -> AnyView {
    let visited = RwSignal::new(HashSet::<StatusId>::new());
    let left = move || {
        let left = |id: &StatusId| visited.with(|visited| !visited.contains(id));
        unread.with(|all| all.iter().filter(|id| left(id)).cloned().collect::<Vec<_>>())
    };
    let next = move |_| {
        let Some(id) = untrack(left).into_iter().next() else { return };
        // It may stand in a branch that is folded, or farther below than is drawn yet.
        drawn.set(usize::MAX);
        if folded.with_untracked(|folded| !folded.is_empty()) {
            folded.set(HashSet::new());
        }
        let key = id.to_string();
        visited.update(|visited| {
            visited.insert(id);
        });
        request_animation_frame(move || {
            focus::give_entry(&key);
            viewport::return_to(Anchor { key, offset: 72.0 });
        });
    };
    let words = move || match left().len() {
        0 => None,
        1 => Some("1 new reply".to_owned()),
        more => Some(format!("{more} new replies")),
    };
    let button = move || {
        words().map(|words| {
            view! { <button class="pill" data-act="unread" title="Next new reply" on:click=next>{icon("down")}{words}</button> }
        })
    };
    view! { <div class="pills" role="status">{live(button)}</div> }.into_any()
}

/// A month and a year, in milliseconds.
const MONTH: i64 = 30 * 86_400_000;
const YEAR: i64 = 365 * 86_400_000;

/// Says when a reply came long after what it answers.
pub(super) fn later_mark(above: &StatusId, reply: &StatusId) -> AnyView {
    let (above, reply) = (use_app().post(above), use_app().post(reply));
    let at = |post: Signal<Option<Arc<PostView>>>| {
        post.with(|post| post.as_ref().map(|post| post.post.created_at))
    };
    live(move || {
        let millis = at(reply)?.as_millis() - at(above)?.as_millis();
        let words = match (millis / YEAR, millis / MONTH) {
            (..=0, ..=0) => return None,
            (..=0, 1) => "A month later".to_owned(),
            (..=0, months) => format!("{months} months later"),
            (1, _) => "A year later".to_owned(),
            (years, _) => format!("{years} years later"),
        };
        Some(view! { <p class="later-mark small muted">{icon("clock")}{words}</p> })
    })
}
