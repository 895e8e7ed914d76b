//! Where the keyboard stays while entries move, change and go.

use leptos::prelude::*;
use rejoin_sync::MutationId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::{self, focus};
use crate::state::OutboxEntry;

/// What an entry's card is found by.
pub(super) const CARD: &str = ".outbox-entry";

/// The button that had the focus: what it does, its id, its card's id, and which card of the page that was.
#[derive(Clone)]
struct Place {
    kind: String,
    button: String,
    card: String,
    number: usize,
}

/// Which button had the focus last.
#[derive(Clone, Copy)]
pub(super) struct Keeper(StoredValue<Option<Place>>);

impl Keeper {
    /// Gives the focus back whenever the entries have changed and it was lost by that: to the same button, to another of its
    /// card, or to one like it on the card that stands there now.
    pub(super) fn of(outbox: Signal<Vec<OutboxEntry>>) -> Self {
        let place = StoredValue::new(None::<Place>);
        Effect::new(move |_| {
            outbox.track();
            request_animation_frame(move || {
                if focus::active().is_none()
                    && let Some(place) = place.try_get_value().flatten()
                {
                    give_back(&place);
                }
            });
        });
        Self(place)
    }

    /// Something of the page has got the focus.
    pub(super) fn note(self, event: &web_sys::FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let card = target.as_ref().and_then(|target| target.closest(CARD).ok().flatten());
        self.0.set_value(target.zip(card).map(|(target, card)| {
            let number = focus::all(CARD).iter().position(|one| **one == card).unwrap_or_default();
            let button = target.id();
            let kind = button.split('-').next().unwrap_or_default().to_owned();
            Place { kind, button, card: card.id(), number }
        }));
    }
}

/// What a button of an entry is called in the page.
pub(super) fn name_of(button: &str, entry: &MutationId) -> String {
    format!("{button}-{}", entry.as_str())
}

fn give_back(place: &Place) {
    let by_id = |id: &String| browser::document()?.get_element_by_id(id);
    let cards = focus::all(CARD);
    let there = cards.get(place.number).or(cards.last()).cloned().map(Element::from);
    let alike = format!("button[id^='{}-']:enabled", place.kind);
    let one_of = |card: Element| {
        [alike.as_str(), "button:enabled"].iter().find_map(|which| card.query_selector(which).ok().flatten())
    };
    let found = by_id(&place.button).filter(|button| !button.matches(":disabled").unwrap_or(false));
    let found = found.or_else(|| [by_id(&place.card), there].into_iter().flatten().find_map(one_of));
    focus::give(found.and_then(|element| element.dyn_into::<HtmlElement>().ok()));
}
