use super::{CustomEmoji, StatusTag};
use crate::id::{AccountId, AnnouncementId, StatusId};
use crate::time::Timestamp;

wire! {
    /// What those who run a server say to all its users.
    pub struct Announcement {
        /// Its id.
        pub id: AnnouncementId,
        /// HTML from others.
        pub content: String,
        /// When what it announces begins.
        pub starts_at: Option<Timestamp>,
        /// When what it announces ends.
        pub ends_at: Option<Timestamp>,
        /// Whether only the days of those count.
        pub all_day: bool,
        /// When it was published.
        pub published_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
        /// Whether the reader has read it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub read: Option<bool>,
        /// Who is mentioned.
        pub mentions: Vec<AnnouncementAccount>,
        /// Which posts are mentioned.
        pub statuses: Vec<AnnouncementStatus>,
        /// Its hashtags.
        pub tags: Vec<StatusTag>,
        /// Custom emojis in its text.
        pub emojis: Vec<CustomEmoji>,
        /// How people reacted.
        pub reactions: Vec<Reaction>,
    }
}

wire! {
    /// Somebody mentioned in an announcement.
    pub struct AnnouncementAccount {
        /// Of their account.
        pub id: AccountId,
        /// The name without a domain.
        pub username: String,
        /// Their web page.
        pub url: String,
        /// As in [`Account`](crate::Account).
        pub acct: String,
    }
}

wire! {
    /// A post mentioned in an announcement.
    pub struct AnnouncementStatus {
        /// Of the post.
        pub id: StatusId,
        /// Its web page.
        pub url: String,
    }
}

wire! {
    /// How often people reacted with an emoji.
    part struct Reaction {
        /// The emoji, or the shortcode of a custom one.
        pub name: String,
        /// How often.
        pub count: u64,
        /// Whether the reader did.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub me: Option<bool>,
        /// The picture of a custom emoji.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// The same without motion.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub static_url: Option<String>,
    }
}
