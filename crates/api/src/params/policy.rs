use crate::entities::PolicyDecision;

wire! {
    /// Changes to a [`NotificationPolicy`](crate::NotificationPolicy).
    params struct UpdateNotificationPolicy {
        /// By accounts the reader does not follow.
        pub for_not_following: Option<PolicyDecision>,
        /// By accounts that do not follow the reader.
        pub for_not_followers: Option<PolicyDecision>,
        /// By accounts made in the past 30 days.
        pub for_new_accounts: Option<PolicyDecision>,
        /// Private mentions that answer nothing.
        pub for_private_mentions: Option<PolicyDecision>,
        /// By accounts limited by a moderator.
        pub for_limited_accounts: Option<PolicyDecision>,
    }
}
