//! Databases as earlier versions of the app left them on devices, written by nothing that the app uses today.

pub(crate) mod v1;

use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::{Object, Reflect};
use rejoin_sync::store::Table;
use wasm_bindgen::JsValue;

/// What a version of the app made, and left.
pub(crate) struct Earlier {
    /// Its number; 0 for a device that the app was never on.
    pub version: u32,
    /// Its tables, each with the key `k` and the index `i`.
    pub tables: &'static [&'static str],
    /// Some of its records.
    pub left: &'static [Left],
}

/// A record `{k, t, i}`.
pub(crate) struct Left {
    pub table: Table,
    pub key: &'static str,
    pub text: &'static str,
    pub index: Option<&'static str>,
}

/// A device that is new.
pub(crate) const NOTHING: Earlier = Earlier { version: 0, tables: &[], left: &[] };

#[expect(clippy::expect_used, reason = "a device that cannot be prepared is a failure of the test")]
impl Earlier {
    /// Makes the database of this name as the version left it.
    pub(crate) async fn leave_in(&self, name: &str) {
        if self.version == 0 {
            return;
        }
        let tables = self.tables;
        let opening = Database::open(name).with_version(self.version);
        let opening = opening.with_on_upgrade_needed(move |_, database| {
            for table in tables {
                let table = database.create_object_store(*table).with_key_path(KeyPath::One("k")).build()?;
                table.create_index("i", KeyPath::One("i")).build()?;
            }
            Ok(())
        });
        let database = opening.await.expect("a database");
        for left in self.left {
            let tx = database.transaction(left.table.name()).with_mode(TransactionMode::Readwrite).build();
            let tx = tx.expect("a transaction");
            let table = tx.object_store(left.table.name()).expect("the table");
            table.put(left.record()).primitive().expect("a record").await.expect("the record");
            tx.commit().await.expect("the end of the transaction");
        }
        database.close();
    }
}

impl Left {
    fn record(&self) -> JsValue {
        let record = Object::new();
        let fields = [("k", Some(self.key)), ("t", Some(self.text)), ("i", self.index)];
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = Reflect::set(&record, &name.into(), &value.into());
            }
        }
        record.into()
    }
}
