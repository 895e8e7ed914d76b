//! Lists of what is the user's own, or kept for them.

use leptos::prelude::*;

use super::live::live;
use super::page::instead_of_rows;
use super::rows::rows;
use crate::state::Own;

/// The rows of a list; what it is doing where it has none. `again` asks for it once more.
pub fn own_list<T: Clone + PartialEq + Send + Sync + 'static>(
    list: Own<Vec<T>>,
    again: fn(),
    nothing: fn() -> AnyView,
    key: impl Fn(&T) -> String + Clone + Send + Sync + 'static,
    row: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let is_empty = Memo::new(move |_| list.value.with(Vec::is_empty));
    live(move || match is_empty.get() {
        true => list.phase.with(|phase| instead_of_rows(phase, again, nothing)),
        false => rows(move || list.value.get(), key.clone(), row.clone()),
    })
}
