use super::CustomEmoji;
use crate::id::PollId;
use crate::time::Timestamp;

wire! {
    /// A poll in a post.
    pub struct Poll {
        /// Its id on the server asked.
        pub id: PollId,
        /// When it ends or ended.
        pub expires_at: Option<Timestamp>,
        /// Whether it ended.
        pub expired: bool,
        /// Whether more than one option may be chosen.
        pub multiple: bool,
        /// How many votes there are, counting each choice.
        pub votes_count: u64,
        /// How many people voted; `None` where not told.
        pub voters_count: Option<u64>,
        /// What can be chosen.
        pub options: Vec<PollOption>,
        /// Custom emojis in the options.
        pub emojis: Vec<CustomEmoji>,
        /// Whether the reader voted, or is the author.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub voted: Option<bool>,
        /// What the reader chose, counting options from 0.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub own_votes: Option<Vec<u32>>,
    }
}

wire! {
    /// An option of a poll.
    part struct PollOption {
        /// Its text, plain with `:shortcodes:`.
        pub title: String,
        /// How many chose it; `None` while that is hidden.
        pub votes_count: Option<u64>,
    }
}
