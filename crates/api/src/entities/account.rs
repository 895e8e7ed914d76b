use super::{CustomEmoji, QuotePolicy, Visibility};
use crate::id::{AccountId, RoleId};
use crate::time::{Date, Timestamp};

wire! {
    /// Somebody, as others see them.
    pub struct Account {
        /// Its id on the server asked.
        pub id: AccountId,
        /// The name without a domain.
        pub username: String,
        /// `username` for accounts of the server asked, `username@domain` for others. Some servers give local accounts
        /// their domain too, in some answers.
        pub acct: String,
        /// The name to show; may be empty. Plain text with `:shortcodes:`.
        pub display_name: String,
        /// Whether following has to be approved.
        pub locked: bool,
        /// Whether it says of itself that it is run by a program.
        pub bot: bool,
        /// Whether it wants to be found in directories.
        pub discoverable: Option<bool>,
        /// Whether its public posts may be found by search.
        pub indexable: bool,
        /// Whether it is a group.
        pub group: bool,
        /// When it was made; some servers give the day only.
        pub created_at: Timestamp,
        /// What it says about itself, as HTML from others.
        pub note: String,
        /// Its web page.
        pub url: String,
        /// Its ActivityPub id.
        pub uri: String,
        /// The picture.
        pub avatar: String,
        /// The picture without motion.
        pub avatar_static: String,
        /// What the picture shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub avatar_description: Option<String>,
        /// The wide picture.
        pub header: String,
        /// The wide picture without motion.
        pub header_static: String,
        /// What the wide picture shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub header_description: Option<String>,
        /// How many follow it, as far as the server knows or tells.
        pub followers_count: u64,
        /// How many it follows, as far as the server knows or tells.
        pub following_count: u64,
        /// How many posts it has, as far as the server knows.
        pub statuses_count: u64,
        /// The day of its latest post.
        pub last_status_at: Option<Date>,
        /// Whether it hides whom it follows and who follows it.
        pub hide_collections: Option<bool>,
        /// Whether it wants to stay out of search engines; given for local accounts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub noindex: Option<bool>,
        /// Custom emojis in its name, note and fields.
        pub emojis: Vec<CustomEmoji>,
        /// What its server says it is: moderator and the like. Given for local accounts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub roles: Option<Vec<Role>>,
        /// The table of its profile.
        pub fields: Vec<Field>,
        /// Where it went, if it moved.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub moved: Option<Box<Account>>,
        /// Whether the server suspended it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suspended: Option<bool>,
        /// Whether the server limited it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub limited: Option<bool>,
        /// Whether it is kept in memory of someone.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub memorial: Option<bool>,
        /// When muting it ends; in the list of muted accounts only.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mute_expires_at: Option<Timestamp>,
        /// What it set for itself; only of the account that asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub source: Option<Box<Source>>,
        /// What it may do; only of the account that asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub role: Option<Role>,
    }
}

/// The account that asks: an [`Account`] with [`source`](Account::source) and [`role`](Account::role).
pub type CredentialAccount = Account;

wire! {
    /// A row of the table of a profile.
    part struct Field {
        /// Plain text with `:shortcodes:`.
        pub name: String,
        /// HTML from others; plain text in [`Source`].
        pub value: String,
        /// When the server found a link back at the address in `value`.
        pub verified_at: Option<Timestamp>,
    }
}

wire! {
    /// A profile as its owner wrote it, and the defaults of their posts.
    part struct Source {
        /// The note as plain text.
        pub note: String,
        /// The fields as plain text.
        pub fields: Vec<Field>,
        /// The default visibility of posts.
        pub privacy: Visibility,
        /// Whether media are marked sensitive by default.
        pub sensitive: bool,
        /// The default language of posts.
        pub language: Option<String>,
        /// How many wait to be let follow.
        pub follow_requests_count: u64,
        /// As in [`Account`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub hide_collections: Option<bool>,
        /// As in [`Account`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub discoverable: Option<bool>,
        /// As in [`Account`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub indexable: Option<bool>,
        /// Domains whose pages may name this account as their author.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub attribution_domains: Option<Vec<String>>,
        /// Who may quote, by default.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quote_policy: Option<QuotePolicy>,
    }
}

wire! {
    /// What an account is on its server.
    pub struct Role {
        /// Its id.
        pub id: RoleId,
        /// Its name; empty for an ordinary user.
        pub name: String,
        /// A CSS colour, or nothing.
        pub color: String,
        /// A bit set of what it may do; only of the account that asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub permissions: Option<String>,
        /// Whether profiles show it; only of the account that asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub highlighted: Option<bool>,
    }
}

wire! {
    /// The little of an account that is needed to draw its picture in a group of notifications.
    pub struct PartialAccountWithAvatar {
        /// As in [`Account`].
        pub id: AccountId,
        /// As in [`Account`].
        pub acct: String,
        /// As in [`Account`].
        pub url: String,
        /// As in [`Account`].
        pub avatar: String,
        /// As in [`Account`].
        pub avatar_static: String,
        /// As in [`Account`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub avatar_description: Option<String>,
        /// As in [`Account`].
        pub locked: bool,
        /// As in [`Account`].
        pub bot: bool,
    }
}
