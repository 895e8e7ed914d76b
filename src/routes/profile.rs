//! A profile: who somebody is, what they write, and the buttons for it.

mod about;
mod around;
mod header;

use crate::components::rows::rows;
use leptos::prelude::*;
use rejoin_api::AccountId;
use rejoin_domain::{AccountTab, TimelineKey};

use super::feeds;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head, tabs};
use crate::components::people::people;
use crate::components::post::{Layout, post};
use crate::state::{PeopleKey, Row, use_app};

/// Which part of a profile is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the account wrote.
    Posts(AccountTab),
    /// Who follows it.
    Followers,
    /// Whom it follows.
    Following,
}

impl Default for Part {
    fn default() -> Self {
        Self::Posts(AccountTab::Posts)
    }
}

impl Part {
    /// By its word in the address.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "replies" => Some(Self::Posts(AccountTab::Replies)),
            "media" => Some(Self::Posts(AccountTab::Media)),
            "followers" => Some(Self::Followers),
            "following" => Some(Self::Following),
            _ => None,
        }
    }
}

/// The page of an account, by its handle without the leading `@`.
pub fn page(acct: &str, part: Part) -> AnyView {
    let app = use_app();
    let (account, phase) = app.account_by_acct(acct);
    let fallback = format!("@{acct}");
    let title = move || account.with(|a| a.as_ref().map_or_else(|| fallback.clone(), |a| a.plain_name()));
    let id = Memo::new(move |_| account.with(|a| a.as_ref().map(|a| a.id.clone())));
    let wanted = acct.to_owned();
    let body = move || match id.get() {
        Some(id) => shown(&id, &wanted, part, header::header(account)),
        None => {
            let again = wanted.clone();
            let retry = move || {
                app.account_by_acct(&again);
            };
            let nobody = || {
                empty(
                    "user",
                    "Nobody has this name",
                    "The address may be misspelt, or the account is gone.",
                    None,
                )
            };
            phase.with(|phase| instead_of_rows(phase, retry, nobody))
        }
    };
    view! { {page_head(title, true)}{live(body)} }.into_any()
}

fn shown(id: &AccountId, acct: &str, part: Part, header: AnyView) -> AnyView {
    let app = use_app();
    let tab = |path: &str, label: &'static str, is: Part| (format!("/@{acct}{path}"), label, is == part);
    let parts = [
        tab("", "Posts", Part::Posts(AccountTab::Posts)),
        tab("/replies", "Replies", Part::Posts(AccountTab::Replies)),
        tab("/media", "Media", Part::Posts(AccountTab::Media)),
    ];
    let nobody = || empty("people", "Nobody yet", "People appear here as they follow each other.", None);
    let list = match part {
        Part::Followers => people(app.people(&PeopleKey::Followers(id.clone())), nobody),
        Part::Following => people(app.people(&PeopleKey::Following(id.clone())), nobody),
        Part::Posts(tab) => {
            let key = TimelineKey::Account { id: id.clone(), tab };
            let nothing =
                || empty("compose", "Nothing here yet", "Posts appear here as they are written.", None);
            view! { {(tab == AccountTab::Posts).then(|| pinned(id))}{feeds::of(key, "Posts", nothing)} }
                .into_any()
        }
    };
    view! {
        {header}
        {tabs("Profile", true, parts)}
        {list}
    }
    .into_any()
}

/// What the account has pinned, above the rest.
fn pinned(id: &AccountId) -> AnyView {
    let list = use_app().timeline(&TimelineKey::Account { id: id.clone(), tab: AccountTab::Pinned });
    let any = Memo::new(move |_| list.rows.with(|rows| !rows.is_empty()));
    let row = |row: Row| match row {
        Row::Post(id) => view! {
            <p class="pinned-mark">{icon("pin")}"Pinned"</p>
            {post(&id, Layout::Row, "", None)}
        }
        .into_any(),
        Row::Gap { .. } => ().into_any(),
    };
    live(move || {
        any.get().then(|| {
            view! { <section aria-label="Pinned posts">{rows(move || list.rows.get(), Row::key, row)}</section> }
        })
    })
}
