//! One session: an engine, what of its store is in memory, and the views that are open.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use futures::future::{AbortHandle, LocalBoxFuture, abortable, join, join4};
use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::{ApiError, Filter, StatusId};
use rejoin_domain::Capabilities;
use rejoin_net_web::WebNetwork;
use rejoin_sync::records::{self, Changes, Touched};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use rejoin_sync::{Clock, Engine, Event, Identity, Preferences, Problem};

use super::accounts::ByAcct;
use super::entities::Entities;
use super::lists::Lists;
use super::notifications::NotificationsState;
use super::own::Asked;
use super::platform::{Browser, OpeningStore, WebClock, WebEngine};
use super::positions::Elsewhere;
use super::post_view::Finder;
use super::registry::SavedAccount;
use super::threads::{TakeThreads, ThreadState};
use super::timelines::TimelineState;
use super::values::Values;
use super::{Connectivity, Me, OutboxEntry};
use crate::browser::channel::Channel;
use crate::browser::connectivity;

/// What can wait is fetched this long after the start, in milliseconds, when nothing has been painted by then.
const SOON: u32 = 2_500;
/// How often a tab that does not lead, and a thread, is brought up to date, in milliseconds.
const NOW_AND_THEN: u32 = 45_000;
/// How often a server that does not answer is looked for while somebody waits for it, in milliseconds.
const KNOCK: u32 = 5_000;

/// A session: of an account, or of nobody.
pub struct Client {
    /// Counts sessions, to tell signals of one from those of another.
    pub session: u32,
    /// Whose it is.
    pub me: Option<Arc<Me>>,
    /// What it proves that by.
    pub token: Option<String>,
    /// Whether the server does not take that for a proof any more.
    pub token_refused: ArcRwSignal<bool>,
    /// The engine.
    pub engine: Rc<WebEngine>,
    pub(super) entities: Entities,
    pub(super) timelines: RefCell<Vec<Rc<TimelineState>>>,
    pub(super) threads: RefCell<Vec<Rc<ThreadState>>>,
    /// Takes what has changed into the threads. Named by the first thread that is opened, so that what they need stays in the
    /// later part of the app.
    pub(super) take_threads: Cell<Option<TakeThreads>>,
    pub(super) notifications: NotificationsState,
    pub(super) lists: Lists,
    pub(super) by_acct: RefCell<HashMap<String, Rc<ByAcct>>>,
    pub(super) values: Values,
    /// What is the user's own and was asked for, by the names of the values it is kept in.
    pub(super) asked: RefCell<HashMap<String, Asked>>,
    pub(super) elsewhere: Elsewhere,
    /// What the server can do.
    pub capabilities: ArcRwSignal<Arc<Capabilities>>,
    /// How the reader's posts start.
    pub preferences: RefCell<Preferences>,
    /// The filters that it is for the app to apply: those of a server of their first version.
    pub own_filters: RefCell<Option<(Finder, Vec<Filter>)>>,
    /// What waits to be sent.
    pub outbox: ArcRwSignal<Vec<OutboxEntry>>,
    /// Whether the device has said what waits.
    pub outbox_read: ArcRwSignal<bool>,
    connectivity: ArcRwSignal<Connectivity>,
    pub(super) channel: RefCell<Option<Channel>>,
    pub(super) leads: Cell<bool>,
    pub(super) heard_leader: Cell<bool>,
    /// Who else wants to know what this tab has written.
    pub(super) at_change: Cell<Option<TakeThreads>>,
    /// What ends with the session besides what it runs itself.
    pub(super) at_end: Cell<Option<fn()>>,
    running: RefCell<Vec<AbortHandle>>,
    settled: Cell<bool>,
    doubting: Cell<bool>,
}

impl Client {
    /// Starts a session of an account, or of nobody at a server.
    pub fn start(
        session: u32,
        account: Option<&SavedAccount>,
        server: &str,
        online: ArcRwSignal<Connectivity>,
    ) -> Rc<Self> {
        let me = account.map(|account| Arc::new(account.me()));
        let server =
            account.map_or(server, |account| account.server.as_str()).trim_end_matches('/').to_owned();
        let store = OpeningStore::open(database(&server, me.as_deref()));
        let network = WebNetwork::new(&server, account.map(|account| account.token.clone()));
        let identity = Identity { server, account: me.as_ref().map(|me| me.id.clone()) };
        let engine = Rc::new(Engine::new(identity, store, network, WebClock));
        let client = Rc::new(Self {
            session,
            me,
            token: account.map(|account| account.token.clone()),
            token_refused: ArcRwSignal::new(false),
            engine,
            entities: Entities::default(),
            timelines: RefCell::default(),
            threads: RefCell::default(),
            take_threads: Cell::default(),
            notifications: NotificationsState::default(),
            lists: Lists::default(),
            by_acct: RefCell::default(),
            values: Values::default(),
            asked: RefCell::default(),
            elsewhere: Elsewhere::new(None),
            capabilities: ArcRwSignal::new(Arc::default()),
            preferences: RefCell::default(),
            own_filters: RefCell::default(),
            outbox: ArcRwSignal::new(Vec::new()),
            outbox_read: ArcRwSignal::new(false),
            connectivity: online,
            channel: RefCell::default(),
            leads: Cell::new(false),
            heard_leader: Cell::new(false),
            at_change: Cell::default(),
            at_end: Cell::default(),
            running: RefCell::default(),
            settled: Cell::new(false),
            doubting: Cell::new(false),
        });
        client.listen();
        client.open();
        client
    }

    /// Ends the session: nothing of it runs or changes any more.
    pub fn stop(&self) {
        self.running.take().iter().for_each(AbortHandle::abort);
        self.engine.listen(|_| {});
        self.channel.take();
        if let Some(end) = self.at_end.take() {
            end();
        }
    }

    /// Something can be read: what has waited may go on.
    pub fn settle(self: &Rc<Self>) {
        if self.settled.replace(true) {
            return;
        }
        let client = Rc::clone(self);
        self.run(async move {
            loop {
                if let Ok(work) = in_the_background(Rc::clone(&client)).await {
                    return work.await;
                }
                WebClock.sleep(SOON).await;
            }
        });
    }

    /// The device has found or lost its network, or somebody looks again after a while.
    pub fn look_again(self: &Rc<Self>) {
        self.engine.reconnect();
        self.refresh_shown(false);
    }

    /// Runs something until the session ends.
    fn run(&self, work: impl Future<Output = ()> + 'static) {
        let (work, handle) = abortable(work);
        self.running.borrow_mut().push(handle);
        spawn_local(async move {
            // An end from outside is as good as one from inside.
            let _ = work.await;
        });
    }

    fn listen(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.engine.listen(move |event| {
            let Some(client) = weak.upgrade() else { return };
            match event {
                Event::Changed(changes) => {
                    client.take(changes);
                    client.tell_others(changes);
                    if let Some(also) = client.at_change.get() {
                        also(&client, changes);
                    }
                }
                Event::Reached(Ok(())) => client.connected(Connectivity::Online),
                Event::Reached(Err(_)) if !connectivity::online() => client.connected(Connectivity::Offline),
                Event::Reached(Err(_)) => client.connected(Connectivity::Unreachable),
                Event::SignedOut => client.doubt_the_token(),
            }
        });
        let weak = Rc::downgrade(self);
        let heard = move |text: String| {
            let Some(client) = weak.upgrade() else { return };
            if !client.hear_of_leading(&text)
                && let Ok(touched) = rejoin_api::parse::<Touched>(&text)
            {
                spawn_local(async move { client.hear(touched).await });
            }
        };
        *self.channel.borrow_mut() = Channel::join(&self.shared_name(), heard);
    }

    /// A server has asked who asks. Some do where something belongs to somebody else, so it is asked whether it knows us.
    fn doubt_the_token(self: &Rc<Self>) {
        if self.doubting.replace(true) {
            return;
        }
        let client = Rc::clone(self);
        self.run(async move {
            if let Ok(refuses) = refuses_token(Rc::clone(&client)).await
                && refuses.await
            {
                client.token_refused.set(true);
            }
            client.doubting.set(false);
        });
    }

    fn connected(&self, now: Connectivity) {
        if self.connectivity.with_untracked(|old| *old != now) {
            self.connectivity.set(now);
        }
    }

    /// Reads what every page needs; asks for nothing.
    fn open(self: &Rc<Self>) {
        let client = Rc::clone(self);
        self.run(async move {
            if let Ok(entries) = client.engine.outbox().await {
                client.take(&Changes { outbox: Some(entries), ..Changes::default() });
                client.outbox_read.set(true);
            }
            if let Ok(published) = client.published().await {
                client.take(&Changes { published, ..Changes::default() });
            }
            if let Ok(Some(capabilities)) = client.engine.capabilities().await {
                client.capabilities.set(Arc::new(capabilities));
            }
            if let Ok(Some(preferences)) = client.engine.preferences().await {
                *client.preferences.borrow_mut() = preferences;
            }
            client.read_own_filters().await;
            client.open_notifications().await;
        });
        let client = Rc::clone(self);
        self.run(async move {
            WebClock.sleep(SOON).await;
            client.settle();
            // A page without a feed comes without network, too.
            super::app::start_service_worker();
        });
    }

    /// The posts that were sent from here lately, so that addresses from before still lead to them.
    async fn published(&self) -> Result<Vec<(StatusId, StatusId)>, StoreError> {
        let tx = self.engine.store().begin(&[Table::Values], Mode::Read).await?;
        records::published(&tx).await
    }

    async fn ask_who_and_what(self: Rc<Self>) {
        if let Ok(capabilities) = self.engine.refresh_capabilities().await {
            self.capabilities.set(Arc::new(capabilities));
        }
        if self.me.is_some()
            && self.engine.refresh_me().await.is_ok()
            && let Ok(Some(preferences)) = self.engine.preferences().await
        {
            *self.preferences.borrow_mut() = preferences;
            // Where there are none the server is asked again another time.
            drop(self.engine.refresh_own_filters().await);
        }
    }

    /// While the server does not answer and somebody looks, knocks there, so that its return is noticed within seconds.
    async fn knock(self: Rc<Self>) {
        loop {
            WebClock.sleep(KNOCK).await;
            let away = self.connectivity.with_untracked(|now| *now == Connectivity::Unreachable);
            if away
                && connectivity::visible()
                && rejoin_net_web::answers_at_all(&self.engine.identity().server).await
            {
                self.look_again();
            }
        }
    }

    async fn catch_up_now_and_then(self: Rc<Self>) {
        loop {
            WebClock.sleep(NOW_AND_THEN).await;
            if connectivity::visible() && connectivity::online() && !connectivity::saves_data() {
                self.refresh_threads();
                if !self.leads.get() {
                    self.refresh_shown(true);
                }
            }
        }
    }

    /// Takes in what has been written, by this tab or another.
    fn take(self: &Rc<Self>, changes: &Changes) {
        self.take_entities(changes);
        self.take_accts(changes);
        if let Some(entries) = &changes.outbox {
            self.outbox.set(entries.iter().map(|entry| OutboxEntry::of(entry)).collect());
        }
        self.take_timelines(changes);
        if let Some(take) = self.take_threads.get() {
            take(self, changes);
        }
        self.take_notifications(changes);
        self.take_values(changes);
    }

    /// The name of the server, as it stands in addresses.
    pub(super) fn host(&self) -> &str {
        host_of(&self.engine.identity().server)
    }

    /// The name of what the tabs of a session share: their channel, and the lock of the one that leads.
    pub(super) fn shared_name(&self) -> String {
        format!("rejoin.{}", self.me.as_ref().map_or("-", |me| me.key.as_str()))
    }

    fn tell_others(&self, changes: &Changes) {
        if let Ok(text) = serde_json::to_string(&changes.touched()) {
            self.say(&text);
        }
    }

    pub(super) fn say(&self, text: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.send(text);
        }
    }

    /// Another tab has written something.
    async fn hear(self: Rc<Self>, touched: Touched) {
        if let Ok(changes) = touched.read(self.engine.store()).await {
            let to_send = changes.outbox.is_some();
            self.take(&changes);
            if to_send && self.leads.get() {
                self.engine.wake();
            }
        }
    }
}

/// Whether the server does not know whose the token is.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn refuses_token(client: Rc<Client>) -> Result<LocalBoxFuture<'static, bool>, SplitLoaderError> {
    Ok(Box::pin(async move {
        matches!(client.engine.who_am_i().await, Err(Problem::Api(ApiError::Unauthorised { .. })))
    }))
}

/// What goes on as long as the session does.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn in_the_background(client: Rc<Client>) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    Ok(Box::pin(async move {
        client.keep_counts();
        let catching_up = Rc::clone(&client).catch_up_now_and_then();
        let asking = async {
            Rc::clone(&client).ask_who_and_what().await;
            super::signing::revoke_those_who_left().await;
        };
        let keeping = join(Rc::clone(&client).tidy_now_and_then(), Rc::clone(&client).keep_position());
        let rest = join(keeping, Rc::clone(&client).knock());
        join4(Rc::clone(&client).lead(), catching_up, asking, rest).await;
    }))
}

/// Asks what a server can do.
///
/// # Errors
/// When it does not answer, or is none.
pub(super) async fn ask_capabilities(server: &str) -> Result<Capabilities, Problem> {
    let identity = Identity { server: server.to_owned(), account: None };
    let store = OpeningStore::open(database(server, None));
    Engine::<Browser>::new(identity, store, WebNetwork::new(server, None), WebClock)
        .refresh_capabilities()
        .await
}

/// The name of the database of a session.
pub fn database(server: &str, me: Option<&Me>) -> String {
    format!("rejoin/{}/{}", host_of(server), me.map_or("-", |me| me.id.as_str()))
}

/// The address of a server without its scheme.
fn host_of(server: &str) -> &str {
    server.split_once("://").map_or(server, |(_, host)| host)
}
