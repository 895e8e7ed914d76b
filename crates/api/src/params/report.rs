use crate::entities::ReportCategory;
use crate::id::{AccountId, RuleId, StatusId};

wire! {
    /// Something to bring before the moderators.
    params struct NewReport {
        /// The account concerned.
        pub account_id: AccountId,
        /// The posts concerned.
        pub status_ids: Vec<StatusId>,
        /// Why, in words.
        pub comment: Option<String>,
        /// Whether to tell the account's own server too.
        pub forward: Option<bool>,
        /// Why.
        pub category: Option<ReportCategory>,
        /// The rules concerned.
        pub rule_ids: Vec<RuleId>,
    }
}
