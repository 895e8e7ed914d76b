//! What is being written.
//!
//! In `localStorage`, where it is at once, also when the page is closed; and in a database, where it is a moment later, also
//! when the browser is killed. Changes are written down a moment after the last keystroke, and when the page hides. Tabs
//! hear of each other's changes by the `storage` event and merge them (`rejoin_sync::drafts`). The files that belong to a
//! draft are in the database of the account.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::{ArcRwSignal, Set, WithUntracked, set_timeout};
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_sync::Draft;
use rejoin_sync::drafts::{Kept, Shelf};

use super::{DraftKey, SavedDraft, kept, platform};
use crate::browser::events::Listener;
use crate::browser::{self, clock, connectivity, storage};

/// Keystrokes are written down together when so much time has passed.
const SOON: Duration = Duration::from_millis(300);

/// The drafts of an account.
pub struct Drafts {
    storage: String,
    /// Names this tab, from its opening to its end, among those that write.
    writer: String,
    shelf: RefCell<Shelf>,
    /// All of them, the latest first, as they were last written down.
    pub all: ArcRwSignal<Vec<SavedDraft>>,
    is_due: Cell<bool>,
    /// The account has been signed out: nothing is written down any more.
    is_over: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Drafts>>> = const { RefCell::new(None) };
}

impl Drafts {
    /// Those of the session of this key.
    pub fn of(session: &str) -> Rc<Self> {
        let storage = storage_of(session);
        OPEN.with_borrow_mut(|open| match open {
            Some(open) if open.storage == storage && !open.is_over.get() => Rc::clone(open),
            _ => {
                // Another account is shown from now on.
                open.take().iter().for_each(|left| left.flush());
                Rc::clone(open.insert(Self::load(storage)))
            }
        })
    }

    fn load(storage: String) -> Rc<Self> {
        let shelf = stored(&storage);
        let drafts = Rc::new(Self {
            storage,
            writer: platform::unique(),
            all: ArcRwSignal::new(shown(&shelf)),
            shelf: RefCell::new(shelf),
            is_due: Cell::default(),
            is_over: Cell::default(),
            listeners: RefCell::default(),
        });
        *drafts.listeners.borrow_mut() = listeners(&drafts);
        let again = Rc::clone(&drafts);
        spawn_local(async move { again.take_rescued().await });
        drafts
    }

    /// Takes in what has not come to `localStorage` before the browser was killed.
    pub async fn take_rescued(&self) {
        let rescued = kept::recall(&self.storage).await.map(|text| Shelf::read(&text));
        if let Some(rescued) = rescued.filter(|_| !self.is_over.get())
            && self.shelf.borrow_mut().take(rescued)
        {
            self.write_down();
        }
    }

    /// Takes in what another tab has written down.
    fn take_others(&self) {
        // Nothing is there any more when the account was signed out.
        let Some(mut others) = storage::get(&self.storage).map(|text| Shelf::read(&text)) else { return };
        if self.shelf.borrow_mut().take(others.clone()) {
            self.show();
        }
        if others.take(self.shelf.borrow().clone()) {
            // The other tab has not seen what is only here.
            self.write_down_soon();
        }
    }

    /// The draft under a key.
    pub fn get(&self, key: &DraftKey) -> Option<Draft> {
        self.shelf.borrow().get(&name(key)).map(|kept| kept.draft.clone())
    }

    /// Keeps a draft. It is written down soon.
    pub fn save(self: &Rc<Self>, key: &DraftKey, draft: &Draft) {
        self.shelf.borrow_mut().save(&self.writer, &name(key), draft.clone(), clock::now());
        self.write_down_soon();
    }

    /// Puts something else in the place of a draft, which becomes a version.
    pub fn replace(&self, key: &DraftKey, draft: Draft) {
        self.shelf.borrow_mut().replace(&self.writer, &name(key), draft, clock::now());
        self.write_down();
    }

    /// Gives a draft up. Answers with what it was.
    pub fn discard(&self, key: &DraftKey) -> Option<Kept> {
        let was = self.shelf.borrow_mut().discard(&self.writer, &name(key), clock::now());
        if was.is_some() {
            self.write_down();
        }
        was
    }

    /// Takes back that a draft was given up.
    pub fn put_back(&self, was: Kept) {
        self.shelf.borrow_mut().put_back(&self.writer, was, clock::now());
        self.write_down();
    }

    /// The files that drafts need, those of other tabs too.
    pub fn files(&self) -> Vec<String> {
        let mut all = self.shelf.borrow().clone();
        all.take(stored(&self.storage));
        all.files().map(str::to_owned).collect()
    }

    /// Writes down what has changed, now.
    pub fn flush(&self) {
        if self.is_due.get() {
            self.write_down();
        }
    }

    /// All of them as JSON.
    pub fn written(&self) -> String {
        self.shelf.borrow().written()
    }

    fn write_down_soon(&self) {
        if self.is_due.replace(true) {
            return;
        }
        let storage = self.storage.clone();
        set_timeout(
            move || {
                OPEN.with_borrow(|open| {
                    open.iter().filter(|open| open.storage == storage).for_each(|open| open.flush());
                });
            },
            SOON,
        );
    }

    fn write_down(&self) {
        self.is_due.set(false);
        if self.is_over.get() {
            return;
        }
        {
            let mut shelf = self.shelf.borrow_mut();
            // Another tab may have written since, without this one having been told.
            shelf.take(stored(&self.storage));
            shelf.tidy(clock::now());
            let text = shelf.written();
            // A browser that is full keeps the version before; the text is still on the screen, and in the database.
            storage::set(&self.storage, &text);
            kept::keep(&self.storage, Some(text));
        }
        self.show();
    }

    fn show(&self) {
        let all = shown(&self.shelf.borrow());
        if self.all.with_untracked(|old| *old != all) {
            self.all.set(all);
        }
    }
}

/// Forgets the drafts of a session, when its account is signed out.
pub fn forget(session: &str) {
    let storage = storage_of(session);
    let open = OPEN.take();
    open.iter().filter(|open| open.storage == storage).for_each(|open| open.is_over.set(true));
    storage::remove(&storage);
    kept::keep(&storage, None);
}

/// Writes down when the page hides, and hears of other tabs.
fn listeners(drafts: &Rc<Drafts>) -> Vec<Listener> {
    let Some(window) = browser::window() else { return Vec::new() };
    let (hiding, leaving, hearing) = (Rc::downgrade(drafts), Rc::downgrade(drafts), Rc::downgrade(drafts));
    let flush = |drafts: &std::rc::Weak<Drafts>| drafts.upgrade().iter().for_each(|drafts| drafts.flush());
    let hidden = connectivity::watch_visible(move |visible| {
        if !visible {
            flush(&hiding);
        }
    });
    let left = Listener::new(&window, "pagehide", move |_| flush(&leaving));
    let heard = Listener::new(&window, "storage", move |event| {
        let key = Reflect::get(&event, &"key".into()).ok().and_then(|key| key.as_string());
        if let Some(drafts) = hearing.upgrade().filter(|drafts| key.as_ref() == Some(&drafts.storage)) {
            drafts.take_others();
        }
    });
    hidden.into_iter().chain([left, heard]).collect()
}

fn storage_of(session: &str) -> String {
    format!("rejoin.drafts.{session}")
}

fn stored(storage: &str) -> Shelf {
    storage::get(storage).map(|text| Shelf::read(&text)).unwrap_or_default()
}

fn shown(shelf: &Shelf) -> Vec<SavedDraft> {
    let one = |kept: &Kept| {
        Some(SavedDraft {
            key: key(&kept.key)?,
            draft: kept.draft.clone(),
            changed_at: kept.changed_at,
            versions: kept.versions.clone(),
        })
    };
    shelf.all().into_iter().filter_map(one).collect()
}

fn name(key: &DraftKey) -> String {
    match key {
        DraftKey::New => "new".into(),
        DraftKey::Aside(id) => format!("aside:{id}"),
        DraftKey::Reply(id) => format!("reply:{id}"),
        DraftKey::Quote(id) => format!("quote:{id}"),
        DraftKey::Edit(id) => format!("edit:{id}"),
    }
}

fn key(name: &str) -> Option<DraftKey> {
    if name == "new" {
        return Some(DraftKey::New);
    }
    let (kind, id) = name.split_once(':')?;
    match kind {
        "aside" => Some(DraftKey::Aside(id.to_owned())),
        "reply" => Some(DraftKey::Reply(StatusId::from(id))),
        "quote" => Some(DraftKey::Quote(StatusId::from(id))),
        "edit" => Some(DraftKey::Edit(StatusId::from(id))),
        _ => None,
    }
}
