//! Searches and lists of people: asked for anew in each session, and kept while it lasts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, PageCursor};
use rejoin_sync::{Found, People};

use super::client::Client;
use super::{App, PeopleKey, PeopleView, Phase, SearchResults, SearchView};

/// How many searches are kept.
const KEPT: usize = 20;

/// The searches and lists of a session.
#[derive(Default)]
pub struct Lists {
    searches: RefCell<Vec<Rc<SearchState>>>,
    people: RefCell<Vec<Rc<PeopleState>>>,
}

struct SearchState {
    words: String,
    results: ArcRwSignal<Arc<SearchResults>>,
    phase: ArcRwSignal<Phase>,
}

/// A list of people.
pub struct PeopleState {
    key: PeopleKey,
    accounts: ArcRwSignal<Vec<AccountId>>,
    phase: ArcRwSignal<Phase>,
    at_end: ArcRwSignal<bool>,
    next: RefCell<Option<PageCursor>>,
    loading: Cell<bool>,
}

impl Client {
    /// A search.
    pub fn search(self: &Rc<Self>, words: &str) -> SearchView {
        let words = words.trim();
        let known = self.lists.searches.borrow().iter().find(|state| state.words == words).cloned();
        let state = known.unwrap_or_else(|| self.open_search(words));
        SearchView { results: state.results.clone().into(), phase: state.phase.clone().into() }
    }

    fn open_search(self: &Rc<Self>, words: &str) -> Rc<SearchState> {
        let phase = if words.is_empty() { Phase::Ready } else { Phase::Opening };
        let state = Rc::new(SearchState {
            words: words.to_owned(),
            results: ArcRwSignal::new(Arc::default()),
            phase: ArcRwSignal::new(phase),
        });
        if words.is_empty() {
            return state;
        }
        {
            let mut all = self.lists.searches.borrow_mut();
            all.push(Rc::clone(&state));
            if all.len() > KEPT {
                all.remove(0);
            }
        }
        let (client, searching) = (Rc::clone(self), Rc::clone(&state));
        spawn_local(async move {
            match client.engine.search(&searching.words).await {
                Ok(Found { accounts, posts, tags }) => {
                    searching.results.set(Arc::new(SearchResults { accounts, posts, tags }));
                    searching.phase.set(Phase::Ready);
                }
                Err(problem) => {
                    searching.phase.set(super::phase_of(&problem));
                    // The next time it is tried anew.
                    client.lists.searches.borrow_mut().retain(|state| !Rc::ptr_eq(state, &searching));
                }
            }
        });
        state
    }

    /// A list of people.
    pub fn people(self: &Rc<Self>, key: &PeopleKey, app: App) -> PeopleView {
        let known = self.lists.people.borrow().iter().position(|state| state.key == *key);
        let place = known.unwrap_or_else(|| {
            let mut all = self.lists.people.borrow_mut();
            all.push(Rc::new(PeopleState {
                key: key.clone(),
                accounts: ArcRwSignal::new(Vec::new()),
                phase: ArcRwSignal::new(Phase::Opening),
                at_end: ArcRwSignal::new(false),
                next: RefCell::default(),
                loading: Cell::new(false),
            }));
            all.len() - 1
        });
        let state = self.people_state(place);
        if let Some(state) = &state {
            self.load_people(state, true);
        }
        let shown = state.map_or_else(
            || (ArcRwSignal::new(Vec::new()), ArcRwSignal::new(Phase::Opening), ArcRwSignal::new(false)),
            |state| (state.accounts.clone(), state.phase.clone(), state.at_end.clone()),
        );
        PeopleView {
            accounts: shown.0.into(),
            phase: shown.1.into(),
            at_end: shown.2.into(),
            view: place,
            app,
        }
    }

    /// The list behind a view.
    pub fn people_state(&self, view: usize) -> Option<Rc<PeopleState>> {
        self.lists.people.borrow().get(view).cloned()
    }

    /// Loads a list from its start, or goes on with it.
    pub fn load_people(self: &Rc<Self>, state: &Rc<PeopleState>, from_start: bool) {
        let cursor = state.next.borrow().clone();
        if (!from_start && cursor.is_none()) || state.loading.replace(true) {
            return;
        }
        let (client, state) = (Rc::clone(self), Rc::clone(state));
        spawn_local(async move {
            let from = cursor.filter(|_| !from_start);
            let outcome = client.engine.people(&which(&state.key), from.as_ref()).await;
            state.loading.set(false);
            match outcome {
                Ok((page, next)) => {
                    let mut all = state
                        .accounts
                        .with_untracked(|all| if from_start { Vec::new() } else { all.clone() });
                    let new: Vec<_> = page.into_iter().filter(|id| !all.contains(id)).collect();
                    // Some servers name a next page for ever.
                    state.at_end.set(next.is_none() || new.is_empty());
                    all.extend(new);
                    state.accounts.set(all);
                    *state.next.borrow_mut() = next.filter(|next| Some(next) != from.as_ref());
                    state.phase.set(Phase::Ready);
                }
                Err(problem) => state.phase.set(super::phase_of(&problem)),
            }
        });
    }
}

fn which(key: &PeopleKey) -> People {
    match key.clone() {
        PeopleKey::Followers(id) => People::Followers(id),
        PeopleKey::Following(id) => People::Following(id),
        PeopleKey::FavouritedBy(id) => People::FavouritedBy(id),
        PeopleKey::RebloggedBy(id) => People::RebloggedBy(id),
        PeopleKey::FollowRequests => People::FollowRequests,
    }
}
