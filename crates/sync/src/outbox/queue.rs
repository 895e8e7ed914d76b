//! The queue: what becomes of its entries. Pure; the store applies it within a transaction.

use rejoin_api::{MediaId, StatusId, Timestamp};

use super::{Entry, Mutation, MutationId, State, Subject};

/// A change to the queue.
#[derive(Debug, Clone, PartialEq)]
pub enum QueueChange {
    /// The user did something.
    Add(Box<Entry>),
    /// It is being sent from now on.
    Begin(MutationId),
    /// The server acknowledged it; a published post has this id now.
    Done(MutationId, Option<StatusId>),
    /// It is to be tried again.
    Postpone {
        /// Which.
        id: MutationId,
        /// From when on.
        until: Timestamp,
        /// Why, in words.
        why: String,
        /// Whether it may have reached the server.
        may_have_arrived: bool,
    },
    /// The server refused it, in its words.
    Refuse(MutationId, String),
    /// An attachment is on the server.
    Uploaded(MutationId, String, MediaId),
    /// The user wants it tried again.
    Retry(MutationId),
    /// The user gives it up.
    Discard(MutationId),
    /// A leader has gone; what it was sending is to be sent again.
    Recover,
}

/// Applies a change to the entries, which are in the order of their ids.
pub fn apply(entries: &mut Vec<Entry>, change: QueueChange) {
    match change {
        QueueChange::Add(entry) => add(entries, *entry),
        QueueChange::Begin(id) => with(entries, &id, |entry| {
            entry.state = State::Sending;
            entry.tries += 1;
        }),
        QueueChange::Done(id, published) => done(entries, &id, published.as_ref()),
        QueueChange::Postpone { id, until, why, may_have_arrived } => with(entries, &id, |entry| {
            entry.state = State::Waiting { until, why: why.clone() };
            entry.uncertain |= may_have_arrived;
            // What never left the device can still be changed.
            entry.tries -= u32::from(!may_have_arrived && entry.tries > 0);
        }),
        QueueChange::Refuse(id, words) => with(entries, &id, |entry| {
            entry.state = State::Wedged(words.clone());
            entry.uncertain = false;
        }),
        QueueChange::Uploaded(id, file, media) => with(entries, &id, |entry| {
            let attachments = entry.mutation.draft_mut().into_iter().flat_map(|draft| &mut draft.media);
            attachments.filter(|one| one.file == file).for_each(|one| one.uploaded = Some(media.clone()));
        }),
        QueueChange::Retry(id) => with(entries, &id, |entry| {
            if entry.state != State::Sending {
                entry.state = State::Queued;
            }
        }),
        QueueChange::Discard(id) => discard(entries, &id),
        QueueChange::Recover => {
            entries.iter_mut().filter(|entry| entry.state == State::Sending).for_each(|entry| {
                entry.state = State::Queued;
                entry.uncertain = true;
            });
        }
    }
}

/// The entry to be sent next, if one may be sent now.
#[must_use]
pub fn next(entries: &[Entry], now: Timestamp) -> Option<&Entry> {
    entries.iter().enumerate().find_map(|(place, entry)| {
        let due = match &entry.state {
            State::Queued => true,
            State::Waiting { until, .. } => *until <= now,
            State::Sending | State::Wedged(_) => false,
        };
        let earlier = || entries.iter().take(place);
        let in_turn = entry.mutation.subject() == Subject::Own
            || earlier().all(|other| other.mutation.subject() != entry.mutation.subject());
        let ready = entry.mutation.depends_on().is_empty();
        (due && in_turn && ready).then_some(entry)
    })
}

/// When the next entry is due, if one waits for its time.
#[must_use]
pub fn due_at(entries: &[Entry]) -> Option<Timestamp> {
    let waiting = entries.iter().filter_map(|entry| match entry.state {
        State::Waiting { until, .. } => Some(until),
        _ => None,
    });
    waiting.min()
}

fn with(entries: &mut [Entry], id: &MutationId, change: impl Fn(&mut Entry)) {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.id == *id) {
        change(entry);
    }
}

fn add(entries: &mut Vec<Entry>, mut new: Entry) {
    if let Some(unsent) = changes_unsent(&new.mutation)
        && let Some(place) =
            entries.iter().position(|entry| entry.id == unsent && entry.state != State::Sending)
    {
        return fold(entries, place, new);
    }
    let superseded = |old: &Entry| old.state != State::Sending && supersedes(&new.mutation, &old.mutation);
    let (old, kept): (Vec<Entry>, Vec<Entry>) = std::mem::take(entries).into_iter().partition(superseded);
    *entries = kept;
    let in_flight = entries.iter().find(|other| sets_the_same(&other.mutation, &new.mutation));
    let unheard = old.iter().any(|old| is_opposite(&old.mutation, &new.mutation) && old.is_untouched());
    // Nothing is left to say when the server never heard of what this takes back, or is just being told this very thing.
    if in_flight.map_or(unheard, |sent| !is_opposite(&sent.mutation, &new.mutation)) {
        return;
    }
    new.uncertain = old.iter().any(|old| !old.is_untouched());
    new.mutation = deduplicated(new.mutation);
    let place = entries.partition_point(|old| old.id <= new.id);
    entries.insert(place, new);
}

/// The unsent post that this edits or deletes.
fn changes_unsent(mutation: &Mutation) -> Option<MutationId> {
    match mutation {
        Mutation::Edit { id, .. } | Mutation::Delete { id } => MutationId::of_post(id),
        _ => None,
    }
}

/// Changes a post that has not been sent where it stands in the queue.
fn fold(entries: &mut Vec<Entry>, place: usize, new: Entry) {
    let id = entries.get(place).map(|entry| entry.id.clone());
    match (new.mutation, entries.get_mut(place)) {
        (Mutation::Edit { draft, .. }, Some(old)) => {
            old.mutation = Mutation::Post(draft);
            old.state = State::Queued;
            // A new content is a new key: under the old one the server may hold the old content.
            old.key = new.key;
        }
        _ => {
            if let Some(id) = id {
                discard(entries, &id);
            }
        }
    }
}

fn supersedes(new: &Mutation, old: &Mutation) -> bool {
    let same = new.subject() == old.subject() && new.subject() != Subject::Own;
    let of_deleted =
        matches!((new, old), (Mutation::Delete { id }, Mutation::Mark { id: marked, .. }) if id == marked);
    same || of_deleted
}

/// Whether both set or take back the same thing.
fn sets_the_same(one: &Mutation, other: &Mutation) -> bool {
    matches!(one, Mutation::Mark { .. } | Mutation::Relate { .. }) && one.subject() == other.subject()
}

fn is_opposite(old: &Mutation, new: &Mutation) -> bool {
    match (old, new) {
        (Mutation::Mark { on: a, .. }, Mutation::Mark { on: b, .. })
        | (Mutation::Relate { on: a, .. }, Mutation::Relate { on: b, .. }) => a != b,
        _ => false,
    }
}

fn deduplicated(mut mutation: Mutation) -> Mutation {
    if let Mutation::Vote { choices, .. } = &mut mutation {
        choices.sort_unstable();
        choices.dedup();
    }
    mutation
}

fn done(entries: &mut Vec<Entry>, id: &MutationId, published: Option<&StatusId>) {
    entries.retain(|entry| entry.id != *id);
    if let Some(real) = published {
        let unsent = id.as_post();
        entries.iter_mut().for_each(|entry| {
            entry.mutation.resolve(&unsent, real);
        });
    }
}

/// Drops an entry; what depends on it cannot be sent any more, and waits for the user.
fn discard(entries: &mut Vec<Entry>, id: &MutationId) {
    entries.retain(|entry| entry.id != *id);
    let orphaned = |entry: &Entry| entry.mutation.depends_on().contains(id);
    entries.retain(|entry| !orphaned(entry) || entry.mutation.draft().is_some());
    for entry in entries.iter_mut().filter(|entry| orphaned(entry)) {
        entry.state = State::Wedged("The post it answers was discarded.".into());
    }
}
