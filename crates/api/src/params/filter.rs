use crate::entities::{FilterAction, FilterContext};
use crate::id::{FilterKeywordId, StatusId};
use crate::lenient::{Fault, FromJson, Raw};

/// When a filter ends. Mastodon takes an end back when it is told null, and keeps it when it is told nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiresIn {
    /// Never.
    Never,
    /// In so many seconds.
    Seconds(u64),
}

impl serde::Serialize for ExpiresIn {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Never => to.serialize_none(),
            Self::Seconds(seconds) => to.serialize_u64(*seconds),
        }
    }
}

impl FromJson for ExpiresIn {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        u64::from_json(raw).map(Self::Seconds)
    }
}

wire! {
    /// A new or changed filter (v2).
    params struct FilterParams {
        /// Its name.
        pub title: Option<String>,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// What becomes of a post that matches.
        pub filter_action: Option<FilterAction>,
        /// When it ends; for a change, as before when it is not said.
        pub expires_in: Option<ExpiresIn>,
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
