//! A time at which the server is to publish it, where it does such things.

use leptos::prelude::*;
use rejoin_api::Timestamp;
use rejoin_sync::Draft;

use crate::browser::clock;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::{Phase, use_app};

/// How far ahead it has to be, in milliseconds: five minutes, as Mastodon wants it.
const AHEAD: i64 = 300_000;
const QUARTER: i64 = 900_000;
const HOUR: i64 = 3_600_000;

/// Why it cannot be published at its time.
pub(super) fn problem(draft: &Draft) -> Option<&'static str> {
    let earliest = clock::now().as_millis() + AHEAD;
    draft
        .scheduled_at
        .is_some_and(|at| at.as_millis() <= earliest)
        .then_some("Choose a time that is at least five minutes ahead.")
}

/// The button that brings and removes the time; the server is asked whether it publishes later once somebody writes. Posts that
/// are written together are sent at once.
pub(super) fn toggle(draft: RwSignal<Draft>, awake: RwSignal<bool>) -> AnyView {
    let on = Memo::new(move |_| draft.with(|d| d.scheduled_at.is_some()));
    let together = Memo::new(move |_| draft.with(|d| d.each().nth(1).is_some()));
    let toggle = move |_| {
        draft.update(|d| {
            d.scheduled_at = match d.scheduled_at {
                Some(_) => None,
                None => Some(in_about_an_hour()),
            };
        });
    };
    let button = move || {
        view! {
            <button class="icon-button" type="button" aria-label="Publish later" title="Publish later" aria-pressed=move || on.get().to_string()
                disabled=move || together.get() on:click=toggle>
                {icon("outbox")}
            </button>
        }
    };
    live(move || {
        awake.get().then(|| {
            let phase = use_app().scheduled().phase;
            live(move || phase.with(|phase| *phase == Phase::Ready).then(button))
        })
    })
}

/// The field of the time.
pub(super) fn field(draft: RwSignal<Draft>) -> AnyView {
    let on = Memo::new(move |_| draft.with(|d| d.scheduled_at.is_some()));
    let set = move |event| {
        // What is no time leaves the one before: a field is emptied on the way to another date.
        if let Some(at) = clock::of_field(&event_target_value(&event)) {
            draft.update(|d| d.scheduled_at = Some(at));
        }
    };
    let value = move || draft.with(|d| d.scheduled_at.map(clock::as_field));
    let words = Memo::new(move |_| draft.with(problem));
    live(move || {
        on.get().then(|| {
            let earliest = Timestamp::from_millis(clock::now().as_millis() + AHEAD);
            view! {
                <label class="composer-schedule">{icon("outbox")}<span>"Publish at"</span>
                    <input class="input" type="datetime-local" min=clock::as_field(earliest) prop:value=value on:change=set/>
                </label>
                <div role="alert">{live(move || words.get().map(|words| view! { <p class="composer-error">{words}</p> }))}</div>
            }
        })
    })
}

/// At the full quarter of an hour after one hour.
fn in_about_an_hour() -> Timestamp {
    let quarters = (clock::now().as_millis() + HOUR) / QUARTER + 1;
    Timestamp::from_millis(quarters * QUARTER)
}
