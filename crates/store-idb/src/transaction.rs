//! Transactions: the port's reads and writes as IndexedDB requests.

use indexed_db_futures::BuildPrimitive;
use indexed_db_futures::KeyRange;
use indexed_db_futures::error::Error;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::iter::GetAllPrimitiveIter;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::query_source::QuerySource;
use indexed_db_futures::transaction::{Transaction as Inner, TransactionMode};
use rejoin_sync::store::{Record, StoreError, Table, Transaction};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::error::{from_exception, from_failure};
use crate::open::Entry;
use crate::record::{self, INDEX};

/// A transaction. Dropping it undoes it; only [`Transaction::commit`] keeps what it wrote.
#[derive(Debug)]
pub struct IdbTransaction {
    inner: Inner<'static>,
    _open: Entry,
}

impl IdbTransaction {
    pub(crate) fn new(inner: Inner<'static>) -> Self {
        let open = Entry::new(inner.as_sys().clone().into());
        Self { inner, _open: open }
    }

    fn store(&self, table: Table) -> Result<ObjectStore<'_>, StoreError> {
        self.inner.object_store(table.name()).map_err(from_failure)
    }

    /// A write is sent off and not awaited: when it fails it takes the transaction with it, and so the commit.
    fn write(&self, table: Table, record: JsValue) -> Result<(), StoreError> {
        self.store(table)?.put(record).primitive().map(drop).map_err(from_failure)
    }

    /// Why a request failed. Once something has ended the transaction, all that follows says no more than "aborted".
    fn reason(&self, error: Error) -> StoreError {
        from_failure(self.inner.error().unwrap_or(error))
    }
}

impl Transaction for IdbTransaction {
    type File = Blob;

    async fn get(&self, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
        let store = self.store(table)?;
        let ask = |key: &&str| store.get::<JsValue, &str, _>(*key).primitive();
        // All are asked for before the first is awaited.
        let requests = keys.iter().map(ask).collect::<Result<Vec<_>, _>>().map_err(from_failure)?;
        let mut texts = Vec::with_capacity(keys.len());
        for request in requests {
            let found = request.await.map_err(|error| self.reason(error))?;
            texts.push(found.as_ref().and_then(record::text));
        }
        Ok(texts)
    }

    async fn all(&self, table: Table) -> Result<Vec<Record>, StoreError> {
        let request = self.store(table)?.get_all().primitive().map_err(from_failure)?;
        request.await.map(texts).map_err(|error| self.reason(error))
    }

    async fn after(&self, table: Table, key: &str, limit: u32) -> Result<Vec<Record>, StoreError> {
        let after = KeyRange::LowerBound(key, true);
        let store = self.store(table)?;
        let request = store
            .get_all()
            .with_query::<&str, _>(after)
            .with_limit(limit)
            .primitive()
            .map_err(from_failure)?;
        request.await.map(texts).map_err(|error| self.reason(error))
    }

    async fn find(&self, table: Table, index: &str) -> Result<Vec<Record>, StoreError> {
        let store = self.store(table)?;
        let by_index = store.index(INDEX).map_err(from_failure)?;
        let request = by_index.get_all().with_query::<&str, _>(index).primitive().map_err(from_failure)?;
        request.await.map(texts).map_err(|error| self.reason(error))
    }

    fn put(&self, table: Table, key: &str, text: &str, index: Option<&str>) -> Result<(), StoreError> {
        self.write(table, record::of_text(key, text, index))
    }

    fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        self.store(table)?.delete::<&str, _>(key).primitive().map(drop).map_err(from_failure)
    }

    async fn file(&self, key: &str) -> Result<Option<Blob>, StoreError> {
        let store = self.store(Table::Files)?;
        let request = store.get::<JsValue, &str, _>(key).primitive().map_err(from_failure)?;
        let found = request.await.map_err(|error| self.reason(error))?;
        Ok(found.as_ref().and_then(record::file))
    }

    fn put_file(&self, key: &str, file: &Blob) -> Result<(), StoreError> {
        self.write(Table::Files, record::of_file(key, file))
    }

    async fn commit(self) -> Result<(), StoreError> {
        if self.inner.mode() == TransactionMode::Readonly {
            return Ok(());
        }
        // A device that is full says so when it comes to committing, and only the platform's own object tells.
        let sys: web_sys::IdbTransaction = self.inner.as_sys().clone().into();
        let committed = self.inner.commit().await;
        committed.map_err(|error| sys.error().map_or_else(|| from_failure(error), |why| from_exception(&why)))
    }
}

fn texts(records: GetAllPrimitiveIter<JsValue>) -> Vec<Record> {
    records.flatten().filter_map(|record| record::key_and_text(&record)).collect()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use indexed_db_futures::database::Database;
    use indexed_db_futures::error::OpenDbError;
    use indexed_db_futures::transaction::TransactionMode;
    use indexed_db_futures::{Build, KeyPath};
    use rejoin_sync::store::{StoreError, Table, Transaction};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::IdbTransaction;
    use crate::connection::Connection;

    wasm_bindgen_test_configure!(run_in_browser);

    /// A table that takes each index once, which ours never do: the easiest way to make a write fail.
    async fn fussy() -> Result<Connection, OpenDbError> {
        let name = format!("fussy-{}-{}", js_sys::Date::now(), js_sys::Math::random());
        let opening = Database::open(name).with_version(1u8).with_on_upgrade_needed(|_, database| {
            let table = database.create_object_store("values").with_key_path(KeyPath::One("k")).build()?;
            table.create_index("i", KeyPath::One("i")).with_unique(true).build().map(drop)
        });
        opening.await.map(Connection::new)
    }

    async fn doomed() -> Result<(Connection, IdbTransaction), String> {
        let connection = fussy().await.map_err(|error| error.to_string())?;
        let begun = connection.database().transaction("values").with_mode(TransactionMode::Readwrite).build();
        let tx = IdbTransaction::new(begun.map_err(|error| error.to_string())?);
        for key in ["first", "second", "third"] {
            tx.put(Table::Values, key, "text", Some("taken")).map_err(|error| error.to_string())?;
        }
        Ok((connection, tx))
    }

    fn tells_why<T>(outcome: &Result<T, StoreError>) -> bool {
        matches!(outcome, Err(StoreError::Failed(why)) if why.starts_with("ConstraintError"))
    }

    #[wasm_bindgen_test]
    async fn a_write_that_failed_comes_out_of_the_commit() -> Result<(), String> {
        let (_connection, tx) = doomed().await?;
        let outcome = tx.commit().await;
        assert!(tells_why(&outcome), "{outcome:?}");
        Ok(())
    }

    #[wasm_bindgen_test]
    async fn what_is_read_after_a_write_that_failed_tells_why() -> Result<(), String> {
        let (_connection, tx) = doomed().await?;
        let outcome = tx.get(Table::Values, &["first"]).await;
        assert!(tells_why(&outcome), "{outcome:?}");
        // Too late, and for the same reason.
        let outcome = tx.commit().await;
        assert!(tells_why(&outcome), "{outcome:?}");
        Ok(())
    }
}
