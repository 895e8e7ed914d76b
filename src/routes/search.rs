//! Search: over what this device has seen, as one types; and at the server, for people, posts and hashtags.

mod device;
mod server;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_domain::TimelineKey;

use crate::browser;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, page_head};
use crate::components::post::{Layout, post};
use crate::components::rows::rows;
use crate::state::{Row, use_app};

/// So long after the last key the address takes what was typed.
const PAUSE: Duration = Duration::from_millis(400);

/// The page. Its address holds what the server was asked (`q`) or what was only typed (`typed`), so that back and links bring the
/// results again.
pub fn page() -> AnyView {
    let query = use_query_map();
    let words = Memo::new(move |_| as_on_the_web(query.with(|q| q.get("q").unwrap_or_default()).trim()));
    // Of whom comes back, the router tells the path before the rest.
    let first = browser::query("q").or_else(|| browser::query("typed")).unwrap_or_default();
    let typed = RwSignal::new(as_on_the_web(&first));
    // A link to other words leads here, too.
    Effect::new(move |before: Option<String>| {
        let words = words.get();
        if before.is_some_and(|before| before != words) && !words.is_empty() {
            typed.set(words.clone());
        }
        words
    });
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get()
            && typed.with_untracked(String::is_empty)
        {
            let _ = input.focus();
        }
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        submit(&typed.get_untracked());
    };
    let input = move |event| {
        typed.set(event_target_value(&event));
        remember(typed, words);
    };
    let is_empty = Memo::new(move |_| typed.with(|typed| typed.trim().is_empty()));
    let body = move || {
        if is_empty.get() { view! { {hint()}{talked_about()} }.into_any() } else { results(typed, words) }
    };
    view! {
        {page_head(|| "Search".into(), false)}
        <form class="search-form" role="search" on:submit=search>
            <input node_ref=node class="input" type="search" dir="auto" aria-label="Search" placeholder="People, posts, #hashtags" enterkeyhint="search"
                autocapitalize="none" prop:value=move || typed.get() on:input=input/>
            <button class="icon-button" type="submit" aria-label="Search">{icon("search")}</button>
        </form>
        {live(body)}
    }
    .into_any()
}

/// What the server found stands around what the device has: people first, the server's further posts last.
fn results(typed: RwSignal<String>, words: Memo<String>) -> AnyView {
    let found = use_app().device_search();
    let seen = found.seen();
    let was_asked = Memo::new(move |_| typed.with(|typed| typed.trim() == words.get()));
    view! {
        {live(move || if was_asked.get() { server::people_and_tags(&words.get()) } else { ask_server(typed) })}
        {device::posts(&found, typed)}
        {live(move || was_asked.get().then(|| server::further_posts(&words.get(), seen)))}
    }
    .into_any()
}

/// The way from what this device knows to what the server does.
fn ask_server(typed: RwSignal<String>) -> AnyView {
    let host = use_app().server_host();
    view! {
        <button class="list-link ask-server" on:click=move |_| submit(&typed.get_untracked())>
            {icon("search")}<span>"Search "<bdi>{host}</bdi>" for “"<bdi>{move || typed.get().trim().to_owned()}</bdi>"”"</span>
        </button>
    }
    .into_any()
}

/// Links of the `web+ap` kind, which other pages may hand to the app that is installed, as the address they stand for.
fn as_on_the_web(words: &str) -> String {
    words.strip_prefix("web+ap://").map_or_else(|| words.to_owned(), |rest| format!("https://{rest}"))
}

fn submit(typed: &str) {
    let words = typed.trim();
    match own_path(words) {
        Some(path) => super::go(&path),
        None => super::go_instead(&format!("/search?q={}", js_sys::encode_uri_component(words))),
    }
}

/// The path of an address of this very app, which needs no asking.
fn own_path(words: &str) -> Option<String> {
    let path = words.strip_prefix(&browser::origin()?)?;
    path.starts_with('/').then(|| path.to_owned())
}

/// Puts what was typed into the address once the keys rest, so that whoever comes back finds it.
fn remember(typed: RwSignal<String>, words: Memo<String>) {
    let now = typed.get_untracked();
    let rests = move || {
        // Gone, or typed on, or the server was asked meanwhile.
        let is_here = browser::path().as_deref() == Some("/search");
        if is_here
            && typed.try_get_untracked().as_ref() == Some(&now)
            && words.try_get_untracked().is_some_and(|w| w != now.trim())
        {
            super::go_instead(&format!("/search?typed={}", js_sys::encode_uri_component(&now)));
        }
    };
    set_timeout(rests, PAUSE);
}

fn hint() -> AnyView {
    let step = view! { <a class="button" href="/explore">"See what is going on"</a> }.into_any();
    let row = |example: &'static str, means: &'static str| view! { <dt><code>{example}</code></dt><dd>{means}</dd> };
    view! {
        {empty(
            "search",
            "Find people, posts and hashtags",
            "Type a name, a word, a #hashtag, the address of somebody like @name@server, or paste a link. What this device has seen is searched as you type.",
            Some(step),
        )}
        <details class="search-help">
            <summary>"How to narrow it down"</summary>
            <dl>
                {row("\"exact words\"", "in this order")}
                {row("-word", "without it")}
                {row("from:name", "by somebody; from:me for your own")}
                {row("in:bookmarks", "what you kept; in:favourites what you liked")}
                {row("has:media", "with pictures or video; also has:poll and has:link")}
                {row("before:2026-03", "or after:2025-12-24")}
                {row("lang:de", "in a language")}
            </dl>
        </details>
    }
    .into_any()
}

/// What many people react to, where the server says so.
fn talked_about() -> AnyView {
    let list = use_app().timeline(&TimelineKey::Trending);
    let any = Memo::new(move |_| list.rows.with(|rows| !rows.is_empty()));
    let row = |row: Row| match row {
        Row::Post(id) => post(&id, Layout::Row, "", None),
        Row::Gap { .. } => ().into_any(),
    };
    live(move || {
        any.get().then(|| {
            view! {
                <section aria-label="Talked about">
                    <h2 class="section">"Talked about"</h2>
                    {rows(move || list.rows.get(), Row::key, row)}
                </section>
            }
        })
    })
}
