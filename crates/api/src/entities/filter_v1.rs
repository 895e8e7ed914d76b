use super::FilterContext;
use crate::id::FilterId;
use crate::time::Timestamp;

wire! {
    /// What the reader does not want to see, on servers older than Mastodon 4.0; the client applies it.
    pub struct FilterV1 {
        /// Its id.
        pub id: FilterId,
        /// The word or phrase.
        pub phrase: String = required,
        /// Where it applies.
        pub context: Vec<FilterContext>,
        /// Whether it counts only between word boundaries.
        pub whole_word: bool,
        /// When it ends.
        pub expires_at: Option<Timestamp>,
        /// Whether the server drops what matches.
        pub irreversible: bool,
    }
}
