use super::MediaAttributes;
use crate::entities::{QuotePolicy, Visibility};
use crate::id::{MediaId, StatusId};
use crate::time::Timestamp;

wire! {
    /// A new post.
    params struct NewStatus {
        /// What it says, as its author wrote it.
        pub status: Option<String>,
        /// What is attached.
        pub media_ids: Vec<MediaId>,
        /// A poll; not together with attachments.
        pub poll: Option<NewPoll>,
        /// The post it answers.
        pub in_reply_to_id: Option<StatusId>,
        /// Whether its media are to be covered.
        pub sensitive: Option<bool>,
        /// The content warning.
        pub spoiler_text: Option<String>,
        /// Whom it is for; else the account's default.
        pub visibility: Option<Visibility>,
        /// ISO 639 code of its language.
        pub language: Option<String>,
        /// When to publish it, at least 5 minutes ahead.
        pub scheduled_at: Option<Timestamp>,
        /// The post it quotes (Mastodon 4.5).
        pub quoted_status_id: Option<StatusId>,
        /// Who may quote it (Mastodon 4.5).
        pub quote_approval_policy: Option<QuotePolicy>,
    }
}

wire! {
    /// The poll of a new post.
    params struct NewPoll {
        /// What can be chosen.
        pub options: Vec<String>,
        /// How long it runs, in seconds.
        pub expires_in: u64,
        /// Whether more than one option may be chosen.
        pub multiple: bool,
        /// Whether votes are hidden until it ends.
        pub hide_totals: bool,
    }
}

wire! {
    /// A changed post. What is left out is emptied by some servers and kept by others: give all of it.
    params struct EditStatus {
        /// What it says, as its author wrote it.
        pub status: Option<String>,
        /// The content warning.
        pub spoiler_text: Option<String>,
        /// Whether its media are to be covered.
        pub sensitive: Option<bool>,
        /// ISO 639 code of its language.
        pub language: Option<String>,
        /// What stays or becomes attached.
        pub media_ids: Vec<MediaId>,
        /// Changed descriptions of those.
        pub media_attributes: Vec<MediaAttributes>,
        /// The poll. Changing it drops the votes.
        pub poll: Option<NewPoll>,
        /// Who may quote it (Mastodon 4.5).
        pub quote_approval_policy: Option<QuotePolicy>,
    }
}

wire! {
    /// What others may do with a post.
    params struct InteractionPolicy {
        /// Who may quote it.
        pub quote_approval_policy: Option<QuotePolicy>,
    }
}

wire! {
    /// A vote in a poll.
    params struct PollVote {
        /// What is chosen, counting options from 0.
        pub choices: Vec<u32>,
    }
}

wire! {
    /// How to boost.
    params struct ReblogOptions {
        /// Whom the boost is for.
        pub visibility: Option<Visibility>,
    }
}

wire! {
    /// Another time for a scheduled post.
    params struct Reschedule {
        /// When to publish it, at least 5 minutes ahead.
        pub scheduled_at: Option<Timestamp>,
    }
}
