//! Search for people, posts and hashtags.

use crate::components::rows::rows;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_domain::TimelineKey;

use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head};
use crate::components::people::person;
use crate::components::post::{Layout, post};
use crate::components::rich_text::tag_path;
use crate::state::{Row, SearchResults, use_app};

/// The page; the words are in its address, so that back and links bring the results again.
pub fn page() -> AnyView {
    let query = use_query_map();
    let words = Memo::new(move |_| query.with(|q| q.get("q").unwrap_or_default()));
    let typed = RwSignal::new(words.get_untracked());
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get()
            && words.with_untracked(String::is_empty)
        {
            let _ = input.focus();
        }
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        super::go(&format!("/search?q={}", js_sys::encode_uri_component(typed.get_untracked().trim())));
    };
    let results = move || {
        let words = words.get();
        if words.trim().is_empty() {
            let hint = empty(
                "search",
                "Find people, posts and hashtags",
                "Type a name, a word, a #hashtag, or the address of somebody like @name@server.",
                Some(view! { <a class="button" href="/explore">"See what is going on"</a> }.into_any()),
            );
            return view! { {hint}{talked_about()} }.into_any();
        }
        found(&words)
    };
    view! {
        {page_head(|| "Search".into(), false)}
        <form class="search-form" role="search" on:submit=search>
            <input node_ref=node class="input" type="search" dir="auto" aria-label="Search" placeholder="People, posts, #hashtags" enterkeyhint="search"
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <button class="icon-button" type="submit" aria-label="Search">{icon("search")}</button>
        </form>
        {live(results)}
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

fn found(words: &str) -> AnyView {
    let app = use_app();
    let search = app.search(words);
    let wanted = words.to_owned();
    let is_empty = Memo::new(move |_| {
        search.results.with(|r| r.accounts.is_empty() && r.posts.is_empty() && r.tags.is_empty())
    });
    live(move || {
        if is_empty.get() {
            let again = wanted.clone();
            let retry = move || {
                app.search(&again);
            };
            let words = format!("Nothing was found for “{wanted}”. Try fewer or other words.");
            return search.phase.with(|phase| {
                instead_of_rows(phase, retry, || empty("search", "Nothing found", words, None))
            });
        }
        sections(&search.results.get())
    })
}

fn sections(results: &SearchResults) -> AnyView {
    let people = (!results.accounts.is_empty()).then(|| {
        view! { <section aria-label="People"><h2 class="section">"People"</h2>{results.accounts.iter().map(person).collect_view()}</section> }
    });
    let tags = (!results.tags.is_empty()).then(|| {
        let tags = results.tags.iter().map(|tag| {
            let uses: u64 = tag.history.iter().map(|day| day.uses).sum();
            view! {
                <li>
                    <a class="list-link" href=tag_path(&tag.name)>
                        {icon("hash")}<bdi>{tag.name.clone()}</bdi>{(uses > 0).then(|| view! { <span class="end">{uses}" posts"</span> })}
                    </a>
                </li>
            }
        });
        view! { <section aria-label="Hashtags"><h2 class="section">"Hashtags"</h2><ul>{tags.collect_view()}</ul></section> }
    });
    let posts = (!results.posts.is_empty()).then(|| {
        let posts = results.posts.iter().map(|id| post(id, Layout::Row, "", None)).collect_view();
        view! { <section aria-label="Posts"><h2 class="section">"Posts"</h2>{posts}</section> }
    });
    view! { <div>{people}{tags}{posts}</div> }.into_any()
}
