//! Runs futures on one thread in virtual time. Whose turn it is among those that are ready is left to chance; time passes
//! only when nobody is. What belongs to an owner can be killed: it is dropped where it stands; or frozen: it stays where it
//! stands until it thaws.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::rng::Rng;

/// Who a future belongs to: a tab, or the world.
pub type Owner = u32;
pub const WORLD: Owner = 0;

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Task {
    owner: Owner,
    flag: Arc<Flag>,
    future: Pin<Box<dyn Future<Output = ()>>>,
}

pub struct Executor {
    tasks: RefCell<Vec<Task>>,
    born: RefCell<Vec<Task>>,
    dead: RefCell<HashSet<Owner>>,
    frozen: RefCell<HashSet<Owner>>,
    timers: RefCell<BTreeMap<(i64, u64), Waker>>,
    now: Cell<i64>,
    count: Cell<u64>,
    rng: Rc<Rng>,
}

impl Executor {
    pub fn new(rng: Rc<Rng>) -> Self {
        Self {
            tasks: RefCell::default(),
            born: RefCell::default(),
            dead: RefCell::default(),
            frozen: RefCell::default(),
            timers: RefCell::default(),
            now: Cell::new(1_700_000_000_000),
            count: Cell::default(),
            rng,
        }
    }

    /// Milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now.get()
    }

    pub fn spawn(&self, owner: Owner, future: impl Future<Output = ()> + 'static) {
        if self.is_dead(owner) {
            return;
        }
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        self.born.borrow_mut().push(Task { owner, flag, future: Box::pin(future) });
    }

    /// Nothing of this owner runs any more. Its futures are dropped once whoever calls has returned.
    pub fn kill(&self, owner: Owner) {
        self.dead.borrow_mut().insert(owner);
    }

    pub fn is_dead(&self, owner: Owner) -> bool {
        self.dead.borrow().contains(&owner)
    }

    /// Nothing of this owner runs until it thaws.
    pub fn freeze(&self, owner: Owner) {
        self.frozen.borrow_mut().insert(owner);
    }

    pub fn thaw(&self, owner: Owner) {
        self.frozen.borrow_mut().remove(&owner);
    }

    pub fn is_frozen(&self, owner: Owner) -> bool {
        self.frozen.borrow().contains(&owner)
    }

    pub async fn sleep(&self, millis: i64) {
        let due = self.now() + millis.max(0);
        let mut registered = None;
        poll_fn(move |context: &mut Context<'_>| {
            if self.now() >= due && registered.is_some() {
                return Poll::Ready(());
            }
            let name = *registered.get_or_insert_with(|| {
                self.count.set(self.count.get() + 1);
                (due, self.count.get())
            });
            self.timers.borrow_mut().insert(name, context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Runs until this time, or until `done`.
    pub fn run(&self, until: i64, done: impl Fn() -> bool) {
        let mut steps = 0_u32;
        while !done() {
            if self.step() {
                steps += 1;
                assert!(steps < 200_000, "too much happens without time passing");
                continue;
            }
            steps = 0;
            let next = self.timers.borrow().first_key_value().map(|(name, _)| *name);
            match next {
                Some((due, _)) if due <= until => {
                    self.now.set(self.now.get().max(due));
                    while let Some(entry) = {
                        let mut timers = self.timers.borrow_mut();
                        let ready = timers.first_key_value().is_some_and(|((at, _), _)| *at <= due);
                        ready.then(|| timers.pop_first()).flatten()
                    } {
                        entry.1.wake();
                    }
                }
                _ => {
                    self.now.set(self.now.get().max(until));
                    return;
                }
            }
        }
    }

    /// Drops everything that still runs.
    pub fn end(&self) {
        let (tasks, born) = (self.tasks.take(), self.born.take());
        drop((tasks, born, self.timers.take()));
    }

    /// Lets one task go on. Whether there was one that could.
    fn step(&self) -> bool {
        self.tasks.borrow_mut().append(&mut self.born.borrow_mut());
        self.bury();
        let ready: Vec<usize> = {
            let tasks = self.tasks.borrow();
            let frozen = self.frozen.borrow();
            let awake = tasks
                .iter()
                .enumerate()
                .filter(|(_, task)| task.flag.0.load(Ordering::Relaxed) && !frozen.contains(&task.owner));
            awake.map(|(place, _)| place).collect()
        };
        let Some(place) = self.rng.pick(&ready).copied() else { return false };
        let mut task = self.tasks.borrow_mut().swap_remove(place);
        task.flag.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&task.flag));
        let pending = task.future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending();
        if pending && !self.is_dead(task.owner) {
            self.tasks.borrow_mut().push(task);
        }
        true
    }

    fn bury(&self) {
        if self.dead.borrow().is_empty() {
            return;
        }
        let gone: Vec<Task> = {
            let mut tasks = self.tasks.borrow_mut();
            let (gone, kept) = tasks.drain(..).partition(|task| self.is_dead(task.owner));
            *tasks = kept;
            gone
        };
        drop(gone);
    }
}

/// A place for one value that somebody waits for.
pub struct Slot<T>(Rc<RefCell<(Option<T>, Option<Waker>)>>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new((None, None))))
    }
}

impl<T> Slot<T> {
    pub fn put(&self, value: T) {
        let waker = {
            let mut slot = self.0.borrow_mut();
            slot.0 = Some(value);
            slot.1.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    pub fn take(&self) -> Option<T> {
        self.0.borrow_mut().0.take()
    }

    pub async fn get(&self) -> T {
        poll_fn(|context| {
            let mut slot = self.0.borrow_mut();
            if let Some(value) = slot.0.take() {
                return Poll::Ready(value);
            }
            slot.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// A lock that is granted in the order of asking, and freed when its guard is dropped.
#[derive(Clone, Default)]
pub struct Lock(Rc<RefCell<LockState>>);

#[derive(Default)]
struct LockState {
    next: u64,
    queue: Vec<(u64, Option<Waker>)>,
    /// Who wants to know that they hold it no more.
    losers: Vec<(u64, Waker)>,
}

pub struct Guard {
    lock: Lock,
    ticket: u64,
}

impl Lock {
    pub async fn acquire(&self) -> Guard {
        let ticket = {
            let mut state = self.0.borrow_mut();
            state.next += 1;
            let ticket = state.next;
            state.queue.push((ticket, None));
            ticket
        };
        // Made at once, so that who is dropped while waiting leaves the queue.
        let guard = Guard { lock: self.clone(), ticket };
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if state.queue.first().is_some_and(|(first, _)| *first == ticket) {
                return Poll::Ready(());
            }
            if let Some(place) = state.queue.iter_mut().find(|(other, _)| *other == ticket) {
                place.1 = Some(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
        guard
    }

    /// Whether nobody holds it or waits for it.
    pub fn is_idle(&self) -> bool {
        self.0.borrow().queue.is_empty()
    }

    /// Takes it from whoever holds it, for the next in line.
    pub fn take_away(&self) {
        let (next, loser) = {
            let mut state = self.0.borrow_mut();
            let (holder, _) = state.queue.remove(0);
            let place = state.losers.iter().position(|(ticket, _)| *ticket == holder);
            let loser = place.map(|place| state.losers.remove(place).1);
            (state.queue.first_mut().and_then(|(_, waker)| waker.take()), loser)
        };
        next.into_iter().chain(loser).for_each(Waker::wake);
    }
}

impl Guard {
    /// Returns when it was taken away.
    pub async fn lost(&self) {
        poll_fn(|context| {
            let mut state = self.lock.0.borrow_mut();
            if state.queue.iter().all(|(ticket, _)| *ticket != self.ticket) {
                return Poll::Ready(());
            }
            state.losers.retain(|(ticket, _)| *ticket != self.ticket);
            state.losers.push((self.ticket, context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let waker = {
            let mut state = self.lock.0.borrow_mut();
            state.queue.retain(|(ticket, _)| *ticket != self.ticket);
            state.losers.retain(|(ticket, _)| *ticket != self.ticket);
            state.queue.first_mut().and_then(|(_, waker)| waker.take())
        };
        waker.into_iter().for_each(Waker::wake);
    }
}
