//! What the engine is given: a store, a network, a clock.

use rejoin_api::Timestamp;

use crate::net::Network;
use crate::store::Store;

/// A place for the engine to run: the browser, or a test.
pub trait Platform: 'static {
    /// A file, however the platform holds it.
    type File: Clone + 'static;
    /// What keeps data on the device.
    type Store: Store<File = Self::File>;
    /// What reaches the server.
    type Network: Network<File = Self::File>;
    /// Time and chance.
    type Clock: Clock;
}

/// Time and chance.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Clock {
    /// The time of day.
    fn now(&self) -> Timestamp;

    /// Waits.
    async fn sleep(&self, millis: u32);

    /// A number from 0 to 1, to spread attempts in time.
    fn chance(&self) -> f64;

    /// A text that nobody else makes, for names of things made on the device and for idempotency keys.
    fn unique(&self) -> String;
}
