//! How much may still be written, by the server's own limits, and what is missing before it can be sent.

use leptos::prelude::*;
use rejoin_domain::countable;
use rejoin_sync::Draft;

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
    let limits = use_app().capabilities().with(|c| c.posts.clone());
    let used = draft.with(|d| {
        intl::graphemes(&countable(&d.text, limits.characters_per_link)) + intl::graphemes(&d.warning)
    });
    i64::from(limits.characters) - i64::try_from(used).unwrap_or(i64::MAX)
}

/// Why it cannot be sent as it is; `None` when it can. `start` is the text that it began with.
pub(super) fn problem(draft: RwSignal<Draft>, start: &str) -> Option<&'static str> {
    if left(draft) < 0 {
        return Some("It is too long.");
    }
    draft.with(|d| {
        let incomplete = |poll: &rejoin_sync::PollDraft| {
            poll.options.iter().filter(|option| !option.trim().is_empty()).count() < 2
        };
        if d.poll.as_ref().is_some_and(incomplete) {
            Some("A poll needs two options.")
        } else if (d.text.trim().is_empty() || d.text.trim() == start.trim() && d.poll.is_none())
            && d.media.is_empty()
        {
            Some("There is nothing in it yet.")
        } else {
            None
        }
    })
}
