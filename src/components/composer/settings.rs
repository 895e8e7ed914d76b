//! Whom a post is for, its language, and its content warning.

use leptos::prelude::*;
use rejoin_api::{QuotePolicy, Visibility};
use rejoin_domain::translation::primary;
use rejoin_sync::Draft;

use crate::browser::intl;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::post::visibility_words;
use crate::state::use_app;

const VISIBILITIES: [Visibility; 4] =
    [Visibility::Public, Visibility::Unlisted, Visibility::Private, Visibility::Direct];

/// Offered besides the languages of the browser.
const LANGUAGES: [&str; 16] =
    ["ar", "de", "en", "es", "fa", "fr", "he", "hi", "it", "ja", "ko", "pl", "pt", "ru", "uk", "zh"];

/// Whom it is for; fixed once published.
pub(super) fn visibility(draft: RwSignal<Draft>, fixed: bool) -> AnyView {
    let options = VISIBILITIES
        .map(|visibility| {
            let value = visibility.as_str().to_owned();
            view! { <option value=value>{visibility_words(&visibility).1}</option> }
        })
        .collect_view();
    let choose =
        move |event| draft.update(|d| d.visibility = Visibility::from(event_target_value(&event).as_str()));
    view! {
        <select class="input" aria-label="Who can see it" disabled=fixed on:change=choose
            prop:value=move || draft.with(|d| d.visibility.as_str().to_owned())>
            {options}
        </select>
    }
    .into_any()
}

/// Who may quote a post, in words.
pub const QUOTE_POLICIES: [(QuotePolicy, &str); 3] = [
    (QuotePolicy::Public, "Anyone may quote"),
    (QuotePolicy::Followers, "Followers may quote"),
    (QuotePolicy::Nobody, "Nobody may quote"),
];

/// Who may quote it, where the server knows quotes and the post is for everyone.
pub(super) fn quote_policy(draft: RwSignal<Draft>) -> AnyView {
    let capabilities = use_app().capabilities();
    let open = [Visibility::Public, Visibility::Unlisted];
    let asked = Memo::new(move |_| {
        capabilities.with(|all| all.quotes()) && draft.with(|d| open.contains(&d.visibility))
    });
    let choose = move |event| {
        draft.update(|d| d.quote_policy = Some(QuotePolicy::from(event_target_value(&event).as_str())));
    };
    live(move || {
        asked.get().then(|| {
            let options = QUOTE_POLICIES.map(|(policy, words)| {
                let value = policy.as_str().to_owned();
                view! { <option value=value>{words}</option> }
            });
            view! {
                <select class="input" aria-label="Who may quote it" on:change=choose
                    prop:value=move || draft.with(|d| d.quote_policy.clone().unwrap_or_default().as_str().to_owned())>
                    {options.collect_view()}
                </select>
            }
        })
    })
}

/// The languages to choose from: those chosen, then those of the browser, then others.
pub fn languages(chosen: &[String]) -> Vec<String> {
    let mut codes = chosen.to_vec();
    codes.extend(intl::languages().iter().map(|tag| primary(tag)));
    codes.extend(LANGUAGES.map(ToOwned::to_owned));
    let mut offered: Vec<String> = Vec::new();
    for code in codes {
        if !offered.contains(&code) {
            offered.push(code);
        }
    }
    offered
}

/// Its language, by name.
pub(super) fn language(draft: RwSignal<Draft>) -> AnyView {
    let chosen: Vec<String> = draft.get_untracked().language.into_iter().collect();
    let offered = languages(&chosen);
    let first = offered.first().cloned();
    draft.update_untracked(|d| d.language = d.language.take().or(first));
    let options = offered
        .into_iter()
        .map(|code| {
            let name = intl::language_name(&code);
            view! { <option value=code>{name}</option> }
        })
        .collect_view();
    let choose = move |event| draft.update(|d| d.language = Some(event_target_value(&event)));
    view! {
        <select class="input" aria-label="Language" on:change=choose prop:value=move || draft.with(|d| d.language.clone())>{options}</select>
    }
    .into_any()
}

/// Whether there is a field for a warning; it stays while it has words.
fn has_warning(draft: RwSignal<Draft>) -> bool {
    draft.with(|d| d.sensitive || !d.warning.is_empty())
}

/// The field of the warning.
pub(super) fn warning(draft: RwSignal<Draft>) -> AnyView {
    let shown = Memo::new(move |_| has_warning(draft));
    let set = move |event| draft.update(|d| d.warning = event_target_value(&event));
    live(move || {
        shown.get().then(|| {
            view! {
                <input class="input" type="text" dir="auto" aria-label="Content warning" placeholder="What should readers know before they open it?"
                    prop:value=move || draft.with(|d| d.warning.clone()) on:input=set/>
            }
        })
    })
}

/// The button that brings and removes it.
pub(super) fn warning_toggle(draft: RwSignal<Draft>) -> AnyView {
    let on = Memo::new(move |_| has_warning(draft));
    let toggle = move |_| {
        let now = !on.get_untracked();
        draft.update(|d| {
            d.sensitive = now;
            if !now {
                d.warning.clear();
            }
        });
    };
    view! {
        <button class="icon-button" type="button" aria-label="Content warning" title="Content warning" aria-pressed=move || on.get().to_string()
            on:click=toggle>
            {icon("warning")}
        </button>
    }
    .into_any()
}
