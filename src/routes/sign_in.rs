//! The way to a server and back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_query_map};

use crate::browser::{self, storage};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, page_head};
use crate::state::use_app;

/// The page with the form.
pub fn page() -> AnyView {
    view! {
        {page_head(|| "Sign in".into(), true)}
        <div class="section">
            <p class="muted">"You sign in on your server's own page; Rejoin never sees your password."</p>
            {server_form()}
        </div>
    }
    .into_any()
}

/// This server first, any other by its address.
pub fn server_form() -> AnyView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    // Who has to sign in again comes with the server's name in the address.
    let query = use_query_map();
    Effect::new(move |_| {
        if let Some(server) = query.with(|query| query.get("server")) {
            typed.set(server);
        }
    });
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let begin = move |server: String| {
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match app.begin_sign_in(server).await {
                Ok(url) => {
                    if let Some(window) = browser::window() {
                        // The page ends here, so `busy` stays.
                        let _ = window.location().set_href(url.as_str());
                    }
                }
                Err(words) => {
                    busy.try_set(false);
                    error.try_set(Some(words.to_string()));
                }
            }
        });
    };
    let here = move || {
        app.this_server().get().map(|server| {
            let name = if server.title.is_empty() { server.domain.clone() } else { server.title.clone() };
            let address = browser::origin().unwrap_or_default();
            let words = if server.registrations { "Sign in or sign up" } else { "Sign in" };
            view! {
                <div class="row">
                    <button class="button primary" disabled=move || busy.get() on:click=move |_| begin(address.clone())>
                        {icon("user")}{format!("{words} on {name}")}
                    </button>
                </div>
            }
        })
    };
    let label =
        move || if app.this_server().with(Option::is_some) { "Or another server" } else { "Your server" };
    view! {
        {live(here)}
        <form class="server-form" on:submit=move |event| { event.prevent_default(); begin(typed.get_untracked()); }>
            <label class="field">
                <span>{label}</span>
                <input class="input" type="text" inputmode="url" autocapitalize="none" autocomplete="url" spellcheck="false" dir="ltr"
                    placeholder="example.social" prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            </label>
            <button class="button" type="submit" disabled=move || busy.get() || typed.with(|t| t.trim().is_empty())>"Continue"</button>
        </form>
        <div role="alert">{live(move || error.get().map(|words| view! { <p class="notice error">{words}</p> }))}</div>
    }
    .into_any()
}

/// Where somebody was before signing in.
const BACK_TO: &str = "rejoin.back-to";

/// Remembers where somebody was.
pub fn come_back_to(path: &str) {
    storage::set(BACK_TO, path);
}

/// Where somebody was, once; home where that is not known.
fn where_from() -> String {
    let path = storage::get(BACK_TO).filter(|path| path.starts_with('/'));
    storage::remove(BACK_TO);
    path.unwrap_or_else(|| "/".to_owned())
}

/// Where the server sends the browser back to.
pub fn callback() -> AnyView {
    let app = use_app();
    let query = use_location().search.get_untracked();
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        match app.finish_sign_in(query).await {
            Ok(()) => super::go(&where_from()),
            Err(words) => {
                failed.try_set(Some(words.to_string()));
            }
        }
    });
    let body = move || match failed.get() {
        None => view! { <p class="section muted delayed" role="status">"Signing in…"</p> }.into_any(),
        Some(words) => {
            let step = view! { <a class="button primary" href="/sign-in">"Start again"</a> }.into_any();
            view! { <div role="alert">{empty("warning", "Signing in did not work", words, Some(step))}</div> }
                .into_any()
        }
    };
    view! { {page_head(|| "Sign in".into(), false)}{live(body)} }.into_any()
}
