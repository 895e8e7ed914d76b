//! Lists whose rows stay as they are while others come and go.

use std::sync::Arc;

use leptos::prelude::*;

/// A row that is drawn when it comes.
struct Item {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

type Items = Box<dyn Fn() -> Vec<Item> + Send + Sync>;

/// Draws each of what `each` gives under its key: only what has a new key is drawn anew.
///
/// Like Leptos' own `For`, which becomes code of its own, a tenth of a page's, for each kind of row. Here all share one.
pub fn rows<T: Send + 'static>(
    each: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: impl Fn(&T) -> String + Send + Sync + 'static,
    draw: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let draw = Arc::new(draw);
    let item = move |value: T| {
        let (key, draw) = (key(&value), Arc::clone(&draw));
        Item { key, draw: Box::new(move || draw(value)) }
    };
    list(Box::new(move || each().into_iter().map(&item).collect()))
}

fn list(items: Items) -> AnyView {
    view! { <For each=move || items() key=|item| item.key.clone() children=|item| (item.draw)()/> }.into_any()
}
