//! Several posts that are written together and sent one after the other, each answering the one before.

use leptos::prelude::*;
use rejoin_sync::Draft;

use super::counter;
use super::shelf::first_words;
use crate::components::icon::icon;
use crate::components::live::live;

/// On which side of the post in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before it.
    Earlier,
    /// After it.
    Later,
}

/// The button that begins another post after the one in hand.
pub(super) fn add(draft: RwSignal<Draft>) -> AnyView {
    let empty = Memo::new(move |_| draft.with(|d| counter::says_nothing(d) || d.scheduled_at.is_some()));
    let add = move |_| {
        draft.update(|d| {
            let (mut parts, place) = d.parts();
            parts.insert(place + 1, d.going_on());
            *d = Draft::of_parts(parts, place + 1);
        });
        super::give_text();
    };
    view! {
        <button class="icon-button" type="button" aria-label="Add another post" title="Add another post" disabled=empty on:click=add>{icon("plus")}</button>
    }
    .into_any()
}

/// What the button says that sends: how many there are, where there are several.
pub(super) fn label(draft: RwSignal<Draft>, one: &'static str) -> Memo<String> {
    Memo::new(move |_| {
        draft.with(|d| match d.each().filter(|part| !counter::says_nothing(part)).count() {
            0 | 1 if d.scheduled_at.is_some() => "Schedule".to_owned(),
            0 | 1 => one.to_owned(),
            many => format!("{one} all {many}"),
        })
    })
}

/// The other posts, on one side of the one in hand.
pub(super) fn others(draft: RwSignal<Draft>, side: Side) -> AnyView {
    let there = Memo::new(move |_| {
        draft.with(|d| {
            let (parts, first) = match side {
                Side::Earlier => (&d.earlier, 0),
                Side::Later => (&d.later, d.earlier.len() + 1),
            };
            (parts.clone(), first, d.each().count())
        })
    });
    live(move || {
        let (parts, first, many) = there.get();
        let any = !parts.is_empty();
        let cards = parts.iter().zip(first..).map(|(part, at)| card(draft, at, many, part)).collect_view();
        any.then(|| view! { <ol class="composer-parts">{cards}</ol> })
    })
}

fn card(draft: RwSignal<Draft>, at: usize, many: usize, part: &Draft) -> AnyView {
    let edit = move |_| {
        draft.update(|d| *d = Draft::of_parts(d.parts().0, at));
        super::give_text();
    };
    let remove = move |_| {
        draft.update(|d| {
            let (mut parts, place) = d.parts();
            let gone = parts.remove(at);
            // What stands first answers what was answered before.
            if let (0, Some(first)) = (at, parts.first_mut()) {
                (first.in_reply_to, first.quote) = (gone.in_reply_to, gone.quote);
            }
            *d = Draft::of_parts(parts, if at < place { place - 1 } else { place });
        });
        super::give_text();
    };
    let number = at + 1;
    let problem = counter::problem_of(part, "")
        .map(|words| view! { <span class="composer-error small">{words}</span> });
    view! {
        <li>
            <button class="composer-part" type="button" aria-label=format!("Edit post {number} of {many}") on:click=edit>
                <span class="small muted">{number}"/"{many}</span>" "<span dir="auto">{first_words(part)}</span>
            </button>
            {problem}
            <button class="icon-button" type="button" aria-label=format!("Remove post {number}") on:click=remove>{icon("close")}</button>
        </li>
    }
    .into_any()
}
