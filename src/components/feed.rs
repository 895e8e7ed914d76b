//! A feed: rows from the store, older ones as one scrolls, new ones behind a pill, and the place kept.

use super::rows::rows as listed;
use leptos::html;
use leptos::prelude::*;

use super::icon::icon;
use super::live::live;
use super::page::instead_of_rows;
use super::post::{Layout, Place, Position, post};
use crate::browser::scroll::{self, Anchor};
use crate::browser::viewport::{self, Watch};
use crate::state::{Phase, Row, TimelineView, use_app};

/// How many rows are drawn at first, and how many more each time the end comes near.
const STEP: usize = 20;

/// Where a post stands that is jumped to, in CSS pixels below the top of the window: clear of the page's head.
const BELOW_HEAD: f64 = 56.0;

/// How near the end (in CSS pixels) the next rows are drawn and older pages asked for.
const NEAR: &str = "1200px";

/// A feed under a name that its place is kept by.
pub fn feed(
    list: TimelineView,
    name: String,
    label: &'static str,
    nothing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let place = scroll::recall(&name);
    let drawn = RwSignal::new(STEP);
    // All that follows from the rows is found once for all of them: each looking for itself would take the square of their number.
    let once = Memo::new(move |_| list.once(drawn.get()));
    let is_empty = Memo::new(move |_| list.rows.with(Vec::is_empty));
    return_to(place, list, drawn);
    keep_place(name, list);
    let total = Memo::new(move |_| {
        let (all, drawn) = (list.rows.with(Vec::len), drawn.get());
        let repeated = all.min(drawn).saturating_sub(once.with(|once| once.rows.len()));
        if list.at_end.get() { (all - repeated).try_into().unwrap_or(-1) } else { -1i64 }
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
    let body = move || {
        if is_empty.get() {
            return list.phase.with(|phase| instead_of_rows(phase, move || list.refresh(), &nothing));
        }
        view! {
            <div class="feed" role="feed" aria-label=label aria-busy=move || (list.phase.get() == Phase::Refreshing).to_string()>
                {listed(move || once.with(|once| once.rows.clone()), Row::key, row)}
            </div>
            {end(list, drawn)}
        }
        .into_any()
    };
    view! { {pill(list, drawn)}{live(body)} }.into_any()
}

/// Says how many new posts wait, and shows them; and offers to go to where another device was reading.
fn pill(list: TimelineView, drawn: RwSignal<usize>) -> AnyView {
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
                draw_up_to(&Anchor { key: there.to_string(), offset: BELOW_HEAD }, list, drawn);
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

/// What comes near as one scrolls: more of what is there, then more from the server.
fn end(list: TimelineView, drawn: RwSignal<usize>) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let more = move || {
        if drawn.get_untracked() < list.rows.with_untracked(Vec::len) {
            drawn.update(|n| *n += STEP);
        } else if !list.at_end.get_untracked() {
            list.load_older();
        }
    };
    let near = RwSignal::new(false);
    watch(node, near);
    // Rows that arrive while the end is still near bring the next ones, until it is not.
    Effect::new(move |_| {
        list.rows.track();
        drawn.track();
        if near.get() {
            more();
        }
    });
    let words = move || {
        if list.at_end.get() && drawn.get() >= list.rows.with(Vec::len) {
            Some(view! { <p>"That is all there is."</p> }.into_any())
        } else if matches!(list.phase.get(), Phase::Offline) && drawn.get() >= list.rows.with(Vec::len) {
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

/// Brings back the place as soon as its row is drawn, and draws as many rows as that takes.
fn return_to(place: Option<Anchor>, list: TimelineView, drawn: RwSignal<usize>) {
    let Some(anchor) = place else { return };
    let done = StoredValue::new(false);
    Effect::new(move |_| {
        if done.get_value() {
            return;
        }
        list.rows.track();
        done.set_value(draw_up_to(&anchor, list, drawn));
    });
}

/// Goes to a place, drawing as many rows as that takes. Says whether the place is there.
fn draw_up_to(anchor: &Anchor, list: TimelineView, drawn: RwSignal<usize>) -> bool {
    let Some((at, key)) = list.find(&anchor.key) else { return false };
    drawn.update(|drawn| *drawn = (*drawn).max(at + STEP));
    list.set_at_top(false);
    viewport::return_to(Anchor { key, ..*anchor });
    true
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
