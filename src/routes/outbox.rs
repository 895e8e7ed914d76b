//! What waits to be sent, what is on its way, and what the server refused.

use leptos::prelude::*;
use rejoin_sync::{Mark, Mutation, Relation};

use crate::actions;
use crate::browser::intl;
use crate::components::clock::{ago, use_now};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, page_head, skeletons};
use crate::state::{OutboxEntry, OutboxState, use_app};

/// The page.
pub fn page() -> AnyView {
    let (outbox, is_read) = (use_app().outbox(), use_app().outbox_read());
    let body = move || {
        if !is_read.get() {
            return skeletons();
        }
        if outbox.with(Vec::is_empty) {
            return empty(
                "check",
                "All sent",
                "What you do without a connection waits here and is sent once, when the connection is back.",
                None,
            );
        }
        outbox.with(|all| all.iter().map(entry).collect_view()).into_any()
    };
    view! { {page_head(|| "Outbox".into(), true)}{live(body)} }.into_any()
}

fn entry(entry: &OutboxEntry) -> AnyView {
    let now = use_now();
    let state = match &entry.state {
        OutboxState::Queued => {
            view! { <p class="muted small">{icon("clock")}" Waits for its turn"</p> }.into_any()
        }
        OutboxState::Sending => {
            view! { <p class="muted small">{icon("refresh")}" On its way"</p> }.into_any()
        }
        OutboxState::Waiting { until, why } => {
            let (until, why) = (*until, why.clone());
            view! { <p class="muted small">{icon("clock")}" "{sentence(&why)}" Next try in "{live(move || intl::until(until, now.get()))}</p> }.into_any()
        }
        OutboxState::Refused(why) => {
            view! { <p class="why">{icon("warning")}" "{why.clone()}</p> }.into_any()
        }
    };
    let text = match &*entry.mutation {
        Mutation::Post(draft) | Mutation::Edit { draft, .. } => Some(draft.text.clone()),
        _ => None,
    };
    let editable = matches!(&*entry.mutation, Mutation::Post(_) | Mutation::Edit { .. });
    let moving = entry.state == OutboxState::Sending;
    let (edit, retry, discard) = (entry.id.clone(), entry.id.clone(), entry.id.clone());
    view! {
        <article class="outbox-entry">
            <p><span class="what">{words(&entry.mutation)}</span>" "<span class="muted small">{ago(entry.made_at)}</span></p>
            {text.map(|text| view! { <p class="text" dir="auto">{text}</p> })}
            {state}
            <div class="row">
                <button class="text-button" disabled=moving on:click=move |_| actions::retry(retry.clone())>"Try now"</button>
                {editable.then(|| view! { <button class="text-button" disabled=moving on:click=move |_| actions::edit(edit.clone())>"Edit"</button> })}
                <button class="text-button danger" disabled=moving on:click=move |_| actions::discard(discard.clone())>"Discard"</button>
            </div>
        </article>
    }
    .into_any()
}

/// With a capital letter and a full stop, as the reasons of errors have neither.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", rest.as_str())
}

fn words(mutation: &Mutation) -> &'static str {
    match mutation {
        Mutation::Post(draft) if draft.in_reply_to.is_some() => "A reply",
        Mutation::Post(_) => "A post",
        Mutation::Edit { .. } => "A change to a post",
        Mutation::Delete { .. } => "Deleting a post",
        Mutation::Mark { mark, on, .. } => match (mark, on) {
            (Mark::Favourite, true) => "A favourite",
            (Mark::Favourite, false) => "Taking back a favourite",
            (Mark::Boost, true) => "A boost",
            (Mark::Boost, false) => "Taking back a boost",
            (Mark::Bookmark, true) => "A bookmark",
            (Mark::Bookmark, false) => "Removing a bookmark",
            (Mark::Pin, true) => "Pinning a post",
            (Mark::Pin, false) => "Unpinning a post",
            (Mark::MuteConversation, true) => "Muting a conversation",
            (Mark::MuteConversation, false) => "Unmuting a conversation",
        },
        Mutation::Relate { relation, on, .. } => match (relation, on) {
            (Relation::Follow, true) => "Following somebody",
            (Relation::Follow, false) => "Unfollowing somebody",
            (Relation::Block, true) => "Blocking somebody",
            (Relation::Block, false) => "Unblocking somebody",
            (Relation::Mute, true) => "Muting somebody",
            (Relation::Mute, false) => "Unmuting somebody",
        },
        Mutation::AnswerFollowRequest { accept: true, .. } => "Accepting a follower",
        Mutation::AnswerFollowRequest { accept: false, .. } => "Refusing a follower",
        Mutation::Vote { .. } => "A vote",
        Mutation::ReadNotifications { .. } => "Marking notifications as read",
        Mutation::Note { .. } => "A private note",
        Mutation::Report(_) => "A report",
        Mutation::EditProfile(_) => "A change to your profile",
        Mutation::CreateList { .. } => "A new list",
        Mutation::EditList { .. } => "A change to a list",
        Mutation::DeleteList { .. } => "Deleting a list",
        Mutation::ListMember { on: true, .. } => "Putting somebody on a list",
        Mutation::ListMember { on: false, .. } => "Taking somebody off a list",
        Mutation::CreateFilter { .. } => "A new filter",
        Mutation::EditFilter { .. } => "A change to a filter",
        Mutation::DeleteFilter { .. } => "Deleting a filter",
    }
}
