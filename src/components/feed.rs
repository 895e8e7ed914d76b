//! A feed: rows from the store, older ones as one scrolls, new ones behind a pill, and the place kept.

use leptos::html;
use leptos::prelude::*;

use super::icon::icon;
use super::live::live;
use super::page::instead_of_rows;
use super::post::{Layout, Place, Position, post};
use super::windowed::{Rows, Windowed};
use crate::browser::scroll::{self, Anchor};
use crate::browser::viewport::{self, Watch};
use crate::state::{Once, Phase, Row, TimelineView, use_app};

/// Where a post stands that is jumped to, in CSS pixels below the top of the window: clear of the page's head.
const BELOW_HEAD: f64 = 56.0;

/// How near the end (in CSS pixels) older pages are asked for.
const NEAR: &str = "1200px";

/// A feed as it is drawn.
#[derive(Clone, Copy)]
struct Feed {
    list: TimelineView,
    once: Memo<Once>,
    window: Windowed,
}

/// A feed under a name that its place is kept by.
pub fn feed(
    list: TimelineView,
    name: String,
    label: &'static str,
    nothing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let (app, place) = (use_app(), scroll::recall(&name));
    let window = Windowed::new();
    // All that follows from the rows is found once for all of them: each looking for itself would take the square of their number.
    let once = Memo::new(move |_| list.once());
    let is_empty = Memo::new(move |_| list.rows.with(Vec::is_empty));
    let shown = Feed { list, once, window };
    return_to(place, shown);
    keep_place(name, list);
    let total = Memo::new(move |_| {
        let all = once.with(|once| once.rows.len());
        if list.at_end.get() { all.try_into().unwrap_or(-1) } else { -1i64 }
    });
    let row = move |row: Row| match row {
        Row::Post(id) => {
            let (own, same) = (id.clone(), id.clone());
            let number =
                Memo::new(move |_| once.with(|once| once.places.get(&own).map_or(0, |place| place.0)));
            let boosters = Memo::new(move |_| {
                once.with(|once| once.places.get(&same).map(|place| place.1.clone()).unwrap_or_default())
            });
            let position = Signal::derive(move || Position { number: number.get(), of: total.get() });
            let place = Place { position, boosters };
            post(&id, Layout::Row, "", Some(place))
        }
        Row::Gap { id, .. } => gap(list, id),
    };
    let at = move |at: usize| once.with_untracked(|once| once.rows.get(at).cloned());
    window.follow(Rows {
        len: Box::new(move || once.with(|once| once.rows.len())),
        key: Box::new(move |place| at(place).map(|row| row.key())),
        is_there: Box::new(move |place| {
            let row = at(place);
            let post = row.as_ref().and_then(Row::post);
            post.is_none_or(|id| app.post(id).with_untracked(Option::is_some))
        }),
        draw: Box::new(move |place| at(place).map(row)),
    });
    let body = move || {
        if is_empty.get() {
            return list.phase.with(|phase| instead_of_rows(phase, move || list.refresh(), &nothing));
        }
        view! {
            <div class="feed" role="feed" aria-label=label aria-busy=move || (list.phase.get() == Phase::Refreshing).to_string() node_ref=window.node()></div>
            {end(list)}
        }
        .into_any()
    };
    view! { {pill(list, shown)}{live(body)} }.into_any()
}

/// Says how many new posts wait, and shows them; and offers to go to where another device was reading.
fn pill(list: TimelineView, feed: Feed) -> AnyView {
    let show = move |_| {
        list.show_waiting();
        viewport::to_top();
    };
    let words = move || match list.waiting.get() {
        0 => None,
        1 => Some("1 new post".to_owned()),
        more => Some(format!("{more} new posts")),
    };
    let button = move || {
        words().map(|words| view! { <button class="pill" on:click=show>{icon("up")}{words}</button> })
    };
    let elsewhere = list.elsewhere();
    let other = move || {
        elsewhere.get().map(|id| {
            let (there, declined) = (id.clone(), id);
            let jump = move |_| {
                // What is held back may be where it was.
                list.show_waiting();
                feed.go_to(&Anchor { key: there.to_string(), offset: BELOW_HEAD });
                list.settle_elsewhere(there.clone(), true);
            };
            let decline = move |_| list.settle_elsewhere(declined.clone(), false);
            view! {
                <div class="pills">
                    <button class="pill" on:click=jump>{icon("clock")}"Jump to where you were on the other device"</button>
                    <button class="pill" aria-label="Stay here" title="Stay here" on:click=decline>{icon("close")}</button>
                </div>
            }
        })
    };
    view! { <div class="pill-place" role="status">{live(button)}{live(other)}</div> }.into_any()
}

fn gap(list: TimelineView, id: u32) -> AnyView {
    let filling = Memo::new(move |_| {
        list.rows.with(|rows| {
            rows.iter().any(|row| matches!(row, Row::Gap { id: other, filling: true } if *other == id))
        })
    });
    let words = move || if filling.get() { "Loading…" } else { "Posts are missing here. Load them" };
    view! {
        <button class="gap" data-key=format!("gap:{id}") disabled=move || filling.get() on:click=move |_| list.fill_gap(id)>{live(words)}</button>
    }
    .into_any()
}

/// What comes from the server as one nears the end.
fn end(list: TimelineView) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let near = RwSignal::new(false);
    watch(node, near);
    // Rows that arrive while the end is still near bring the next ones, until it is not.
    Effect::new(move |_| {
        list.rows.track();
        list.loading_older.track();
        if near.get() && !list.at_end.get_untracked() {
            list.load_older();
        }
    });
    let words = move || {
        if list.at_end.get() {
            Some(view! { <p>"That is all there is."</p> }.into_any())
        } else if matches!(list.phase.get(), Phase::Offline) {
            Some(view! { <p>"Older posts come when the connection is back."</p> }.into_any())
        } else {
            list.loading_older
                .get()
                .then(|| view! { <p class="delayed">"Loading older posts…"</p> }.into_any())
        }
    };
    view! { <div node_ref=node class="feed-end">{live(words)}</div> }.into_any()
}

/// Keeps `near` true while an element is near the window.
pub fn watch(node: NodeRef<html::Div>, near: RwSignal<bool>) {
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            watch.set_value(Watch::start(&element, NEAR, move |is_near| {
                // The page may be gone when the last word comes.
                near.try_set(is_near);
            }));
        }
    });
}

/// Brings back the place as soon as its row is there.
fn return_to(place: Option<Anchor>, feed: Feed) {
    let Some(anchor) = place else { return };
    let done = StoredValue::new(false);
    Effect::new(move |_| {
        if done.get_value() {
            return;
        }
        feed.list.rows.track();
        done.set_value(feed.go_to(&anchor));
    });
}

impl Feed {
    /// Goes to a place. Says whether it is there.
    fn go_to(self, anchor: &Anchor) -> bool {
        let found = self.once.with_untracked(|once| self.list.find(&once.rows, &anchor.key));
        let Some((at, key)) = found else { return false };
        self.window.go_to(at);
        self.list.set_at_top(false);
        viewport::return_to(Anchor { key, ..*anchor });
        true
    }
}

/// Writes the place down as one scrolls, and tells the view whether one is at its top.
fn keep_place(name: String, list: TimelineView) {
    let app = use_app();
    let painted = StoredValue::new(false);
    Effect::new(move |_| {
        if list.rows.with(|rows| !rows.is_empty()) && !painted.get_value() {
            painted.set_value(true);
            request_animation_frame(move || app.first_post_painted());
        }
    });
    let listener = viewport::watch_scroll(move |at_top| {
        list.set_at_top(at_top);
        match viewport::anchor(".feed [data-key]") {
            Some(anchor) if !at_top => scroll::remember(&name, &anchor),
            Some(_) => scroll::forget(&name),
            None => {}
        }
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
}
