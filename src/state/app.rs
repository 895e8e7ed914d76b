//! The handle through which pages reach everything.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, Signal, WithUntracked, provide_context, use_context};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, Relationship, StatusId};
use rejoin_domain::{Account, Capabilities, TimelineKey};
use web_sys::ServiceWorkerRegistration;

use super::client::{self, Client};
use super::drafts::Drafts;
use super::registry::{Registry, SavedAccount};
use super::{
    Connectivity, Me, NotificationsView, OutboxEntry, PeopleKey, PeopleView, Phase, PostView, SearchView,
    SessionState, ThreadView, TimelineView,
};
use crate::browser::channel::Channel;
use crate::browser::events::Listener;
use crate::browser::storage;
use crate::browser::{self, clock, connectivity, service_worker};

/// The state of the app. Small to copy; every copy is the same app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct App(());

/// What there is once in a page.
pub(super) struct Shared {
    session: ArcRwSignal<SessionState>,
    accounts: ArcRwSignal<Vec<Arc<Me>>>,
    this_server: ArcRwSignal<Option<Arc<Capabilities>>>,
    this_server_asked: Cell<bool>,
    online: ArcRwSignal<Connectivity>,
    update_ready: ArcRwSignal<bool>,
    worker: RefCell<Option<ServiceWorkerRegistration>>,
    painted: Cell<bool>,
    client: RefCell<Rc<Client>>,
    sessions: ArcRwSignal<u32>,
    /// The state of the sign-in that was finished last: its page may ask once more.
    pub(super) finished: RefCell<Option<String>>,
    /// Other tabs tell here that accounts have come or gone.
    channel: RefCell<Option<Channel>>,
    _listeners: RefCell<Vec<Listener>>,
}

thread_local! {
    static SHARED: OnceCell<Rc<Shared>> = const { OnceCell::new() };
}

const THIS_SERVER: &str = "rejoin.this-server";

/// Who comes back after so long, in milliseconds, may find that the stream has died meanwhile.
const LONG_GONE: i64 = 60_000;

/// Starts the state. Called once, by the root component.
pub fn provide_state() -> App {
    let app = App(());
    provide_context(app);
    // Asking for it starts it, with the store and the first request.
    drop(shared());
    app
}

/// The state of the app.
pub fn use_app() -> App {
    use_context::<App>().unwrap_or(App(()))
}

/// Does something with the session that is running, unless the page is being taken down.
pub(super) fn with_client(work: impl FnOnce(&Rc<Client>)) {
    let client = SHARED.try_with(|cell| cell.get().map(|shared| shared.client.borrow().clone()));
    if let Ok(Some(client)) = client {
        work(&client);
    }
}

pub(super) fn shared() -> Rc<Shared> {
    SHARED.with(|cell| Rc::clone(cell.get_or_init(start)))
}

fn start() -> Rc<Shared> {
    let registry = Registry::load();
    let online =
        ArcRwSignal::new(if connectivity::online() { Connectivity::Online } else { Connectivity::Offline });
    let client = open_session(1, registry.current(), &online);
    let shared = Rc::new(Shared {
        session: ArcRwSignal::new(session_of(&client)),
        accounts: ArcRwSignal::new(accounts_of(&registry)),
        this_server: ArcRwSignal::new(None),
        this_server_asked: Cell::new(false),
        online,
        update_ready: ArcRwSignal::new(false),
        worker: RefCell::default(),
        painted: Cell::new(false),
        client: RefCell::new(client),
        sessions: ArcRwSignal::new(1),
        finished: RefCell::default(),
        channel: RefCell::default(),
        _listeners: RefCell::default(),
    });
    watch_the_device(&shared);
    spawn_local(async move {
        if let Some(newer) = Registry::newer().await {
            App(()).take_registry(&newer, true);
        }
    });
    shared
}

fn open_session(
    number: u32,
    account: Option<&SavedAccount>,
    online: &ArcRwSignal<Connectivity>,
) -> Rc<Client> {
    let here = browser::origin().unwrap_or_default();
    Client::start(number, account, &here, online.clone())
}

fn session_of(client: &Client) -> SessionState {
    client.me.clone().map_or(SessionState::SignedOut, SessionState::SignedIn)
}

fn accounts_of(registry: &Registry) -> Vec<Arc<Me>> {
    registry.accounts.iter().map(|account| Arc::new(account.me())).collect()
}

/// Starts the service worker, once: it costs bandwidth, which what one reads first needs more.
pub(super) fn start_service_worker() {
    let shared = shared();
    if shared.painted.replace(true) {
        return;
    }
    spawn_local(async move {
        let ready = shared.update_ready.clone();
        let worker = service_worker::register(move || ready.set(true)).await;
        *shared.worker.borrow_mut() = worker;
    });
}

/// Listens for the network, for somebody coming back to the page, and for what other tabs do to the accounts.
fn watch_the_device(shared: &Rc<Shared>) {
    let online = shared.online.clone();
    let mut listeners = connectivity::watch_online(move |now| {
        online.set(if now { Connectivity::Online } else { Connectivity::Offline });
        if now {
            with_client(Client::look_again);
        }
    });
    let hidden_at = Cell::new(0);
    listeners.extend(connectivity::watch_visible(move |visible| {
        let now = clock::now().as_millis();
        if !visible {
            hidden_at.set(now);
        } else if now - hidden_at.get() > LONG_GONE {
            with_client(Client::look_again);
        }
    }));
    *shared._listeners.borrow_mut() = listeners;
    *shared.channel.borrow_mut() =
        Channel::join("rejoin", |_| App(()).take_registry(&Registry::load(), false));
}

impl App {
    /// Who is signed in.
    pub fn session(self) -> Signal<SessionState> {
        shared().session.clone().into()
    }

    /// The accounts that are signed in on this device.
    pub fn accounts(self) -> Signal<Vec<Arc<Me>>> {
        shared().accounts.clone().into()
    }

    /// Makes another account of this device the one that is shown.
    pub fn switch_account(self, key: &str) {
        let mut registry = Registry::load();
        if registry.accounts.iter().any(|account| account.key() == key) {
            registry.current = Some(key.to_owned());
            // Unkept, the other account is shown again after a reload.
            let _ = registry.save();
            self.take_registry(&registry, true);
        }
    }

    /// Whether this page's own address is a server one can sign in to, and what it can do. `None` until known to be one.
    pub fn this_server(self) -> Signal<Option<Arc<Capabilities>>> {
        let shared = shared();
        if !shared.this_server_asked.replace(true) {
            let kept =
                storage::get(THIS_SERVER).and_then(|text| rejoin_api::parse::<Capabilities>(&text).ok());
            shared.this_server.set(kept.map(Arc::new));
            let found = shared.this_server.clone();
            spawn_local(async move {
                let outcome = client::ask_capabilities(&browser::origin().unwrap_or_default()).await;
                match &outcome {
                    Ok(server) => {
                        if let Ok(text) = serde_json::to_string(server) {
                            storage::set(THIS_SERVER, &text);
                        }
                        found.set(Some(Arc::new(server.clone())));
                    }
                    // Without an answer it may still be what it was the last time.
                    Err(problem) if problem.is_offline() => {}
                    Err(_) => {
                        storage::remove(THIS_SERVER);
                        found.set(None);
                    }
                }
            });
        }
        shared.this_server.clone().into()
    }

    /// Numbers the sessions of this page. All signals and views belong to the session in which they were asked for.
    pub fn session_number(self) -> Signal<u32> {
        shared().sessions.clone().into()
    }

    /// Whether the server has refused the token of the session, so that nothing can be sent before another sign-in.
    pub fn token_refused(self) -> Signal<bool> {
        self.client().token_refused.clone().into()
    }

    /// What the session's server can do; the usual limits until it has said so.
    pub fn capabilities(self) -> Signal<Arc<Capabilities>> {
        self.client().capabilities.clone().into()
    }

    /// The name of the session's server, as it stands in addresses.
    pub fn server_host(self) -> String {
        self.client().host().to_owned()
    }

    /// The account that is signed in.
    pub fn me(self) -> Signal<Option<Arc<Account>>> {
        let client = self.client();
        match &client.me {
            Some(me) => client.account(&me.id),
            None => Signal::stored(None),
        }
    }

    /// A post, as it is shown.
    pub fn post(self, id: &StatusId) -> Signal<Option<Arc<PostView>>> {
        self.client().post(id)
    }

    /// An account.
    pub fn account(self, id: &AccountId) -> Signal<Option<Arc<Account>>> {
        self.client().account(id)
    }

    /// How the reader stands to an account; asked for when it is not known.
    pub fn relationship(self, id: &AccountId) -> Signal<Option<Arc<Relationship>>> {
        self.client().relationship(id)
    }

    /// The account of a handle (`name` or `name@server`, without a leading `@`): from the store, then from the server.
    pub fn account_by_acct(self, acct: &str) -> (Signal<Option<Arc<Account>>>, Signal<Phase>) {
        self.client().account_by_acct(acct)
    }

    /// A feed.
    pub fn timeline(self, key: &TimelineKey) -> TimelineView {
        self.client().timeline(key, self)
    }

    /// A post with what came before and after it.
    pub fn thread(self, id: &StatusId) -> ThreadView {
        self.client().thread(id, self)
    }

    /// The notifications of the session.
    pub fn notifications(self) -> NotificationsView {
        self.client().notifications(self)
    }

    /// Searches for people, posts and hashtags.
    pub fn search(self, query: &str) -> SearchView {
        self.client().search(query)
    }

    /// A list of people.
    pub fn people(self, key: &PeopleKey) -> PeopleView {
        self.client().people(key, self)
    }

    /// What waits to be sent, oldest first.
    pub fn outbox(self) -> Signal<Vec<OutboxEntry>> {
        self.client().outbox.clone().into()
    }

    /// Whether the device has said what waits; until then [`App::outbox`] is empty.
    pub fn outbox_read(self) -> Signal<bool> {
        self.client().outbox_read.clone().into()
    }

    /// Whether the server can be reached.
    pub fn online(self) -> Signal<Connectivity> {
        shared().online.clone().into()
    }

    /// Whether a newer version of the app waits to take over; see [`App::update`].
    pub fn update_ready(self) -> Signal<bool> {
        shared().update_ready.clone().into()
    }

    /// Lets the newer version take over and reloads the page.
    pub fn update(self) {
        if let Some(worker) = &*shared().worker.borrow() {
            service_worker::update(worker);
        }
    }

    /// Tells that there is something to read: from now on, what can wait may be fetched.
    pub fn first_post_painted(self) {
        self.client().settle();
        start_service_worker();
    }

    pub(super) fn client(self) -> Rc<Client> {
        shared().client.borrow().clone()
    }

    pub(super) fn drafts_of_session(self) -> Rc<Drafts> {
        Drafts::of(&shared().session.with_untracked(SessionState::key))
    }

    /// Brings the session in line with the accounts of this device.
    ///
    /// An account that is gone ends its session in every tab; another one is shown only in the tab where that was wished.
    pub(super) fn take_registry(self, registry: &Registry, wished_here: bool) {
        let shared = shared();
        shared.accounts.set(accounts_of(registry));
        let shown = shared.session.with_untracked(SessionState::key);
        let still_there = registry.accounts.iter().any(|account| account.key() == shown);
        let wanted = registry.current();
        let switched = wanted.map(SavedAccount::key).unwrap_or_default() != shown;
        // Who has signed in again goes on where the old token ended.
        let renewed =
            !switched && wanted.map(|account| &account.token) != shared.client.borrow().token.as_ref();
        if !renewed && (!switched || (still_there && !wished_here)) {
            return;
        }
        shared.client.borrow().stop();
        let number = shared.sessions.with_untracked(|number| number + 1);
        let client = open_session(number, wanted, &shared.online);
        let session = session_of(&client);
        *shared.client.borrow_mut() = client;
        shared.session.set(session);
        shared.sessions.set(number);
    }

    pub(super) fn tell_other_tabs(self) {
        if let Some(channel) = &*shared().channel.borrow() {
            channel.send("accounts");
        }
    }
}
