//! Giving entries up, taking that back, and what becomes of those that belonged to them.

use super::queue::{add, insert};
use super::{Entry, Mutation, MutationId, State, Subject};

/// What is said of an entry whose post is not there any more.
const ORPHANED: &str = "The post it belongs to was discarded.";

/// Drops an entry.
pub(super) fn discard(entries: &mut Vec<Entry>, id: &MutationId) {
    let Some(place) = entries.iter().position(|entry| entry.id == *id) else { return };
    if let Some(entry) = entries.get(place)
        && let Some(delete) = entry.mutation.undone(id)
        && !entry.is_untouched()
    {
        // The server may have it. If it does, it is deleted there.
        let delete = Entry::new(id.followed(), delete, entry.made_at, String::new());
        return add(entries, delete);
    }
    entries.remove(place);
}

/// Takes back that an entry was given up, with what was said then of those that belong to it.
pub(super) fn restore(entries: &mut Vec<Entry>, mut entry: Entry) {
    if entry.state == State::Sending {
        // Nobody is at it any more.
        entry.state = State::Queued;
        entry.uncertain = true;
    }
    // One that may have arrived is still here, and is to be deleted there.
    entries.retain(|other| other.id != entry.id.followed() || !other.is_untouched());
    let (id, subject) = (entry.id.clone(), entry.mutation.subject());
    // The user has done something else about it since.
    let is_over = subject != Subject::Own && entries.iter().any(|other| other.mutation.subject() == subject);
    if is_over || entries.iter().any(|other| other.id == id) {
        return;
    }
    insert(entries, entry);
    let orphaned = |other: &&mut Entry| {
        other.state == State::Wedged(ORPHANED.into()) && other.mutation.depends_on().contains(&id)
    };
    entries.iter_mut().filter(orphaned).for_each(|other| other.state = State::Queued);
}

/// What belongs to a post that is neither here nor on the server: words wait for the user, anything else has no sense.
pub(super) fn wedge_orphans(entries: &mut Vec<Entry>) {
    let ids: Vec<MutationId> = entries.iter().map(|entry| entry.id.clone()).collect();
    let orphaned = |entry: &Entry| entry.mutation.depends_on().iter().any(|id| !ids.contains(id));
    entries.retain(|entry| matches!(entry.mutation, Mutation::Post(_)) || !orphaned(entry));
    for entry in entries.iter_mut().filter(|entry| orphaned(entry)) {
        entry.state = State::Wedged(ORPHANED.into());
    }
}
