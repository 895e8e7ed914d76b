//! People in lists, and the button that follows one.

use leptos::prelude::*;
use rejoin_api::AccountId;

use super::avatar::{account_path, picture};
use super::live::live;
use super::page::instead_of_rows;
use super::rich_text::line;
use super::windowed::{Rows, Windowed};
use crate::actions;
use crate::state::{PeopleView, use_app};

/// A person with name, handle and the follow button.
pub fn person(id: &AccountId) -> AnyView {
    drawn(id, Some(follow_button))
}

/// A person with name and handle.
pub fn named(id: &AccountId) -> AnyView {
    drawn(id, None)
}

fn drawn(id: &AccountId, button: Option<fn(&AccountId) -> AnyView>) -> AnyView {
    let account = use_app().account(id);
    let id = id.clone();
    live(move || {
        account.get().map(|account| {
            view! {
                <div class="person">
                    {picture(&account, "")}
                    <div class="person-names">
                        <a class="name" href=account_path(&account)><bdi>{line(&account.name)}</bdi></a>
                        <span class="handle" dir="ltr" translate="no">{format!("@{}", account.acct)}</span>
                    </div>
                    {button.map(|button| button(&id))}
                </div>
            }
        })
    })
}

/// What a button of somebody's row is called, which stands on each: words that hold their name.
pub fn with_name(
    id: &AccountId,
    words: impl Fn(&str) -> String + Send + Sync + 'static,
) -> impl Fn() -> String + Send + Sync + 'static {
    let who = use_app().account(id);
    move || words(&who.with(|who| who.as_ref().map(|who| who.plain_name())).unwrap_or_default())
}

/// Follow, requested, or unfollow; nothing for oneself and for who is signed out.
pub fn follow_button(id: &AccountId) -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none_or(|me| me.id == *id)) {
        return ().into_any();
    }
    let relationship = app.relationship(id);
    let state = Memo::new(move |_| {
        relationship.with(|r| r.as_ref().map(|r| (r.following, r.requested, r.followed_by, r.blocking)))
    });
    let id = id.clone();
    live(move || {
        let (following, requested, followed_by, blocking) = state.get()?;
        let id = id.clone();
        Some(if blocking {
            view! { <button class="button danger" on:click=move |_| actions::block(&id, false)>"Unblock"</button> }.into_any()
        } else if following || requested {
            let words = if requested { "Requested" } else { "Following" };
            view! {
                <button class="button" aria-pressed="true" title="Unfollow" on:click=move |_| actions::follow(&id, false)>{words}</button>
            }
            .into_any()
        } else {
            let words = if followed_by { "Follow back" } else { "Follow" };
            view! { <button class="button primary" aria-pressed="false" on:click=move |_| actions::follow(&id, true)>{words}</button> }
                .into_any()
        })
    })
}

/// A list of people that grows on demand.
pub fn people(list: PeopleView, nothing: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let is_empty = Memo::new(move |_| list.accounts.with(Vec::is_empty));
    let window = Windowed::new();
    let is_there = |id: &AccountId| use_app().account(id).with_untracked(Option::is_some);
    window.follow(Rows::of(list.accounts, ToString::to_string, is_there, |id| person(&id)));
    let rows = move || {
        if is_empty.get() {
            return list.phase.with(|phase| instead_of_rows(phase, move || list.load_more(), &nothing));
        }
        view! {
            <div node_ref=window.node()></div>
            <div class="feed-more" hidden=move || list.at_end.get()>
                <button class="button" on:click=move |_| list.load_more()>"Show more"</button>
            </div>
        }
        .into_any()
    };
    view! { <div>{live(rows)}</div> }.into_any()
}
