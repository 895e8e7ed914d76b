//! The browser as a place for the engine to run.

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use gloo_timers::future::TimeoutFuture;
use rejoin_api::Timestamp;
use rejoin_net_web::WebNetwork;
use rejoin_store_idb::{IdbStore, IdbTransaction};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use rejoin_sync::{Clock, Engine, Platform};
use web_sys::Blob;

use crate::browser::{clock, random};

/// The browser.
pub struct Browser;

impl Platform for Browser {
    type File = Blob;
    type Store = OpeningStore;
    type Network = WebNetwork;
    type Clock = WebClock;
}

/// An engine in the browser.
pub type WebEngine = Engine<Browser>;

/// A database that is being opened: what asks for it waits, so that the engine can start, and ask the server, at once.
#[derive(Debug, Clone)]
pub struct OpeningStore {
    opening: Shared<LocalBoxFuture<'static, Result<IdbStore, StoreError>>>,
}

impl OpeningStore {
    /// Starts to open the database of this name.
    pub fn open(name: String) -> Self {
        let opening = async move { IdbStore::open(&name).await }.boxed_local().shared();
        // A shared future does nothing until somebody asks it.
        let started = opening.clone();
        leptos::task::spawn_local(async move { drop(started.await) });
        Self { opening }
    }
}

impl Store for OpeningStore {
    type File = Blob;
    type Transaction = IdbTransaction;

    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<IdbTransaction, StoreError> {
        self.opening.clone().await?.begin(tables, mode).await
    }
}

/// The browser's clock and generator.
#[derive(Debug, Clone, Copy)]
pub struct WebClock;

impl Clock for WebClock {
    fn now(&self) -> Timestamp {
        clock::now()
    }

    async fn sleep(&self, millis: u32) {
        TimeoutFuture::new(millis).await;
    }

    fn chance(&self) -> f64 {
        js_sys::Math::random()
    }

    fn unique(&self) -> String {
        unique()
    }
}

/// A text that nobody else makes.
pub fn unique() -> String {
    let mut bytes = [0; 16];
    if !random::fill(&mut bytes) {
        // Names need to differ, not to be secret.
        bytes.iter_mut().for_each(|byte| *byte = some_byte());
    }
    bytes.iter().fold(String::with_capacity(32), |text, byte| text + &format!("{byte:02x}"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn some_byte() -> u8 {
    (js_sys::Math::random() * 256.0) as u8
}
