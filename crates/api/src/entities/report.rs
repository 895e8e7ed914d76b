use super::Account;
use crate::id::{ReportId, RuleId, StatusId};
use crate::time::Timestamp;

wire! {
    /// Something brought before the moderators.
    pub struct Report {
        /// Its id.
        pub id: ReportId,
        /// Whether it was dealt with.
        pub action_taken: bool,
        /// When.
        pub action_taken_at: Option<Timestamp>,
        /// Why it was reported.
        pub category: ReportCategory,
        /// In words.
        pub comment: String,
        /// Whether the account's own server was told.
        pub forwarded: bool,
        /// When it was reported.
        pub created_at: Timestamp,
        /// The posts concerned.
        pub status_ids: Option<Vec<StatusId>>,
        /// The rules concerned.
        pub rule_ids: Option<Vec<RuleId>>,
        /// The account concerned.
        pub target_account: Option<Account>,
    }
}

words! {
    /// Why something was reported.
    pub enum ReportCategory {
        /// None of the others.
        Other = "other";
        /// Unwanted or repeated.
        Spam = "spam",
        /// Against the law.
        Legal = "legal",
        /// Against the server's rules.
        Violation = "violation",
    }
}
