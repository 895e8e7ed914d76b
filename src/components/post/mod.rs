//! A post in a feed: one article, whose parts follow the store each by itself, so that a count that changes neither
//! redraws the text nor takes the focus from a button.

mod actions;
mod body;
mod covered;
mod delivery;
mod filtered;
mod head;
mod link_card;
mod menu;
mod quoted;

pub use filtered::{enter, left_out_chip};
pub(crate) use head::visibility_words;

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::Account;

use crate::components::live::live;
use crate::state::{Choice, Delivery, PostView, use_app};
use std::sync::Arc;

/// How a post is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// In a list.
    Row,
    /// As the one that the page is about.
    Focus,
}

/// Where a post stands in its list, for screen readers: its number counted from 1, and how many there are (-1: unknown).
#[derive(Debug, Clone, Copy)]
pub struct Position {
    /// Counted from 1.
    pub number: usize,
    /// The size of the list.
    pub of: i64,
}

/// What a post's feed knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Where it stands.
    pub position: Signal<Position>,
    /// Who else boosted it, the latest first: their ids, with blanks between.
    pub boosters: Memo<String>,
}

/// A post by its id. Draws nothing until the device has it.
pub fn post(id: &StatusId, layout: Layout, class: &'static str, place: Option<Place>) -> AnyView {
    let view = use_app().post(id);
    let known = Memo::new(move |_| view.with(Option::is_some));
    let left_out = Memo::new(move |_| {
        layout == Layout::Row && view.with(|v| v.as_ref().is_some_and(|v| filtered::is_left_out(&v.post)))
    });
    live(move || (known.get() && !left_out.get()).then(|| article(view, layout, class, place)))
}

/// The page of a post.
pub fn post_path(view: &PostView) -> String {
    format!("/@{}/{}", view.author.acct, view.post.id)
}

fn article(
    view: Signal<Option<Arc<PostView>>>,
    layout: Layout,
    class: &'static str,
    place: Option<Place>,
) -> AnyView {
    // What the eye reads. Counts, votes and delivery follow the signal below by themselves.
    let content = Memo::new_with_compare(move |_| view.get(), |old, new| !same_content(old, new));
    // Another one once the post is sent.
    let key = Memo::new(move |_| view.with(|v| v.as_ref().map(|v| v.id.to_string())));
    let pending = Memo::new(move |_| view.with(|v| v.as_ref().is_some_and(|v| v.delivery != Delivery::Sent)));
    let label = move || content.with(|v| v.as_ref().map(|v| v.author.plain_name()));
    let open = move |event: web_sys::MouseEvent| {
        if layout == Layout::Row
            && is_empty_part(&event)
            && let Some(path) = view.with_untracked(|v| v.as_ref().map(|v| post_path(v)))
        {
            crate::routes::go(&path);
        }
    };
    let (position, boosters) = (place.map(|place| place.position), place.map(|place| place.boosters));
    let head = move || content.get().map(|v| head::head(&v, layout, boosters));
    // What was uncovered stays so when something else of the post is drawn anew.
    let uncovered =
        RwSignal::new(view.with_untracked(|view| view.as_ref().is_some_and(|view| is_open(view))));
    let body = move || content.get().map(|v| covered::covered(v, view, layout, uncovered));
    let focus = layout == Layout::Focus;
    view! {
        <article class=format!("post {class}") class:pending=pending class:focused-post=focus tabindex="0" data-key=move || key.get()
            aria-label=label aria-posinset=move || position.map(|p| p.get().number.to_string())
            aria-setsize=move || position.map(|p| p.get().of.to_string()) on:click=open>
            {live(head)}
            <div class="post-body">
                {live(body)}
                {delivery::delivery(view)}
                {actions::actions(view, layout)}
            </div>
        </article>
    }
    .into_any()
}

/// Whether what a warning covers is shown from the beginning: the reader has lifted this cover, or wants none of that kind.
fn is_open(view: &PostView) -> bool {
    let is_filtered = filtered::covering(&view.post).is_some();
    use_app().is_lifted(view.post.id.as_str()) || !is_filtered && Choice::OpenWarnings.is_on()
}

/// Its id is no part of that: it changes when a post is sent.
fn same_content(old: Option<&Option<Arc<PostView>>>, new: Option<&Option<Arc<PostView>>>) -> bool {
    let (Some(Some(old)), Some(Some(new))) = (old, new) else {
        return matches!((old, new), (Some(None), Some(None)));
    };
    let (a, b) = (&old.post, &new.post);
    let same_people = |a: &Option<Arc<Account>>, b: &Option<Arc<Account>>| match (a, b) {
        (Some(a), Some(b)) => looks_the_same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    looks_the_same(&old.author, &new.author)
        && same_people(&old.boosted_by, &new.boosted_by)
        && same_people(&old.reply_to, &new.reply_to)
        && old.quoted == new.quoted
        && a.quote == b.quote
        && a.content == b.content
        && a.warning == b.warning
        && a.media == b.media
        && a.sensitive == b.sensitive
        && a.card == b.card
        && a.edited_at == b.edited_at
        && a.visibility == b.visibility
        && a.filtered == b.filtered
        && a.poll.as_ref().map(|p| &p.id) == b.poll.as_ref().map(|p| &p.id)
}

/// Whether a post shows the same of somebody: with how many follow them, say, it does not change.
fn looks_the_same(old: &Account, new: &Account) -> bool {
    old.id == new.id && old.acct == new.acct && old.name == new.name && old.avatar_static == new.avatar_static
}

/// Whether a click is meant for the post as a whole: not on something that does something itself, and not the end of
/// selecting text.
pub fn is_empty_part(event: &web_sys::MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let busy = target.and_then(|element| {
        element
            .closest(
                "a, button, input, label, textarea, select, summary, video, audio, dialog, .media, .menu",
            )
            .ok()
            .flatten()
    });
    busy.is_none() && !event.default_prevented() && !crate::browser::text_is_selected()
}
