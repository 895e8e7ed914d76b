//! What is being written.
//!
//! In `localStorage`: a keystroke is kept when the call returns, also when the page is closed right after it. And in a
//! database, where it is a moment later, also when the browser is killed. The files that belong to a draft are in the
//! database of the account.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::{StatusId, Timestamp};
use rejoin_domain::record;
use rejoin_sync::Draft;

use super::{DraftKey, SavedDraft, kept};
use crate::browser::clock;
use crate::browser::storage;

/// The drafts of a session.
pub struct Drafts {
    storage: String,
    saved_at: Cell<Timestamp>,
    /// All of them, the latest first.
    pub all: ArcRwSignal<Vec<SavedDraft>>,
}

record! {
    struct Stored {
        key: String,
        draft: Draft,
        changed_at: Timestamp,
    }
}

record! {
    /// All of a session, and when they were written down.
    struct AllStored {
        saved_at: Timestamp,
        drafts: Vec<Stored>,
    }
}

impl AllStored {
    fn shown(self) -> Vec<SavedDraft> {
        let shown = |one: Stored| {
            Some(SavedDraft { key: key(&one.key)?, draft: one.draft, changed_at: one.changed_at })
        };
        self.drafts.into_iter().filter_map(shown).collect()
    }
}

impl Drafts {
    /// Those of the session of this key.
    pub fn load(session: &str) -> Rc<Self> {
        let storage = format!("rejoin.drafts.{session}");
        let stored = storage::get(&storage).and_then(|text| rejoin_api::parse::<AllStored>(&text).ok());
        let stored = stored.unwrap_or_default();
        let saved_at = Cell::new(stored.saved_at);
        let drafts = Rc::new(Self { storage, saved_at, all: ArcRwSignal::new(stored.shown()) });
        let again = Rc::clone(&drafts);
        spawn_local(async move { again.take_newer().await });
        drafts
    }

    /// Takes what was written later, and has not come to `localStorage` before the browser was killed.
    async fn take_newer(&self) {
        let kept = kept::recall(&self.storage).await;
        let kept = kept.and_then(|text| rejoin_api::parse::<AllStored>(&text).ok());
        if let Some(newer) = kept.filter(|kept| kept.saved_at > self.saved_at.get()) {
            self.saved_at.set(newer.saved_at);
            self.all.set(newer.shown());
        }
    }

    /// The draft under a key.
    pub fn get(&self, key: &DraftKey) -> Option<Draft> {
        self.all
            .with_untracked(|all| all.iter().find(|saved| saved.key == *key).map(|saved| saved.draft.clone()))
    }

    /// Keeps a draft; an empty one is forgotten.
    pub fn save(&self, key: &DraftKey, draft: &Draft) {
        let mut all = self.all.with_untracked(Vec::clone);
        all.retain(|saved| saved.key != *key);
        if *draft != Draft::default() {
            all.insert(0, SavedDraft { key: key.clone(), draft: draft.clone(), changed_at: clock::now() });
        }
        self.store(&all);
        self.all.set(all);
    }

    /// Forgets all of them, when the account is signed out.
    pub fn forget(&self) {
        storage::remove(&self.storage);
        kept::keep(&self.storage, None);
    }

    fn store(&self, all: &[SavedDraft]) {
        let stored = all.iter().map(|saved| Stored {
            key: name(&saved.key),
            draft: saved.draft.clone(),
            changed_at: saved.changed_at,
        });
        self.saved_at.set(clock::now());
        let all = AllStored { saved_at: self.saved_at.get(), drafts: stored.collect() };
        if let Ok(text) = serde_json::to_string(&all) {
            // A browser that is full keeps the version before; the text is still on the screen.
            storage::set(&self.storage, &text);
            kept::keep(&self.storage, Some(text));
        }
    }
}

fn name(key: &DraftKey) -> String {
    match key {
        DraftKey::New => "new".into(),
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
    let id = StatusId::from(id);
    match kind {
        "reply" => Some(DraftKey::Reply(id)),
        "quote" => Some(DraftKey::Quote(id)),
        "edit" => Some(DraftKey::Edit(id)),
        _ => None,
    }
}
