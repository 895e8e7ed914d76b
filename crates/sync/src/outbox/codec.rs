//! How mutations and the states of entries are written: each as one flat record of which the kind says what counts.

use rejoin_api::lenient::{Fault, FromJson, Raw};
use rejoin_api::{
    AccountId, Filter, FilterId, ListId, NotificationId, PolicyDecision, PollId, QuotePolicy, StatusId,
    Timestamp,
};
use rejoin_domain::record;
use serde::{Serialize, Serializer};

use super::{
    Draft, FilterDraft, How, ListDraft, Made, Mark, Mutation, MutationId, PolicyOf, Profile, Relation,
    Report, State, Switch,
};

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
        #[serde(skip_serializing_if = "Option::is_none")]
        how: Option<How>,
        #[serde(skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        report: Option<Report>,
        #[serde(skip_serializing_if = "Option::is_none")]
        profile: Option<Profile>,
        #[serde(skip_serializing_if = "Option::is_none")]
        list: Option<ListId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        list_draft: Option<ListDraft>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        known_lists: Vec<ListId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        filter: Option<FilterId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        filter_draft: Option<FilterDraft>,
        #[serde(skip_serializing_if = "Option::is_none")]
        shown_filter: Option<Filter>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        known_filters: Vec<FilterId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        policy: Option<PolicyOf>,
        #[serde(skip_serializing_if = "Option::is_none")]
        decision: Option<PolicyDecision>,
        #[serde(skip_serializing_if = "Option::is_none")]
        quote_policy: Option<QuotePolicy>,
        #[serde(skip_serializing_if = "Option::is_none")]
        quoting: Option<StatusId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        switch: Option<Switch>,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
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
            Mutation::Relate { id, relation, on, how } => Self {
                account: Some(id),
                relation: Some(relation),
                on: Some(on),
                how: Some(how).filter(|how| *how != How::default()),
                ..kind("relate")
            },
            Mutation::Note { id, comment } => {
                Self { account: Some(id), comment: Some(comment), ..kind("note") }
            }
            Mutation::Report(report) => Self { report: Some(report), ..kind("report") },
            Mutation::EditProfile(profile) => Self { profile: Some(profile), ..kind("profile") },
            Mutation::AnswerFollowRequest { id, accept } => {
                Self { account: Some(id), on: Some(accept), ..kind("answer") }
            }
            Mutation::Vote { post, poll, choices } => {
                Self { post: Some(post), poll: Some(poll), choices, ..kind("vote") }
            }
            Mutation::ReadNotifications { upto } => Self { notification: Some(upto), ..kind("read") },
            Mutation::CreateList { draft, known } => {
                Self { list_draft: Some(draft), known_lists: known, ..kind("create_list") }
            }
            Mutation::EditList { id, draft } => {
                Self { list: Some(id), list_draft: Some(draft), ..kind("edit_list") }
            }
            Mutation::DeleteList { id } => Self { list: Some(id), ..kind("delete_list") },
            Mutation::ListMember { list, account, on } => {
                Self { list: Some(list), account: Some(account), on: Some(on), ..kind("list_member") }
            }
            Mutation::CreateFilter { draft, known } => {
                Self { filter_draft: Some(draft), known_filters: known, ..kind("create_filter") }
            }
            Mutation::EditFilter { id, draft } => {
                Self { filter: Some(id), filter_draft: Some(draft), ..kind("edit_filter") }
            }
            Mutation::DeleteFilter { id } => Self { filter: Some(id), ..kind("delete_filter") },
            Mutation::FilterPost { filter, post, on } => {
                Self { shown_filter: Some(*filter), post: Some(post), on: Some(on), ..kind("filter_post") }
            }
            Mutation::QuotePolicy { id, policy } => {
                Self { post: Some(id), quote_policy: Some(policy), ..kind("quote_policy") }
            }
            Mutation::RevokeQuote { id, quoting } => {
                Self { post: Some(id), quoting: Some(quoting), ..kind("revoke_quote") }
            }
            Mutation::Policy { of, decision } => {
                Self { policy: Some(of), decision: Some(decision), ..kind("policy") }
            }
            Mutation::Switch { what, name, on } => {
                Self { switch: Some(what), name: Some(name), on: Some(on), ..kind("switch") }
            }
        }
    }

    fn meant(self) -> Option<Mutation> {
        Some(match self.kind.as_str() {
            "post" => Mutation::Post(self.draft?),
            "edit" => Mutation::Edit { id: self.post?, draft: self.draft? },
            "delete" => Mutation::Delete { id: self.post? },
            "mark" => Mutation::Mark { id: self.post?, mark: self.mark?, on: self.on? },
            "relate" => Mutation::Relate {
                id: self.account?,
                relation: self.relation?,
                on: self.on?,
                how: self.how.unwrap_or_default(),
            },
            "note" => Mutation::Note { id: self.account?, comment: self.comment? },
            "report" => Mutation::Report(self.report?),
            "profile" => Mutation::EditProfile(self.profile?),
            "answer" => Mutation::AnswerFollowRequest { id: self.account?, accept: self.on? },
            "vote" => Mutation::Vote { post: self.post?, poll: self.poll?, choices: self.choices },
            "read" => Mutation::ReadNotifications { upto: self.notification? },
            "create_list" => Mutation::CreateList { draft: self.list_draft?, known: self.known_lists },
            "edit_list" => Mutation::EditList { id: self.list?, draft: self.list_draft? },
            "delete_list" => Mutation::DeleteList { id: self.list? },
            "list_member" => Mutation::ListMember { list: self.list?, account: self.account?, on: self.on? },
            "create_filter" => {
                Mutation::CreateFilter { draft: self.filter_draft?, known: self.known_filters }
            }
            "edit_filter" => Mutation::EditFilter { id: self.filter?, draft: self.filter_draft? },
            "delete_filter" => Mutation::DeleteFilter { id: self.filter? },
            "filter_post" => {
                Mutation::FilterPost { filter: Box::new(self.shown_filter?), post: self.post?, on: self.on? }
            }
            "quote_policy" => Mutation::QuotePolicy { id: self.post?, policy: self.quote_policy? },
            "revoke_quote" => Mutation::RevokeQuote { id: self.post?, quoting: self.quoting? },
            "policy" => Mutation::Policy { of: self.policy?, decision: self.decision? },
            "switch" => Mutation::Switch { what: self.switch?, name: self.name?, on: self.on? },
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

const POST: &str = "unsent:";
const LIST: &str = "list:";
const FILTER: &str = "filter:";
const SCHEDULED: &str = "scheduled:";

/// What has been made of a mutation, as it is written: what it was, and its real id.
pub(crate) fn written_made((id, made): &(MutationId, Made)) -> (String, String) {
    let (kind, real) = match made {
        Made::Post(real) => (POST, real.as_str()),
        Made::List(real) => (LIST, real.as_str()),
        Made::Filter(real) => (FILTER, real.as_str()),
        Made::Scheduled(real) => (SCHEDULED, real.as_str()),
    };
    (format!("{kind}{}", id.as_str()), real.to_owned())
}

/// The same, read.
pub(crate) fn read_made((name, real): (String, String)) -> Option<(MutationId, Made)> {
    let (id, made) = if let Some(id) = name.strip_prefix(POST) {
        (id, Made::Post(real.into()))
    } else if let Some(id) = name.strip_prefix(LIST) {
        (id, Made::List(real.into()))
    } else if let Some(id) = name.strip_prefix(FILTER) {
        (id, Made::Filter(real.into()))
    } else {
        (name.strip_prefix(SCHEDULED)?, Made::Scheduled(real.into()))
    };
    Some((MutationId::from(id), made))
}
