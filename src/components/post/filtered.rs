//! What filters make of posts: in the place that the page is, and with a way to look at what they leave out.

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::prelude::*;
use rejoin_api::{FilterAction, FilterContext, StatusId};
use rejoin_domain::Post;
use rejoin_domain::filters::verdict;

use crate::browser::clock;
use crate::components::live::live;

thread_local! {
    static PLACE: RefCell<Option<FilterContext>> = const { RefCell::new(None) };
    static LEFT_OUT: RefCell<HashSet<StatusId>> = RefCell::default();
    // How many these are, and whether they are shown all the same. No context: rows are drawn under owners of their own.
    static TOLD: (ArcRwSignal<usize>, ArcRwSignal<bool>) = Default::default();
}

fn told() -> (ArcRwSignal<usize>, ArcRwSignal<bool>) {
    TOLD.with(Clone::clone)
}

/// Another page is shown, in which these filters count; none of them where the reader has gathered the posts.
pub fn enter(place: Option<FilterContext>) {
    PLACE.replace(place);
    LEFT_OUT.with_borrow_mut(HashSet::clear);
    let (count, shown) = told();
    count.set(0);
    shown.set(false);
}

/// What the filter that decides about a post does with it, and its title.
pub(super) fn decided(post: &Post) -> Option<(FilterAction, String)> {
    if post.filtered.is_empty() {
        return None;
    }
    PLACE.with_borrow(|place| {
        let filter = verdict(&post.filtered, place.as_ref()?, clock::now())?;
        Some((filter.filter_action.clone(), filter.title.clone()))
    })
}

/// The title of the filter that covers a post as a whole.
pub(super) fn covering(post: &Post) -> Option<String> {
    decided(post).filter(|(action, _)| *action != FilterAction::Blur).map(|(_, title)| title)
}

/// Whether a filter leaves a post out, as long as the reader does not want to see what is left out.
pub(super) fn is_left_out(post: &Post) -> bool {
    let hides = decided(post).is_some_and(|(action, _)| action == FilterAction::Hide);
    let (count, shown) = told();
    let changed = LEFT_OUT.with_borrow_mut(|posts| {
        let changed = if hides { posts.insert(post.id.clone()) } else { posts.remove(&post.id) };
        changed.then_some(posts.len())
    });
    if let Some(now) = changed {
        count.set(now);
    }
    hides && !shown.get()
}

/// Says in the head of a page how many posts filters left out of it, and shows them.
pub fn left_out_chip() -> AnyView {
    let (count, shown) = told();
    live(move || {
        let (count, toggled) = (count.get(), shown.clone());
        (count > 0).then(|| {
            let words = if shown.get() { "Hide again" } else { "Show" };
            view! { <button class="chip" data-act="left-out" on:click=move |_| toggled.update(|on| *on = !*on)>{format!("{count} filtered. {words}")}</button> }
        })
    })
}
