//! What is pending, folded over what the server said. Pure: what the screen shows is always this fold, so that a refresh can
//! never undo a tap, and a refusal never leaves a lie.

use std::collections::HashSet;
use std::sync::Arc;

use rejoin_api::{self as api, AccountId, Filter, FilterResult, Relationship, StatusId};
use rejoin_domain::{Media, Post, TimelineKey, richtext};

use super::matching::letters;
use super::{Draft, Entry, How, Mark, Mutation, Relation, State};

/// Clocks of servers and devices are taken to be no further apart than this, in milliseconds.
const APART: i64 = 900_000;

/// The pending mutations of one account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlay {
    entries: Vec<Arc<Entry>>,
}

impl Overlay {
    /// Of these entries, in the order of the queue.
    #[must_use]
    pub fn new(entries: Vec<Arc<Entry>>) -> Self {
        Self { entries }
    }

    /// The entries, in the order of the queue.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// A post as the user means it to be; `None` when it shall be deleted.
    #[must_use]
    pub fn post(&self, stored: &Arc<Post>) -> Option<Arc<Post>> {
        let mut shown = Arc::clone(stored);
        for entry in self.live() {
            match &entry.mutation {
                Mutation::Delete { id } if *id == stored.id => return None,
                Mutation::Edit { id, draft } if *id == stored.id => edit(Arc::make_mut(&mut shown), draft),
                Mutation::Mark { id, mark, on } if *id == stored.id => {
                    set_mark(Arc::make_mut(&mut shown), *mark, *on);
                }
                Mutation::QuotePolicy { id, policy } if *id == stored.id => {
                    Arc::make_mut(&mut shown).set_quote_policy(policy);
                }
                Mutation::RevokeQuote { quoting, .. } if *quoting == stored.id => {
                    if let Some(quote) = &mut Arc::make_mut(&mut shown).quote {
                        quote.state = api::QuoteState::Revoked;
                    }
                }
                Mutation::FilterPost { filter, post, on } if *post == stored.id => {
                    set_filter(Arc::make_mut(&mut shown), filter, *on);
                }
                Mutation::Vote { post, choices, .. } if *post == stored.id => {
                    vote(Arc::make_mut(&mut shown), choices);
                }
                _ => {}
            }
        }
        Some(shown)
    }

    /// The entry behind the id of an unsent post.
    #[must_use]
    pub fn unsent(&self, id: &StatusId) -> Option<&Arc<Entry>> {
        self.entries
            .iter()
            .find(|entry| entry.id.as_post() == *id && matches!(entry.mutation, Mutation::Post(_)))
    }

    /// An unsent post as it will roughly look.
    #[must_use]
    pub fn unsent_post(&self, id: &StatusId, me: &AccountId) -> Option<Post> {
        let (entry, draft) = self.drafts().find(|(entry, _)| entry.id.as_post() == *id)?;
        Some(written(id, entry, draft, me))
    }

    /// The unsent posts that stand at the top of a timeline, newest first.
    #[must_use]
    pub fn unsent_in(&self, timeline: &TimelineKey, me: &AccountId) -> Vec<StatusId> {
        use rejoin_domain::AccountTab::{Media, Posts, Replies};
        let belongs = |draft: &Draft| match timeline {
            TimelineKey::Home => true,
            TimelineKey::Account { id, tab: Replies } => id == me,
            TimelineKey::Account { id, tab: Posts } => id == me && draft.in_reply_to.is_none(),
            TimelineKey::Account { id, tab: Media } => id == me && !draft.media.is_empty(),
            _ => false,
        };
        self.drafts().rev().filter(|(_, draft)| belongs(draft)).map(|(entry, _)| entry.id.as_post()).collect()
    }

    /// The unsent posts that answer posts of a thread, and what each answers; oldest first.
    #[must_use]
    pub fn unsent_replies(&self, thread: &[StatusId]) -> Vec<(StatusId, StatusId)> {
        let mut there: HashSet<StatusId> = thread.iter().cloned().collect();
        let mut replies = Vec::new();
        for (entry, draft) in self.drafts() {
            if let Some(to) = draft.in_reply_to.as_ref().filter(|to| there.contains(to)) {
                replies.push((entry.id.as_post(), to.clone()));
                there.insert(entry.id.as_post());
            }
        }
        replies
    }

    /// What the unsent posts answer.
    #[must_use]
    pub fn answers(&self) -> Vec<StatusId> {
        self.drafts().filter_map(|(_, draft)| draft.in_reply_to.clone()).collect()
    }

    /// Whether an own post seems to be what became of one that is still shown as waiting: sent, and its answer not here yet.
    /// For the screen alone; what is certain is found out by reading back.
    #[must_use]
    pub fn awaits(&self, post: &Post) -> bool {
        self.live().any(|entry| {
            let Mutation::Post(draft) = &entry.mutation else { return false };
            if draft.scheduled_at.is_some() {
                return false;
            }
            let tried_at = entry.first_tried.filter(|_| !entry.is_untouched());
            tried_at.is_some_and(|at| post.created_at.as_millis() > at.as_millis() - APART)
                && post.reblog.is_none()
                && post.in_reply_to_id == draft.in_reply_to
                && post.media.len() == draft.media.len()
                && letters(&post.content.plain_text_in_full())
                    == letters(&richtext::compose(&draft.text).plain_text_in_full())
        })
    }

    /// A relationship as the user means it to be.
    #[must_use]
    pub fn relationship(&self, stored: &Arc<Relationship>, locked: bool) -> Arc<Relationship> {
        let mut shown = Arc::clone(stored);
        for entry in self.live() {
            match &entry.mutation {
                Mutation::Relate { id, relation, on, how } if *id == stored.id => {
                    relate(Arc::make_mut(&mut shown), *relation, *on, how, locked);
                }
                Mutation::Note { id, comment } if *id == stored.id => {
                    Arc::make_mut(&mut shown).note.clone_from(comment);
                }
                Mutation::AnswerFollowRequest { id, accept } if *id == stored.id => {
                    let shown = Arc::make_mut(&mut shown);
                    shown.requested_by = false;
                    shown.followed_by |= accept;
                }
                _ => {}
            }
        }
        shown
    }

    /// Whether a post shall be deleted.
    #[must_use]
    pub fn deletes(&self, post: &StatusId) -> bool {
        self.live().any(|entry| matches!(&entry.mutation, Mutation::Delete { id } if id == post))
    }

    /// The entries that still mean to happen: a refused change has not happened, while a refused post is still shown, with
    /// the server's words.
    pub(super) fn live(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.entries.iter().filter(|entry| !matches!(entry.state, State::Wedged(_)))
    }

    /// The unsent posts, as they shall be: one that the server may have is edited or deleted by a later entry. Those that are to be
    /// published later are no posts yet.
    fn drafts(&self) -> impl DoubleEndedIterator<Item = (&Arc<Entry>, &Draft)> {
        self.entries.iter().filter_map(|entry| {
            let Mutation::Post(draft) = &entry.mutation else { return None };
            let unsent = entry.id.as_post();
            let changed = self.live().rev().find_map(|later| match &later.mutation {
                Mutation::Edit { id, draft } if *id == unsent => Some(Some(draft)),
                Mutation::Delete { id } if *id == unsent => Some(None),
                _ => None,
            });
            let shown = changed.unwrap_or(Some(draft)).filter(|draft| draft.scheduled_at.is_none());
            shown.map(|draft| (entry, draft))
        })
    }
}

fn set_mark(post: &mut Post, mark: Mark, on: bool) {
    let step = |count: &mut u64, was: Option<bool>| {
        if was.unwrap_or(false) != on {
            *count = if on { *count + 1 } else { count.saturating_sub(1) };
        }
    };
    match mark {
        Mark::Favourite => {
            step(&mut post.favourites_count, post.mine.favourited);
            post.mine.favourited = Some(on);
        }
        Mark::Boost => {
            step(&mut post.reblogs_count, post.mine.reblogged);
            post.mine.reblogged = Some(on);
        }
        Mark::Bookmark => post.mine.bookmarked = Some(on),
        Mark::Pin => post.mine.pinned = Some(on),
        Mark::MuteConversation => post.mine.muted = Some(on),
    }
}

/// What a filter finds in the words of a post stays found.
fn set_filter(post: &mut Post, filter: &Filter, on: bool) {
    let is_of_it = |result: &FilterResult| result.filter.id == filter.id;
    match post.filtered.iter_mut().find(|result| is_of_it(result)) {
        Some(result) => result.status_matches = on.then(|| vec![post.id.clone()]),
        None if on => post.filtered.push(FilterResult {
            filter: filter.clone(),
            keyword_matches: None,
            status_matches: Some(vec![post.id.clone()]),
        }),
        None => {}
    }
    let finds = |result: &FilterResult| {
        result.keyword_matches.as_ref().is_some_and(|all| !all.is_empty())
            || result.status_matches.as_ref().is_some_and(|all| !all.is_empty())
    };
    post.filtered.retain(|result| !is_of_it(result) || finds(result));
}

fn vote(post: &mut Post, choices: &[u32]) {
    let Some(poll) = post.poll.as_mut().filter(|poll| !poll.voted) else { return };
    for (place, option) in poll.options.iter_mut().enumerate() {
        if choices.iter().any(|choice| usize::try_from(*choice) == Ok(place)) {
            option.votes_count = option.votes_count.map(|count| count + 1);
            poll.votes_count += 1;
        }
    }
    poll.voters_count = poll.voters_count.map(|count| count + 1);
    poll.voted = true;
    poll.own_votes = choices.to_vec();
}

fn edit(post: &mut Post, draft: &Draft) {
    post.content = richtext::compose(&draft.text);
    post.warning = richtext::parse_plain(draft.warning.trim(), &[]);
    // Servers take whatever has a warning to be sensitive.
    post.sensitive = draft.sensitive || !draft.warning.trim().is_empty();
    post.language.clone_from(&draft.language);
}

fn relate(shown: &mut Relationship, relation: Relation, on: bool, how: &How, locked: bool) {
    match relation {
        Relation::Follow if locked && on && !shown.following => shown.requested = true,
        Relation::Follow => {
            let was = std::mem::replace(&mut shown.following, on);
            shown.requested &= on;
            // Boosts of those one follows are shown unless that was changed.
            shown.showing_reblogs = on && how.reblogs.unwrap_or(shown.showing_reblogs || !was);
            shown.notifying = on && how.notify.unwrap_or(shown.notifying);
            shown.languages =
                how.languages.clone().or_else(|| shown.languages.take()).filter(|all| on && !all.is_empty());
        }
        Relation::Block => {
            shown.blocking = on;
            shown.following &= !on;
            shown.followed_by &= !on;
        }
        Relation::Mute => {
            shown.muting = on;
            shown.muting_notifications = on && how.notifications.unwrap_or(true);
            shown.muting_expires_at = how.until.filter(|_| on);
        }
        Relation::Endorse => shown.endorsed = on,
        Relation::Follower => shown.followed_by = on,
    }
}

fn written(id: &StatusId, entry: &Entry, draft: &Draft, me: &AccountId) -> Post {
    let wire = api::Status {
        id: id.clone(),
        created_at: entry.made_at,
        in_reply_to_id: draft.in_reply_to.clone(),
        sensitive: draft.sensitive,
        visibility: draft.visibility.clone(),
        language: draft.language.clone(),
        account: api::Account { id: me.clone(), ..api::Account::default() },
        poll: draft.poll.as_ref().map(|poll| api::Poll {
            multiple: poll.multiple,
            options: poll
                .options
                .iter()
                .map(|title| api::PollOption { title: title.clone(), ..api::PollOption::default() })
                .collect(),
            voted: Some(true),
            ..api::Poll::default()
        }),
        ..api::Status::default()
    };
    let mut post = Post::from_wire(&wire);
    edit(&mut post, draft);
    post.media = draft.media.iter().map(attached).collect();
    post.quote =
        draft.quote.clone().map(|id| rejoin_domain::Quote { state: api::QuoteState::Accepted, id: Some(id) });
    post
}

/// An attachment that is still on the device: its id is the name of its file, by which the app finds the bytes.
fn attached(attachment: &super::Attachment) -> Media {
    let kind = attachment.mime.split('/').next().unwrap_or_default();
    let wire = api::MediaAttachment {
        id: attachment.file.as_str().into(),
        kind: api::MediaKind::from(kind),
        description: Some(attachment.description.clone()),
        ..api::MediaAttachment::default()
    };
    let preview_url = attachment.preview.clone();
    Media { preview_url, focus: attachment.focus, ..Media::from_wire(&wire) }
}
