//! What is the user's own: the profile as they wrote it, lists with their members, filters; and what posts were before. Read
//! from the store, with what is pending folded in, and brought up to date when a page asks.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Get, Memo, Set, Signal, With};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, Filter, FilterId, FromJson, List, ListId, StatusId};
use rejoin_domain::Translation;
use rejoin_domain::edits::Version;
use rejoin_domain::translation::primary;
use rejoin_sync::outbox::{Overlay, Profile};
use rejoin_sync::{
    FILTERS, LISTS, MutationId, PROFILE, Problem, SIMPLE_FILTERS, history_of, members_of, translation_of,
};

use super::platform::WebEngine;
use super::{App, Phase};
use crate::browser::intl;

/// Something of the user's own.
#[derive(Debug, Clone, Copy)]
pub struct Own<T: Send + Sync + 'static> {
    /// What is known of it, with what is pending.
    pub value: Signal<T>,
    /// What it is doing. [`Phase::Ready`] also while it is brought up to date, if the device knows it.
    pub phase: Signal<Phase>,
}

/// Something that has a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Titled {
    /// A list.
    List(ListId),
    /// A filter.
    Filter(FilterId),
}

/// A question to the server, of which there is one at a time, and what came of it; shared by all who ask it.
#[derive(Clone, Default)]
pub struct Asked {
    outcome: ArcRwSignal<Option<Phase>>,
    under_way: Rc<Cell<bool>>,
}

impl App {
    /// The own profile, as it was written.
    pub fn own_profile(self) -> Own<Profile> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_me().await };
        self.own(PROFILE, Overlay::profile, refresh)
    }

    /// The lists.
    pub fn lists(self) -> Own<Vec<List>> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_lists().await };
        self.own(LISTS, Overlay::lists, refresh)
    }

    /// Who is on a list.
    pub fn list_members(self, list: &ListId) -> Own<Vec<AccountId>> {
        let (folded, asked) = (list.clone(), list.clone());
        let fold = move |overlay: &Overlay, all| overlay.members(&folded, all);
        let refresh = |engine: Rc<WebEngine>| async move {
            match MutationId::of_list(&asked) {
                // Nobody but this device knows of it.
                Some(_) => Ok(()),
                None => engine.refresh_list_members(&asked).await,
            }
        };
        self.own(&members_of(list), fold, refresh)
    }

    /// The filters.
    pub fn filters(self) -> Own<Vec<Filter>> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_filters().await };
        self.own(FILTERS, Overlay::filters, refresh)
    }

    /// Whether the server knows filters of one word alone, without names, which the app applies.
    pub fn filters_are_simple(self) -> Memo<bool> {
        let stored = self.client().value(SIMPLE_FILTERS);
        Memo::new(move |_| stored.with(|value| value.as_ref().is_some_and(Option::is_some)))
    }

    /// What a post was before it was edited, the first version first.
    pub fn history(self, post: &StatusId) -> Own<Vec<Version>> {
        let asked = post.clone();
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_history(&asked).await };
        self.own(&history_of(post), |_, versions| versions, refresh)
    }

    /// A post in the reader's language.
    pub fn translation(self, post: &StatusId) -> Own<Translation> {
        let asked = post.clone();
        let language = intl::languages().first().map_or_else(|| "en".to_owned(), |tag| primary(tag));
        let refresh =
            |engine: Rc<WebEngine>| async move { engine.refresh_translation(&asked, &language).await };
        self.own(&translation_of(post), |_, translation| translation, refresh)
    }

    /// What a list or filter is called, also one that shall be deleted; `None` when the device does not know.
    pub fn title_of(self, thing: Titled) -> Memo<Option<String>> {
        match thing {
            Titled::List(id) => {
                let (pending, stored) =
                    (self.folded(LISTS, Overlay::lists), self.folded(LISTS, |_, all: Vec<List>| all));
                let title =
                    move |all: &Vec<List>| all.iter().find(|one| one.id == id).map(|one| one.title.clone());
                Memo::new(move |_| pending.with(&title).or_else(|| stored.with(&title)))
            }
            Titled::Filter(id) => {
                let stored = self.folded(FILTERS, |_, all: Vec<Filter>| all);
                let title =
                    move |all: &Vec<Filter>| all.iter().find(|one| one.id == id).map(|one| one.title.clone());
                Memo::new(move |_| stored.with(&title))
            }
        }
    }

    /// What the device knows, with what is pending; the server is not asked.
    pub(super) fn folded<T>(
        self,
        name: &str,
        fold: impl Fn(&Overlay, T) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: FromJson + Default + Clone + PartialEq + Send + Sync + 'static,
    {
        let client = self.client();
        let (stored, outbox, session) = (client.value(name), client.outbox.clone(), client.session);
        Memo::new(move |before: Option<&T>| {
            outbox.with(|_| ());
            let parsed =
                stored.with(|text| text.clone().flatten().and_then(|text| rejoin_api::parse(&text).ok()));
            let mut folded = before.cloned().unwrap_or_default();
            super::app::with_client(|client| {
                if client.session == session {
                    folded = fold(&client.entities.overlay.borrow(), parsed.unwrap_or_default());
                }
            });
            folded
        })
    }

    pub(super) fn own<T, F>(
        self,
        name: &str,
        fold: impl Fn(&Overlay, T) -> T + Send + Sync + 'static,
        refresh: impl FnOnce(Rc<WebEngine>) -> F,
    ) -> Own<T>
    where
        T: FromJson + Default + Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<(), Problem>> + 'static,
    {
        let value = self.folded(name, fold);
        let client = self.client();
        let text = client.value(name);
        let asked = client.asked.borrow_mut().entry(name.to_owned()).or_default().clone();
        if !asked.under_way.replace(true) {
            let (answer, asked) = (refresh(Rc::clone(&client.engine)), asked.clone());
            // What failed before is being tried again.
            asked.outcome.set(None);
            spawn_local(async move {
                let outcome =
                    answer.await.map_or_else(|problem| super::phase_of(&problem), |()| Phase::Ready);
                asked.under_way.set(false);
                asked.outcome.set(Some(outcome));
            });
        }
        let outcome = asked.outcome;
        let phase = Memo::new(move |_| {
            let is_known = text.with(|text| matches!(text, Some(Some(_))));
            match outcome.get() {
                _ if is_known => Phase::Ready,
                None => Phase::Opening,
                Some(phase) => phase,
            }
        });
        Own { value: value.into(), phase: phase.into() }
    }
}
