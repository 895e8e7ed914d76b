//! What every page has: a head, a title, and its words when there is nothing to show.

use leptos::prelude::*;

use super::icon::icon;
use super::live::live;
use super::post::left_out_chip;
use crate::browser;
use crate::state::{Connectivity, OutboxState, Phase, use_app};

/// The head of a page, and the document's title.
pub fn page_head(title: impl Fn() -> String + Send + Sync + 'static, back: bool) -> AnyView {
    let title = Memo::new(move |_| title());
    Effect::new(move |_| {
        if let Some(document) = browser::document() {
            document.set_title(&format!("{} · Rejoin", title.get()));
        }
    });
    view! {
        <header class="page-head">
            {back.then(|| view! { <button class="icon-button back" aria-label="Back" on:click=|_| crate::routes::back()>{icon("back")}</button> })}
            <h1>{title}</h1>
            {left_out_chip()}
            {offline_chip()}
        </header>
    }
    .into_any()
}

/// The parts of a page, each with its address, its words, and whether it is the one shown. With `stays`, who changes the part
/// stays at the height where they are.
pub fn tabs<const N: usize>(
    label: &'static str,
    stays: bool,
    all: [(String, &'static str, bool); N],
) -> AnyView {
    let tab = |(href, words, is_shown): (String, &'static str, bool)| {
        view! { <a class="tab" href=href data-noscroll=stays.then_some("") aria-current=is_shown.then_some("page")>{words}</a> }
    };
    view! { <nav class="tabs" aria-label=label>{all.into_iter().map(tab).collect_view()}</nav> }.into_any()
}

/// A quiet word when the server cannot be reached or something waits or was refused.
fn offline_chip() -> AnyView {
    let app = use_app();
    let (online, outbox) = (app.online(), app.outbox());
    let words = Memo::new(move |_| {
        let waiting = outbox.with(Vec::len);
        let count = |of: fn(&OutboxState) -> bool| {
            outbox.with(|all| all.iter().filter(|entry| of(&entry.state)).count())
        };
        let refused = count(|state| matches!(state, OutboxState::Refused(_)));
        let held = count(|state| matches!(state, OutboxState::Waiting { .. }));
        let state = match online.get() {
            Connectivity::Online => None,
            Connectivity::Offline => Some("Offline"),
            Connectivity::Unreachable => Some("Unreachable"),
        };
        match (state, waiting, refused) {
            (None, _, 0) if held == 0 => None,
            (None, _, 0) => Some(format!("{held} to send")),
            (None, _, refused) => Some(format!("{refused} not sent")),
            (Some(state), 0, _) => Some(state.to_owned()),
            (Some(state), waiting, _) => Some(format!("{state} · {waiting} to send")),
        }
    });
    let chip = move || {
        let symbol = if online.get() == Connectivity::Online { "warning" } else { "offline" };
        words.get().map(|words| view! { <a class="chip" href="/outbox">{icon(symbol)}{words}</a> })
    };
    view! { <div role="status">{live(chip)}</div> }.into_any()
}

/// What belongs here and is not here yet.
pub fn empty(
    symbol: &'static str,
    title: impl Into<String>,
    words: impl Into<String>,
    step: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="empty">
            {icon(symbol)}
            <h2>{title.into()}</h2>
            <p>{words.into()}</p>
            {step}
        </div>
    }
    .into_any()
}

/// What did not work, and a way to try again.
pub fn failure(words: String, retry: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="empty" role="alert">
            {icon("warning")}
            <h2>"This did not load"</h2>
            <p>{words}</p>
            <button class="button" on:click=move |_| retry()>{icon("refresh")}"Try again"</button>
        </div>
    }
    .into_any()
}

/// What stands in place of a list that has no rows, by what its view is doing.
pub fn instead_of_rows(
    phase: &Phase,
    retry: impl Fn() + 'static,
    nothing: impl FnOnce() -> AnyView,
) -> AnyView {
    match phase {
        Phase::Opening | Phase::Refreshing => skeletons(),
        Phase::Ready | Phase::Gone => nothing(),
        Phase::SignedOut => signed_out(),
        Phase::Lacking => {
            empty("globe", "Not on this server", "Your server does not have this. Everything else works without it.", None)
        }
        Phase::Offline => empty(
            "offline",
            "Not on this device yet",
            "The server cannot be reached, and this was not read here before. It will be loaded when the connection is back.",
            Some(view! { <button class="button" on:click=move |_| retry()>{icon("refresh")}"Try again"</button> }.into_any()),
        ),
        Phase::Failed(words) => failure(words.clone(), retry),
    }
}

/// What only those see whom the server knows.
pub fn signed_out() -> AnyView {
    let step = view! { <a class="button primary" href="/sign-in">{icon("user")}"Sign in"</a> }.into_any();
    empty("user", "This is not for everybody", "Sign in to see it.", Some(step))
}

/// The shapes of posts to come; shown after a moment only, since what is stored comes sooner.
pub fn skeletons() -> AnyView {
    let one = || {
        view! {
            <div class="skeleton" aria-hidden="true">
                <i></i>
                <div><i class="short"></i><i class="long"></i><i class="long"></i></div>
            </div>
        }
    };
    view! { <div aria-busy="true"><p class="hidden-text">"Loading"</p>{(0..5).map(|_| one()).collect_view()}</div> }.into_any()
}
