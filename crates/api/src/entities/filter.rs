use crate::id::{FilterId, FilterKeywordId, FilterStatusId, StatusId};
use crate::time::Timestamp;

wire! {
    /// What the reader does not want to see (v2).
    pub struct Filter {
        /// Its id.
        pub id: FilterId,
        /// Its name.
        pub title: String,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// When it ends.
        pub expires_at: Option<Timestamp>,
        /// What becomes of a post that matches.
        pub filter_action: FilterAction,
        /// The words to look for; absent inside a [`FilterResult`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub keywords: Option<Vec<FilterKeyword>>,
        /// The posts to filter; absent inside a [`FilterResult`].
        #[serde(skip_serializing_if = "Option::is_none")]
        pub statuses: Option<Vec<FilterStatus>>,
    }
}

words! {
    /// Where a filter applies.
    pub enum FilterContext {
        /// The home timeline and lists.
        Home = "home";
        /// Notifications.
        Notifications = "notifications",
        /// Public timelines.
        Public = "public",
        /// Threads.
        Thread = "thread",
        /// Profiles.
        Account = "account",
    }
}

words! {
    /// What becomes of a post that matches a filter. Treat an unknown word as [`Warn`](Self::Warn).
    pub enum FilterAction {
        /// Covered, with the filter's name.
        Warn = "warn";
        /// Not shown.
        Hide = "hide",
        /// Shown with its media covered.
        Blur = "blur",
    }
}

wire! {
    /// A word to look for.
    pub struct FilterKeyword {
        /// Its id.
        pub id: FilterKeywordId,
        /// The word or phrase.
        pub keyword: String,
        /// Whether it counts only between word boundaries.
        pub whole_word: bool,
    }
}

wire! {
    /// A post to filter.
    pub struct FilterStatus {
        /// Its id.
        pub id: FilterStatusId,
        /// Of the post. GoToSocial leaves it out.
        pub status_id: Option<StatusId>,
    }
}

wire! {
    /// That a post matches a filter.
    part struct FilterResult {
        /// The filter.
        pub filter: Filter,
        /// The words that were found.
        pub keyword_matches: Option<Vec<String>>,
        /// The posts that were found.
        pub status_matches: Option<Vec<StatusId>>,
    }
}
