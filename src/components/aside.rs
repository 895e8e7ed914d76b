//! The second column of wide windows: what waits to be sent, what is talked about, and where one is.

use std::sync::Arc;
use std::time::Duration;

use super::rows::rows as listed;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_domain::TimelineKey;

use super::avatar::picture;
use super::icon::icon;
use super::later::quietly;
use super::live::live;
use super::post::post_path;
use super::rich_text::line;
use crate::browser;
use crate::browser::events::Listener;
use crate::browser::intl;
use crate::state::{Connectivity, OutboxEntry, OutboxState, PostView, Row, use_app};

/// Windows at least this wide have the column, as in `style/layout.css`.
const WIDE: &str = "(min-width: 1100px)";

/// What the column asks the server for comes after what the page asks for.
const LATER: Duration = Duration::from_millis(1200);

/// How many posts are shown that are talked about.
const FEW: usize = 4;

/// The column, in windows that have room for it.
pub fn aside() -> AnyView {
    let shown = shown();
    let column = move || shown.get().then(|| quietly(|| Box::pin(column())));
    view! { <aside class="aside" aria-label="More">{live(column)}</aside> }.into_any()
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn column() -> Result<AnyView, SplitLoaderError> {
    let app = use_app();
    // What is on its way at this moment is no news.
    let (online, entries) = (app.online(), app.outbox());
    let waiting = Memo::new(move |_| {
        let away = online.get() != Connectivity::Online;
        let waits = |entry: &&OutboxEntry| away || matches!(entry.state, OutboxState::Waiting { .. });
        entries.with(|all| all.iter().filter(waits).count())
    });
    let outbox = move || {
        let count = waiting.get();
        (count > 0).then(|| {
            let things = if count == 1 { "thing" } else { "things" };
            view! {
                <section class="panel">
                    <h2>"Waiting to send"</h2>
                    <p class="small"><a href="/outbox">{icon("clock")}" "{count}" "{things}</a></p>
                </section>
            }
        })
    };
    let about = move || {
        app.capabilities().with(|c| {
            (!c.title.is_empty()).then(|| {
                view! {
                    <section class="panel">
                        <h2 dir="auto">{c.title.clone()}</h2>
                        <p class="small muted" dir="auto">{c.description.clone()}</p>
                        <p class="small"><a href="/local">"What people here write"</a></p>
                    </section>
                }
            })
        })
    };
    Ok(view! { {live(outbox)}{talked_about()}{live(about)} }.into_any())
}

/// Whether there is room for the column, and time for what it asks for.
fn shown() -> Signal<bool> {
    let (wide, later) = (RwSignal::new(false), RwSignal::new(false));
    let query = browser::window().and_then(|window| window.match_media(WIDE).ok().flatten());
    let listener = query.map(|query| {
        wide.set(query.matches());
        let asked = query.clone();
        Listener::new(&query, "change", move |_| wide.set(asked.matches()))
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
    let tell = move || {
        // The session may have changed in the meantime, and the column with it.
        later.try_set(true);
    };
    set_timeout(tell, LATER);
    Signal::derive(move || wide.get() && later.get())
}

/// What the server says many people react to; nothing where it does not say.
fn talked_about() -> AnyView {
    let list = use_app().timeline(&TimelineKey::Trending);
    let rows = Memo::new(move |_| list.rows.with(|rows| rows.iter().take(FEW).cloned().collect::<Vec<_>>()));
    let row = |row: Row| {
        let Row::Post(id) = row else { return ().into_any() };
        let post = use_app().post(&id);
        live(move || post.get().map(|post| brief(&post)))
    };
    live(move || {
        let any = rows.with(|rows| !rows.is_empty());
        any.then(|| {
            view! {
                <section class="panel">
                    <h2>"Talked about"</h2>
                    <ul class="briefs">{listed(move || rows.get(), Row::key, row)}</ul>
                </section>
            }
        })
    })
}

/// A post in three lines.
fn brief(view: &Arc<PostView>) -> AnyView {
    let post = &view.post;
    let text = if post.warning.is_empty() { post.content.plain_text() } else { String::new() };
    let count = |count: u64, one: &'static str, many: &'static str| {
        (count > 0).then(|| format!("{} {}", intl::compact(count), if count == 1 { one } else { many }))
    };
    let counts =
        [count(post.replies_count, "reply", "replies"), count(post.reblogs_count, "boost", "boosts")];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="brief">
            {picture(&view.author, "tiny")}
            <div>
                <a class="name" href=post_path(view)><bdi>{line(&view.author.name)}</bdi></a>
                <p class="small" dir="auto">{line(&post.warning)}{text}</p>
                <p class="small muted count">{counts}</p>
            </div>
        </li>
    }
    .into_any()
}
