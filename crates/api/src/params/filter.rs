use crate::entities::{FilterAction, FilterContext};
use crate::id::{FilterKeywordId, StatusId};

wire! {
    /// A new or changed filter (v2).
    params struct FilterParams {
        /// Its name.
        pub title: Option<String>,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// What becomes of a post that matches.
        pub filter_action: Option<FilterAction>,
        /// For how long, in seconds.
        pub expires_in: Option<u64>,
        /// Words to look for.
        pub keywords_attributes: Vec<FilterKeywordAttributes>,
    }
}

wire! {
    /// A word of a filter: new without an id, removed by `_destroy`.
    params struct FilterKeywordAttributes {
        /// Of the word, when it is there already.
        pub id: Option<FilterKeywordId>,
        /// The word or phrase.
        pub keyword: Option<String>,
        /// Whether it counts only between word boundaries.
        pub whole_word: Option<bool>,
        /// Whether to remove it.
        pub _destroy: Option<bool>,
    }
}

wire! {
    /// A new or changed word of a filter.
    params struct NewFilterKeyword {
        /// The word or phrase.
        pub keyword: String,
        /// Whether it counts only between word boundaries.
        pub whole_word: Option<bool>,
    }
}

wire! {
    /// A post to filter.
    params struct NewFilterStatus {
        /// Of the post.
        pub status_id: Option<StatusId>,
    }
}

wire! {
    /// A new or changed filter (v1).
    params struct FilterV1Params {
        /// The word or phrase.
        pub phrase: String,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// Whether the server drops what matches.
        pub irreversible: Option<bool>,
        /// Whether it counts only between word boundaries.
        pub whole_word: Option<bool>,
        /// For how long, in seconds.
        pub expires_in: Option<u64>,
    }
}
