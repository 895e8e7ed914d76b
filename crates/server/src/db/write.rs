//! The writer thread.

use std::{
    any::Any,
    io,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::query::Query;
use crate::{
    config::Site,
    error::{ApiError, ApiResult},
    events::{Event, Hub},
    ids::{Id, IdSource},
    time::Millis,
};

/// Most jobs that share one COMMIT.
const BATCH: usize = 64;

/// A write under way: a connection inside a savepoint, the clock, ids, and the events that it will cause.
pub(crate) struct Tx<'c> {
    connection: &'c Connection,
    ids: &'c IdSource,
    /// The addresses that this server gives out.
    pub(crate) site: &'c Site,
    events: Vec<Event>,
    /// One time for all that this write does.
    pub(crate) now: Millis,
}

impl Tx<'_> {
    /// The next id of a kind.
    pub(crate) fn next_id<I: Id>(&self) -> I {
        self.ids.next(self.now)
    }

    /// An id for what happened at `time`: the next one for now, one in its place for the past.
    pub(crate) fn id_at<I: Id>(&self, time: Millis) -> I {
        if time < self.now { self.ids.at(time) } else { self.next_id() }
    }

    /// Runs a part of this write that may fail alone: then nothing of it stays, and the rest goes on.
    pub(crate) fn attempt<T>(&mut self, part: impl FnOnce(&mut Self) -> ApiResult<T>) -> ApiResult<T> {
        let emitted = self.events.len();
        self.connection.execute_batch("SAVEPOINT part")?;
        let result = part(self);
        if result.is_err() {
            self.events.truncate(emitted);
            self.connection.execute_batch("ROLLBACK TO part")?;
        }
        self.connection.execute_batch("RELEASE part")?;
        result
    }

    /// Publishes `event` once all of this is on disk, and not at all if it fails.
    pub(crate) fn emit(&mut self, event: Event) {
        self.events.push(event);
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection
    }
}

/// Told whether the batch was committed; answers whoever waits.
type Answer = Box<dyn FnOnce(Result<(), String>) + Send>;
type Job = Box<dyn FnOnce(&Context<'_>) -> (Vec<Event>, Answer) + Send>;

/// What all jobs share.
struct Context<'c> {
    connection: &'c Connection,
    ids: &'c IdSource,
    site: &'c Site,
}

/// The way to the writer thread, which ends when this is dropped.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, site: Arc<Site>, hub: Hub) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        thread::Builder::new()
            .name("db-writer".to_owned())
            .spawn(move || work(&connection, &site, &queue, &hub))?;
        Ok(Self { jobs })
    }

    pub(crate) async fn run<T, F>(&self, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.queue(work)?.await.map_err(ApiError::internal)?
    }

    pub(crate) fn run_blocking<T, F>(&self, work: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.queue(work)?.blocking_recv().map_err(ApiError::internal)?
    }

    fn queue<T, F>(&self, work: F) -> ApiResult<oneshot::Receiver<ApiResult<T>>>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |context| {
            let (result, events) = in_savepoint(context, work);
            let answer: Answer = Box::new(move |committed| {
                // Whoever asked may have hung up: what was written stays written.
                let _ =
                    tell.send(result.and_then(|value| committed.map(|()| value).map_err(ApiError::internal)));
            });
            (events, answer)
        });
        self.jobs.send(job).map_err(|_| ApiError::internal("the writer has stopped"))?;
        Ok(told)
    }
}

/// Takes jobs in batches until nobody can send any more.
fn work(connection: &Connection, site: &Site, queue: &mpsc::Receiver<Job>, hub: &Hub) {
    let ids = IdSource::after(highest_id(connection).unwrap_or_default());
    let context = Context { connection, ids: &ids, site };
    while let Ok(first) = queue.recv() {
        if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
            let (_, answer) = first(&context);
            answer(Err(error.to_string()));
            continue;
        }
        let mut events = Vec::new();
        let mut answers = Vec::new();
        for job in std::iter::once(first).chain(queue.try_iter().take(BATCH)) {
            let (caused, answer) = job(&context);
            events.extend(caused);
            answers.push(answer);
        }
        let committed = connection.execute_batch("COMMIT").map_err(|error| error.to_string());
        if committed.is_ok() {
            events.into_iter().for_each(|event| hub.publish(event));
        } else {
            let _ = connection.execute_batch("ROLLBACK");
        }
        for answer in answers {
            answer(committed.clone());
        }
    }
    let _ = connection.execute_batch("PRAGMA optimize");
}

/// All of `work` or nothing of it, whatever it returns and even if it panics.
fn in_savepoint<T, F>(context: &Context<'_>, work: F) -> (ApiResult<T>, Vec<Event>)
where
    F: FnOnce(&mut Tx<'_>) -> ApiResult<T>,
{
    let Context { connection, ids, site } = *context;
    if connection.is_autocommit() {
        return (Err(ApiError::internal("the database is busy")), Vec::new());
    }
    if let Err(error) = connection.execute_batch("SAVEPOINT job") {
        return (Err(error.into()), Vec::new());
    }
    let mut tx = Tx { connection, ids, site, events: Vec::new(), now: Millis::now() };
    let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx))).unwrap_or_else(|panic| {
        Err(ApiError::internal(format!("a write panicked: {}", panic_text(&*panic))))
    });
    let events = tx.events;
    let end = if result.is_ok() { "RELEASE job" } else { "ROLLBACK TO job; RELEASE job" };
    match connection.execute_batch(end) {
        Ok(()) if result.is_ok() => (result, events),
        Ok(()) => (result, Vec::new()),
        Err(error) => (Err(error.into()), Vec::new()),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words")
}

/// The highest id given out so far, for a clock that was set back while the server was down.
fn highest_id(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT max(coalesce((SELECT max(id) FROM statuses), 0), coalesce((SELECT max(id) FROM notifications), 0),
        coalesce((SELECT max(id) FROM accounts), 0), coalesce((SELECT max(id) FROM media), 0),
        coalesce((SELECT max(id) FROM favourites), 0), coalesce((SELECT max(id) FROM follows), 0))";
    Ok(connection.value(sql, [])?.unwrap_or_default())
}
