use super::{Account, CustomEmoji, MediaAttachment, Quote};
use crate::id::StatusId;
use crate::time::Timestamp;

wire! {
    /// A post as it was after one of its edits; the first is the original.
    pub struct StatusEdit {
        /// HTML from others.
        pub content: String,
        /// The content warning.
        pub spoiler_text: String,
        /// Whether its media were to be covered.
        pub sensitive: bool,
        /// When this version was published.
        pub created_at: Timestamp,
        /// Who wrote it.
        pub account: Account,
        /// The poll's options.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub poll: Option<EditPoll>,
        /// The quote.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quote: Option<Box<Quote>>,
        /// Pictures, films and sounds.
        pub media_attachments: Vec<MediaAttachment>,
        /// Custom emojis in its text.
        pub emojis: Vec<CustomEmoji>,
    }
}

wire! {
    /// The poll of an earlier version.
    part struct EditPoll {
        /// What could be chosen.
        pub options: Vec<EditPollOption>,
    }
}

wire! {
    /// An option of the poll of an earlier version.
    part struct EditPollOption {
        /// Its text.
        pub title: String,
    }
}

wire! {
    /// A post as its author wrote it, for editing.
    pub struct StatusSource {
        /// Of the post.
        pub id: StatusId,
        /// The text, plain or in [`content_type`](Self::content_type).
        pub text: String,
        /// The content warning as plain text.
        pub spoiler_text: String,
        /// The text's media type; GoToSocial and Akkoma.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub content_type: Option<String>,
    }
}
