//! The endpoints of the API, one file a group, one function each. A function says what to send and, by its type, what
//! comes back; it does nothing else.

pub mod accounts;
pub mod announcements;
pub mod blocks;
pub mod bookmarks;
pub mod conversations;
pub mod custom_emojis;
pub mod directory;
pub mod domain_blocks;
pub mod favourites;
pub mod filters;
pub mod filters_v1;
pub mod follow_requests;
pub mod grouped_notifications;
pub mod instance;
pub mod lists;
pub mod markers;
pub mod media;
pub mod mutes;
pub mod notification_policy;
pub mod notifications;
pub mod oauth;
pub mod polls;
pub mod preferences;
pub mod push;
pub mod reports;
pub mod scheduled;
pub mod search;
pub mod statuses;
pub mod suggestions;
pub mod tags;
pub mod timelines;
pub mod trends;
