//! A platform for tests: a store in memory, a server that answers as told, a clock that stands still until it is moved.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use rejoin_api::{Call, Response, Timestamp};
use rejoin_domain::TimelineKey;

use crate::engine::{Engine, Event, Identity, Surroundings};
use crate::net::{Network, NetworkError, Socket, SocketAuth};
use crate::platform::{Clock, Platform};
use crate::store::MemoryStore;

pub(super) struct Test;

impl Platform for Test {
    type File = Vec<u8>;
    type Store = MemoryStore;
    type Network = FakeNetwork;
    type Clock = FakeClock;
}

#[derive(Clone, Default)]
pub(super) struct FakeClock(Rc<Ticking>);

#[derive(Default)]
struct Ticking {
    now: Cell<i64>,
    names: Cell<u32>,
    waiting: RefCell<Vec<(i64, Waker)>>,
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + self.0.now.get())
    }

    async fn sleep(&self, millis: u32) {
        let due = self.0.now.get() + i64::from(millis);
        poll_fn(|context| {
            if self.0.now.get() >= due {
                return Poll::Ready(());
            }
            self.0.waiting.borrow_mut().push((due, context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    fn chance(&self) -> f64 {
        0.5
    }

    fn unique(&self) -> String {
        self.0.names.set(self.0.names.get() + 1);
        format!("u{}", self.0.names.get())
    }
}

type Answer = Result<Response, NetworkError>;

#[derive(Clone, Default)]
pub(super) struct FakeNetwork(Rc<Wire>);

#[derive(Default)]
struct Wire {
    /// Answers by `GET /path`, the last of which is given for ever.
    answers: RefCell<HashMap<String, VecDeque<Answer>>>,
    calls: RefCell<Vec<Call>>,
    offline: Cell<bool>,
    sockets: RefCell<Vec<SocketAuth>>,
    streams: Cell<bool>,
    line: RefCell<Line>,
}

#[derive(Default)]
struct Line {
    frames: VecDeque<String>,
    said: Vec<String>,
    open: bool,
    waker: Option<Waker>,
}

impl Network for FakeNetwork {
    type File = Vec<u8>;
    type Socket = FakeSocket;

    async fn send(&self, call: &Call, _: &[(String, Vec<u8>)]) -> Answer {
        if self.0.offline.get() {
            return Err(NetworkError::Offline);
        }
        self.0.calls.borrow_mut().push(call.clone());
        let name = format!("{} {}", call.method.as_str(), call.path);
        match self.0.answers.borrow_mut().get_mut(&name) {
            Some(list) if list.len() > 1 => list.pop_front().expect("one"),
            Some(list) => list.front().cloned().expect("one"),
            None => Ok(Response { status: 404, ..Response::default() }),
        }
    }

    async fn connect(&self, _: &str, auth: SocketAuth) -> Result<FakeSocket, NetworkError> {
        self.0.sockets.borrow_mut().push(auth);
        if !self.0.streams.get() {
            return Err(NetworkError::Unreachable);
        }
        *self.0.line.borrow_mut() = Line { open: true, ..Line::default() };
        Ok(FakeSocket(Rc::clone(&self.0)))
    }
}

pub(super) struct FakeSocket(Rc<Wire>);

impl Socket for FakeSocket {
    async fn receive(&mut self) -> Option<String> {
        poll_fn(|context| {
            let mut line = self.0.line.borrow_mut();
            if let Some(frame) = line.frames.pop_front() {
                return Poll::Ready(Some(frame));
            }
            if !line.open {
                return Poll::Ready(None);
            }
            line.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    async fn send(&mut self, text: &str) -> bool {
        let mut line = self.0.line.borrow_mut();
        line.said.push(text.to_owned());
        line.open
    }
}

/// A device with an engine on it, and the server it talks to.
pub(super) struct World {
    pub(super) engine: Rc<Engine<Test>>,
    pub(super) network: FakeNetwork,
    pub(super) store: MemoryStore,
    pub(super) signed_out: Rc<Cell<bool>>,
    clock: FakeClock,
    pool: LocalPool,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(MemoryStore::default(), FakeNetwork::default(), FakeClock::default())
    }

    fn with(store: MemoryStore, network: FakeNetwork, clock: FakeClock) -> Self {
        let identity = Identity { server: "https://a.example".into(), account: Some("me".into()) };
        let engine = Rc::new(Engine::new(identity, store.clone(), network.clone(), clock.clone()));
        let signed_out = Rc::new(Cell::new(false));
        let seen = Rc::clone(&signed_out);
        engine.listen(move |event| {
            if matches!(event, Event::SignedOut) {
                seen.set(true);
            }
        });
        Self { engine, network, store, signed_out, clock, pool: LocalPool::new() }
    }

    /// The same device after its browser was killed.
    pub(super) fn restarted(self) -> Self {
        Self::with(self.store, self.network, self.clock)
    }

    /// Runs something to its end.
    pub(super) fn run<T>(&mut self, work: impl Future<Output = T>) -> T {
        self.pool.run_until(work)
    }

    /// Makes this device the leader.
    pub(super) fn lead(&mut self) {
        let engine = Rc::clone(&self.engine);
        self.pool.spawner().spawn_local(async move { engine.lead(&HomeIsOpen).await }).expect("spawns");
        self.settle();
    }

    /// Lets everything happen that can without time passing.
    pub(super) fn settle(&mut self) {
        self.pool.run_until_stalled();
    }

    /// Lets time pass.
    pub(super) fn pass(&mut self, millis: i64) {
        self.clock.0.now.set(self.clock.0.now.get() + millis);
        let due: Vec<_> = self.clock.0.waiting.borrow_mut().drain(..).collect();
        due.into_iter().for_each(|(_, waker)| waker.wake());
        self.settle();
    }

    /// Tells the server what to answer to a request from now on.
    pub(super) fn answer(&self, request: &str, body: &str) {
        self.answer_with(request, Ok(Response { status: 200, body: body.into(), ..Response::default() }));
    }

    pub(super) fn answer_with(&self, request: &str, answer: Answer) {
        self.network.0.answers.borrow_mut().insert(request.into(), VecDeque::from([answer]));
    }

    /// Adds an answer to be given after those before it.
    pub(super) fn then(&self, request: &str, answer: Answer) {
        self.network.0.answers.borrow_mut().entry(request.into()).or_default().push_back(answer);
    }

    pub(super) fn set_offline(&mut self, offline: bool) {
        self.network.0.offline.set(offline);
        self.engine.wake();
        self.settle();
    }

    pub(super) fn let_streams_open(&self) {
        self.network.0.streams.set(true);
    }

    /// The requests made so far, as `POST /path`.
    pub(super) fn asked(&self, request: &str) -> Vec<Call> {
        let calls = self.network.0.calls.borrow();
        calls
            .iter()
            .filter(|call| format!("{} {}", call.method.as_str(), call.path) == request)
            .cloned()
            .collect()
    }

    pub(super) fn sockets(&self) -> Vec<SocketAuth> {
        self.network.0.sockets.borrow().clone()
    }

    pub(super) fn said(&self) -> Vec<String> {
        self.network.0.line.borrow().said.clone()
    }

    pub(super) fn stream(&mut self, frame: &str) {
        {
            let mut line = self.network.0.line.borrow_mut();
            line.frames.push_back(frame.into());
            line.waker.take().into_iter().for_each(Waker::wake);
        }
        self.settle();
    }

    pub(super) fn break_stream(&mut self) {
        {
            let mut line = self.network.0.line.borrow_mut();
            line.open = false;
            line.waker.take().into_iter().for_each(Waker::wake);
        }
        self.settle();
    }
}

struct HomeIsOpen;

impl Surroundings for HomeIsOpen {
    fn open_timelines(&self) -> Vec<TimelineKey> {
        vec![TimelineKey::Home]
    }

    fn is_visible(&self) -> bool {
        true
    }
}

/// A status with this id, as JSON.
pub(super) fn status(id: &str) -> String {
    format!(
        r#"{{"id": "{id}", "created_at": "2026-01-01T00:00:00Z", "content": "<p>{id}</p>", "visibility": "public", "uri": "u:{id}",
            "account": {{"id": "a", "username": "ann", "acct": "ann"}}, "favourited": false, "favourites_count": 3}}"#
    )
}

/// A page of statuses, as JSON.
pub(super) fn page(ids: &str) -> String {
    let all: Vec<String> = ids.split_whitespace().map(status).collect();
    format!("[{}]", all.join(","))
}
