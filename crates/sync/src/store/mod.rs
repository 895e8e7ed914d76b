//! The port to what keeps data on the device.
//!
//! A store is a handful of tables of JSON texts by key, with transactions. It knows nothing of posts or timelines: what the
//! records mean and how they are merged is written once, in [`crate::records`], for every store.
//!
//! What a store must keep (and the `contract` suite checks):
//!
//! - A transaction sees the records as they were when it began, plus its own writes; two that write to a common table do
//!   not run at the same time.
//! - Nothing of a transaction is visible before [`Transaction::commit`], and all of it after. A transaction that is dropped
//!   has done nothing.
//! - Once `commit` has returned, the writes survive the end of the program.
//!
//! Inside a transaction nothing else may be awaited than the transaction itself: IndexedDB ends one that idles.

mod memory;

#[cfg(feature = "contract")]
pub mod contract;

pub use memory::MemoryStore;

/// A table of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Posts by the id of their status. Indexed by the post they boost.
    Posts,
    /// Accounts by id. Indexed by handle, in lower case.
    Accounts,
    /// Relationships by the id of the other account.
    Relationships,
    /// Timelines by name.
    Timelines,
    /// Threads by the id of the post they were opened at.
    Threads,
    /// Groups of notifications by their key.
    Notifications,
    /// What the user did and the server has not acknowledged, by an id that sorts by time.
    Outbox,
    /// Files that wait to be uploaded, by name. Holds files and no texts.
    Files,
    /// Single values by name.
    Values,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 9] = [
        Self::Posts,
        Self::Accounts,
        Self::Relationships,
        Self::Timelines,
        Self::Threads,
        Self::Notifications,
        Self::Outbox,
        Self::Files,
        Self::Values,
    ];

    /// The name of the table in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Accounts => "accounts",
            Self::Relationships => "relationships",
            Self::Timelines => "timelines",
            Self::Threads => "threads",
            Self::Notifications => "notifications",
            Self::Outbox => "outbox",
            Self::Files => "files",
            Self::Values => "values",
        }
    }
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Read.
    Read,
    /// Read and write.
    Write,
}

/// A record as it is listed: its key and its text.
pub type Record = (String, String);

/// The data of one signed-in account on this device.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Store {
    /// A file, however the platform holds it.
    type File: Clone;
    /// A transaction.
    type Transaction: Transaction<File = Self::File>;

    /// Starts a transaction over these tables.
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<Self::Transaction, StoreError>;
}

/// Reads and writes that happen together or not at all.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Transaction {
    /// A file, however the platform holds it.
    type File: Clone;

    /// The texts of some records, in the order of the keys.
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn get(&self, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError>;

    /// All records of a table, by key.
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn all(&self, table: Table) -> Result<Vec<Record>, StoreError>;

    /// The first records after a key, by key: for going through a table that does not fit into memory.
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn after(&self, table: Table, key: &str, limit: u32) -> Result<Vec<Record>, StoreError>;

    /// The records with this index value, by key.
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn find(&self, table: Table, index: &str) -> Result<Vec<Record>, StoreError>;

    /// Writes a record, replacing the one of the same key.
    ///
    /// # Errors
    /// When the device's storage fails.
    fn put(&self, table: Table, key: &str, text: &str, index: Option<&str>) -> Result<(), StoreError>;

    /// Deletes a record, if there is one.
    ///
    /// # Errors
    /// When the device's storage fails.
    fn delete(&self, table: Table, key: &str) -> Result<(), StoreError>;

    /// A file of [`Table::Files`].
    ///
    /// # Errors
    /// When the device's storage fails.
    async fn file(&self, key: &str) -> Result<Option<Self::File>, StoreError>;

    /// Writes a file to [`Table::Files`].
    ///
    /// # Errors
    /// When the device's storage fails.
    fn put_file(&self, key: &str, file: &Self::File) -> Result<(), StoreError>;

    /// Makes all writes durable.
    ///
    /// # Errors
    /// When the device's storage fails; then none of the writes has happened.
    async fn commit(self) -> Result<(), StoreError>;
}

/// The device could not keep or give what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no space left, or the browser grants none.
    #[error("the device has no space left")]
    Full,
    /// Another tab has taken the database to a newer version; only a reload helps.
    #[error("a newer version of the app is open in another tab: load this page anew")]
    Outdated,
    /// What is stored is of a newer version than this code can read; a newer app is needed.
    #[error("this device holds data of a newer version of the app: load the page anew")]
    Newer,
    /// The browser keeps no data for this page (private browsing, blocked by the user).
    #[error("this browser keeps no data for the app")]
    Refused,
    /// Another tab leads now: what this one was about to write as the leader is not written.
    #[error("another tab sends now")]
    Deposed,
    /// What was about to be written speaks of a time too long ago: the page was frozen meanwhile, or another tab knows better.
    #[error("the answer is too old by now")]
    Late,
    /// Anything else, in the platform's words.
    #[error("the device's storage failed: {0}")]
    Failed(String),
}
