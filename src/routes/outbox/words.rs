//! What a mutation is, in words.

use rejoin_api::{AccountId, StatusId};
use rejoin_sync::outbox::{FilterDraft, Profile};
use rejoin_sync::{Mark, Mutation, Relation, Switch};

use crate::routes::put_aside::{decided, of_whom};
use crate::state::Titled;

/// What a mutation does, to whom, or to which post.
pub(super) struct Words {
    pub(super) what: String,
    pub(super) account: Option<AccountId>,
    pub(super) post: Option<StatusId>,
    pub(super) titled: Option<Titled>,
    /// Of a poll, by their places.
    pub(super) choices: Vec<u32>,
}

impl Words {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), account: None, post: None, titled: None, choices: Vec::new() }
    }

    fn of(self, titled: Titled) -> Self {
        Self { titled: Some(titled), ..self }
    }

    fn about(self, post: &StatusId) -> Self {
        Self { post: Some(post.clone()), ..self }
    }

    fn to(self, account: &AccountId) -> Self {
        Self { account: Some(account.clone()), ..self }
    }
}

/// In words.
pub(super) fn spoken(mutation: &Mutation) -> Words {
    match mutation {
        Mutation::Post(draft) => match (&draft.in_reply_to, &draft.quote) {
            (Some(id), _) => Words::new("Reply to").about(id),
            (None, Some(id)) => Words::new("Quote of").about(id),
            (None, None) if draft.scheduled_at.is_some() => Words::new("Post for later"),
            (None, None) => Words::new("Post"),
        },
        Mutation::Edit { id, .. } => Words::new("Change to the post of").about(id),
        Mutation::Delete { id } => Words::new("Deletion of the post of").about(id),
        Mutation::Mark { id, mark, on } => Words::new(marked(*mark, *on)).about(id),
        Mutation::Vote { post, choices, .. } => {
            let what = if choices.len() > 1 { "Votes in the poll of" } else { "Vote in the poll of" };
            Words { choices: choices.clone(), ..Words::new(what).about(post) }
        }
        Mutation::Relate { id, relation, on, .. } => Words::new(related(*relation, *on)).to(id),
        Mutation::QuotePolicy { id, .. } => Words::new("Who may quote the post of").about(id),
        Mutation::RevokeQuote { quoting, .. } => {
            Words::new("Your words taken out of the post of").about(quoting)
        }
        Mutation::Policy { of, decision } => {
            Words::new(format!("Notifications {}: {}", of_whom(*of), decided(decision)))
        }
        Mutation::Switch { what, name, on } => switched(*what, name, *on),
        Mutation::AnswerFollowRequest { id, accept } => {
            Words::new(if *accept { "Accept as a follower" } else { "Refuse as a follower" }).to(id)
        }
        Mutation::Note { id, comment } => {
            Words::new(if comment.is_empty() { "Removal of the note about" } else { "Note about" }).to(id)
        }
        Mutation::Report(report) => Words::new("Report of").to(&report.account),
        Mutation::ReadNotifications { .. } => Words::new("Notifications seen"),
        Mutation::EditProfile(_) => Words::new("Changes to your profile"),
        Mutation::CreateList { draft, .. } => Words::new(format!("New list “{}”", draft.title)),
        Mutation::EditList { draft, .. } => Words::new(format!("Changes to the list “{}”", draft.title)),
        Mutation::DeleteList { id } => Words::new("Deletion of the list").of(Titled::List(id.clone())),
        Mutation::ListMember { list, account, on } => {
            let what = if *on { "Put on the list" } else { "Take off the list" };
            Words::new(what).to(account).of(Titled::List(list.clone()))
        }
        Mutation::CreateFilter { draft, .. } => Words::new(format!("New filter “{}”", draft.title)),
        Mutation::EditFilter { draft, .. } => Words::new(format!("Changes to the filter “{}”", draft.title)),
        Mutation::FilterPost { filter, post, on } => {
            let what = if *on { "Put under the filter" } else { "Taken from the filter" };
            Words::new(format!("{what} “{}”: the post of", filter.title)).about(post)
        }
        Mutation::DeleteFilter { id } => Words::new("Deletion of the filter").of(Titled::Filter(id.clone())),
    }
}

/// What the user wrote in it, which can be copied out.
pub(super) fn detail(mutation: &Mutation) -> Option<String> {
    let text = match mutation {
        Mutation::Post(draft) | Mutation::Edit { draft, .. } => {
            let poll =
                draft.poll.iter().flat_map(|poll| poll.options.iter().map(|option| format!("- {option}")));
            let media =
                draft.media.iter().map(|media| format!("[{}]", described(&media.description, &media.name)));
            let words = [&draft.warning, &draft.text].into_iter().filter(|words| !words.is_empty()).cloned();
            words.chain(poll).chain(media).collect::<Vec<_>>().join("\n")
        }
        Mutation::Note { comment, .. } => comment.clone(),
        Mutation::Report(report) => report.comment.clone(),
        Mutation::EditProfile(profile) => written_in(profile),
        Mutation::CreateFilter { draft, .. } | Mutation::EditFilter { draft, .. } => words_of(draft),
        _ => String::new(),
    };
    (!text.trim().is_empty()).then_some(text)
}

fn written_in(profile: &Profile) -> String {
    let fields = profile.fields.iter().map(|field| format!("{}: {}", field.name, field.value));
    let fields = fields.filter(|words| words != ": ");
    let words = [&profile.display_name, &profile.note].into_iter().filter(|words| !words.is_empty()).cloned();
    words.chain(fields).collect::<Vec<_>>().join("\n")
}

fn words_of(filter: &FilterDraft) -> String {
    filter.keywords.iter().map(|word| word.keyword.as_str()).collect::<Vec<_>>().join("\n")
}

fn described<'a>(description: &'a str, name: &'a str) -> &'a str {
    if description.trim().is_empty() { name } else { description }
}

fn marked(mark: Mark, on: bool) -> &'static str {
    match (mark, on) {
        (Mark::Favourite, true) => "Favourite for",
        (Mark::Favourite, false) => "Favourite taken back from",
        (Mark::Boost, true) => "Boost of",
        (Mark::Boost, false) => "Boost taken back from",
        (Mark::Bookmark, true) => "Bookmark of",
        (Mark::Bookmark, false) => "Bookmark removed from",
        (Mark::Pin, true) => "Pinning of",
        (Mark::Pin, false) => "Unpinning of",
        (Mark::MuteConversation, true) => "Mute the conversation about",
        (Mark::MuteConversation, false) => "Unmute the conversation about",
    }
}

fn switched(what: Switch, name: &str, on: bool) -> Words {
    match what {
        Switch::FollowTag if on => Words::new(format!("Follow #{name}")),
        Switch::FollowTag => Words::new(format!("Unfollow #{name}")),
        Switch::FeatureTag if on => Words::new(format!("Show #{name} on your profile")),
        Switch::FeatureTag => Words::new(format!("Take #{name} off your profile")),
        Switch::BlockDomain if on => Words::new(format!("Block all of {name}")),
        Switch::BlockDomain => Words::new(format!("Unblock {name}")),
        Switch::Unread => {
            Words::new(if on { "A conversation marked as unread" } else { "A conversation read" })
        }
        Switch::Conversation => Words::new("Deletion of a conversation"),
        Switch::Suggestion => Words::new("No suggestion any more:").to(&AccountId::from(name)),
        Switch::Scheduled => Words::new("A post that is not to be published later"),
        Switch::NotificationRequest if on => Words::new("Let notifications of somebody through"),
        Switch::NotificationRequest => Words::new("Dismiss notifications of somebody"),
    }
}

fn related(relation: Relation, on: bool) -> &'static str {
    match (relation, on) {
        (Relation::Follow, true) => "Follow",
        (Relation::Follow, false) => "Unfollow",
        (Relation::Block, true) => "Block",
        (Relation::Block, false) => "Unblock",
        (Relation::Endorse, true) => "Show on your profile:",
        (Relation::Endorse, false) => "Take off your profile:",
        (Relation::Follower, _) => "Remove from your followers:",
        (Relation::Mute, true) => "Mute",
        (Relation::Mute, false) => "Unmute",
    }
}
