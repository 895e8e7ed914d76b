use super::Account;

wire! {
    /// Somebody whom the reader may like to follow.
    pub struct Suggestion {
        /// Why, in the words of older versions.
        pub source: String,
        /// Why: `featured`, `most_followed`, `friends_of_friends` and the like.
        pub sources: Vec<String>,
        /// Whom.
        pub account: Account,
    }
}
