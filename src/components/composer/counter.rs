//! How much may still be written, by the server's own limits, and what is missing before it can be sent.

use leptos::prelude::*;
use rejoin_domain::countable;
use rejoin_sync::Draft;

use super::schedule;
use crate::browser::intl;
use crate::components::live::live;
use crate::state::use_app;

/// The number of characters left; read aloud only when few are.
pub(super) fn counter(draft: RwSignal<Draft>) -> AnyView {
    let left = Memo::new(move |_| left(draft));
    let few = Memo::new(move |_| left.get() < 20);
    view! {
        <span class="counter" class:over=move || left.get() < 0 aria-hidden="true">{left}</span>
        <span class="hidden-text" role="status">{live(move || few.get().then(|| format!("{} characters left", left.get())))}</span>
    }
    .into_any()
}

/// How many characters are left; less than 0 when it is too long.
fn left(draft: RwSignal<Draft>) -> i64 {
    draft.with(left_of)
}

fn left_of(draft: &Draft) -> i64 {
    let limits = use_app().capabilities().with(|c| c.posts.clone());
    let used = intl::graphemes(&countable(&draft.text, limits.characters_per_link))
        + intl::graphemes(&draft.warning);
    i64::from(limits.characters) - i64::try_from(used).unwrap_or(i64::MAX)
}

/// Why it cannot be sent as it is; `None` when it can. `start` is the text that it began with. Of several posts that are written
/// together, those without anything are left out.
pub(super) fn problem(draft: RwSignal<Draft>, start: &str) -> Option<&'static str> {
    draft.with(|d| {
        let is_alone = d.each().nth(1).is_none();
        let mut filled = d.each().filter(|part| is_alone || !says_nothing(part)).peekable();
        if filled.peek().is_none() {
            return Some(NOTHING);
        }
        filled.find_map(|part| problem_of(part, start))
    })
}

const NOTHING: &str = "There is nothing in it yet.";

/// Whether there is nothing in it but what it took over from the post before.
pub(super) fn says_nothing(draft: &Draft) -> bool {
    draft.text.trim().is_empty() && draft.media.is_empty() && draft.poll.is_none()
}

/// The same of one post.
pub(super) fn problem_of(draft: &Draft, start: &str) -> Option<&'static str> {
    let incomplete = |poll: &rejoin_sync::PollDraft| {
        poll.options.iter().filter(|option| !option.trim().is_empty()).count() < 2
    };
    let says_nothing =
        draft.text.trim().is_empty() || draft.text.trim() == start.trim() && draft.poll.is_none();
    if let Some(words) = schedule::problem(draft) {
        Some(words)
    } else if left_of(draft) < 0 {
        Some("It is too long.")
    } else if draft.poll.as_ref().is_some_and(incomplete) {
        Some("A poll needs two options.")
    } else if says_nothing && draft.media.is_empty() {
        Some(NOTHING)
    } else {
        None
    }
}
