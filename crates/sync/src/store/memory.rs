//! A store in memory: for tests, and for reading without an account.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Mode, Record, Store, StoreError, Table, Transaction};

#[derive(Debug, Clone)]
struct Row {
    text: String,
    index: Option<String>,
}

#[derive(Debug, Clone)]
struct Data<F> {
    rows: BTreeMap<(&'static str, String), Row>,
    files: BTreeMap<String, F>,
}

impl<F> Default for Data<F> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), files: BTreeMap::new() }
    }
}

/// Keeps everything until it is dropped. Clones share their data.
#[derive(Debug)]
pub struct MemoryStore<F = Vec<u8>> {
    data: Rc<RefCell<Data<F>>>,
    /// When set, transactions fail like a device without space.
    full: Rc<std::cell::Cell<bool>>,
}

impl<F> Clone for MemoryStore<F> {
    fn clone(&self) -> Self {
        Self { data: Rc::clone(&self.data), full: Rc::clone(&self.full) }
    }
}

impl<F> Default for MemoryStore<F> {
    fn default() -> Self {
        Self { data: Rc::default(), full: Rc::default() }
    }
}

impl<F: Clone> MemoryStore<F> {
    /// From now on commits fail, or succeed again.
    pub fn set_full(&self, full: bool) {
        self.full.set(full);
    }
}

impl<F: Clone> Store for MemoryStore<F> {
    type File = F;
    type Transaction = MemoryTransaction<F>;

    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<MemoryTransaction<F>, StoreError> {
        Ok(MemoryTransaction {
            tables: tables.to_vec(),
            mode,
            view: RefCell::new(self.data.borrow().clone()),
            writes: RefCell::default(),
            store: self.clone(),
        })
    }
}

#[derive(Debug)]
enum Write<F> {
    Put(Table, String, Row),
    Delete(Table, String),
    File(String, F),
}

/// Works on a copy and writes its changes back on commit. The engine never awaits anything but the transaction inside one,
/// and nothing here waits, so that no two overlap.
#[derive(Debug)]
pub struct MemoryTransaction<F> {
    tables: Vec<Table>,
    mode: Mode,
    view: RefCell<Data<F>>,
    writes: RefCell<Vec<Write<F>>>,
    store: MemoryStore<F>,
}

impl<F: Clone> MemoryTransaction<F> {
    fn within(&self, table: Table) -> Result<(), StoreError> {
        if self.tables.contains(&table) {
            return Ok(());
        }
        Err(StoreError::Failed(format!("the transaction does not cover {}", table.name())))
    }

    fn write(&self, table: Table, write: Write<F>) -> Result<(), StoreError> {
        self.within(table)?;
        if self.mode == Mode::Read {
            return Err(StoreError::Failed("the transaction may only read".into()));
        }
        apply(&mut self.view.borrow_mut(), &write);
        self.writes.borrow_mut().push(write);
        Ok(())
    }

    fn list(&self, table: Table, matches: impl Fn(&str, &Row) -> bool) -> Result<Vec<Record>, StoreError> {
        self.within(table)?;
        let view = self.view.borrow();
        let rows = view.rows.iter().filter(|((name, key), row)| *name == table.name() && matches(key, row));
        Ok(rows.map(|((_, key), row)| (key.clone(), row.text.clone())).collect())
    }
}

fn apply<F: Clone>(data: &mut Data<F>, write: &Write<F>) {
    match write {
        Write::Put(table, key, row) => {
            data.rows.insert((table.name(), key.clone()), row.clone());
        }
        Write::Delete(Table::Files, key) => {
            data.files.remove(key);
        }
        Write::Delete(table, key) => {
            data.rows.remove(&(table.name(), key.clone()));
        }
        Write::File(key, file) => {
            data.files.insert(key.clone(), file.clone());
        }
    }
}

impl<F: Clone> Transaction for MemoryTransaction<F> {
    type File = F;

    async fn get(&self, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
        self.within(table)?;
        let view = self.view.borrow();
        let row = |key: &&str| view.rows.get(&(table.name(), (*key).to_owned())).map(|row| row.text.clone());
        Ok(keys.iter().map(row).collect())
    }

    async fn all(&self, table: Table) -> Result<Vec<Record>, StoreError> {
        self.list(table, |_, _| true)
    }

    async fn after(&self, table: Table, key: &str, limit: u32) -> Result<Vec<Record>, StoreError> {
        let mut records = self.list(table, |other, _| other > key)?;
        records.truncate(limit as usize);
        Ok(records)
    }

    async fn find(&self, table: Table, index: &str) -> Result<Vec<Record>, StoreError> {
        self.list(table, |_, row| row.index.as_deref() == Some(index))
    }

    fn put(&self, table: Table, key: &str, text: &str, index: Option<&str>) -> Result<(), StoreError> {
        let row = Row { text: text.to_owned(), index: index.map(str::to_owned) };
        self.write(table, Write::Put(table, key.to_owned(), row))
    }

    fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        self.write(table, Write::Delete(table, key.to_owned()))
    }

    async fn file(&self, key: &str) -> Result<Option<F>, StoreError> {
        self.within(Table::Files)?;
        Ok(self.view.borrow().files.get(key).cloned())
    }

    fn put_file(&self, key: &str, file: &F) -> Result<(), StoreError> {
        self.write(Table::Files, Write::File(key.to_owned(), file.clone()))
    }

    async fn commit(self) -> Result<(), StoreError> {
        if self.store.full.get() {
            return Err(StoreError::Full);
        }
        let mut data = self.store.data.borrow_mut();
        self.writes.borrow().iter().for_each(|write| apply(&mut data, write));
        Ok(())
    }
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use super::MemoryStore;
    use crate::store::StoreError;
    use crate::store::contract::{Subject, check};

    struct Memory;

    impl Subject for Memory {
        type Store = MemoryStore;

        async fn empty(&self) -> Result<MemoryStore, StoreError> {
            Ok(MemoryStore::default())
        }

        async fn reopen(&self, store: &MemoryStore) -> Result<MemoryStore, StoreError> {
            Ok(store.clone())
        }

        fn file(&self, bytes: &[u8]) -> Vec<u8> {
            bytes.to_vec()
        }

        async fn bytes(&self, file: Vec<u8>) -> Vec<u8> {
            file
        }
    }

    #[test]
    fn memory_keeps_the_contract() {
        let outcome = futures::executor::block_on(check(&Memory));
        assert!(outcome.is_ok(), "{outcome:?}");
    }
}
