//! The shapes in which pages are given what they show.

use std::sync::Arc;

use leptos::prelude::Signal;
use leptos::wasm_split::SplitLoaderError;
use rejoin_api::{NotificationKind, StatusId, Tag, Timestamp};
use rejoin_domain::{Account, Post, ThreadRow, WebUrl};
use rejoin_sync::drafts::Version;
use rejoin_sync::{Draft, Mutation, MutationId};

use super::App;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Nobody. Public feeds of this page's own server can be read, if it is one.
    SignedOut,
    /// Somebody.
    SignedIn(Arc<Me>),
}

impl SessionState {
    /// Names whose session it is, on this device.
    pub fn key(&self) -> String {
        match self {
            Self::SignedOut => String::new(),
            Self::SignedIn(me) => me.key.clone(),
        }
    }

    /// Who is signed in.
    pub fn me(&self) -> Option<&Arc<Me>> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn(me) => Some(me),
        }
    }
}

/// An account that is signed in on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Names it on this device.
    pub key: String,
    /// The server's address.
    pub server: WebUrl,
    /// Its id there.
    pub id: rejoin_api::AccountId,
    /// Its name there, without the server.
    pub username: String,
    /// Its display name as plain text.
    pub name: String,
    /// Its picture.
    pub avatar: Option<WebUrl>,
}

/// Why signing in did not work. The text is for the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// What was typed is no address.
    #[error("“{0}” is not the address of a server. Try something like “example.social”.")]
    NotAnAddress(String),
    /// Nobody answers there.
    #[error("No server answers at {0}. Check the address, or your connection.")]
    Unreachable(String),
    /// Something answers, but the browser may not read it.
    #[error(
        "{0} answers, but it does not let apps in other places read it. Nothing can be done about that from here."
    )]
    NotAllowed(String),
    /// Something answers that speaks another language.
    #[error("{0} answers, but it is not a server that this app can talk to.")]
    NotCompatible(String),
    /// The person said no on the server's page.
    #[error("Signing in was cancelled.")]
    Cancelled,
    /// The answer does not belong to the question.
    #[error("This sign-in was not started here, or it was finished already. Please start again.")]
    StateMismatch,
    /// The server refused.
    #[error("The server says: {0}")]
    Refused(String),
    /// The device kept nothing.
    #[error("Nothing could be kept on this device: {0}")]
    Device(String),
    /// The part of the app that does it did not come.
    #[error("This part of the app could not be loaded. Check the connection.")]
    NotLoaded,
}

impl From<SplitLoaderError> for SignInError {
    fn from(_: SplitLoaderError) -> Self {
        Self::NotLoaded
    }
}

/// What a view is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Nothing to show yet; the store is being read, or nothing is stored and the server is being asked.
    Opening,
    /// Up to date, as far as is known.
    Ready,
    /// What is shown is being brought up to date.
    Refreshing,
    /// The server cannot be reached; what is shown is what the device has.
    Offline,
    /// What was asked for is not there, or not for this reader.
    Gone,
    /// The server wants to know who asks, and does not.
    SignedOut,
    /// The server does not have that.
    Lacking,
    /// It did not work; in words for the person.
    Failed(String),
}

/// One place in a feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Row {
    /// A post.
    Post(StatusId),
    /// Posts are missing here; see [`TimelineView::fill_gap`].
    Gap {
        /// Names the gap.
        id: u32,
        /// Whether it is being filled.
        filling: bool,
    },
}

impl Row {
    /// The post in it. One that was drawn before it was sent is called as it was then.
    pub fn post(&self) -> Option<&StatusId> {
        match self {
            Self::Post(id) => Some(id),
            Self::Gap { .. } => None,
        }
    }

    /// Names the row within its feed.
    pub fn key(&self) -> String {
        match self {
            Self::Post(id) => id.to_string(),
            Self::Gap { id, .. } => format!("gap:{id}"),
        }
    }
}

/// A feed.
#[derive(Debug, Clone, Copy)]
pub struct TimelineView {
    /// Its rows, newest first, without those that are held back.
    pub rows: Signal<Vec<Row>>,
    /// What it is doing.
    pub phase: Signal<Phase>,
    /// How many new posts are held back until [`TimelineView::show_waiting`].
    pub waiting: Signal<usize>,
    /// Whether older posts are being loaded.
    pub loading_older: Signal<bool>,
    /// Whether there is nothing older.
    pub at_end: Signal<bool>,
    pub(super) view: usize,
    pub(super) app: App,
}

/// A post as it is shown, with what is pending folded in.
#[derive(Debug, Clone, PartialEq)]
pub struct PostView {
    /// The id of its row; of a boost that of the boost.
    pub id: StatusId,
    /// The post itself; of a boost the boosted one.
    pub post: Arc<Post>,
    /// Who wrote it.
    pub author: Arc<Account>,
    /// Who boosted it, if the row is a boost.
    pub boosted_by: Option<Arc<Account>>,
    /// Who wrote the post it answers, where known.
    pub reply_to: Option<Arc<Account>>,
    /// The post it quotes, where it may be shown and the device has it.
    pub quoted: Option<Quoted>,
    /// Whether the reader wrote it.
    pub is_mine: bool,
    /// Whether it is on the server.
    pub delivery: Delivery,
}

/// A quoted post.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// The post.
    pub post: Arc<Post>,
    /// Who wrote it.
    pub author: Arc<Account>,
}

/// How a post or change stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is on the server.
    Sent,
    /// It waits to be sent.
    Queued,
    /// It is being sent.
    Sending,
    /// The server refused it, in its words: Edit, Retry or Discard.
    Refused(String),
}

/// A thread.
#[derive(Debug, Clone, Copy)]
pub struct ThreadView {
    /// Ancestors, the post itself, nested replies.
    pub rows: Signal<Vec<ThreadRow>>,
    /// The replies of others that came since the thread was last left, in the order of the rows; none when it is opened for the
    /// first time.
    pub unread: Signal<Vec<StatusId>>,
    /// What it is doing.
    pub phase: Signal<Phase>,
    /// Whether the server is still looking for replies elsewhere.
    pub finding: Signal<bool>,
    pub(super) view: usize,
    pub(super) app: App,
}

/// Notifications.
#[derive(Debug, Clone, Copy)]
pub struct NotificationsView {
    /// The groups, newest first.
    pub rows: Signal<Vec<Arc<NotificationRow>>>,
    /// What it is doing.
    pub phase: Signal<Phase>,
    /// How many groups are unread, for the badge.
    pub unread: Signal<usize>,
    /// Whether older ones are being loaded.
    pub loading_older: Signal<bool>,
    /// Whether there is nothing older.
    pub at_end: Signal<bool>,
    pub(super) app: App,
}

/// A group of notifications.
#[derive(Debug, Clone, PartialEq)]
pub struct NotificationRow {
    /// Names the group.
    pub key: String,
    /// What happened. Of kinds not known, show the people and the post plainly, or `words`.
    pub kind: NotificationKind,
    /// Some of those who did it, latest first.
    pub people: Vec<Arc<Account>>,
    /// How many did it.
    pub count: u64,
    /// The post concerned; see [`App::post`].
    pub post: Option<StatusId>,
    /// When it last happened.
    pub at: Timestamp,
    /// Whether it is newer than what was read.
    pub unread: bool,
    /// What the server says of it, where there is no other way to show it.
    pub words: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults {
    /// People; see [`App::account`].
    pub accounts: Vec<rejoin_api::AccountId>,
    /// Posts; see [`App::post`].
    pub posts: Vec<StatusId>,
    /// Hashtags.
    pub tags: Vec<Tag>,
}

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct SearchView {
    /// What was found.
    pub results: Signal<Arc<SearchResults>>,
    /// What it is doing.
    pub phase: Signal<Phase>,
}

/// Which people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PeopleKey {
    /// Who follows an account.
    Followers(rejoin_api::AccountId),
    /// Whom an account follows.
    Following(rejoin_api::AccountId),
    /// Who favourited a post.
    FavouritedBy(StatusId),
    /// Who boosted a post.
    RebloggedBy(StatusId),
    /// Who asks to follow the reader.
    FollowRequests,
}

/// A list of people.
#[derive(Debug, Clone, Copy)]
pub struct PeopleView {
    /// The people; see [`App::account`].
    pub accounts: Signal<Vec<rejoin_api::AccountId>>,
    /// What it is doing.
    pub phase: Signal<Phase>,
    /// Whether there are no more.
    pub at_end: Signal<bool>,
    pub(super) view: usize,
    pub(super) app: App,
}

/// What waits to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// Names it.
    pub id: MutationId,
    /// What the user did.
    pub mutation: Arc<Mutation>,
    /// When.
    pub made_at: Timestamp,
    /// How it stands.
    pub state: OutboxState,
}

/// How an entry of the outbox stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxState {
    /// It waits for its turn, or for the network.
    Queued,
    /// It is being sent.
    Sending,
    /// It is tried again at this time; in words why.
    Waiting {
        /// When.
        until: Timestamp,
        /// Why.
        why: String,
    },
    /// The server refused it, in its words.
    Refused(String),
}

/// Why something that the user did could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Nobody is signed in.
    #[error("Sign in to do this.")]
    SignedOut,
    /// A part of the app is not on the device yet.
    #[error("A part of the app could not be loaded. Check the connection, then try once more.")]
    NotLoaded,
    /// The device could not say what it keeps.
    #[error("What this device keeps could not be read: {0}.")]
    Unread(String),
    /// The device could not keep it.
    #[error("This could not be kept on your device: {0}.")]
    Device(String),
}

/// Whether the server can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connectivity {
    /// It answers, or was not asked yet.
    Online,
    /// The device has no network.
    Offline,
    /// The device has a network, but the server does not answer.
    Unreachable,
}

/// Which draft.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DraftKey {
    /// A post that answers nothing.
    New,
    /// Another one, laid aside to begin a new one.
    Aside(String),
    /// A reply to this post.
    Reply(StatusId),
    /// A quotation of this post.
    Quote(StatusId),
    /// A change of this post.
    Edit(StatusId),
}

/// A draft that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDraft {
    /// Which.
    pub key: DraftKey,
    /// What was written.
    pub draft: Draft,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// What it was before, latest first.
    pub versions: Vec<Version>,
}
