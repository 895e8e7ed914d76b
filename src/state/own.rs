//! What is the user's own: the profile as they wrote it, lists with their members, filters; and what posts were before. Read
//! from the store, with what is pending folded in, and brought up to date when a page asks.

use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Get, Memo, Set, Signal, With};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, Filter, FromJson, List, ListId, StatusId};
use rejoin_domain::edits::Version;
use rejoin_sync::outbox::{Overlay, Profile};
use rejoin_sync::{FILTERS, LISTS, MutationId, PROFILE, Problem, history_of, members_of};

use super::platform::WebEngine;
use super::{App, Phase};

/// Something of the user's own.
#[derive(Debug, Clone, Copy)]
pub struct Own<T: Send + Sync + 'static> {
    /// What is known of it, with what is pending.
    pub value: Signal<T>,
    /// What it is doing. [`Phase::Ready`] also while it is brought up to date, if the device knows it.
    pub phase: Signal<Phase>,
}

impl App {
    /// The own profile, as it was written.
    pub fn own_profile(self) -> Own<Profile> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_me().await };
        self.own(PROFILE.to_owned(), Overlay::profile, refresh)
    }

    /// The lists.
    pub fn lists(self) -> Own<Vec<List>> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_lists().await };
        self.own(LISTS.to_owned(), Overlay::lists, refresh)
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
        self.own(members_of(list), fold, refresh)
    }

    /// The filters.
    pub fn filters(self) -> Own<Vec<Filter>> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_filters().await };
        self.own(FILTERS.to_owned(), Overlay::filters, refresh)
    }

    /// What a post was before it was edited, the first version first.
    pub fn history(self, post: &StatusId) -> Own<Vec<Version>> {
        let asked = post.clone();
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_history(&asked).await };
        self.own(history_of(post), |_, versions| versions, refresh)
    }

    fn own<T, F>(
        self,
        name: String,
        fold: impl Fn(&Overlay, T) -> T + Send + Sync + 'static,
        refresh: impl FnOnce(Rc<WebEngine>) -> F,
    ) -> Own<T>
    where
        T: FromJson + Default + Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<(), Problem>> + 'static,
    {
        let client = self.client();
        let (text, outbox) = (client.value(&name), client.outbox.clone());
        let (stored, session) = (text.clone(), client.session);
        let value = Memo::new(move |before: Option<&T>| {
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
        });
        let outcome = ArcRwSignal::new(None::<Phase>);
        let (asked, done) = (refresh(Rc::clone(&client.engine)), outcome.clone());
        spawn_local(async move {
            done.set(Some(asked.await.map_or_else(|problem| super::phase_of(&problem), |()| Phase::Ready)));
        });
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
