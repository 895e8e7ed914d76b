//! Single values of the store as signals.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use leptos::task::spawn_local;
use rejoin_sync::records::{self, Changes};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use rejoin_sync::{FILTERS, SIMPLE_FILTERS};

use super::client::Client;

/// A value: not read yet, or read, and then perhaps not there.
pub type Value = ArcRwSignal<Option<Option<Arc<str>>>>;

/// The values that somebody has asked for in a session.
pub type Values = RefCell<HashMap<String, Value>>;

impl Client {
    /// A value of the store, by its name.
    pub fn value(self: &Rc<Self>, name: &str) -> Value {
        let known = self.values.borrow().get(name).cloned();
        known.unwrap_or_else(|| {
            let value = Value::default();
            self.values.borrow_mut().insert(name.to_owned(), value.clone());
            let (client, name, read) = (Rc::clone(self), name.to_owned(), value.clone());
            spawn_local(async move {
                // What cannot be read is as good as not there: it is asked for again.
                let text = client.read_value(&name).await.unwrap_or_default();
                if read.with_untracked(Option::is_none) {
                    read.set(Some(text.map(Arc::from)));
                }
            });
            value
        })
    }

    pub(super) async fn read_value(&self, name: &str) -> Result<Option<String>, StoreError> {
        let tx = self.engine.store().begin(&[Table::Values], Mode::Read).await?;
        records::value(&tx, name).await
    }

    pub(super) fn take_values(self: &Rc<Self>, changes: &Changes) {
        if changes.values.iter().any(|(name, _)| name == FILTERS || name == SIMPLE_FILTERS) {
            let client = Rc::clone(self);
            spawn_local(async move { client.read_own_filters().await });
        }
        let values = self.values.borrow();
        for (name, text) in &changes.values {
            if let Some(value) = values.get(name) {
                value.set(Some(text.as_deref().map(Arc::from)));
            }
        }
    }
}
