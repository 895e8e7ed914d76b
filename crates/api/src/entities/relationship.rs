use super::Account;
use crate::id::AccountId;
use crate::time::Timestamp;

wire! {
    /// How the reader stands to an account.
    pub struct Relationship {
        /// Of the other account.
        pub id: AccountId,
        /// Whether the reader follows it.
        pub following: bool,
        /// Whether its boosts come to the home timeline.
        pub showing_reblogs: bool,
        /// Whether its posts are notified.
        pub notifying: bool,
        /// Which languages of it are followed; all when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub languages: Option<Vec<String>>,
        /// Whether it follows the reader.
        pub followed_by: bool,
        /// Whether the reader blocks it.
        pub blocking: bool,
        /// Whether it blocks the reader.
        pub blocked_by: bool,
        /// Whether the reader mutes it.
        pub muting: bool,
        /// Whether its notifications are muted too.
        pub muting_notifications: bool,
        /// When muting ends.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub muting_expires_at: Option<Timestamp>,
        /// Whether the reader asked to follow it.
        pub requested: bool,
        /// Whether it asked to follow the reader.
        pub requested_by: bool,
        /// Whether the reader blocks its domain.
        pub domain_blocking: bool,
        /// Whether the reader features it.
        pub endorsed: bool,
        /// What the reader noted about it.
        pub note: String,
    }
}

wire! {
    /// Who of those the reader follows follows an account.
    pub struct FamiliarFollowers {
        /// Of that account.
        pub id: AccountId,
        /// Who follows it.
        pub accounts: Vec<Account>,
    }
}
