//! The poll of a draft.

use leptos::prelude::*;
use rejoin_sync::{Draft, PollDraft};

use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::use_app;

/// How long a poll may be open, in seconds, with the words for it.
const DURATIONS: [(u32, &str); 7] = [
    (300, "5 minutes"),
    (1800, "30 minutes"),
    (3600, "1 hour"),
    (21_600, "6 hours"),
    (86_400, "1 day"),
    (259_200, "3 days"),
    (604_800, "7 days"),
];

/// A day: what most questions need.
const USUAL: u32 = 86_400;

/// The button that brings and removes the poll. A post has a poll or attachments.
pub(super) fn toggle(draft: RwSignal<Draft>) -> AnyView {
    let on = Memo::new(move |_| draft.with(|d| d.poll.is_some()));
    let taken = Memo::new(move |_| draft.with(|d| !d.media.is_empty()));
    let toggle = move |_| {
        draft.update(|d| {
            d.poll = match d.poll.take() {
                Some(_) => None,
                None => Some(PollDraft {
                    options: vec![String::new(); 2],
                    expires_in: USUAL,
                    multiple: false,
                    hide_totals: false,
                }),
            };
        });
    };
    view! {
        <button class="icon-button" type="button" aria-label="Poll" title="Poll" aria-pressed=move || on.get().to_string() disabled=move || taken.get()
            on:click=toggle>
            {icon("poll")}
        </button>
    }
    .into_any()
}

/// Its options and settings.
pub(super) fn poll(draft: RwSignal<Draft>) -> AnyView {
    let count = Memo::new(move |_| draft.with(|d| d.poll.as_ref().map(|poll| poll.options.len())));
    let limits = use_app().capabilities();
    let most = Memo::new(move |_| limits.with(|c| c.polls.options as usize));
    let add = move |_| edit(draft, |poll| poll.options.push(String::new()));
    live(move || {
        let count = count.get()?;
        let options = (0..count).map(|number| option(draft, number, count)).collect_view();
        Some(view! {
            <fieldset class="composer-poll">
                <legend class="hidden-text">"Poll"</legend>
                {options}
                {(count < most.get()).then(|| view! {
                    <button class="text-button" type="button" on:click=add>{icon("plus")}" Add an option"</button>
                })}
                <div class="row">{duration(draft)}{several(draft)}</div>
            </fieldset>
        })
    })
}

fn option(draft: RwSignal<Draft>, number: usize, count: usize) -> AnyView {
    let text = move || {
        draft.with(|d| d.poll.as_ref().and_then(|poll| poll.options.get(number).cloned()).unwrap_or_default())
    };
    let set = move |event| {
        let value = event_target_value(&event);
        edit(draft, |poll| {
            if let Some(option) = poll.options.get_mut(number) {
                *option = value;
            }
        });
    };
    let limit = use_app().capabilities().with(|c| c.polls.option_characters);
    let label = format!("Option {}", number + 1);
    let remove = move |_| {
        edit(draft, |poll| {
            if number < poll.options.len() {
                poll.options.remove(number);
            }
        });
    };
    view! {
        <div class="row">
            <input class="input" type="text" dir="auto" maxlength=limit.to_string() aria-label=label.clone() placeholder=label.clone()
                prop:value=text on:input=set/>
            {(count > 2).then(|| view! {
                <button class="icon-button" type="button" aria-label=format!("Remove {label}") on:click=remove>{icon("close")}</button>
            })}
        </div>
    }
    .into_any()
}

fn duration(draft: RwSignal<Draft>) -> AnyView {
    let limits = use_app().capabilities().with(|c| c.polls.clone());
    // The poll of a post that is being edited has any time left.
    let left = draft.with_untracked(|d| d.poll.as_ref().map(|poll| poll.expires_in));
    let left = left.filter(|left| DURATIONS.iter().all(|(seconds, _)| seconds != left));
    let as_it_is = left.map(|left| view! { <option value=left.to_string()>"Unchanged"</option> });
    let options = DURATIONS
        .into_iter()
        .filter(|(seconds, _)| (limits.shortest..=limits.longest).contains(seconds))
        .map(|(seconds, words)| view! { <option value=seconds.to_string()>{words}</option> })
        .collect_view();
    let choose = move |event| {
        if let Ok(seconds) = event_target_value(&event).parse() {
            edit(draft, |poll| poll.expires_in = seconds);
        }
    };
    view! {
        <select class="input" aria-label="How long it is open" on:change=choose
            prop:value=move || draft.with(|d| d.poll.as_ref().map(|poll| poll.expires_in.to_string()))>
            {as_it_is}{options}
        </select>
    }
    .into_any()
}

fn several(draft: RwSignal<Draft>) -> AnyView {
    let set = move |event| edit(draft, |poll| poll.multiple = event_target_checked(&event));
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || draft.with(|d| d.poll.as_ref().is_some_and(|poll| poll.multiple)) on:change=set/>
            "Several choices"
        </label>
    }
    .into_any()
}

fn edit(draft: RwSignal<Draft>, change: impl FnOnce(&mut PollDraft)) {
    draft.update(|d| {
        if let Some(poll) = &mut d.poll {
            change(poll);
        }
    });
}
