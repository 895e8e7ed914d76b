//! Dialogs about somebody or a post, opened from menus wherever they stand.

mod filter;
mod history;
mod languages;
mod lists;
mod mute;
mod quotable;
mod report;
mod saved;
mod told;
mod translation;

pub use lists::new_list;

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::StatusId;
use rejoin_domain::Account;

use super::later::later;
use super::live::live;
use crate::state::PostView;

/// Which dialog.
#[derive(Clone)]
pub enum Sheet {
    /// For how long to mute somebody.
    Mute(Arc<Account>),
    /// What to tell the moderators of somebody, and of a post of theirs.
    Report(Arc<Account>, Option<Arc<PostView>>),
    /// Which filters count for a post whatever is in it.
    Filter(StatusId),
    /// What a post was before it was edited.
    History(StatusId),
    /// In which folder a post is, and what was noted of it.
    Saved(StatusId),
    /// Who may quote a post of one's own.
    Quotable(StatusId),
    /// A post in the reader's language.
    Translation(StatusId),
    /// In which languages somebody is followed: the account, and those that are chosen.
    Languages(Arc<Account>, Vec<String>),
    /// On which lists somebody is.
    Lists(Arc<Account>),
}

thread_local! {
    // Not a context: sheets are opened by handlers of events, which run under no owner.
    static OPENED: Cell<Option<RwSignal<Option<Sheet>>>> = const { Cell::new(None) };
}

fn opened() -> RwSignal<Option<Sheet>> {
    OPENED.get().unwrap_or_else(|| {
        let opened = RwSignal::new(None);
        OPENED.set(Some(opened));
        opened
    })
}

/// Opens a dialog.
pub fn open(sheet: Sheet) {
    opened().set(Some(sheet));
}

/// Where the dialogs appear. Drawn once, by the root component.
pub fn sheets() -> AnyView {
    let opened = opened();
    live(move || opened.get().map(|sheet| later(move || Box::pin(drawn(sheet.clone())))))
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn drawn(sheet: Sheet) -> Result<AnyView, SplitLoaderError> {
    let opened = opened();
    let close = move || opened.set(None);
    Ok(match sheet {
        Sheet::Mute(account) => mute::sheet(&account, close),
        Sheet::Report(account, post) => report::sheet(&account, post, close),
        Sheet::Filter(post) => filter::sheet(&post, close),
        Sheet::History(post) => history::sheet(&post, close),
        Sheet::Saved(post) => saved::sheet(&post, close),
        Sheet::Quotable(post) => quotable::sheet(&post, close),
        Sheet::Translation(post) => translation::sheet(&post, close),
        Sheet::Languages(account, chosen) => languages::sheet(&account, chosen, close),
        Sheet::Lists(account) => lists::sheet(&account, close),
    })
}
