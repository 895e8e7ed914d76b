//! The queue: what becomes of its entries. Pure; the store applies it within a transaction.

use rejoin_api::{MediaId, Timestamp};

use super::giving_up::{discard, restore, wedge_orphans};
use super::order::move_before;
use super::{Entry, How, Made, Mutation, MutationId, State, Subject};

/// A change to the queue.
#[derive(Debug, Clone, PartialEq)]
pub enum QueueChange {
    /// The user did something.
    Add(Box<Entry>),
    /// It is being sent from now on.
    Begin(MutationId, Timestamp),
    /// The server acknowledged it; this has been made of it there.
    Done(MutationId, Option<Made>),
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
        /// Whether the fault may be its own, so that the next wait is longer.
        counted: bool,
    },
    /// The server's data say that no attempt has arrived: it is as if it had never been sent. A new key is given when the old
    /// one stands for something else on the server.
    NotArrived(MutationId, Option<String>),
    /// It waits for the user: the server refused it, or it cannot be found out what came of it.
    Refuse {
        /// Which.
        id: MutationId,
        /// Why, in words; the server's where it has any.
        why: String,
        /// Whether it may have reached the server all the same.
        may_have_arrived: bool,
    },
    /// An attachment is on the server.
    Uploaded(MutationId, String, MediaId),
    /// The user wants it tried again.
    Retry(MutationId),
    /// The user gives it up.
    Discard(MutationId),
    /// The user takes back that it was given up.
    Restore(Box<Entry>),
    /// The user wants one post to be sent before another.
    MoveBefore(MutationId, MutationId),
    /// A leader has gone; what it was sending is uncertain, and may be looked after when it can no longer be on its way.
    Recover {
        /// Not before this time.
        until: Timestamp,
        /// Nor before so many milliseconds after it was sent, if it creates something.
        patience: i64,
    },
}

/// Applies a change to the entries, which are in the order of their places.
pub fn apply(entries: &mut Vec<Entry>, change: QueueChange) {
    match change {
        QueueChange::Add(entry) => add(entries, *entry),
        QueueChange::Begin(id, at) => with(entries, &id, |entry| {
            entry.state = State::Sending;
            entry.tries += 1;
            entry.first_tried.get_or_insert(at);
            entry.last_tried = Some(at);
        }),
        QueueChange::Done(id, made) => done(entries, &id, made.as_ref()),
        QueueChange::Postpone { id, until, why, may_have_arrived, counted } => {
            with(entries, &id, |entry| {
                entry.state = State::Waiting { until, why: why.clone() };
                entry.uncertain |= may_have_arrived;
                entry.tries -= u32::from(!counted && entry.tries > 0);
                forget_attempt(entry);
            });
            if entries.iter().any(|entry| entry.id == id && entry.is_untouched()) {
                fold_changes(entries, &id);
            }
        }
        QueueChange::NotArrived(id, key) => not_arrived(entries, &id, key.as_ref()),
        QueueChange::Refuse { id, why, may_have_arrived } => refuse(entries, &id, &why, may_have_arrived),
        QueueChange::Uploaded(id, file, media) => with(entries, &id, |entry| {
            let attachments = entry.mutation.draft_mut().into_iter().flat_map(|draft| &mut draft.media);
            attachments.filter(|one| one.file == file).for_each(|one| one.uploaded = Some(media.clone()));
        }),
        QueueChange::Retry(id) => with(entries, &id, |entry| {
            if entry.state != State::Sending {
                entry.state = State::Queued;
                entry.tries = 0;
                // Whether twice is better than perhaps never was for the user to say.
                entry.uncertain &= !matches!(entry.mutation, Mutation::Report(_));
            }
        }),
        QueueChange::Discard(id) => discard(entries, &id),
        QueueChange::Restore(entry) => restore(entries, *entry),
        QueueChange::MoveBefore(id, before) => move_before(entries, &id, &before),
        QueueChange::Recover { until, patience } => {
            for entry in entries.iter_mut().filter(|entry| entry.state == State::Sending) {
                let sent = entry.last_tried.filter(|_| entry.mutation.creates());
                let over = sent.map(|sent| Timestamp::from_millis(sent.as_millis() + patience));
                // A clock that was set back meanwhile must not stop it.
                let latest = Timestamp::from_millis(until.as_millis() + patience);
                let until = over.map_or(until, |over| over.clamp(until, latest));
                entry.state = State::Waiting { until, why: String::new() };
                entry.uncertain = true;
            }
        }
    }
    wedge_orphans(entries);
}

/// The entries that may be sent as soon as their time has come, in order: each is the first of its subject, and waits for
/// no other.
pub fn in_turn(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().enumerate().filter_map(|(place, entry)| {
        let open = matches!(entry.state, State::Queued | State::Waiting { .. });
        let subject = entry.mutation.subject();
        let mut earlier = entries.iter().take(place);
        let first = subject == Subject::Own || earlier.all(|other| other.mutation.subject() != subject);
        (open && first && entry.mutation.depends_on().is_empty()).then_some(entry)
    })
}

/// Whether the time of an entry has come.
#[must_use]
pub fn is_due(entry: &Entry, now: Timestamp) -> bool {
    match &entry.state {
        State::Queued => true,
        State::Waiting { until, .. } => *until <= now,
        State::Sending | State::Wedged(_) => false,
    }
}

/// The entry to be sent next, if one may be sent now.
#[must_use]
pub fn next(entries: &[Entry], now: Timestamp) -> Option<&Entry> {
    in_turn(entries).find(|entry| is_due(entry, now))
}

/// When the next entry is due, if one waits for its time.
#[must_use]
pub fn due_at(entries: &[Entry]) -> Option<Timestamp> {
    let waiting = in_turn(entries).filter_map(|entry| match entry.state {
        State::Waiting { until, .. } => Some(until),
        _ => None,
    });
    waiting.min()
}

/// Names what has been made since the user meant it, by its real ids.
pub fn resolve_made(change: &mut QueueChange, made: &[(MutationId, Made)]) {
    match change {
        QueueChange::Add(entry) => {
            for (id, made) in made {
                entry.mutation.resolve(id, made);
            }
        }
        // It has been sent all the same: what is left to take back is its deletion there.
        QueueChange::Restore(entry) => {
            if made.iter().any(|(other, _)| *other == entry.id) {
                *change = QueueChange::Discard(entry.id.followed());
                return;
            }
            made.iter().for_each(|(id, made)| entry.mutation.resolve(id, made));
        }
        // It was sent while the user gave it up.
        QueueChange::Discard(id) => {
            if let Some((_, real)) = made.iter().find(|(other, _)| other == id) {
                let delete = match real.clone() {
                    Made::Post(id) => Mutation::Delete { id },
                    Made::List(id) => Mutation::DeleteList { id },
                    Made::Filter(id) => Mutation::DeleteFilter { id },
                    Made::Scheduled(id) => Mutation::unscheduled(&id),
                };
                let entry = Entry::new(id.followed(), delete, Timestamp::default(), String::new());
                *change = QueueChange::Add(Box::new(entry));
            }
        }
        _ => {}
    }
}

fn with(entries: &mut [Entry], id: &MutationId, change: impl Fn(&mut Entry)) {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.id == *id) {
        change(entry);
    }
}

fn forget_attempt(entry: &mut Entry) {
    if !entry.uncertain {
        entry.first_tried = None;
    }
}

pub(super) fn add(entries: &mut Vec<Entry>, mut new: Entry) {
    if let Some(unsent) = new.mutation.changes_unsent()
        && let Some(place) = entries.iter().position(|entry| entry.id == unsent)
        && let Some(old) = entries.get_mut(place)
    {
        if old.is_untouched() {
            return fold(entries, place, new);
        }
        // The server may have it as it was. That is found out first; then the change is made here or there.
        if let State::Wedged(_) = old.state {
            old.state = State::Queued;
        }
    }
    let superseded = |old: &Entry| old.state != State::Sending && supersedes(&new.mutation, &old.mutation);
    let (old, kept): (Vec<Entry>, Vec<Entry>) = std::mem::take(entries).into_iter().partition(superseded);
    *entries = kept;
    let in_flight = entries.iter().find(|other| sets_the_same(&other.mutation, &new.mutation));
    // What the first of them was to change is how things are on the server.
    let unheard = old.first().is_some_and(|first| is_opposite(&first.mutation, &new.mutation))
        && old.iter().all(Entry::is_untouched);
    for old in &old {
        take_over(&mut new.mutation, &old.mutation);
    }
    // Nothing is left to say when the server never heard of what this takes back, or is just being told this very thing.
    if in_flight.map_or(unheard, |sent| sent.mutation == new.mutation) {
        return;
    }
    new.uncertain = old.iter().any(|old| old.uncertain);
    new.first_tried = old.iter().filter_map(|old| old.first_tried).next();
    new.mutation = deduplicated(new.mutation);
    insert(entries, new);
}

pub(super) fn insert(entries: &mut Vec<Entry>, new: Entry) {
    let place = entries.partition_point(|old| old.place() <= new.place());
    entries.insert(place, new);
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
        (
            Mutation::EditList { draft, .. },
            Some(Entry { mutation: Mutation::CreateList { draft: old, .. }, state, .. }),
        ) => {
            (*old, *state) = (draft, State::Queued);
        }
        (
            Mutation::EditFilter { draft, .. },
            Some(Entry { mutation: Mutation::CreateFilter { draft: old, .. }, state, .. }),
        ) => {
            (*old, *state) = (draft, State::Queued);
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
    let of_deleted = match (new, old) {
        (Mutation::Delete { id }, Mutation::Mark { id: marked, .. }) => id == marked,
        (Mutation::DeleteList { id }, Mutation::ListMember { list, .. }) => id == list,
        (Mutation::DeleteFilter { id }, Mutation::FilterPost { filter, .. }) => *id == filter.id,
        _ => false,
    };
    same || of_deleted
}

/// Whether both set or take back the same thing.
fn sets_the_same(one: &Mutation, other: &Mutation) -> bool {
    let sets = matches!(
        one,
        Mutation::Mark { .. }
            | Mutation::Relate { .. }
            | Mutation::ListMember { .. }
            | Mutation::FilterPost { .. }
            | Mutation::Policy { .. }
            | Mutation::QuotePolicy { .. }
            | Mutation::RevokeQuote { .. }
            | Mutation::Switch { .. }
    );
    sets && one.subject() == other.subject()
}

/// Whether one takes back what the other did. Of what is done in a special way nobody can tell how it was before.
fn is_opposite(old: &Mutation, new: &Mutation) -> bool {
    let plain = How::default();
    match (old, new) {
        (Mutation::Mark { on: a, .. }, Mutation::Mark { on: b, .. })
        | (Mutation::ListMember { on: a, .. }, Mutation::ListMember { on: b, .. })
        | (Mutation::FilterPost { on: a, .. }, Mutation::FilterPost { on: b, .. }) => a != b,
        (Mutation::Switch { what, on: a, .. }, Mutation::Switch { on: b, .. }) => a != b && what.goes_back(),
        (Mutation::Relate { on: a, how, .. }, Mutation::Relate { on: b, how: other, .. }) => {
            a != b && *how == plain && *other == plain
        }
        _ => false,
    }
}

/// Takes over from an earlier mutation, whose place it takes, what this one does not speak of.
fn take_over(new: &mut Mutation, old: &Mutation) {
    match (new, old) {
        (Mutation::Relate { on: true, how, .. }, Mutation::Relate { on: true, how: before, .. }) => {
            *how = std::mem::take(how).over(before);
        }
        (Mutation::EditProfile(profile), Mutation::EditProfile(before)) => {
            profile.avatar = profile.avatar.take().or_else(|| before.avatar.clone());
            profile.header = profile.header.take().or_else(|| before.header.clone());
        }
        _ => {}
    }
}

fn deduplicated(mut mutation: Mutation) -> Mutation {
    if let Mutation::Vote { choices, .. } = &mut mutation {
        choices.sort_unstable();
        choices.dedup();
    }
    mutation
}

fn done(entries: &mut Vec<Entry>, id: &MutationId, made: Option<&Made>) {
    entries.retain(|entry| entry.id != *id);
    if let Some(made) = made {
        entries.iter_mut().for_each(|entry| entry.mutation.resolve(id, made));
    }
}

/// It has not been sent after all: what was to happen to it on the server happens to it here.
fn not_arrived(entries: &mut Vec<Entry>, id: &MutationId, key: Option<&String>) {
    with(entries, id, |entry| {
        entry.uncertain = false;
        entry.state = State::Queued;
        entry.first_tried = None;
        if let Some(key) = key {
            entry.key.clone_from(key);
        }
    });
    fold_changes(entries, id);
}

/// Makes the edits and the deletion of an unsent post that waited for its outcome.
fn fold_changes(entries: &mut Vec<Entry>, id: &MutationId) {
    let changes = |entry: &Entry| entry.mutation.changes_unsent().as_ref() == Some(id);
    let (waiting, kept): (Vec<Entry>, Vec<Entry>) = std::mem::take(entries).into_iter().partition(changes);
    *entries = kept;
    for change in waiting {
        if let Some(place) = entries.iter().position(|entry| entry.id == *id) {
            fold(entries, place, change);
        }
    }
}

fn refuse(entries: &mut Vec<Entry>, id: &MutationId, why: &str, may_have_arrived: bool) {
    let Some(place) = entries.iter().position(|entry| entry.id == *id) else { return };
    let Some(subject) = entries.get(place).map(|entry| entry.mutation.subject()) else { return };
    // The user has changed their mind since: nobody waits for the refused.
    if subject != Subject::Own
        && entries.iter().skip(place + 1).any(|later| later.mutation.subject() == subject)
    {
        entries.remove(place);
        return;
    }
    with(entries, id, |entry| {
        entry.state = State::Wedged(why.to_owned());
        entry.uncertain = may_have_arrived;
        forget_attempt(entry);
    });
    if !may_have_arrived {
        fold_changes(entries, id);
    }
}
