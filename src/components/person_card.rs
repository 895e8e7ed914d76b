//! A card about somebody, while the pointer rests on their name or picture, or a finger on it. What it shows and does stands on
//! the profile too, which keyboards reach by the same link.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_domain::Account;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, KeyboardEvent, PointerEvent};

use super::avatar::{account_path, picture};
use super::later::quietly;
use super::live::live;
use super::people::follow_button;
use super::rich_text::{line, rich_text};
use crate::browser::events::Listener;
use crate::browser::{self, intl, viewport};
use crate::state::use_app;

/// How long a pointer or a finger rests on somebody until the card appears, and how long it stays when the pointer has left, in
/// milliseconds.
const REST: u64 = 500;
const STAY: u64 = 250;
/// How wide it is at most, how far from the edge of the window, and for how much room it looks below, in CSS pixels.
const WIDE: f64 = 320.0;
const EDGE: f64 = 16.0;
const HIGH: f64 = 280.0;

/// Where the card appears. Drawn once; that there is more of it is found out when something first points at the page.
pub fn person_cards() -> AnyView {
    let armed = RwSignal::new(false);
    let listener = browser::document().map(|document| {
        Listener::new(&document, "pointerover", move |_| {
            if armed.try_get_untracked() == Some(false) {
                armed.set(true);
            }
        })
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
    live(move || armed.get().then(|| quietly(|| Box::pin(cards()))))
}

/// Whom the card is about, and where it stands in the window.
#[derive(Debug, Clone, PartialEq)]
struct Card {
    acct: String,
    left: f64,
    /// From the top of the window, or else from its bottom.
    top: Option<f64>,
    bottom: Option<f64>,
}

/// What is done about an event.
type Hear = fn(Cards, &Event);

#[derive(Clone, Copy)]
struct Cards {
    shown: RwSignal<Option<Card>>,
    /// Counts up with everything that makes what was to happen obsolete.
    turn: StoredValue<u32>,
    /// A finger has brought a card: its lifting is no tap on the link.
    held: StoredValue<bool>,
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn cards() -> Result<AnyView, SplitLoaderError> {
    let cards =
        Cards { shown: RwSignal::new(None), turn: StoredValue::new(0), held: StoredValue::new(false) };
    let heard: [(&'static str, Hear); 7] = [
        ("pointerover", over),
        ("pointerdown", down),
        ("pointerup", lifted),
        ("pointercancel", lifted),
        ("contextmenu", menu),
        ("click", click),
        ("keydown", key),
    ];
    let document = browser::document();
    let listeners = document.iter().flat_map(|document| {
        heard.into_iter().map(|(name, hear)| Listener::new(document, name, move |event| hear(cards, &event)))
    });
    let listeners = StoredValue::new_local(listeners.collect::<Vec<_>>());
    let scrolling = viewport::watch_scroll(move |_| cards.hide());
    let scrolling = StoredValue::new_local(scrolling);
    on_cleanup(move || {
        listeners.try_update_value(Vec::clear);
        drop(scrolling.try_update_value(Option::take));
    });
    Ok(live(move || cards.shown.get().map(card)))
}

impl Cards {
    /// Nothing of what was to happen happens any more.
    fn forget(self) {
        self.new_turn();
    }

    fn new_turn(self) -> u32 {
        self.turn
            .try_update_value(|turn| {
                *turn = turn.wrapping_add(1);
                *turn
            })
            .unwrap_or_default()
    }

    fn after(self, millis: u64, act: impl FnOnce() + 'static) {
        let turn = self.new_turn();
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    act();
                }
            },
            std::time::Duration::from_millis(millis),
        );
    }

    fn hide(self) {
        self.forget();
        if self.shown.try_with_untracked(Option::is_some) == Some(true) {
            self.shown.set(None);
        }
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn in_card(event: &Event) -> bool {
    target(event).is_some_and(|element| element.closest(".person-card").ok().flatten().is_some())
}

/// The link to somebody's profile that something points at, unless it is their own page or part of the navigation.
fn person(event: &Event) -> Option<(HtmlAnchorElement, String)> {
    let link = target(event)?.closest("main a[href^='/@'], .aside a[href^='/@']").ok()??;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    let path = link.pathname();
    let acct = path.strip_prefix("/@").filter(|rest| !rest.contains('/')).map(crate::routes::decoded)?;
    let is_here = browser::path().is_some_and(|here| here == path || here.starts_with(&format!("{path}/")));
    (!is_here).then_some((link, acct))
}

fn over(cards: Cards, event: &Event) {
    let is_mouse = event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() == "mouse");
    if !is_mouse {
        return;
    }
    if in_card(event) {
        cards.forget();
        return;
    }
    match person(event) {
        Some((link, acct)) => {
            let is_shown =
                cards.shown.with_untracked(|shown| shown.as_ref().is_some_and(|card| card.acct == acct));
            match is_shown {
                true => cards.forget(),
                false => cards.after(REST, move || cards.shown.set(beside(&link, acct))),
            }
        }
        None if cards.shown.with_untracked(Option::is_some) => cards.after(STAY, move || cards.hide()),
        None => cards.forget(),
    }
}

fn down(cards: Cards, event: &Event) {
    if in_card(event) {
        return;
    }
    cards.hide();
    cards.held.set_value(false);
    let is_finger = event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
    if let Some((link, acct)) = person(event).filter(|_| is_finger) {
        cards.after(REST, move || {
            cards.held.set_value(true);
            cards.shown.set(beside(&link, acct));
        });
    }
}

/// A finger that is lifted sooner, or scrolls, wanted something else.
fn lifted(cards: Cards, _: &Event) {
    cards.forget();
}

/// The browser's own menu of a link would lie over the card.
fn menu(cards: Cards, event: &Event) {
    if cards.held.get_value() && person(event).is_some() {
        event.prevent_default();
    }
}

fn click(cards: Cards, event: &Event) {
    if in_card(event) {
        // A link leads elsewhere; a button does something here.
        if target(event).is_some_and(|element| element.closest("a").ok().flatten().is_some()) {
            cards.hide();
        }
    } else if cards.held.get_value() && person(event).is_some() {
        cards.held.set_value(false);
        event.prevent_default();
    }
}

fn key(cards: Cards, event: &Event) {
    if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
        cards.hide();
    }
}

/// A card at a link: below it, or above where there is no room.
fn beside(link: &HtmlAnchorElement, acct: String) -> Option<Card> {
    // A page that was left meanwhile has no place for it.
    if !link.is_connected() {
        return None;
    }
    let window = browser::window()?;
    let (width, height) = (window.inner_width().ok()?.as_f64()?, window.inner_height().ok()?.as_f64()?);
    let place = link.get_bounding_client_rect();
    let left = place.left().min(width - WIDE - EDGE).max(EDGE);
    let is_below = place.bottom() + HIGH < height || place.top() < HIGH;
    Some(Card {
        acct,
        left,
        top: is_below.then_some(place.bottom() + 4.0),
        bottom: (!is_below).then_some(height - place.top() + 4.0),
    })
}

fn card(card: Card) -> AnyView {
    let (account, _) = use_app().account_by_acct(&card.acct);
    let pixels = |value: f64| format!("{}px", viewport::whole(value));
    let (left, top, bottom) = (pixels(card.left), card.top.map(pixels), card.bottom.map(pixels));
    live(move || {
        let account = account.get()?;
        let label = format!("About {}", account.plain_name());
        Some(view! {
            <div class="person-card" role="group" aria-label=label style:left=left.clone() style:top=top.clone() style:bottom=bottom.clone()>
                {about(&account)}
            </div>
        })
    })
}

fn about(account: &Arc<Account>) -> AnyView {
    let app = use_app();
    let path = account_path(account);
    let relationship = app.relationship(&account.id);
    let follows =
        move || relationship.with(|stands| stands.as_ref().is_some_and(|stands| stands.followed_by));
    let count = |count: u64, words: &'static str| view! { <span><b class="count">{intl::compact(count)}</b>{words}</span> };
    view! {
        <div class="person-card-top">{picture(account, "")}{follow_button(&account.id)}</div>
        <p>
            <a class="name" href=path><bdi>{line(&account.name)}</bdi></a>" "
            <span class="handle" dir="ltr" translate="no">{format!("@{}", account.acct)}</span>
            {live(move || follows().then(|| view! { " "<span class="tag-chip">"Follows you"</span> }))}
        </p>
        <div class="person-card-note">{rich_text(&account.note, None)}</div>
        <p class="profile-counts">
            {count(account.statuses_count, " posts")}{count(account.following_count, " following")}{count(account.followers_count, " followers")}
        </p>
    }
    .into_any()
}
