//! What is being written.
//!
//! In `localStorage`: a keystroke is kept when the call returns, also when the page is closed right after it. The files
//! that belong to a draft are in the database.

use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use rejoin_api::StatusId;
use rejoin_domain::record;
use rejoin_sync::Draft;

use super::{DraftKey, SavedDraft};
use crate::browser::clock;
use crate::browser::storage;

/// The drafts of a session.
pub struct Drafts {
    storage: String,
    /// All of them, the latest first.
    pub all: ArcRwSignal<Vec<SavedDraft>>,
}

record! {
    struct Stored {
        key: String,
        draft: Draft,
        changed_at: rejoin_api::Timestamp,
    }
}

impl Drafts {
    /// Those of the session of this key.
    pub fn load(session: &str) -> Self {
        let storage = format!("rejoin.drafts.{session}");
        let stored: Vec<Stored> =
            storage::get(&storage).and_then(|text| rejoin_api::parse(&text).ok()).unwrap_or_default();
        let shown = |one: Stored| {
            Some(SavedDraft { key: key(&one.key)?, draft: one.draft, changed_at: one.changed_at })
        };
        Self { storage, all: ArcRwSignal::new(stored.into_iter().filter_map(shown).collect()) }
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
        if !draft.is_empty() {
            all.insert(0, SavedDraft { key: key.clone(), draft: draft.clone(), changed_at: clock::now() });
        }
        self.store(&all);
        self.all.set(all);
    }

    /// Forgets all of them, when the account is signed out.
    pub fn forget(&self) {
        storage::remove(&self.storage);
    }

    fn store(&self, all: &[SavedDraft]) {
        let stored = all.iter().map(|saved| Stored {
            key: name(&saved.key),
            draft: saved.draft.clone(),
            changed_at: saved.changed_at,
        });
        if let Ok(text) = serde_json::to_string(&stored.collect::<Vec<_>>()) {
            // A browser that is full keeps the version before; the text is still on the screen.
            storage::set(&self.storage, &text);
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
