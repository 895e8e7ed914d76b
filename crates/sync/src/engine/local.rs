//! Values that only this device knows: no server is asked for them, none is told.

use rejoin_api::FromJson;
use serde::Serialize;

use super::{Engine, Event};
use crate::platform::Platform;
use crate::records::{self, Changes};
use crate::store::{Mode, Store, StoreError, Table, Transaction};

impl<P: Platform> Engine<P> {
    /// Changes a value in one transaction, so that tabs do not undo what each other did.
    pub(super) async fn change_value<T>(
        &self,
        name: &str,
        change: impl FnOnce(&mut T),
    ) -> Result<(), StoreError>
    where
        T: FromJson + Serialize + Default + Clone + PartialEq,
    {
        let tx = self.store.begin(&[Table::Values], Mode::Write).await?;
        let before: Option<T> = records::parse(records::value(&tx, name).await?);
        let mut value = before.clone().unwrap_or_default();
        change(&mut value);
        if before.as_ref() == Some(&value) {
            return Ok(());
        }
        let text = records::json(&value);
        tx.put(Table::Values, name, &text, None)?;
        tx.commit().await?;
        let values = vec![(name.to_owned(), Some(text))];
        self.tell(&Event::Changed(&Changes { values, ..Changes::default() }));
        Ok(())
    }
}
