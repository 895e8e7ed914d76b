//! In which order waiting posts are sent, as far as that is the user's to say: posts that wait may change places, but none
//! comes before what it belongs to.

use std::borrow::Borrow;

use super::{Entry, Mutation, MutationId, State};

/// The post that a waiting post comes before when it is moved up; `None` where it cannot be.
#[must_use]
pub fn above<E: Borrow<Entry>>(entries: &[E], id: &MutationId) -> Option<MutationId> {
    let place = entries.iter().position(|entry| entry.borrow().id == *id)?;
    let before = entries.iter().take(place).rposition(|entry| may_move(entry.borrow()))?;
    may_pass(entries, place, before).then(|| entries.get(before).map(|entry| entry.borrow().id.clone()))?
}

/// The post that comes before a waiting post when that one is moved down; `None` where it cannot be.
#[must_use]
pub fn below<E: Borrow<Entry>>(entries: &[E], id: &MutationId) -> Option<MutationId> {
    let before = entries.iter().position(|entry| entry.borrow().id == *id)?;
    let (place, entry) =
        entries.iter().enumerate().skip(before + 1).find(|(_, entry)| may_move((*entry).borrow()))?;
    may_pass(entries, place, before).then(|| entry.borrow().id.clone())
}

/// Moves one post before another, if it may pass all that stands between. The entries keep the places that there are.
pub(super) fn move_before(entries: &mut Vec<Entry>, id: &MutationId, before: &MutationId) {
    let find = |id: &MutationId| entries.iter().position(|entry: &Entry| entry.id == *id);
    let (Some(from), Some(to)) = (find(id), find(before)) else { return };
    if !may_pass(entries, from, to) {
        return;
    }
    let places: Vec<String> = entries.iter().map(|entry| entry.place().to_owned()).collect();
    let moved = entries.remove(from);
    entries.insert(to, moved);
    for (entry, place) in entries.iter_mut().zip(places) {
        entry.moved_to = if place == entry.id.as_str() { String::new() } else { place };
    }
}

/// Whether it is a post that waits and that the server has nothing of.
fn may_move(entry: &Entry) -> bool {
    let waits = matches!(entry.state, State::Queued | State::Waiting { .. });
    waits && entry.is_untouched() && matches!(entry.mutation, Mutation::Post(_))
}

/// Whether the entry at one place may come before the one at an earlier place: both may move, and it belongs to nothing from
/// there on.
fn may_pass<E: Borrow<Entry>>(entries: &[E], from: usize, to: usize) -> bool {
    let (Some(moved), Some(before)) = (entries.get(from), entries.get(to)) else { return false };
    let needed = moved.borrow().mutation.depends_on();
    let mut passed = entries.iter().take(from).skip(to);
    to < from
        && may_move(moved.borrow())
        && may_move(before.borrow())
        && passed.all(|entry| !needed.contains(&entry.borrow().id))
}
