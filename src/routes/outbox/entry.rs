//! One thing that waits.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_sync::{Mutation, MutationId};

use super::focus::name_of;
use super::words::{Words, detail, spoken};
use crate::actions;
use crate::browser::intl;
use crate::components::clock::{ago, use_now};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{Connectivity, OutboxEntry, OutboxState, use_app};

/// How much of a post is shown, in characters.
const FIRST_WORDS: usize = 100;

/// What a card is called in the page; what it says it is about and its first words, which its buttons are named after.
const CARD: &str = "entry";
const ABOUT: &str = "about";
const WORDS: &str = "words";

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
    let standing = move || standing(&state.get(), &own, mutation.with(|mutation| belongs(mutation)));
    let (card, about, words) = (name_of(CARD, &id), name_of(ABOUT, &id), name_of(WORDS, &id));
    let first = move || detail(&mutation.get()).map(|text| first_words(&text)).unwrap_or_default();
    view! {
        <li class="outbox-entry" id=card>
            <div class="outbox-what"><p id=about>{live(head)}" "<span class="muted small">{ago(made_at)}</span></p>{moves(&id)}</div>
            <span id=words hidden>{first}</span>
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
    let colon = if words.account.is_some() { ":" } else { "" };
    let titled = words.titled.clone().map(|titled| {
        let title = use_app().title_of(titled);
        live(move || title.get().map(|title| view! { " “"<bdi>{title}</bdi>"”"{colon} }))
    });
    let post = words.post.clone().map(|id| post_link(id, words.choices.clone()));
    view! { <span class="what">{words.what.clone()}{titled}</span>{person}{post} }.into_any()
}

/// Who wrote a post, and how it begins; and which answers of its poll were chosen.
fn post_link(id: StatusId, choices: Vec<u32>) -> AnyView {
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
        let words =
            if text.trim().is_empty() { "a post without words".to_owned() } else { first_words(&text) };
        let options = post.poll.as_ref().map(|poll| poll.options.as_slice()).unwrap_or_default();
        let chosen = choices.iter().filter_map(|at| options.get(*at as usize)).map(|option| {
            view! { " “"<bdi>{line(&option.title)}</bdi>"”" }
        });
        let chosen = (!choices.is_empty()).then(|| view! { " —"{chosen.collect_view()} });
        let link = view! { " "<bdi class="name">{line(&author.name)}</bdi>": "<a href=href dir="auto">{words}</a>{chosen} };
        Some(link.into_any())
    })
}

fn first_words(text: &str) -> String {
    match text.char_indices().nth(FIRST_WORDS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
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

/// Whether it waits for another entry.
fn belongs(mutation: &Mutation) -> bool {
    !mutation.depends_on().is_empty()
}

/// What can be decided about it.
fn decisions(id: &MutationId, mutation: &Mutation, state: &OutboxState) -> AnyView {
    let editable = matches!(mutation, Mutation::Post(_) | Mutation::Edit { .. });
    let moving = *state == OutboxState::Sending;
    let copied = detail(mutation)
        .map(|text| button("Copy text", "", id, move |_| actions::copy_text(text.clone()), false));
    let edited = editable.then(|| button("Edit", "", id, actions::edit, moving));
    // What has its turn, or waits for another, is not sent any sooner by being wished for.
    let can_be_hurried = !belongs(mutation) && *state != OutboxState::Queued;
    let (online, hurried) = (use_app().online(), id.clone());
    let retried = move || {
        let is_offline = online.get() == Connectivity::Offline;
        (can_be_hurried && !is_offline).then(|| button("Try now", "", &hurried, actions::retry, moving))
    };
    view! {
        <div class="row">
            {live(retried)}{edited}{copied}{button("Discard", "danger", id, |id| actions::discard(id, || {}), moving)}
        </div>
    }
    .into_any()
}

/// A button that tells by its name what it is about, since there is one like it on each card.
fn button(
    label: &'static str,
    class: &str,
    id: &MutationId,
    press: impl Fn(MutationId) + 'static,
    disabled: bool,
) -> AnyView {
    let name = name_of(label, id).replace(' ', "-");
    let named_by = format!("{name} {} {}", name_of(ABOUT, id), name_of(WORDS, id));
    let (class, id) = (format!("text-button {class}"), id.clone());
    view! {
        <button class=class id=name aria-labelledby=named_by disabled=disabled on:click=move |_| press(id.clone())>{label}</button>
    }
    .into_any()
}

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
                {move_button("sooner", "Send before the post above", up)}
                {move_button("later", "Send after the post below", down)}
            </span>
        })
    })
}

/// `order`: whose button it is, and which post shall come before which. Both have the same arrow, turned round by the style sheet.
fn move_button(
    way: &'static str,
    label: &'static str,
    order: Option<(MutationId, MutationId, MutationId)>,
) -> AnyView {
    let disabled = order.is_none();
    let name = order.as_ref().map(|(own, ..)| name_of(way, own));
    let press = move |_| {
        if let Some((_, id, before)) = order.clone() {
            actions::move_before(id, before);
        }
    };
    view! {
        <button class="icon-button" id=name aria-label=label title=label disabled=disabled on:click=press>{icon("up")}</button>
    }
    .into_any()
}

/// With a capital letter and a full stop, as the reasons of errors have neither.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let Some(first) = rest.next() else { return String::new() };
    let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), rest.as_str())
}
