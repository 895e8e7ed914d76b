use super::{Account, Status, as_text};
use crate::id::NotificationRequestId;
use crate::time::Timestamp;

wire! {
    /// What becomes of notifications by people the reader does not know (v2).
    part struct NotificationPolicy {
        /// By accounts the reader does not follow.
        pub for_not_following: PolicyDecision,
        /// By accounts that do not follow the reader.
        pub for_not_followers: PolicyDecision,
        /// By accounts made in the past 30 days.
        pub for_new_accounts: PolicyDecision,
        /// Private mentions that answer nothing.
        pub for_private_mentions: PolicyDecision,
        /// By accounts limited by a moderator.
        pub for_limited_accounts: PolicyDecision,
        /// What waits.
        pub summary: NotificationPolicySummary,
    }
}

words! {
    /// What becomes of a notification.
    pub enum PolicyDecision {
        /// It is shown.
        Accept = "accept";
        /// It is put aside as a request.
        Filter = "filter",
        /// It is dropped.
        Drop = "drop",
    }
}

wire! {
    /// How much was put aside.
    part struct NotificationPolicySummary {
        /// Accounts.
        pub pending_requests_count: u64,
        /// Notifications.
        pub pending_notifications_count: u64,
    }
}

wire! {
    /// Somebody whose notifications were put aside.
    pub struct NotificationRequest {
        /// Its id.
        pub id: NotificationRequestId,
        /// When the first was put aside.
        pub created_at: Timestamp,
        /// When the latest was put aside.
        pub updated_at: Timestamp,
        /// How many were put aside.
        #[serde(serialize_with = "as_text")]
        pub notifications_count: u64,
        /// By whom.
        pub account: Account,
        /// The latest post among them.
        pub last_status: Option<Box<Status>>,
    }
}

wire! {
    /// How many are unread.
    part struct UnreadCount {
        /// Up to the limit that was asked for.
        pub count: u64,
    }
}

wire! {
    /// Whether accepted requests have become notifications.
    part struct Merged {
        /// Whether they have.
        pub merged: bool,
    }
}
