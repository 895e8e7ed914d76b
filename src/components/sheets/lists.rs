//! On which of one's lists somebody is.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::{AccountId, List};
use rejoin_domain::Account;

use crate::actions;
use crate::components::dialog::dialog;
use crate::components::form::name_new;
use crate::components::live::live;
use crate::components::page::instead_of_rows;
use crate::components::people::follow_button;
use crate::components::rows::rows;
use crate::state::use_app;

pub(super) fn sheet(account: &Arc<Account>, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let relationship = use_app().relationship(&account.id);
    let follows = Memo::new(move |_| relationship.with(|r| r.as_ref().is_none_or(|r| r.following)));
    let (id, name) = (account.id.clone(), account.plain_name());
    let body = move || match follows.get() {
        true => boxes(&id),
        false => view! {
            <p>"Only people you follow can be on a list."</p>
            <div class="row">{follow_button(&id)}</div>
        }
        .into_any(),
    };
    let body = view! {
        <div class="dialog-body">
            <p>"Lists with "<b dir="auto">{name}</b>". Nobody but you sees them."</p>
            {live(body)}
            <div class="dialog-foot"><button class="button primary" on:click=move |_| close()>"Done"</button></div>
        </div>
    };
    dialog("Lists", "sheet", close, body.into_any())
}

fn boxes(account: &AccountId) -> AnyView {
    let lists = use_app().lists();
    let any = Memo::new(move |_| lists.value.with(|all| !all.is_empty()));
    let account = account.clone();
    let all = move || {
        if !any.get() {
            let none = || view! { <p class="muted">"You have no lists yet."</p> }.into_any();
            let again = || {
                use_app().lists();
            };
            return lists.phase.with(|phase| instead_of_rows(phase, again, none));
        }
        let account = account.clone();
        rows(move || lists.value.get(), |list| list.id.to_string(), move |list| row(&list, &account))
    };
    view! { <div>{live(all)}</div>{new_list()} }.into_any()
}

fn row(list: &List, account: &AccountId) -> AnyView {
    let members = use_app().list_members(&list.id);
    let (shown, account, id) = (account.clone(), account.clone(), list.id.clone());
    let toggle = move |event| actions::put_on_list(&id, &account, event_target_checked(&event));
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || members.value.with(|all| all.contains(&shown)) on:change=toggle/>
            <span dir="auto">{list.title.clone()}</span>
        </label>
    }
    .into_any()
}

/// A field with a button that makes a list.
pub fn new_list() -> AnyView {
    name_new("Name of a new list", "A new list", actions::create_list)
}
