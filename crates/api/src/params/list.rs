use crate::entities::RepliesPolicy;
use crate::id::AccountId;

wire! {
    /// A new or changed list.
    params struct ListParams {
        /// Its name.
        pub title: Option<String>,
        /// Which replies it shows.
        pub replies_policy: Option<RepliesPolicy>,
        /// Whether its members are left out of the home timeline.
        pub exclusive: Option<bool>,
    }
}

wire! {
    /// Accounts to add to a list or remove from it.
    params struct ListAccounts {
        /// Theirs.
        pub account_ids: Vec<AccountId>,
    }
}
