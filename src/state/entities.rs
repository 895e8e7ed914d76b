//! Posts, accounts and relationships as signals.
//!
//! What is asked for is read from the store, many at once, and kept in memory as long as somebody shows it and a while
//! longer. What the store does not have is asked from the server, once a session. Views are made anew from what is stored,
//! the overlay and each other whenever something changes; those that come out the same are left alone.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Signal, Update, WithUntracked, on_cleanup};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, Relationship, StatusId};
use rejoin_domain::{Account, Post};
use rejoin_sync::MutationId;
use rejoin_sync::outbox::Overlay;
use rejoin_sync::records::{self, Changes};
use rejoin_sync::store::{Mode, Store, StoreError, Table};

use super::PostView;
use super::client::Client;

/// How many posts are kept in memory before those that nobody shows are dropped.
const MANY: usize = 1_200;

/// A view and how many show it.
struct Watched<V> {
    signal: ArcRwSignal<Option<Arc<V>>>,
    watchers: usize,
}

type Views<K, V> = RefCell<HashMap<K, Watched<V>>>;

/// The entities of a session that are in memory.
#[derive(Default)]
pub struct Entities {
    pub(super) posts: RefCell<HashMap<StatusId, Arc<Post>>>,
    /// Counts when boosts come to be known, each of which may be another's again.
    pub(super) boosts: ArcRwSignal<u32>,
    pub(super) accounts: RefCell<HashMap<AccountId, Arc<Account>>>,
    relationships: RefCell<HashMap<AccountId, Arc<Relationship>>>,
    pub(super) overlay: RefCell<Overlay>,
    /// The real ids of posts that were sent in this session, by those under which they waited.
    published: RefCell<HashMap<StatusId, StatusId>>,
    post_views: Views<StatusId, PostView>,
    account_views: Views<AccountId, Account>,
    relationship_views: Views<AccountId, Relationship>,
    wanted: RefCell<Wanted>,
    /// What was asked from the server in this session.
    asked: RefCell<Wanted>,
    reading: Cell<bool>,
}

#[derive(Default)]
struct Wanted {
    posts: HashSet<StatusId>,
    accounts: HashSet<AccountId>,
    relationships: HashSet<AccountId>,
}

impl Client {
    /// A post, as it is shown.
    pub fn post(self: &Rc<Self>, id: &StatusId) -> Signal<Option<Arc<PostView>>> {
        let signal = self.watch(id, |entities| &entities.post_views);
        if signal.with_untracked(Option::is_none) {
            match self.post_view(id) {
                Some(view) => signal.set(Some(view)),
                None => self.want(|wanted| wanted.posts.insert(self.real_id(id))),
            }
        }
        signal.into()
    }

    /// The id of a post on the server: another one when it was asked for before it was sent.
    pub(super) fn real_id(&self, id: &StatusId) -> StatusId {
        self.entities.published.borrow().get(id).unwrap_or(id).clone()
    }

    /// The names of rows whose posts have been sent since they were drawn, by the real ids. A row keeps its name, and with it
    /// the focus and what was opened in it.
    pub(super) fn kept_names<'r>(
        &self,
        drawn: impl Iterator<Item = &'r StatusId>,
    ) -> HashMap<StatusId, StatusId> {
        let published = self.entities.published.borrow();
        drawn.filter_map(|name| Some((published.get(name)?.clone(), name.clone()))).collect()
    }

    /// Whether a post is what became of one that is still shown as waiting.
    pub(super) fn is_awaited(&self, id: &StatusId) -> bool {
        let entities = &self.entities;
        self.is_mine(id)
            && entities.posts.borrow().get(id).is_some_and(|post| entities.overlay.borrow().awaits(post))
            && !entities.published.borrow().values().any(|real| real == id)
    }

    /// Whether the reader wrote a post.
    pub(super) fn is_mine(&self, id: &StatusId) -> bool {
        let posts = self.entities.posts.borrow();
        let author = posts.get(id).map(|post| &post.account);
        author.is_some_and(|author| self.me.as_ref().is_some_and(|me| me.id == *author))
    }

    /// An account.
    pub fn account(self: &Rc<Self>, id: &AccountId) -> Signal<Option<Arc<Account>>> {
        let signal = self.watch(id, |entities| &entities.account_views);
        if signal.with_untracked(Option::is_none) {
            match self.account_view(id) {
                Some(account) => signal.set(Some(account)),
                None => self.want(|wanted| wanted.accounts.insert(id.clone())),
            }
        }
        signal.into()
    }

    /// How the reader stands to an account.
    pub fn relationship(self: &Rc<Self>, id: &AccountId) -> Signal<Option<Arc<Relationship>>> {
        let signal = self.watch(id, |entities| &entities.relationship_views);
        if self.me.is_some() {
            self.want(|wanted| wanted.relationships.insert(id.clone()));
        }
        signal.into()
    }

    /// Takes in what has changed, and brings the views up to date.
    pub fn take_entities(self: &Rc<Self>, changes: &Changes) {
        let entities = &self.entities;
        let boosted;
        {
            let mut posts = entities.posts.borrow_mut();
            let is_new_boost = |post: &Arc<Post>| post.reblog.is_some() && !posts.contains_key(&post.id);
            boosted = changes.posts.iter().any(is_new_boost);
            posts.extend(changes.posts.iter().map(|post| (post.id.clone(), Arc::clone(post))));
            changes.removed.iter().for_each(|id| drop(posts.remove(id)));
            let mut accounts = entities.accounts.borrow_mut();
            accounts.extend(changes.accounts.iter().map(|account| (account.id.clone(), Arc::clone(account))));
            let mut relationships = entities.relationships.borrow_mut();
            relationships.extend(changes.relationships.iter().map(|one| (one.id.clone(), Arc::clone(one))));
        }
        entities.published.borrow_mut().extend(changes.published.iter().cloned());
        if let Some(entries) = &changes.outbox {
            *entities.overlay.borrow_mut() = Overlay::new(entries.clone());
        }
        let touched =
            !(changes.posts.is_empty() && changes.removed.is_empty() && changes.accounts.is_empty());
        if touched || changes.outbox.is_some() {
            self.remake_posts();
        }
        if boosted {
            entities.boosts.update(|count| *count = count.wrapping_add(1));
        }
        self.remake_accounts();
        self.remake_relationships();
        self.sweep();
    }

    /// Puts what was read from the store into memory.
    pub fn take_loaded(self: &Rc<Self>, loaded: records::Loaded) {
        let records::Loaded { posts, accounts } = loaded;
        self.take_entities(&Changes { posts, accounts, ..Changes::default() });
    }

    pub(super) fn remake_posts(self: &Rc<Self>) {
        let live: Vec<_> = live(&self.entities.post_views);
        for (id, signal) in live {
            let view = self.post_view(&id);
            if signal.with_untracked(|old| *old != view) {
                signal.set(view);
            }
        }
    }

    /// An account as it is shown: the own one with what is pending.
    pub(super) fn account_view(&self, id: &AccountId) -> Option<Arc<Account>> {
        let known = self.entities.accounts.borrow().get(id).cloned()?;
        let is_own = self.me.as_ref().is_some_and(|me| me.id == *id);
        Some(if is_own { self.entities.overlay.borrow().own_account(&known) } else { known })
    }

    fn remake_accounts(&self) {
        for (id, signal) in live(&self.entities.account_views) {
            let known = self.account_view(&id);
            if known.is_some() && signal.with_untracked(|old| *old != known) {
                signal.set(known);
            }
        }
    }

    fn remake_relationships(&self) {
        for (id, signal) in live(&self.entities.relationship_views) {
            let stored = self.entities.relationships.borrow().get(&id).cloned();
            let locked = self.entities.accounts.borrow().get(&id).is_some_and(|account| account.locked);
            let shown = stored.map(|stored| self.entities.overlay.borrow().relationship(&stored, locked));
            if shown.is_some() && signal.with_untracked(|old| *old != shown) {
                signal.set(shown);
            }
        }
    }

    /// Counts a watcher for as long as the component that asks lives.
    fn watch<K, V>(
        self: &Rc<Self>,
        id: &K,
        views: impl Fn(&Entities) -> &Views<K, V> + Send + Sync + 'static,
    ) -> ArcRwSignal<Option<Arc<V>>>
    where
        K: Clone + Eq + Hash + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let signal = {
            let mut all = views(&self.entities).borrow_mut();
            let watched = all
                .entry(id.clone())
                .or_insert_with(|| Watched { signal: ArcRwSignal::new(None), watchers: 0 });
            watched.watchers += 1;
            watched.signal.clone()
        };
        let (session, id) = (self.session, id.clone());
        on_cleanup(move || {
            super::app::with_client(|client| {
                if client.session == session
                    && let Some(watched) = views(&client.entities).borrow_mut().get_mut(&id)
                {
                    watched.watchers = watched.watchers.saturating_sub(1);
                }
            });
        });
        signal
    }

    /// Asks for something that is not in memory; what is asked for at one moment is read together.
    pub(super) fn want(self: &Rc<Self>, add: impl FnOnce(&mut WantedSets<'_>) -> bool) {
        let added = {
            let mut wanted = self.entities.wanted.borrow_mut();
            let Wanted { posts, accounts, relationships } = &mut *wanted;
            add(&mut WantedSets { posts, accounts, relationships })
        };
        if added && !self.entities.reading.replace(true) {
            let client = Rc::clone(self);
            spawn_local(async move {
                while let Some(wanted) = client.next_wanted() {
                    // What could not be read is asked from the server.
                    let _ = client.read_wanted(&wanted).await;
                    client.ask_missing(wanted);
                }
            });
        }
    }

    fn next_wanted(&self) -> Option<Wanted> {
        let wanted = self.entities.wanted.take();
        let nothing =
            wanted.posts.is_empty() && wanted.accounts.is_empty() && wanted.relationships.is_empty();
        self.entities.reading.set(!nothing);
        (!nothing).then_some(wanted)
    }

    async fn read_wanted(self: &Rc<Self>, wanted: &Wanted) -> Result<(), StoreError> {
        let tables = [Table::Posts, Table::Accounts, Table::Relationships];
        let tx = self.engine.store().begin(&tables, Mode::Read).await?;
        let posts: Vec<StatusId> = wanted.posts.iter().cloned().collect();
        let accounts: Vec<AccountId> = wanted.accounts.iter().cloned().collect();
        let relationships: Vec<AccountId> = wanted.relationships.iter().cloned().collect();
        let mut loaded = records::load(&tx, &posts).await?;
        loaded.accounts.extend(records::accounts(&tx, &accounts).await?);
        let relationships = records::relationships(&tx, &relationships).await?;
        drop(tx);
        let records::Loaded { posts, accounts } = loaded;
        self.take_entities(&Changes { posts, accounts, relationships, ..Changes::default() });
        Ok(())
    }

    /// Asks the server for what the store does not have, and for relationships, which others change.
    fn ask_missing(self: &Rc<Self>, wanted: Wanted) {
        let unasked: Vec<StatusId> = {
            let posts = self.entities.posts.borrow();
            let mut asked = self.entities.asked.borrow_mut();
            let missing = |id: &StatusId| !posts.contains_key(id) && MutationId::of_post(id).is_none();
            wanted.posts.into_iter().filter(|id| missing(id) && asked.posts.insert(id.clone())).collect()
        };
        for id in unasked {
            let engine = Rc::clone(&self.engine);
            spawn_local(async move { drop(engine.refresh_post(&id).await) });
        }
        let unasked: Vec<AccountId> = {
            let accounts = self.entities.accounts.borrow();
            let mut asked = self.entities.asked.borrow_mut();
            let missing = |id: &AccountId| !accounts.contains_key(id);
            wanted
                .accounts
                .into_iter()
                .filter(|id| missing(id) && asked.accounts.insert(id.clone()))
                .collect()
        };
        for id in unasked {
            let engine = Rc::clone(&self.engine);
            spawn_local(async move { drop(engine.refresh_account(&id).await) });
        }
        let relationships: Vec<AccountId> = {
            let mut asked = self.entities.asked.borrow_mut();
            wanted.relationships.into_iter().filter(|id| asked.relationships.insert(id.clone())).collect()
        };
        if !relationships.is_empty() {
            let engine = Rc::clone(&self.engine);
            spawn_local(async move { drop(engine.refresh_relationships(&relationships).await) });
        }
    }

    /// Drops what nobody shows when there is much of it.
    fn sweep(&self) {
        let entities = &self.entities;
        if entities.posts.borrow().len() < MANY {
            return;
        }
        entities.post_views.borrow_mut().retain(|_, watched| watched.watchers > 0);
        entities.account_views.borrow_mut().retain(|_, watched| watched.watchers > 0);
        let views = entities.post_views.borrow();
        let mut shown: HashSet<StatusId> = views.keys().cloned().collect();
        for watched in views.values() {
            if let Some(view) = watched.signal.get_untracked() {
                shown.insert(view.post.id.clone());
                shown.extend(view.quoted.iter().map(|quoted| quoted.post.id.clone()));
            }
        }
        entities.posts.borrow_mut().retain(|id, _| shown.contains(id));
    }
}

/// What may be asked for.
pub(super) struct WantedSets<'a> {
    pub(super) posts: &'a mut HashSet<StatusId>,
    pub(super) accounts: &'a mut HashSet<AccountId>,
    pub(super) relationships: &'a mut HashSet<AccountId>,
}

fn live<K: Clone, V>(views: &Views<K, V>) -> Vec<(K, ArcRwSignal<Option<Arc<V>>>)> {
    let all = views.borrow();
    let watched = all.iter().filter(|(_, watched)| watched.watchers > 0);
    watched.map(|(id, watched)| (id.clone(), watched.signal.clone())).collect()
}
