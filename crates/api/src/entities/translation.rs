use crate::id::{MediaId, PollId};

wire! {
    /// A post in another language.
    pub struct Translation {
        /// HTML from others.
        pub content: String,
        /// The content warning.
        pub spoiler_text: String,
        /// Into which language.
        pub language: String,
        /// From which, as the translator thinks.
        pub detected_source_language: String,
        /// By whom.
        pub provider: String,
        /// The descriptions of the attachments.
        pub media_attachments: Vec<TranslationAttachment>,
        /// The poll.
        pub poll: Option<TranslationPoll>,
    }
}

wire! {
    /// The description of an attachment in another language.
    pub struct TranslationAttachment {
        /// Of the attachment.
        pub id: MediaId,
        /// What it shows.
        pub description: String,
    }
}

wire! {
    /// A poll in another language.
    pub struct TranslationPoll {
        /// Of the poll.
        pub id: PollId,
        /// In the order of the poll.
        pub options: Vec<TranslationPollOption>,
    }
}

wire! {
    /// An option of a poll in another language.
    part struct TranslationPollOption {
        /// Its text.
        pub title: String,
    }
}
