use super::{Account, Status, Tag};

wire! {
    /// What was found.
    part struct Search {
        /// People.
        pub accounts: Vec<Account>,
        /// Posts.
        pub statuses: Vec<Status>,
        /// Hashtags.
        pub hashtags: Vec<Tag>,
    }
}
