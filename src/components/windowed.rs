//! Long lists of which only the rows near the window stand in the page ([`rejoin_domain::extent`]), between two spaces.
//!
//! The rows are put into the page one by one instead of by Leptos' own keyed list: that one takes rows that stay out of the page
//! and puts them in again when others come before them, and with them goes what the browser holds on to while it scrolls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::tachys::view::any_view::AnyViewState;
use rejoin_domain::extent::Extent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::browser::events::Listener;
use crate::browser::viewport::{self, whole};
use crate::browser::{self, focus};

/// So many rows before and after those that are drawn are asked for.
const AHEAD: usize = 24;

/// For so many frames a row to which one is taken may be missing from the window.
const ON_THE_WAY: u32 = 30;

/// Rows, whatever they are.
pub struct Rows {
    /// How many there are. It reads the signals that change with them.
    pub len: Box<dyn Fn() -> usize>,
    /// The key of one; each has its own.
    pub key: Box<dyn Fn(usize) -> Option<String>>,
    /// Whether all is there that one is drawn from; asks for it where it is not.
    pub is_there: Box<dyn Fn(usize) -> bool>,
    /// Draws one.
    pub draw: Box<dyn Fn(usize) -> Option<AnyView>>,
}

impl Rows {
    /// Of what a signal holds.
    pub fn of<T: Clone + Send + Sync + 'static>(
        all: Signal<Vec<T>>,
        key: fn(&T) -> String,
        is_there: fn(&T) -> bool,
        draw: fn(T) -> AnyView,
    ) -> Self {
        Self {
            len: Box::new(move || all.with(Vec::len)),
            key: Box::new(move |at| all.with_untracked(|rows| rows.get(at).map(key))),
            is_there: Box::new(move |at| all.with_untracked(|rows| rows.get(at).is_none_or(is_there))),
            draw: Box::new(move |at| all.with_untracked(|rows| rows.get(at).cloned()).map(draw)),
        }
    }
}

/// A row that stands in the page.
struct Drawn {
    key: String,
    owner: Owner,
    view: AnyViewState,
}

struct List {
    rows: Rc<Rows>,
    /// Of the list: rows live no longer than it.
    owner: Owner,
    container: Element,
    spaces: [HtmlElement; 2],
    drawn: RefCell<Vec<Drawn>>,
}

/// The part of a list that is in the page. Small to copy.
#[derive(Clone, Copy)]
pub struct Windowed {
    node: NodeRef<html::Div>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    extent: RefCell<Extent>,
    list: RefCell<Option<Rc<List>>>,
    /// How many frames more the window may be elsewhere.
    on_the_way: Cell<u32>,
    /// How many frames more are looked at for rows that come late.
    late: Cell<u32>,
    /// Whether all is wanted, for the browser's own search.
    all: Cell<bool>,
    fitting: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

impl Windowed {
    /// Of a list that is not drawn yet.
    pub fn new() -> Self {
        let state = StoredValue::new_local(State::default());
        on_cleanup(move || drop(state.try_update_value(std::mem::take)));
        Self { node: NodeRef::new(), state }
    }

    /// The element into which the rows come, which has nothing else in it.
    pub fn node(self) -> NodeRef<html::Div> {
        self.node
    }

    /// Draws the rows around this one, to which the window is about to be taken.
    pub fn go_to(self, at: usize) {
        self.with(|state| {
            state.on_the_way.set(ON_THE_WAY);
            state.extent.borrow_mut().go_to(at);
        });
        self.draw();
    }

    /// Draws these rows as they come and go. Once for each list.
    pub fn follow(self, rows: Rows) {
        let (owner, rows) = (Owner::current().unwrap_or_default(), Rc::new(rows));
        let listeners: Vec<Listener> = self.listeners().collect();
        self.with(|state| state.listeners.replace(listeners));
        Effect::new(move |_| {
            let Some(container) = self.node.get() else { return };
            let is_open = self.list().is_some_and(|list| *list.container == ***container);
            if !is_open {
                // Where there was nothing for a while, another element has come.
                let list = List::new(&rows, owner.child(), container.into());
                let old = self.with(|state| state.list.replace(list.map(Rc::new))).flatten();
                old.iter().for_each(|old| old.owner.cleanup());
            }
            self.rows_changed();
        });
    }

    fn listeners(self) -> impl Iterator<Item = Listener> {
        let scrolled = viewport::watch_scroll(move |_| self.fit());
        let window = browser::window();
        let resized = window.as_ref().map(|window| Listener::new(window, "resize", move |_| self.fit_soon()));
        let sought = window.as_ref().map(|window| {
            Listener::new(window, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let seeks =
                    (event.ctrl_key() || event.meta_key()) && matches!(event.key().as_str(), "f" | "p");
                if self.with(|state| state.all.replace(seeks)) != Some(seeks) {
                    self.fit_soon();
                }
            })
        });
        let touched = window.map(|window| {
            Listener::new(&window, "pointerdown", move |_| {
                self.with(|state| state.all.set(false));
            })
        });
        [scrolled, resized, sought, touched].into_iter().flatten()
    }

    fn with<R>(self, act: impl FnOnce(&State) -> R) -> Option<R> {
        self.state.try_with_value(act)
    }

    fn list(self) -> Option<Rc<List>> {
        self.with(|state| state.list.borrow().clone()).flatten()
    }

    /// Who is at the top sees what comes there; for others what they read stays where it is.
    fn rows_changed(self) {
        let Some(list) = self.list() else { return };
        let len = (list.rows.len)();
        untrack(move || {
            self.with(|state| {
                let mut extent = state.extent.borrow_mut();
                let place = list.place_of_drawn(&extent, len);
                if let Some(at) = place {
                    extent.moved_to(at);
                }
                let stays = place.is_some_and(|at| at == 0 || !viewport::is_at_top());
                extent.set_len(len);
                if !stays && state.on_the_way.get() == 0 {
                    let focused = place.and_then(|_| list.focused(&extent));
                    extent.begin_at_top(focused);
                }
            });
            let held = (!viewport::is_at_top()).then(|| viewport::hold_still(&list.container));
            self.draw();
            if let Some(held) = held {
                held();
            }
        });
    }

    /// Brings into the page what the extent says, and looks afterwards whether that is enough.
    fn draw(self) {
        let Some(list) = self.list() else { return };
        let Some((range, above, below)) = self.with(|state| {
            let extent = state.extent.borrow();
            (extent.range(), extent.above(), extent.below())
        }) else {
            return;
        };
        list.draw(range.clone());
        let around = range.start.saturating_sub(AHEAD)..(range.end + AHEAD);
        let is_late = around.fold(false, |late, at| late | !(list.rows.is_there)(at));
        self.with(|state| state.late.set(if is_late { ON_THE_WAY } else { 0 }));
        for (space, height) in list.spaces.iter().zip([above, below]) {
            // Setting a length does not fail.
            let _ = space.style().set_property("block-size", &format!("{}px", whole(height)));
        }
        self.fit_soon();
    }

    fn fit_soon(self) {
        if self.with(|state| state.fitting.replace(true)) == Some(false) {
            request_animation_frame(move || {
                self.with(|state| state.fitting.set(false));
                self.fit();
            });
        }
    }

    /// Whether rows may yet come that were asked for.
    fn is_late(self) -> bool {
        self.with(|state| state.late.replace(state.late.get().saturating_sub(1)) > 0).unwrap_or_default()
    }

    /// Measures what is drawn, and draws what comes near.
    fn fit(self) {
        let Some(list) = self.list() else { return };
        let height = viewport::height();
        let top = -list.top();
        let changed = self.with(|state| {
            let mut extent = state.extent.borrow_mut();
            list.measure(&mut extent);
            let on_the_way = state.on_the_way.get();
            let is_there = extent.above() < top + height && extent.end() > top;
            if on_the_way > 0 && !is_there {
                state.on_the_way.set(on_the_way - 1);
                return None;
            }
            state.on_the_way.set(0);
            let focused = list.focused(&extent);
            let changed = match state.all.get() {
                true => extent.grow(),
                false => extent.fit(top, top + height, focused),
            };
            Some(changed)
        });
        match changed.flatten() {
            Some(true) => {
                let held = viewport::hold_still(&list.container);
                self.draw();
                held();
            }
            Some(false) if self.is_late() => self.fit_soon(),
            Some(false) => {}
            None => self.fit_soon(),
        }
    }
}

impl List {
    fn new(rows: &Rc<Rows>, owner: Owner, container: Element) -> Option<Self> {
        let space = || -> Option<HtmlElement> {
            let space = browser::document()?.create_element("div").ok()?;
            space.set_class_name("space");
            container.append_child(&space).ok()?;
            space.dyn_into().ok()
        };
        let spaces = [space()?, space()?];
        Some(Self { rows: Rc::clone(rows), owner, container, spaces, drawn: RefCell::default() })
    }

    /// Where the first of the rows that are drawn stands now.
    fn place_of_drawn(&self, extent: &Extent, len: usize) -> Option<usize> {
        let drawn = self.drawn.borrow();
        let first = extent.range().start;
        drawn.iter().enumerate().find_map(|(number, row)| {
            let is_it = |at: &usize| (self.rows.key)(*at).as_ref() == Some(&row.key);
            // Mostly where it was, or a little lower.
            let near = Some(first + number).filter(|at| is_it(at));
            let at = near.or_else(|| (0..len).find(is_it))?;
            Some(at.saturating_sub(number))
        })
    }

    fn draw(&self, range: std::ops::Range<usize>) {
        let wanted: Vec<(usize, String)> = range.filter_map(|at| Some((at, (self.rows.key)(at)?))).collect();
        let mut old = self.drawn.take();
        old.retain_mut(|row| {
            let stays = wanted.iter().any(|(_, key)| *key == row.key);
            if !stays {
                row.view.unmount();
                row.owner.cleanup();
            }
            stays
        });
        let mut new: Vec<Drawn> = Vec::with_capacity(wanted.len());
        // From the end, so that each has the one before which it stands.
        for (at, key) in wanted.into_iter().rev() {
            let known = old.iter().rposition(|row| row.key == key);
            let stays = known.is_some() && known.map(|place| place + 1) == Some(old.len());
            let row = known.map(|place| old.remove(place)).or_else(|| self.build(at, key));
            let Some(mut row) = row else { continue };
            let next = new.last().map(|next| &next.view);
            if !stays && !next.is_some_and(|next| next.insert_before_this(&mut row.view)) {
                let [_, after] = &self.spaces;
                row.view.mount(&self.container, Some(after));
            }
            new.push(row);
        }
        new.reverse();
        self.drawn.replace(new);
    }

    fn build(&self, at: usize, key: String) -> Option<Drawn> {
        let owner = self.owner.child();
        let view = owner.with(|| untrack(|| Some((self.rows.draw)(at)?.build())))?;
        Some(Drawn { key, owner, view })
    }

    /// Where the list begins, in CSS pixels below the upper edge of the window.
    fn top(&self) -> f64 {
        let [before, _] = &self.spaces;
        before.get_bounding_client_rect().top()
    }

    fn measure(&self, extent: &mut Extent) {
        let drawn = self.drawn.borrow();
        let [_, after] = &self.spaces;
        let mut end = after.get_bounding_client_rect().top();
        for (at, row) in extent.range().zip(drawn.iter()).rev() {
            let top = row.view.elements().first().map(|first| first.get_bounding_client_rect().top());
            // What is not there yet has no height of its own.
            if top.is_some() || (self.rows.is_there)(at) {
                extent.measure(at, top.map_or(0.0, |top| end - top));
            }
            end = top.unwrap_or(end);
        }
    }

    /// The row that has the keyboard.
    fn focused(&self, extent: &Extent) -> Option<usize> {
        let active = focus::active().filter(|active| self.container.contains(Some(active)))?;
        let drawn = self.drawn.borrow();
        let holds = |row: &Drawn| row.view.elements().iter().any(|element| element.contains(Some(&active)));
        Some(extent.range().start + drawn.iter().position(holds)?)
    }
}
