//! Pure logic of the client: what the store holds and what the screen shows, without any I/O.
//!
//! - [`richtext`]: other people's HTML as a typed tree;
//! - [`Post`], [`Account`]: statuses and accounts as stored, and [`Harvest`], which takes answers apart into them;
//! - [`Timeline`]: the server's order with gaps, and how pages are merged into it;
//! - [`Thread`]: ancestors and nested replies;
//! - [`Notifications`]: in groups, also where the server does not group;
//! - [`CatchUp`]: what was said while one was away;
//! - [`heard`]: what came back to a post of one's own;
//! - [`Inbox`]: mentions that wait for an answer;
//! - [`edits`]: what a post was before, and what became other;
//! - [`translation`]: a post in the reader's language;
//! - [`shelf`]: the reader's folders and notes;
//! - [`transfer`]: the CSV files by which people take their follows, lists and bookmarks along;
//! - [`Capabilities`]: what a server can do.

mod account;
mod capabilities;
mod catch_up;
mod characters;
pub mod csv;
pub mod edits;
pub mod extent;
pub mod filters;
pub mod heard;
mod inbox;
mod media;
mod notifications;
mod post;
mod quote;
mod record;
pub mod richtext;
mod server_address;
pub mod shelf;
mod thread;
pub mod timeline;
pub mod transfer;
pub mod translation;
mod web_url;
mod words;

pub use account::{Account, Field};
pub use capabilities::{Capabilities, MediaLimits, PollLimits, PostLimits, ProfileLimits, Rule};
pub use catch_up::CatchUp;
pub use characters::countable;
pub use inbox::{Decision, Inbox, Mention};
pub use media::{Card, Media};
pub use notifications::{NotificationGroup, Notifications, NotificationsChange};
pub use post::{Harvest, Mine, Poll, PollOption, Post};
pub use quote::Quote;
pub use server_address::server_address;
pub use thread::{Place, Reply, Thread, ThreadRow};
pub use timeline::{AccountTab, Tail, Timeline, TimelineKey};
pub use translation::Translation;
pub use web_url::WebUrl;
