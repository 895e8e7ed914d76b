//! Who asks to follow.

use crate::components::rows::rows as listed;
use leptos::prelude::*;
use rejoin_api::AccountId;

use crate::actions;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head};
use crate::components::people::person;
use crate::state::{PeopleKey, use_app};

/// The page.
pub fn page() -> AnyView {
    let list = use_app().people(&PeopleKey::FollowRequests);
    let is_empty = Memo::new(move |_| list.accounts.with(Vec::is_empty));
    let nothing = || {
        empty(
            "people",
            "No requests",
            "People who ask to follow you appear here, if you approve followers yourself.",
            None,
        )
    };
    let rows = move || {
        if is_empty.get() {
            return list.phase.with(|phase| instead_of_rows(phase, move || list.load_more(), nothing));
        }
        listed(move || list.accounts.get(), ToString::to_string, request)
    };
    view! { {page_head(|| "Follow requests".into(), true)}{live(rows)} }.into_any()
}

fn request(id: AccountId) -> AnyView {
    view! { <div class="request">{person(&id)}{answers(&id)}</div> }.into_any()
}

/// Accept and refuse, as long as there is something to answer.
pub fn answers(id: &AccountId) -> AnyView {
    let relationship = use_app().relationship(id);
    // Whether a request is still open is told by few servers, whether somebody follows by all.
    let follows = Memo::new(move |_| relationship.with(|r| r.as_ref().is_some_and(|r| r.followed_by)));
    let id = id.clone();
    live(move || {
        if follows.get() {
            return view! { <p class="muted small">"Follows you."</p> }.into_any();
        }
        open_answers(&id)
    })
}

fn open_answers(id: &AccountId) -> AnyView {
    let (accepted, refused) = (id.clone(), id.clone());
    view! {
        <div class="row request-answers">
            <button class="button primary" on:click=move |_| actions::answer_follow_request(&accepted, true)>"Accept"</button>
            <button class="button" on:click=move |_| actions::answer_follow_request(&refused, false)>"Refuse"</button>
        </div>
    }
    .into_any()
}
