//! What the device keeps: how much, what may go, and taking it out.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_sync::store::{StoreError, Table};
use rejoin_sync::{Amount, Clock, Limits, Problem};

use super::client::Client;
use super::device::{self, Room};
use super::drafts::Drafts;
use super::platform::WebClock;
use super::{App, WriteError};
use crate::browser::{quota, storage};

/// When an account of this device was last tidied, in milliseconds since 1970.
const TIDIED: &str = "rejoin.tidied";
/// Not while something is still being opened, in milliseconds.
const AT_LEISURE: u32 = 60_000;
/// How often it is, in milliseconds.
const EVERY: i64 = 24 * 3_600_000;
/// Whether the browser was asked to keep everything.
const ASKED: &str = "rejoin.persist-asked";

impl App {
    /// How much there is of what.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn amounts(self) -> Result<Vec<Amount>, WriteError> {
        self.client().engine.amounts().await.map_err(|error| WriteError::Unread(error.to_string()))
    }

    /// Everything that is kept of the account, as JSON.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn export(self) -> Result<String, WriteError> {
        let drafts = self.drafts_of_session().written();
        self.client().engine.export(&drafts).await.map_err(|error| WriteError::Unread(error.to_string()))
    }

    /// Forgets what was only read. Answers with how many records went.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn forget_read(self) -> Result<usize, WriteError> {
        Ok(self.client().engine.tidy(&Limits::NOTHING, &[]).await?)
    }
}

impl Client {
    /// Forgets now and then what was not opened for long.
    pub async fn tidy_now_and_then(self: Rc<Self>) {
        let tidied = format!("{TIDIED}.{}", self.me.as_ref().map_or("-", |me| me.key.as_str()));
        WebClock.sleep(AT_LEISURE).await;
        loop {
            let now = WebClock.now().as_millis();
            let last = storage::get(&tidied).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
            let due = now - last >= EVERY;
            if due
                && self.engine.tidy(&Limits::USUAL, &self.shown_timelines()).await.is_ok()
                && self.sweep_files().await.is_ok()
            {
                storage::set(&tidied, &now.to_string());
            }
            WebClock.sleep(3_600_000).await;
        }
    }

    /// Deletes the files that neither a draft nor the outbox needs.
    async fn sweep_files(&self) -> Result<(), StoreError> {
        let session = self.me.as_ref().map_or("", |me| me.key.as_str());
        let drafts = Drafts::of(session);
        // A draft that is in the database alone needs its files too.
        drafts.take_rescued().await;
        self.engine.sweep_files(&drafts.files()).await
    }

    /// Makes room where the device has none, and tries again: what the user wrote comes before what was read.
    /// Tells on the screen whether that helped.
    pub(super) async fn with_room<T, E: MayBeFull, F: Future<Output = Result<T, E>>>(
        self: &Rc<Self>,
        write: impl Fn() -> F,
    ) -> Result<T, E> {
        let outcome = write().await;
        if !is_full(&outcome) {
            return outcome;
        }
        if let Ok(making) = make_room(Rc::clone(self)).await {
            making.await;
        }
        let outcome = write().await;
        device::tell_room(if is_full(&outcome) { Room::None } else { Room::Made });
        outcome
    }

    /// Remembers that a feed or thread was opened.
    pub(super) fn note_opened(self: &Rc<Self>, table: Table, key: String) {
        let client = Rc::clone(self);
        leptos::task::spawn_local(async move {
            // Unnoted, it is forgotten sooner.
            let _ = client.engine.note_opened(table, &key).await;
        });
    }
}

/// What can fail for want of room.
pub(super) trait MayBeFull {
    /// Whether it did.
    fn is_full(&self) -> bool;
}

impl MayBeFull for StoreError {
    fn is_full(&self) -> bool {
        *self == Self::Full
    }
}

impl MayBeFull for Problem {
    fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full))
    }
}

fn is_full<T, E: MayBeFull>(outcome: &Result<T, E>) -> bool {
    outcome.as_ref().err().is_some_and(MayBeFull::is_full)
}

/// Pictures first: browsers give their room back at once, and that of a database when they find the time.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn make_room(client: Rc<Client>) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    Ok(Box::pin(async move {
        quota::forget_pictures().await;
        // A device that cannot even write down what it forgets may have room for what was asked for all the same.
        let _ = client.engine.tidy(&Limits::TIGHT, &client.shown_timelines()).await;
    }))
}

/// Asks the browser, once, not to delete what is kept: when there is something that exists nowhere else.
pub(super) fn ask_to_persist() {
    if storage::get(ASKED).is_none() && storage::set(ASKED, "yes") {
        leptos::task::spawn_local(async {
            // Whatever the browser says, there is nothing to do about it here; the storage page tells.
            let _ = quota::persist().await;
        });
    }
}
