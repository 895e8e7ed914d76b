//! People and hashtags while one types their first letters.

use leptos::html;
use leptos::prelude::*;
use rejoin_sync::Draft;

use crate::components::avatar::picture;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::use_app;

/// How many are offered.
const OFFERED: usize = 5;

/// The word at the caret, when it begins like a mention or hashtag.
fn word_at_caret(element: &web_sys::HtmlTextAreaElement) -> Option<String> {
    let caret = element.selection_end().ok().flatten()? as usize;
    let before: Vec<u16> = element.value().encode_utf16().take(caret).collect();
    let before = String::from_utf16_lossy(&before);
    let word = before.rsplit(char::is_whitespace).next()?;
    let starts = word.starts_with('@') || word.starts_with('#');
    (starts && word.chars().count() >= 3).then(|| word.to_owned())
}

/// Offers under the text; choosing one puts it in place of the word.
pub(super) fn completion(node: NodeRef<html::Textarea>, draft: RwSignal<Draft>) -> AnyView {
    let app = use_app();
    let word = Memo::new(move |_| {
        draft.with(|d| d.text.len());
        node.get().and_then(|element| word_at_caret(&element))
    });
    let choose = move |text: String| {
        let (Some(element), Some(word)) = (node.get_untracked(), word.get_untracked()) else { return };
        complete(&element, draft, &word, &text);
    };
    live(move || {
        let word = word.get()?;
        let results = app.search(&word).results;
        let offers = move || {
            results.with(|found| {
                let tags = found.tags.iter().map(|tag| tag_offer(tag.name.clone(), choose));
                let people = found.accounts.iter().map(|id| person_offer(id, choose));
                if word.starts_with('#') {
                    tags.take(OFFERED).collect_view()
                } else {
                    people.take(OFFERED).collect_view()
                }
            })
        };
        Some(
            view! { <div class="suggestions" role="group" aria-label="Suggestions" on:keydown=move |event| walk(&event, node)>{live(offers)}</div> },
        )
    })
}

/// Down from the text goes to the first suggestion; says whether there is one.
pub(super) fn enter(node: NodeRef<html::Textarea>) -> bool {
    let form = node.get_untracked().and_then(|text| text.closest("form").ok().flatten());
    let first = form.and_then(|form| form.query_selector(".suggestion").ok().flatten());
    focus(first)
}

/// Up and down among the suggestions, back to the text from above the first and by Escape.
fn walk(event: &web_sys::KeyboardEvent, node: NodeRef<html::Textarea>) {
    let Some(here) = crate::browser::document().and_then(|document| document.active_element()) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => here.next_element_sibling(),
        "ArrowUp" => here.previous_element_sibling(),
        "Escape" => None,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if !focus(next) && event.key() != "ArrowDown" {
        node.get_untracked().iter().for_each(|text| drop(text.focus()));
    }
}

fn focus(element: Option<web_sys::Element>) -> bool {
    use wasm_bindgen::JsCast;
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

fn tag_offer(name: String, choose: impl Fn(String) + Copy + 'static) -> AnyView {
    let text = format!("#{name}");
    let chosen = text.clone();
    view! { <button class="suggestion" type="button" on:click=move |_| choose(chosen.clone())>{icon("hash")}<bdi>{text}</bdi></button> }
        .into_any()
}

fn person_offer(
    id: &rejoin_api::AccountId,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let account = use_app().account(id);
    live(move || {
        account.get().map(|account| {
            let text = format!("@{}", account.acct);
            let chosen = text.clone();
            view! {
                <button class="suggestion" type="button" on:click=move |_| choose(chosen.clone())>
                    {picture(&account, "tiny")}<bdi class="name">{line(&account.name)}</bdi><span class="handle">{text}</span>
                </button>
            }
        })
    })
}

fn complete(element: &web_sys::HtmlTextAreaElement, draft: RwSignal<Draft>, word: &str, text: &str) {
    let value = element.value();
    let caret = element.selection_end().ok().flatten().unwrap_or(0) as usize;
    let units: Vec<u16> = value.encode_utf16().collect();
    let (before, after) = units.split_at(caret.min(units.len()));
    let before = String::from_utf16_lossy(before);
    let Some(kept) = before.strip_suffix(word) else { return };
    let start = format!("{kept}{text} ");
    let end = u32::try_from(start.encode_utf16().count()).unwrap_or(0);
    let all = format!("{start}{}", String::from_utf16_lossy(after));
    element.set_value(&all);
    draft.update(|d| d.text = all);
    let _ = element.focus();
    let _ = element.set_selection_range(end, end);
}
