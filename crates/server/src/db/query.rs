//! Short words for the queries that everyone makes. Statements are cached by their text.

use rusqlite::{Connection, OptionalExtension, Params, Row, types::FromSql};

use crate::ids::Id;

/// Queries on a [`Connection`] or a [`super::Tx`].
pub(crate) trait Query {
    /// All rows.
    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>>;
    /// The first row, if there is one.
    fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>>;
    /// The first column of the first row, if there is a row.
    fn value<T: FromSql>(&self, sql: &str, params: impl Params) -> rusqlite::Result<Option<T>>;
    /// True if there is a row.
    fn any(&self, sql: &str, params: impl Params) -> rusqlite::Result<bool>;
    /// Runs a statement and says how many rows it changed.
    fn run(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize>;
    /// The first column of all rows.
    fn column<T: FromSql>(&self, sql: &str, params: impl Params) -> rusqlite::Result<Vec<T>> {
        self.all(sql, params, |row| row.get(0))
    }
}

impl Query for Connection {
    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.prepare_cached(sql)?.query_map(params, row)?.collect()
    }

    fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.prepare_cached(sql)?.query_row(params, row).optional()
    }

    fn value<T: FromSql>(&self, sql: &str, params: impl Params) -> rusqlite::Result<Option<T>> {
        self.first(sql, params, |row| row.get(0))
    }

    fn any(&self, sql: &str, params: impl Params) -> rusqlite::Result<bool> {
        self.prepare_cached(sql)?.exists(params)
    }

    fn run(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
        self.prepare_cached(sql)?.execute(params)
    }
}

/// Ids as a JSON array, for `IN (SELECT value FROM json_each(?))`.
pub(crate) fn json_ids<I: Id>(ids: impl IntoIterator<Item = I>) -> String {
    let mut text = String::from("[");
    for (at, id) in ids.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let raw: i64 = id.into();
        text.push_str(&raw.to_string());
    }
    text.push(']');
    text
}
