//! One's lists: all of them, and each with its feed and its people.

use leptos::prelude::*;
use rejoin_api::{AccountId, List, ListId, RepliesPolicy};
use rejoin_domain::TimelineKey;
use rejoin_sync::MutationId;
use rejoin_sync::outbox::ListDraft;

use super::feeds;
use crate::actions;
use crate::browser::focus;
use crate::components::confirm::ask;
use crate::components::form::check;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head, tabs};
use crate::components::people::{person, with_name};
use crate::components::rows::rows;
use crate::components::sheets::new_list;
use crate::state::{Phase, use_app};

/// Which part of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What its members write.
    Posts,
    /// Its members, and what the list is.
    People,
}

/// All lists.
pub fn page() -> AnyView {
    let lists = use_app().lists();
    let is_empty = Memo::new(move |_| lists.value.with(Vec::is_empty));
    let nothing = || {
        let words = "A list is a feed of some of the people you follow. Only you see it.";
        empty("people", "No lists yet", words, None)
    };
    let body = move || match is_empty.get() {
        true => lists.phase.with(|phase| instead_of_rows(phase, again, nothing)),
        false => rows(move || lists.value.get(), |list| format!("{}{}", list.id, list.title), row),
    };
    view! {
        {page_head(|| "Lists".into(), true)}
        <section class="section">{new_list()}</section>
        {live(body)}
    }
    .into_any()
}

/// Asking for them asks the server.
fn again() {
    use_app().lists();
}

fn row(list: List) -> AnyView {
    let href = format!("/lists/{}", list.id);
    let end = match MutationId::of_list(&list.id) {
        Some(_) => view! { <span class="end">"Not sent yet"</span> }.into_any(),
        None => view! { <span class="end">{icon("next")}</span> }.into_any(),
    };
    view! { <a class="list-link" href=href>{icon("people")}<span dir="auto">{list.title}</span>" "{end}</a> }
        .into_any()
}

/// One list.
pub fn list(id: &ListId, part: Part) -> AnyView {
    let app = use_app();
    let lists = app.lists();
    let own = id.clone();
    let this = Memo::new(move |_| lists.value.with(|all| all.iter().find(|list| list.id == own).cloned()));
    let title =
        move || this.with(|list| list.as_ref().map_or_else(|| "List".to_owned(), |list| list.title.clone()));
    let tab = |path: &str, label: &'static str, is: Part| (format!("/lists/{id}{path}"), label, is == part);
    let parts = tabs("List", false, [tab("", "Posts", Part::Posts), tab("/people", "People", Part::People)]);
    let is_there = Memo::new(move |_| this.with(Option::is_some));
    let shown = id.clone();
    let body = move || match is_there.get() {
        true if part == Part::Posts => posts(&shown),
        true => people(&shown, this),
        false => lists.phase.with(|phase| instead_of_rows(phase, again, gone)),
    };
    view! {
        {page_head(title, true)}
        {parts}
        {live(body)}
    }
    .into_any()
}

fn gone() -> AnyView {
    let step = view! { <a class="button" href="/lists">"All lists"</a> }.into_any();
    empty(
        "people",
        "There is no such list",
        "It was deleted, or it has another address since it was sent.",
        Some(step),
    )
}

fn posts(id: &ListId) -> AnyView {
    let nothing = || {
        let words = "Put people on this list, and what they write appears here.";
        empty("people", "Nothing here yet", words, None)
    };
    if MutationId::of_list(id).is_some() {
        return empty(
            "clock",
            "Not sent yet",
            "Its feed is there once the list has been sent. People can be put on it now.",
            None,
        );
    }
    feeds::of(TimelineKey::List(id.clone()), "Posts", nothing)
}

fn people(id: &ListId, list: Memo<Option<List>>) -> AnyView {
    let members = use_app().list_members(id);
    let is_empty = Memo::new(move |_| members.value.with(Vec::is_empty));
    let nothing = || {
        let words = "Open the profile of somebody you follow, then “Lists…” in its menu.";
        empty("people", "Nobody yet", words, None)
    };
    let of = id.clone();
    let all = move || {
        if is_empty.get() {
            let phase = if MutationId::of_list(&of).is_some() { Phase::Ready } else { members.phase.get() };
            return instead_of_rows(&phase, again, nothing);
        }
        let of = of.clone();
        rows(move || members.value.get(), ToString::to_string, move |account| member(&of, &account))
    };
    // What is being written is not drawn anew by what comes meanwhile.
    let is_there = Memo::new(move |_| list.with(Option::is_some));
    let form = move || is_there.get().then(|| list.get_untracked().map(|list| settings(&list)));
    view! { {live(all)}{live(form)} }.into_any()
}

fn member(list: &ListId, account: &AccountId) -> AnyView {
    let (list, id) = (list.clone(), account.clone());
    let label = with_name(account, |name| format!("Take {name} off the list"));
    let take_off = move |_| {
        focus::leave(".member .icon-button", || actions::put_on_list(&list, &id, false));
    };
    view! {
        <div class="member">
            {person(account)}
            <button class="icon-button" aria-label=label title="Take off the list" on:click=take_off>{icon("close")}</button>
        </div>
    }
    .into_any()
}

const POLICIES: [(RepliesPolicy, &str); 3] = [
    (RepliesPolicy::List, "To people on the list"),
    (RepliesPolicy::Followed, "To anybody I follow"),
    (RepliesPolicy::Nobody, "None"),
];

fn settings(list: &List) -> AnyView {
    let title = RwSignal::new(list.title.clone());
    let policy = RwSignal::new(list.replies_policy.clone());
    let exclusive = RwSignal::new(list.exclusive);
    let (edited, deleted) = (list.id.clone(), list.id.clone());
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = title.get_untracked().trim().to_owned();
        if !name.is_empty() {
            let (replies_policy, exclusive) = (policy.get_untracked(), exclusive.get_untracked());
            actions::edit_list(&edited, ListDraft { title: name, replies_policy, exclusive });
        }
    };
    let delete = move |_| {
        let id = deleted.clone();
        let words = "The people on it stay; you go on following them.";
        ask("Delete this list?", words, "Delete", move || {
            actions::delete_list(&id);
            super::go("/lists");
        });
    };
    let choose = move |event| policy.set(RepliesPolicy::from(event_target_value(&event).as_str()));
    let chosen = list.replies_policy.clone();
    let options = POLICIES.map(|(one, words)| {
        view! { <option value=one.as_str().to_owned() selected=one == chosen>{words}</option> }
    });
    view! {
        <form class="section" on:submit=save>
            <h2>"This list"</h2>
            <label class="field"><span>"Name"</span>
                <input class="input" dir="auto" maxlength="255" required prop:value=title.get_untracked() on:input=move |event| title.set(event_target_value(&event))/>
            </label>
            <label class="field"><span>"Replies it shows"</span><select class="input" on:change=choose>{options.collect_view()}</select></label>
            {check("Keep posts of its members out of my home feed", exclusive)}
            <div class="row">
                <button class="button primary" disabled=move || title.with(|name| name.trim().is_empty())>"Save"</button>
                <button class="button danger" type="button" on:click=delete>{icon("trash")}"Delete list"</button>
            </div>
        </form>
    }
    .into_any()
}
