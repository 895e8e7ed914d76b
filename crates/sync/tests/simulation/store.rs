//! A store that survives tabs, with places where a tab or the whole browser may die: before, inside and after each
//! transaction. Transactions of a store happen one after the other.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rejoin_sync::store::{Mode, Record, Store, StoreError, Table, Transaction};

use crate::executor::{Guard, Lock, Owner};
use crate::world::World;

type Row = (String, Option<String>);

/// What is durable.
#[derive(Default)]
pub struct Disk {
    rows: RefCell<HashMap<Table, BTreeMap<String, Row>>>,
    files: RefCell<HashMap<String, Vec<u8>>>,
    lock: Lock,
}

impl Disk {
    /// All texts, for looking at what is there.
    pub fn texts(&self, table: Table) -> Vec<(String, String)> {
        let rows = self.rows.borrow();
        let table = rows.get(&table).into_iter().flatten();
        table.map(|(key, (text, _))| (key.clone(), text.clone())).collect()
    }

    /// Whether no transaction is under way.
    pub fn is_idle(&self) -> bool {
        self.lock.is_idle()
    }

    pub fn text(&self, table: Table, key: &str) -> Option<String> {
        self.rows.borrow().get(&table)?.get(key).map(|(text, _)| text.clone())
    }
}

/// A tab's way to the disk.
#[derive(Clone)]
pub struct SimStore {
    pub disk: Rc<Disk>,
    pub world: Rc<World>,
    pub owner: Owner,
}

pub struct SimTransaction {
    store: SimStore,
    tables: Vec<Table>,
    mode: Mode,
    writes: RefCell<Vec<Write>>,
    _guard: Guard,
}

#[derive(Clone)]
enum Write {
    Row(Table, String, Option<Row>),
    File(String, Option<Vec<u8>>),
}

impl Store for SimStore {
    type File = Vec<u8>;
    type Transaction = SimTransaction;

    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<SimTransaction, StoreError> {
        self.world.moment(self.owner).await;
        let guard = self.disk.lock.acquire().await;
        if mode == Mode::Write {
            self.world.danger(self.owner).await;
        }
        let (store, tables) = (self.clone(), tables.to_vec());
        Ok(SimTransaction { store, tables, mode, writes: RefCell::default(), _guard: guard })
    }
}

impl SimTransaction {
    fn within(&self, table: Table) -> Result<(), StoreError> {
        assert!(self.tables.contains(&table), "the transaction does not cover {}", table.name());
        Ok(())
    }

    fn write(&self, table: Table, write: Write) -> Result<(), StoreError> {
        assert!(self.mode == Mode::Write, "the transaction may only read");
        self.within(table)?;
        self.writes.borrow_mut().push(write);
        Ok(())
    }

    fn one(&self, table: Table, key: &str) -> Option<Row> {
        let written = self.writes.borrow().iter().rev().find_map(|write| match write {
            Write::Row(t, k, row) if *t == table && k == key => Some(row.clone()),
            _ => None,
        });
        written.unwrap_or_else(|| self.store.disk.rows.borrow().get(&table)?.get(key).cloned())
    }

    fn list(&self, table: Table, matches: impl Fn(&Row) -> bool) -> Vec<Record> {
        let disk = self.store.disk.rows.borrow();
        let stored = disk.get(&table).into_iter().flatten().map(|(key, row)| (key, Some(row)));
        let mut rows: BTreeMap<&String, Option<&Row>> = stored.collect();
        let writes = self.writes.borrow();
        for write in writes.iter() {
            match write {
                Write::Row(t, key, row) if *t == table => drop(rows.insert(key, row.as_ref())),
                _ => {}
            }
        }
        let there = rows.into_iter().filter_map(|(key, row)| Some((key, row?)));
        there.filter(|(_, row)| matches(row)).map(|(key, (text, _))| (key.clone(), text.clone())).collect()
    }
}

impl Transaction for SimTransaction {
    type File = Vec<u8>;

    async fn get(&self, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
        self.within(table)?;
        Ok(keys.iter().map(|key| self.one(table, key).map(|(text, _)| text)).collect())
    }

    async fn all(&self, table: Table) -> Result<Vec<Record>, StoreError> {
        self.within(table)?;
        self.store.world.danger(self.store.owner).await;
        Ok(self.list(table, |_| true))
    }

    async fn after(&self, table: Table, key: &str, limit: u32) -> Result<Vec<Record>, StoreError> {
        let all = self.all(table).await?.into_iter();
        Ok(all.filter(|(other, _)| other.as_str() > key).take(limit as usize).collect())
    }

    async fn find(&self, table: Table, index: &str) -> Result<Vec<Record>, StoreError> {
        self.within(table)?;
        Ok(self.list(table, |(_, i)| i.as_deref() == Some(index)))
    }

    fn put(&self, table: Table, key: &str, text: &str, index: Option<&str>) -> Result<(), StoreError> {
        let row = (text.to_owned(), index.map(str::to_owned));
        self.write(table, Write::Row(table, key.to_owned(), Some(row)))
    }

    fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        let write = match table {
            Table::Files => Write::File(key.to_owned(), None),
            _ => Write::Row(table, key.to_owned(), None),
        };
        self.write(table, write)
    }

    async fn file(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.within(Table::Files)?;
        Ok(self.store.disk.files.borrow().get(key).cloned())
    }

    fn put_file(&self, key: &str, file: &Vec<u8>) -> Result<(), StoreError> {
        self.write(Table::Files, Write::File(key.to_owned(), Some(file.clone())))
    }

    async fn commit(self) -> Result<(), StoreError> {
        let world = Rc::clone(&self.store.world);
        if self.mode == Mode::Write {
            world.danger(self.store.owner).await;
            if world.is_full() {
                return Err(StoreError::Full);
            }
        }
        let disk = &self.store.disk;
        for write in self.writes.take() {
            match write {
                Write::Row(table, key, Some(row)) => {
                    disk.rows.borrow_mut().entry(table).or_default().insert(key, row);
                }
                Write::Row(table, key, None) => {
                    disk.rows.borrow_mut().entry(table).or_default().remove(&key);
                }
                Write::File(key, Some(file)) => drop(disk.files.borrow_mut().insert(key, file)),
                Write::File(key, None) => drop(disk.files.borrow_mut().remove(&key)),
            }
        }
        let (owner, mode) = (self.store.owner, self.mode);
        drop(self);
        if mode == Mode::Write {
            world.danger(owner).await;
        }
        Ok(())
    }
}
