//! What every store must keep, as one suite.
//!
//! The tests of a store crate call [`check`] with a way to open an empty store. It answers with the first promise that was
//! broken, in words.

use super::{Mode, Record, Store, StoreError, Table, Transaction};

/// A way to open stores and to make files.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Subject {
    /// The store under test.
    type Store: Store;

    /// Opens an empty store, another one each time.
    async fn empty(&self) -> Result<Self::Store, StoreError>;

    /// Opens the data of a store that is still or was open, as after a restart.
    async fn reopen(&self, store: &Self::Store) -> Result<Self::Store, StoreError>;

    /// A file with these bytes.
    fn file(&self, bytes: &[u8]) -> <Self::Store as Store>::File;

    /// The bytes of a file.
    async fn bytes(&self, file: <Self::Store as Store>::File) -> Vec<u8>;
}

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Something else was found than promised.
    #[error("{promise}: {found}")]
    Broken {
        /// The promise.
        promise: &'static str,
        /// What was found.
        found: String,
    },
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

fn expect<T: PartialEq + std::fmt::Debug>(
    promise: &'static str,
    found: T,
    wanted: T,
) -> Result<(), Violation> {
    if found == wanted {
        return Ok(());
    }
    Err(Violation::Broken { promise, found: format!("found {found:?} instead of {wanted:?}") })
}

/// Checks all promises.
///
/// # Errors
/// The first promise that is broken.
pub async fn check<S: Subject>(subject: &S) -> Result<(), Violation> {
    what_is_put_is_read_back(&subject.empty().await?).await?;
    tables_are_apart_and_listed_by_key(&subject.empty().await?).await?;
    an_index_finds_its_records(&subject.empty().await?).await?;
    a_dropped_transaction_has_done_nothing(&subject.empty().await?).await?;
    writers_take_turns(&subject.empty().await?).await?;
    a_reader_may_not_write(&subject.empty().await?).await?;
    odd_keys_and_large_texts_are_kept(&subject.empty().await?).await?;
    files_are_kept(subject).await?;
    what_is_committed_survives(subject).await
}

async fn read<S: Store>(store: &S, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
    store.begin(&[table], Mode::Read).await?.get(table, keys).await
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

fn records(pairs: &[(&str, &str)]) -> Vec<Record> {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

async fn what_is_put_is_read_back<S: Store>(store: &S) -> Result<(), Violation> {
    let tx = store.begin(&[Table::Posts], Mode::Write).await?;
    tx.put(Table::Posts, "1", "one", None)?;
    tx.put(Table::Posts, "2", "two", None)?;
    let seen = tx.get(Table::Posts, &["2", "3", "1", "2"]).await?;
    let wanted = vec![Some("two".into()), None, Some("one".into()), Some("two".into())];
    expect("a transaction sees its own writes, in the order asked for", seen, wanted)?;
    tx.put(Table::Posts, "1", "uno", None)?;
    tx.delete(Table::Posts, "2")?;
    tx.delete(Table::Posts, "never there")?;
    tx.commit().await?;
    let seen = read(store, Table::Posts, &["1", "2"]).await?;
    expect("a put replaces, a delete deletes", seen, vec![Some("uno".into()), None])
}

async fn tables_are_apart_and_listed_by_key<S: Store>(store: &S) -> Result<(), Violation> {
    let tx = store.begin(&[Table::Outbox, Table::Values], Mode::Write).await?;
    for key in ["b", "a", "B", "10", "9"] {
        tx.put(Table::Outbox, key, key, None)?;
    }
    tx.put(Table::Values, "a", "value", None)?;
    tx.commit().await?;
    let tx = store.begin(&[Table::Outbox, Table::Values], Mode::Read).await?;
    let wanted = records(&[("10", "10"), ("9", "9"), ("B", "B"), ("a", "a"), ("b", "b")]);
    expect("all records are listed by key", tx.all(Table::Outbox).await?, wanted)?;
    let pages = ["", "9", "a", "b"];
    let mut found = Vec::new();
    for key in pages {
        found.push(tx.after(Table::Outbox, key, 2).await?);
    }
    let wanted = [
        records(&[("10", "10"), ("9", "9")]),
        records(&[("B", "B"), ("a", "a")]),
        records(&[("b", "b")]),
        vec![],
    ];
    expect("a table is gone through in pages", found, wanted.to_vec())?;
    expect("tables are apart", tx.all(Table::Values).await?, records(&[("a", "value")]))
}

async fn an_index_finds_its_records<S: Store>(store: &S) -> Result<(), Violation> {
    let tx = store.begin(&[Table::Posts], Mode::Write).await?;
    tx.put(Table::Posts, "3", "c", Some("x"))?;
    tx.put(Table::Posts, "1", "a", Some("x"))?;
    tx.put(Table::Posts, "2", "b", Some("y"))?;
    tx.put(Table::Posts, "4", "d", None)?;
    tx.commit().await?;
    let tx = store.begin(&[Table::Posts], Mode::Write).await?;
    expect(
        "an index lists its records by key",
        tx.find(Table::Posts, "x").await?,
        records(&[("1", "a"), ("3", "c")]),
    )?;
    tx.put(Table::Posts, "1", "a", Some("y"))?;
    tx.put(Table::Posts, "2", "b", None)?;
    expect("an index follows its record", tx.find(Table::Posts, "y").await?, records(&[("1", "a")]))?;
    expect("an unknown index finds nothing", tx.find(Table::Posts, "z").await?, vec![])
}

async fn a_dropped_transaction_has_done_nothing<S: Store>(store: &S) -> Result<(), Violation> {
    let tx = store.begin(&[Table::Posts], Mode::Write).await?;
    tx.put(Table::Posts, "kept", "1", None)?;
    tx.commit().await?;
    let tx = store.begin(&[Table::Posts], Mode::Write).await?;
    tx.put(Table::Posts, "lost", "1", None)?;
    tx.delete(Table::Posts, "kept")?;
    tx.get(Table::Posts, &["lost"]).await?;
    drop(tx);
    let seen = read(store, Table::Posts, &["kept", "lost"]).await?;
    expect("a dropped transaction has done nothing", seen, vec![Some("1".into()), None])
}

async fn writers_take_turns<S: Store>(store: &S) -> Result<(), Violation> {
    async fn count<S: Store>(store: &S) -> Result<(), StoreError> {
        let tx = store.begin(&[Table::Values], Mode::Write).await?;
        let old = tx.get(Table::Values, &["n"]).await?.pop().flatten();
        let number = old.and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
        tx.put(Table::Values, "n", &(number + 1).to_string(), None)?;
        tx.commit().await
    }
    let all = (0..20).map(|_| count(store));
    for result in futures::future::join_all(all).await {
        result?;
    }
    expect("writers take turns", read(store, Table::Values, &["n"]).await?, some(&["20"]))
}

async fn a_reader_may_not_write<S: Store>(store: &S) -> Result<(), Violation> {
    let tx = store.begin(&[Table::Values], Mode::Read).await?;
    let refused = tx.put(Table::Values, "a", "1", None).is_err();
    drop(tx);
    let seen = read(store, Table::Values, &["a"]).await?;
    expect("a reader may not write", (refused, seen), (true, vec![None]))
}

async fn odd_keys_and_large_texts_are_kept<S: Store>(store: &S) -> Result<(), Violation> {
    let large = "ü\u{1f600}\u{0}".repeat(100_000);
    let tx = store.begin(&[Table::Values], Mode::Write).await?;
    tx.put(Table::Values, "", "empty", None)?;
    tx.put(Table::Values, "ключ \u{1f511}\n\"'", &large, Some("\u{1f511}"))?;
    tx.commit().await?;
    let seen = read(store, Table::Values, &["", "ключ \u{1f511}\n\"'"]).await?;
    expect("odd keys and large texts are kept", seen == some(&["empty", &large]), true)
}

async fn files_are_kept<S: Subject>(subject: &S) -> Result<(), Violation> {
    let store = subject.empty().await?;
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let tx = store.begin(&[Table::Files, Table::Outbox], Mode::Write).await?;
    tx.put_file("photo", &subject.file(&bytes))?;
    tx.put_file("other", &subject.file(b"x"))?;
    tx.delete(Table::Files, "other")?;
    tx.put(Table::Outbox, "1", "with a photo", None)?;
    tx.commit().await?;
    let store = subject.reopen(&store).await?;
    let tx = store.begin(&[Table::Files], Mode::Read).await?;
    let (photo, other) = (tx.file("photo").await?, tx.file("other").await?);
    drop(tx);
    expect("a deleted file is gone", other.is_none(), true)?;
    let found = match photo {
        Some(file) => subject.bytes(file).await,
        None => Vec::new(),
    };
    expect("a file keeps its bytes", found == bytes, true)
}

async fn what_is_committed_survives<S: Subject>(subject: &S) -> Result<(), Violation> {
    let store = subject.empty().await?;
    let tx = store.begin(&Table::ALL, Mode::Write).await?;
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Files) {
        tx.put(table, "key", table.name(), None)?;
    }
    tx.commit().await?;
    let store = subject.reopen(&store).await?;
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Files) {
        expect("what is committed survives", read(&store, table, &["key"]).await?, some(&[table.name()]))?;
    }
    let other = subject.empty().await?;
    expect("stores are apart", read(&other, Table::Posts, &["key"]).await?, vec![None])
}
