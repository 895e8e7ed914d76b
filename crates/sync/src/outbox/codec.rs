//! How mutations and the states of entries are written: each as one flat record of which the kind says what counts.

use rejoin_api::lenient::{Fault, FromJson, Raw};
use rejoin_api::{AccountId, NotificationId, PollId, StatusId, Timestamp};
use rejoin_domain::record;
use serde::{Serialize, Serializer};

use super::{Draft, Mark, Mutation, Relation, State};

record! {
    /// A mutation as it is written.
    struct Written {
        kind: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        post: Option<StatusId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<AccountId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        draft: Option<Draft>,
        #[serde(skip_serializing_if = "Option::is_none")]
        mark: Option<Mark>,
        #[serde(skip_serializing_if = "Option::is_none")]
        relation: Option<Relation>,
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        poll: Option<PollId>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        choices: Vec<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        notification: Option<NotificationId>,
    }
}

impl Written {
    fn of(mutation: &Mutation) -> Self {
        let kind = |kind: &str| Self { kind: kind.to_owned(), ..Self::default() };
        match mutation.clone() {
            Mutation::Post(draft) => Self { draft: Some(draft), ..kind("post") },
            Mutation::Edit { id, draft } => Self { post: Some(id), draft: Some(draft), ..kind("edit") },
            Mutation::Delete { id } => Self { post: Some(id), ..kind("delete") },
            Mutation::Mark { id, mark, on } => {
                Self { post: Some(id), mark: Some(mark), on: Some(on), ..kind("mark") }
            }
            Mutation::Relate { id, relation, on } => {
                Self { account: Some(id), relation: Some(relation), on: Some(on), ..kind("relate") }
            }
            Mutation::AnswerFollowRequest { id, accept } => {
                Self { account: Some(id), on: Some(accept), ..kind("answer") }
            }
            Mutation::Vote { post, poll, choices } => {
                Self { post: Some(post), poll: Some(poll), choices, ..kind("vote") }
            }
            Mutation::ReadNotifications { upto } => Self { notification: Some(upto), ..kind("read") },
        }
    }

    fn meant(self) -> Option<Mutation> {
        Some(match self.kind.as_str() {
            "post" => Mutation::Post(self.draft?),
            "edit" => Mutation::Edit { id: self.post?, draft: self.draft? },
            "delete" => Mutation::Delete { id: self.post? },
            "mark" => Mutation::Mark { id: self.post?, mark: self.mark?, on: self.on? },
            "relate" => Mutation::Relate { id: self.account?, relation: self.relation?, on: self.on? },
            "answer" => Mutation::AnswerFollowRequest { id: self.account?, accept: self.on? },
            "vote" => Mutation::Vote { post: self.post?, poll: self.poll?, choices: self.choices },
            "read" => Mutation::ReadNotifications { upto: self.notification? },
            _ => return None,
        })
    }
}

impl Serialize for Mutation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::of(self).serialize(serializer)
    }
}

impl FromJson for Mutation {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        Written::from_json(raw)?.meant().ok_or_else(Fault::wrong)
    }
}

/// Only for a place to be held while the rest of an entry is read: an entry without its mutation is not read at all.
impl Default for Mutation {
    fn default() -> Self {
        Self::Post(Draft::default())
    }
}

record! {
    /// The state of an entry as it is written.
    struct WrittenState {
        kind: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        #[serde(skip_serializing_if = "String::is_empty")]
        words: String,
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, until, words) = match self {
            Self::Queued => ("queued", None, String::new()),
            Self::Waiting { until, why } => ("waiting", Some(*until), why.clone()),
            Self::Sending => ("sending", None, String::new()),
            Self::Wedged(words) => ("wedged", None, words.clone()),
        };
        WrittenState { kind: kind.to_owned(), until, words }.serialize(serializer)
    }
}

impl FromJson for State {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let WrittenState { kind, until, words } = WrittenState::from_json(raw)?;
        Ok(match kind.as_str() {
            "queued" => Self::Queued,
            "waiting" => Self::Waiting { until: until.unwrap_or_default(), why: words },
            "sending" => Self::Sending,
            "wedged" => Self::Wedged(words),
            _ => return Err(Fault::wrong()),
        })
    }
}
