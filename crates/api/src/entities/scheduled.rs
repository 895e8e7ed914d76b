use super::{MediaAttachment, Status, Visibility, as_optional_number};
use crate::id::{ApplicationId, MediaId, ScheduledStatusId, StatusId};
use crate::lenient::{Fault, FromJson, Object, Raw};
use crate::time::Timestamp;

wire! {
    /// A post to be published later.
    pub struct ScheduledStatus {
        /// Its id; not that of the post to come.
        pub id: ScheduledStatusId,
        /// When it will be published.
        pub scheduled_at: Timestamp = required,
        /// The post to come.
        pub params: ScheduledParams,
        /// Its attachments.
        pub media_attachments: Vec<MediaAttachment>,
        /// Why it was not published when its time came. Mastodon drops such a post and says nothing.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub error: Option<String>,
    }
}

wire! {
    /// The post to come.
    part struct ScheduledParams {
        /// What it says.
        pub text: String,
        /// Its poll.
        pub poll: Option<ScheduledPoll>,
        /// Its attachments.
        pub media_ids: Option<Vec<MediaId>>,
        /// Whether its media are to be covered.
        pub sensitive: Option<bool>,
        /// The content warning.
        pub spoiler_text: Option<String>,
        /// Whom it is for.
        pub visibility: Visibility,
        /// What it answers.
        #[serde(serialize_with = "as_optional_number")]
        pub in_reply_to_id: Option<StatusId>,
        /// Its language.
        pub language: Option<String>,
        /// With what it was written.
        #[serde(serialize_with = "as_optional_number")]
        pub application_id: Option<ApplicationId>,
        /// Never set any more.
        pub scheduled_at: Option<Timestamp>,
        /// The key under which it was sent.
        pub idempotency: Option<String>,
        /// Whether it counts against the limits.
        pub with_rate_limit: bool,
    }
}

wire! {
    /// A poll to come.
    part struct ScheduledPoll {
        /// What can be chosen.
        pub options: Vec<String>,
        /// In seconds.
        pub expires_in: u64,
        /// Whether more than one option may be chosen.
        pub multiple: bool,
        /// Whether votes are hidden until it ends.
        pub hide_totals: bool,
    }
}

/// What became of a post that was to be published later.
#[derive(Debug, Clone, PartialEq)]
pub enum Scheduling {
    /// It waits.
    Waiting(Box<ScheduledStatus>),
    /// The server does not know how to wait, and published it.
    Published(Box<Status>),
}

impl FromJson for Scheduling {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        // Told apart by a key that every post has and no scheduled one.
        if Object::parse(raw)?.get("account").is_some() {
            Status::from_json(raw).map(|status| Self::Published(Box::new(status)))
        } else {
            ScheduledStatus::from_json(raw).map(|status| Self::Waiting(Box::new(status)))
        }
    }
}
