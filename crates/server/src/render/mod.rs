//! Rows into entities, for one viewer. Everything takes many ids at once and makes so many queries for a page, not for
//! an item. Nothing here decides who may see what: ids come from queries that asked [`crate::visibility`].

mod account;
mod conversation;
mod emoji;
mod flags;
mod parts;
mod poll;
mod quote;
mod relationship;
mod status;
mod tag;

use std::{collections::HashMap, hash::Hash};

use rusqlite::Connection;

use crate::{config::Site, db::Tx, ids::AccountId};

pub(crate) use account::StoredField;
pub(crate) use emoji::EmojiTable;
pub(crate) use parts::media_entity;

/// Renders for one viewer, on one connection.
pub(crate) struct Render<'c> {
    pub(crate) db: &'c Connection,
    pub(crate) site: &'c Site,
    /// Who looks; None for nobody signed in.
    pub(crate) viewer: Option<AccountId>,
}

impl<'c> Render<'c> {
    pub(crate) fn new(db: &'c Connection, site: &'c Site, viewer: Option<AccountId>) -> Self {
        Self { db, site, viewer }
    }

    /// Of what a write has changed so far.
    pub(crate) fn within(tx: &'c Tx<'_>, viewer: AccountId) -> Self {
        Self { db: tx, site: tx.site, viewer: Some(viewer) }
    }
}

/// Values by key, in the order in which they came.
pub(crate) fn grouped<K: Eq + Hash, V>(pairs: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}
