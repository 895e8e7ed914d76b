//! Search over all that this device has seen. The index is in a worker (`crates/search-worker`), which is started by the
//! first search of a session and ends with the session.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Set, Signal};
use rejoin_api::StatusId;
use rejoin_search::wire::{Answer, Ask};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};

use super::App;
use super::client::{Client, database};
use crate::browser::events::Listener;
use crate::browser::{clock, document};

/// Places in texts: the number of the text, and from where to where in units of UTF-16.
pub type Places = Vec<(usize, usize, usize)>;

/// What was found on this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The newest, newest first.
    pub ids: Vec<StatusId>,
    /// How many there are altogether.
    pub total: usize,
    /// How many posts were looked at.
    pub looked_at: usize,
    /// Whether these are all that the device has.
    pub whole: bool,
    /// What was asked means nothing, or the search does not work here; why, in words.
    pub problem: Option<String>,
    /// Whether nothing has been answered yet.
    pub waiting: bool,
}

/// The search of a session.
#[derive(Clone)]
pub struct DeviceSearch {
    worker: Option<Worker>,
    seen: ArcRwSignal<Seen>,
    number: Rc<Cell<u32>>,
    marked: Rc<RefCell<Option<Marked>>>,
    _listeners: Rc<Vec<Listener>>,
}

/// Who wants to know what to mark.
type Marked = Box<dyn FnOnce(Places)>;

thread_local! {
    /// That of the session with this number.
    static SEARCH: RefCell<Option<(u32, DeviceSearch)>> = const { RefCell::new(None) };
}

/// Ends the worker, with all it knows.
fn end() {
    if let Some((_, DeviceSearch { worker: Some(worker), .. })) = SEARCH.take() {
        worker.terminate();
    }
}

impl App {
    /// The search of the session over what this device has seen.
    pub fn device_search(self) -> DeviceSearch {
        let client = self.client();
        let known = SEARCH.with_borrow(|search| {
            search
                .as_ref()
                .filter(|(session, _)| *session == client.session)
                .map(|(_, search)| search.clone())
        });
        known.unwrap_or_else(|| {
            end();
            let search = DeviceSearch::start(&client);
            client.at_end.set(Some(end));
            SEARCH.set(Some((client.session, search.clone())));
            search
        })
    }
}

/// The address of the worker's script, which the page names.
fn script() -> Option<String> {
    document()?.query_selector("script[data-search]").ok()??.get_attribute("data-search")
}

impl DeviceSearch {
    fn start(client: &Client) -> Self {
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let worker = script().and_then(|script| Worker::new_with_options(&script, &options).ok());
        let seen = ArcRwSignal::new(Seen { waiting: true, ..Seen::default() });
        let (number, marked) = (Rc::<Cell<u32>>::default(), Rc::<RefCell<Option<Marked>>>::default());
        let mut listeners = Vec::new();
        match &worker {
            Some(worker) => {
                let hear = {
                    let (seen, number, marked) = (seen.clone(), Rc::clone(&number), Rc::clone(&marked));
                    move |event: web_sys::Event| {
                        let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                        if let Some(answer) = text.and_then(|text| Answer::of_text(&text)) {
                            take(answer, &seen, number.get(), &marked);
                        }
                    }
                };
                let fail = {
                    let seen = seen.clone();
                    move |_| seen.set(broken())
                };
                listeners.push(Listener::new(worker, "message", hear));
                listeners.push(Listener::new(worker, "error", fail));
                let open = open(client).to_text();
                // Fails for what cannot be copied, which a text always can.
                let _ = worker.post_message(&open.into());
            }
            None => seen.set(broken()),
        }
        Self { worker, seen, number, marked, _listeners: Rc::new(listeners) }
    }

    /// What was found, as it is found.
    pub fn seen(&self) -> Signal<Seen> {
        self.seen.clone().into()
    }

    /// Searches for what was typed; what was found before stays until there is an answer.
    pub fn find(&self, typed: &str, limit: usize) {
        if typed.trim().is_empty() {
            self.seen.set(Seen { waiting: true, ..Seen::default() });
        }
        let number = self.number.get().wrapping_add(1);
        self.number.set(number);
        self.ask(&Ask::Find { number, limit, typed: typed.to_owned() });
    }

    /// Asks what to mark in texts; only the last that asks is told.
    pub fn mark(&self, texts: Vec<String>, told: impl FnOnce(Places) + 'static) {
        self.marked.replace(Some(Box::new(told)));
        self.ask(&Ask::Mark { number: self.number.get(), texts });
    }

    fn ask(&self, ask: &Ask) {
        if let Some(worker) = &self.worker {
            let _ = worker.post_message(&ask.to_text().into());
        }
    }
}

fn open(client: &Client) -> Ask {
    let user = client.me.as_ref().map(|me| me.username.clone());
    Ask::Open {
        database: database(&client.engine.identity().server, client.me.as_deref()),
        channel: client.shared_name(),
        host: client.host().to_owned(),
        user: user.unwrap_or_default(),
        utc_offset_minutes: clock::utc_offset_minutes(),
    }
}

fn take(answer: Answer, seen: &ArcRwSignal<Seen>, asked: u32, marked: &RefCell<Option<Marked>>) {
    match answer {
        Answer::Found { number, total, looked_at, whole, ids } if number == asked => {
            let ids = ids.into_iter().map(StatusId::from).collect();
            seen.set(Seen { ids, total, looked_at, whole, ..Seen::default() });
        }
        Answer::Unclear { number, why } if number == asked => {
            seen.set(Seen { problem: Some(why), ..Seen::default() });
        }
        Answer::Marks { number, places } if number == asked => {
            let told = marked.borrow_mut().take();
            if let Some(told) = told {
                told(places);
            }
        }
        Answer::Failed(why) => seen.set(Seen { problem: Some(why), ..Seen::default() }),
        _ => {}
    }
}

fn broken() -> Seen {
    let words = "The search on this device could not be started. Load the page anew to try again.";
    Seen { problem: Some(words.to_owned()), ..Seen::default() }
}
