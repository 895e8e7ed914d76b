//! How the reader wants covered things to be shown on this device, and which covers they have lifted: what was lifted once stays so,
//! until they sign out or lift many others.

use std::cell::RefCell;

use leptos::prelude::WithUntracked;

use super::{App, SessionState, use_app};
use crate::browser::storage;

/// What holds the choices: the words of those that are not the usual.
const CHOICES: &str = "rejoin.reading";
/// As many lifted covers are remembered.
const REMEMBERED: usize = 300;

/// Something that is covered or shown, where the reader wants it otherwise than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Posts with a content warning are open from the beginning.
    OpenWarnings,
    /// Sensitive media are shown.
    ShowSensitive,
    /// All media are covered.
    CoverMedia,
}

impl Choice {
    fn word(self) -> &'static str {
        match self {
            Self::OpenWarnings => "open-warnings",
            Self::ShowSensitive => "show-sensitive",
            Self::CoverMedia => "cover-media",
        }
    }

    /// Whether the reader wants it.
    pub fn is_on(self) -> bool {
        choices().split(' ').any(|word| word == self.word())
    }

    /// Wants it, or as usual; for what is drawn from now on.
    pub fn set(self, on: bool) {
        let all = choices();
        let others = all.split(' ').filter(|word| !word.is_empty() && *word != self.word());
        let words: Vec<&str> = others.chain(on.then(|| self.word())).collect();
        set_choices(&words.join(" "));
    }
}

/// The choices as they are written.
pub fn choices() -> String {
    storage::get(CHOICES).unwrap_or_default()
}

/// Takes them over as they were written; words that mean nothing do nothing.
pub fn set_choices(words: &str) {
    storage::set(CHOICES, words);
}

thread_local! {
    /// The lifted covers of an account, the latest last.
    static LIFTED: RefCell<Option<(String, Vec<String>)>> = const { RefCell::new(None) };
}

impl App {
    /// Whether the reader has lifted this cover.
    pub fn is_lifted(self, cover: &str) -> bool {
        with_lifted(|_, all| all.iter().any(|one| one == cover))
    }

    /// Lifts a cover, or puts it back.
    pub fn lift(self, cover: &str, on: bool) {
        with_lifted(|place, all| {
            all.retain(|one| one != cover);
            if on {
                all.push(cover.to_owned());
                all.drain(..all.len().saturating_sub(REMEMBERED));
            }
            // A browser that keeps nothing forgets it with the page.
            storage::set(place, &all.join(" "));
        });
    }
}

fn with_lifted<T>(act: impl FnOnce(&str, &mut Vec<String>) -> T) -> T {
    // Below what the account has not saved: it is forgotten with that when the account is signed out.
    let place = use_app().session().with_untracked(SessionState::key);
    let place = format!("{}lifted", super::unsaved::key_of(&place));
    LIFTED.with_borrow_mut(|lifted| {
        let known = lifted.take().filter(|(other, _)| *other == place);
        let (place, all) = lifted.insert(known.unwrap_or_else(|| {
            let text = storage::get(&place).unwrap_or_default();
            (place, text.split(' ').filter(|one| !one.is_empty()).map(str::to_owned).collect())
        }));
        act(place, all)
    })
}
