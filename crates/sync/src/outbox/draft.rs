//! A post as its author writes it.

use rejoin_api::{MediaId, StatusId, Visibility};
use rejoin_domain::{WebUrl, record};

record! {
    /// A post as its author writes it.
    pub struct Draft {
        /// The text.
        pub text: String,
        /// The content warning; empty for none.
        pub warning: String,
        /// Whether media are to be covered.
        pub sensitive: bool,
        /// Whom it is for.
        pub visibility: Visibility,
        /// Its language; `None` leaves it to the server.
        pub language: Option<String>,
        /// The post it answers, which may itself not be sent yet.
        pub in_reply_to: Option<StatusId>,
        /// The post it quotes.
        pub quote: Option<StatusId>,
        /// Its attachments.
        pub media: Vec<Attachment>,
        /// Its poll; a post has a poll or attachments.
        pub poll: Option<PollDraft>,
    }
}

impl Draft {
    /// Whether there is nothing worth keeping.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.warning.trim().is_empty()
            && self.media.is_empty()
            && self.poll.is_none()
    }
}

record! {
    /// An attachment of a draft.
    pub struct Attachment {
        /// Names its bytes in the store; empty for an attachment that the server holds already, when a post is edited.
        pub file: String,
        /// The name of the file.
        pub name: String,
        /// Its media type.
        pub mime: String,
        /// What it shows, for who cannot see it.
        pub description: String,
        /// The point to keep in view, from -1 (left, bottom) to 1 (right, top).
        pub focus: Option<(f64, f64)>,
        /// Its id on the server, once it is there.
        pub uploaded: Option<MediaId>,
        /// Its preview on the server, for one that was there when the edit began.
        pub preview: Option<WebUrl>,
    }
}

record! {
    /// The poll of a draft.
    pub struct PollDraft {
        /// What can be chosen.
        pub options: Vec<String>,
        /// How long it is open, in seconds.
        pub expires_in: u32,
        /// Whether several options may be chosen.
        pub multiple: bool,
        /// Whether counts stay hidden until it ends.
        pub hide_totals: bool,
    }
}
