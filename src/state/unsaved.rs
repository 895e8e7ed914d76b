//! What is being written in a form, until it is saved.
//!
//! Kept in `localStorage` at each keystroke, one text a form and account: leaving the page, closing it or going offline loses
//! nothing. Posts have more than that; see [`super::drafts`].

use rejoin_api::FromJson;
use serde::Serialize;

use super::{App, SessionState};
use crate::browser::storage;
use leptos::prelude::WithUntracked;

/// What is being written in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved(String);

impl App {
    /// What the account is writing in the form of this name.
    pub fn unsaved(self, form: &str) -> Unsaved {
        Unsaved(format!("{}{form}", key_of(&self.session().with_untracked(SessionState::key))))
    }
}

impl Unsaved {
    /// What was written and not saved.
    pub fn read<T: FromJson>(&self) -> Option<T> {
        rejoin_api::parse(&storage::get(&self.0)?).ok()
    }

    /// Keeps it.
    pub fn keep(&self, form: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(form) {
            // A browser that keeps nothing has said so when the page was opened.
            storage::set(&self.0, &text);
        }
    }

    /// It has been saved, or given up.
    pub fn forget(&self) {
        storage::remove(&self.0);
    }
}

/// Forgets all that an account was writing.
pub(super) fn forget_all(account: &str) {
    storage::remove_all(&key_of(account));
}

pub(super) fn key_of(account: &str) -> String {
    format!("rejoin.unsaved.{account}:")
}
