//! One thing that waits.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_sync::{Mutation, MutationId};

use super::words::{Words, detail, spoken};
use crate::actions;
use crate::browser::{self, intl};
use crate::components::clock::{ago, use_now};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{Connectivity, OutboxEntry, OutboxState, use_app};

/// How much of a post is shown, in characters.
const FIRST_WORDS: usize = 100;

/// Its card, which follows how it stands.
pub(super) fn entry(first: OutboxEntry) -> AnyView {
    let outbox = use_app().outbox();
    let (id, made_at) = (first.id.clone(), first.made_at);
    let own = id.clone();
    let now = Memo::new(move |_| {
        // What has been sent stays as it was until its card goes.
        outbox.with(|all| all.iter().find(|entry| entry.id == own).cloned()).unwrap_or_else(|| first.clone())
    });
    let mutation = Memo::new(move |_| now.with(|entry| entry.mutation.clone()));
    let head = move || what(&spoken(&mutation.get()));
    let text = move || detail(&mutation.get()).map(|text| view! { <p class="text" dir="auto">{text}</p> });
    let state = Memo::new(move |_| now.with(|entry| entry.state.clone()));
    let own = id.clone();
    let standing =
        move || standing(&state.get(), &own, mutation.with(|mutation| !mutation.depends_on().is_empty()));
    view! {
        <li class="outbox-entry">
            <div class="outbox-what"><p>{live(head)}" "<span class="muted small">{ago(made_at)}</span></p>{moves(&id)}</div>
            {live(text)}
            {live(standing)}
            {live(move || decisions(&id, &mutation.get(), &state.get()))}
        </li>
    }
    .into_any()
}

/// What it does, and to whom or which post, which are linked.
fn what(words: &Words) -> AnyView {
    let person = words.account.as_ref().map(|id| {
        let account = use_app().account(id);
        live(move || {
            account.get().map(|account| {
                let href = format!("/@{}", account.acct);
                view! { " "<a href=href><bdi class="name">{line(&account.name)}</bdi></a> }
            })
        })
    });
    let list = words.list.clone().map(|id| {
        let all = use_app().lists().value;
        live(move || {
            let title = all.with(|all| all.iter().find(|list| list.id == id).map(|list| list.title.clone()));
            title.map(|title| view! { " “"<bdi>{title}</bdi>"”:" })
        })
    });
    let post = words.post.clone().map(post_link);
    view! { <span class="what">{words.what.clone()}{list}</span>{person}{post} }.into_any()
}

/// Who wrote a post, and how it begins.
fn post_link(id: StatusId) -> AnyView {
    let (known, is_read) = (RwSignal::new(None), RwSignal::new(false));
    leptos::task::spawn_local(async move {
        known.try_set(use_app().known_post(&id).await);
        is_read.try_set(true);
    });
    live(move || {
        let Some((post, author)) = known.get() else {
            return is_read.get().then(|| " a post that is not on this device".into_any());
        };
        let href = format!("/@{}/{}", author.acct, post.id);
        let text = post.content.plain_text();
        let words = match text.char_indices().nth(FIRST_WORDS) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
            None if text.trim().is_empty() => "a post without words".to_owned(),
            None => text,
        };
        let link =
            view! { " "<bdi class="name">{line(&author.name)}</bdi>": "<a href=href dir="auto">{words}</a> };
        Some(link.into_any())
    })
}

/// How it stands, in words.
fn standing(state: &OutboxState, id: &MutationId, belongs: bool) -> AnyView {
    let app = use_app();
    match state {
        OutboxState::Sending => {
            view! { <p class="muted small">{icon("refresh")}" On its way"</p> }.into_any()
        }
        OutboxState::Refused(why) => {
            view! { <p class="why">{icon("warning")}" "{sentence(why)}</p> }.into_any()
        }
        OutboxState::Queued => {
            let online = app.online();
            let words = move || match online.get() {
                _ if belongs => " Waits for the post it belongs to",
                Connectivity::Online => " Waits for its turn",
                Connectivity::Offline => " Waits for the connection",
                Connectivity::Unreachable => " Waits for the server",
            };
            view! { <p class="muted small">{icon("clock")}{live(words)}</p> }.into_any()
        }
        OutboxState::Waiting { until, why } => {
            let (now, until, why) = (use_now(), *until, sentence(why));
            let uncertain = app
                .may_have_arrived(id)
                .then_some(" It may have arrived: that is found out before it is sent again.");
            view! { <p class="muted small">{icon("clock")}" "{why}{uncertain}" Next try in "{live(move || intl::until(until, now.get()))}</p> }
                .into_any()
        }
    }
}

/// What can be decided about it.
fn decisions(id: &MutationId, mutation: &Mutation, state: &OutboxState) -> AnyView {
    let editable = matches!(mutation, Mutation::Post(_) | Mutation::Edit { .. });
    let moving = *state == OutboxState::Sending;
    let (edited, retried, discarded) = (id.clone(), id.clone(), id.clone());
    let copy = detail(mutation).map(|text| {
        view! { <button class="text-button" on:click=move |_| actions::copy_text(text.clone())>"Copy text"</button> }
    });
    view! {
        <div class="row">
            <button class="text-button" disabled=moving on:click=move |_| actions::retry(retried.clone())>"Try now"</button>
            {editable.then(|| view! { <button class="text-button" disabled=moving on:click=move |_| actions::edit(edited.clone())>"Edit"</button> })}
            {copy}
            <button class="text-button danger" disabled=moving on:click=move |_| actions::discard(discarded.clone())>"Discard"</button>
        </div>
    }
    .into_any()
}

/// What the buttons are called that move a post; both have the same arrow, turned round by the style sheet.
const SOONER: &str = "sooner";
const LATER: &str = "later";

/// The buttons that let a waiting post be sent sooner or later; none where there is nothing to change places with.
fn moves(id: &MutationId) -> AnyView {
    let outbox = use_app().outbox();
    let id = id.clone();
    let neighbours = Memo::new(move |_| {
        outbox.track();
        use_app().neighbours(&id).map(|other| other.map(|other| (id.clone(), other)))
    });
    live(move || {
        let [above, below] = neighbours.get();
        if above.is_none() && below.is_none() {
            return None;
        }
        let up = above.map(|(id, before)| (id.clone(), id, before));
        let down = below.map(|(id, after)| (id.clone(), after, id));
        Some(view! {
            <span class="outbox-moves">
                {move_button(SOONER, "Send before the post above", up)}
                {move_button(LATER, "Send after the post below", down)}
            </span>
        })
    })
}

/// `order`: whose button it is, and which post shall come before which.
fn move_button(
    way: &'static str,
    label: &'static str,
    order: Option<(MutationId, MutationId, MutationId)>,
) -> AnyView {
    let disabled = order.is_none();
    let name = order.as_ref().map(|(own, ..)| button_name(way, own));
    let press = move |_| {
        if let Some((own, id, before)) = order.clone() {
            actions::move_before(id, before, move || keep_focus(way, &own));
        }
    };
    view! {
        <button class="icon-button" id=name aria-label=label title=label disabled=disabled on:click=press>{icon("up")}</button>
    }
    .into_any()
}

fn button_name(way: &str, id: &MutationId) -> String {
    format!("{way}-{}", id.as_str())
}

/// The button that was pressed has moved with its entry; at the end of the way the other one is left.
fn keep_focus(pressed: &'static str, id: &MutationId) {
    let other = if pressed == SOONER { LATER } else { SOONER };
    let names = [button_name(pressed, id), button_name(other, id)];
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let Some(document) = browser::document() else { return };
        let found = names.iter().find_map(|name| document.get_element_by_id(name));
        if let Some(button) = found.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    });
}

/// With a capital letter and a full stop, as the reasons of errors have neither.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let Some(first) = rest.next() else { return String::new() };
    let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), rest.as_str())
}
