//! Whom one has shut out: blocked people, muted people, blocked servers. Each can be let in again.

use leptos::prelude::*;
use rejoin_api::AccountId;

use crate::actions;
use crate::browser::focus;
use crate::components::icon::icon;
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head, tabs};
use crate::components::people::{named, with_name};
use crate::state::use_app;

/// Which part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Blocked people.
    Blocked,
    /// Muted people.
    Muted,
    /// Blocked servers.
    Servers,
}

/// The page.
pub fn page(part: Part) -> AnyView {
    let tab = |href: &str, label: &'static str, is: Part| (href.to_owned(), label, is == part);
    let list = match part {
        Part::Blocked => blocked(),
        Part::Muted => muted(),
        Part::Servers => servers(),
    };
    let all = [
        tab("/blocks", "Blocked", Part::Blocked),
        tab("/blocks/muted", "Muted", Part::Muted),
        tab("/blocks/servers", "Servers", Part::Servers),
    ];
    view! {
        {page_head(|| "Blocked and muted".into(), true)}
        {tabs("Blocked and muted", false, all)}
        {list}
    }
    .into_any()
}

fn blocked() -> AnyView {
    let again = || {
        use_app().blocked();
    };
    let nobody = || {
        empty(
            "block",
            "Nobody is blocked",
            "Whom you block sees nothing of yours, and you see nothing of theirs.",
            None,
        )
    };
    let row = |id: AccountId| shut_out(&id, "Unblock", |id| actions::block(id, false));
    own_list(use_app().blocked(), again, nobody, ToString::to_string, row)
}

fn muted() -> AnyView {
    let again = || {
        use_app().muted();
    };
    let nobody = || {
        empty(
            "mute",
            "Nobody is muted",
            "Posts of people you mute stay out of your feeds. They are not told.",
            None,
        )
    };
    let row = |id: AccountId| shut_out(&id, "Unmute", actions::unmute);
    own_list(use_app().muted(), again, nobody, ToString::to_string, row)
}

/// Somebody, with the button that lets them in again.
fn shut_out(id: &AccountId, verb: &'static str, let_in: fn(&AccountId)) -> AnyView {
    let label = with_name(id, move |name| format!("{verb} {name}"));
    let own = id.clone();
    row(named(id), label, verb, move || let_in(&own))
}

/// A row with the button that lets in again what it names.
fn row(
    named: AnyView,
    label: impl Fn() -> String + Send + Sync + 'static,
    verb: &'static str,
    let_in: impl Fn() + 'static,
) -> AnyView {
    let press = move |_| focus::leave(".member .button", &let_in);
    view! { <div class="member">{named}<button class="button" aria-label=label on:click=press>{verb}</button></div> }
        .into_any()
}

fn servers() -> AnyView {
    let again = || {
        use_app().blocked_domains();
    };
    let none = || {
        empty(
            "globe",
            "No server is blocked",
            "Of a server you block you see nobody, and nobody there can follow you.",
            None,
        )
    };
    let blocked = |domain: String| {
        let (label, own) = (format!("Unblock {domain}"), domain.clone());
        let named = view! { <p class="grow" dir="ltr">{domain}</p> }.into_any();
        row(named, move || label.clone(), "Unblock", move || actions::block_domain(&own, false))
    };
    view! { {block_server()}{own_list(use_app().blocked_domains(), again, none, Clone::clone, blocked)} }
        .into_any()
}

/// A field with a button that blocks a server.
fn block_server() -> AnyView {
    let domain = RwSignal::new(String::new());
    let cleaned = move || domain.with(|text| domain_of(text));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(name) = cleaned() {
            let words = "You will see nothing of it. Its people who follow you, and those you follow there, are removed. That cannot be taken back.";
            crate::components::confirm::ask("Block this server?", words, "Block", move || {
                actions::block_domain(&name, true);
                domain.set(String::new());
            });
        }
    };
    view! {
        <form class="section row" on:submit=submit>
            <input class="input grow" dir="ltr" inputmode="url" aria-label="Address of a server" placeholder="server.example"
                prop:value=move || domain.get() on:input=move |event| domain.set(event_target_value(&event))/>
            <button class="button danger" disabled=move || cleaned().is_none()>{icon("block")}"Block it"</button>
        </form>
    }
    .into_any()
}

/// The domain in what somebody typed or pasted; `None` where there is none.
fn domain_of(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let is_domain = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains(char::is_whitespace);
    is_domain.then(|| host.to_owned())
}
