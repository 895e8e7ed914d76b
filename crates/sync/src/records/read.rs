//! Reading records.

use std::collections::HashSet;
use std::sync::Arc;

use rejoin_api::{AccountId, Relationship, StatusId};
use rejoin_domain::{Account, Notifications, Post, Thread, Timeline, TimelineKey};

use super::{ALL, PUBLISHED, parse};
use crate::outbox::{Entry, Made, MutationId, codec};
use crate::store::{StoreError, Table, Transaction};

type Answer<T> = Result<T, StoreError>;

/// Posts with all that is needed to show them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// The posts asked for that are stored, with those they boost and quote.
    pub posts: Vec<Arc<Post>>,
    /// Who wrote and boosted them, and whom they answer.
    pub accounts: Vec<Arc<Account>>,
}

/// Reads posts with all that is needed to show them. Covers [`Table::Posts`] and [`Table::Accounts`].
///
/// # Errors
/// When the device's storage fails.
pub async fn load<T: Transaction>(tx: &T, ids: &[StatusId]) -> Answer<Loaded> {
    let mut all = posts(tx, ids).await?;
    let mut wanted = ids.to_vec();
    // A boost leads to a post, which may quote another one.
    for _ in 0..2 {
        let mut further = Vec::new();
        for post in &all {
            let named = post.reblog.iter().chain(post.quote.as_ref().and_then(|quote| quote.id.as_ref()));
            further.extend(named.filter(|id| !wanted.contains(id)).cloned());
        }
        if further.is_empty() {
            break;
        }
        all.extend(posts(tx, &further).await?);
        wanted.extend(further);
    }
    let mut people = HashSet::new();
    for post in &all {
        people.insert(post.account.clone());
        people.extend(post.in_reply_to_account_id.clone());
    }
    let people: Vec<AccountId> = people.into_iter().collect();
    Ok(Loaded { posts: all, accounts: accounts(tx, &people).await? })
}

/// The posts of these ids that are stored.
///
/// # Errors
/// When the device's storage fails.
pub async fn posts<T: Transaction>(tx: &T, ids: &[StatusId]) -> Answer<Vec<Arc<Post>>> {
    let keys: Vec<&str> = ids.iter().map(StatusId::as_str).collect();
    several(tx, Table::Posts, &keys).await
}

/// The accounts of these ids that are stored.
///
/// # Errors
/// When the device's storage fails.
pub async fn accounts<T: Transaction>(tx: &T, ids: &[AccountId]) -> Answer<Vec<Arc<Account>>> {
    let keys: Vec<&str> = ids.iter().map(AccountId::as_str).collect();
    several(tx, Table::Accounts, &keys).await
}

/// The relationships to these accounts that are stored.
///
/// # Errors
/// When the device's storage fails.
pub async fn relationships<T: Transaction>(tx: &T, ids: &[AccountId]) -> Answer<Vec<Arc<Relationship>>> {
    let keys: Vec<&str> = ids.iter().map(AccountId::as_str).collect();
    several(tx, Table::Relationships, &keys).await
}

/// A timeline; one that was never asked for is empty.
///
/// # Errors
/// When the device's storage fails.
pub async fn timeline<T: Transaction>(tx: &T, key: &TimelineKey) -> Answer<Timeline> {
    Ok(one(tx, Table::Timelines, &key.name()).await?.unwrap_or_default())
}

/// The thread around a post.
///
/// # Errors
/// When the device's storage fails.
pub async fn thread<T: Transaction>(tx: &T, id: &StatusId) -> Answer<Option<Thread>> {
    one(tx, Table::Threads, id.as_str()).await
}

/// The notifications.
///
/// # Errors
/// When the device's storage fails.
pub async fn notifications<T: Transaction>(tx: &T) -> Answer<Notifications> {
    Ok(one(tx, Table::Notifications, ALL).await?.unwrap_or_default())
}

/// The queue, in its order.
///
/// # Errors
/// When the device's storage fails.
pub async fn outbox<T: Transaction>(tx: &T) -> Answer<Vec<Entry>> {
    let records = tx.all(Table::Outbox).await?;
    let mut entries: Vec<Entry> = records.into_iter().filter_map(|(_, text)| parse(Some(text))).collect();
    entries.sort_by(|one, other| one.place().cmp(other.place()));
    Ok(entries)
}

/// What servers last made of mutations of this device, latest first. Covers [`Table::Values`].
///
/// # Errors
/// When the device's storage fails.
pub async fn made<T: Transaction>(tx: &T) -> Answer<Vec<(MutationId, Made)>> {
    let all: Vec<(String, String)> = parse(value(tx, PUBLISHED).await?).unwrap_or_default();
    Ok(all.into_iter().filter_map(codec::read_made).collect())
}

/// The posts last published from here, latest first: the ids under which they waited, and their real ones. Covers
/// [`Table::Values`].
///
/// # Errors
/// When the device's storage fails.
pub async fn published<T: Transaction>(tx: &T) -> Answer<Vec<(StatusId, StatusId)>> {
    Ok(made(tx).await?.iter().filter_map(super::as_published).collect())
}

/// A value.
///
/// # Errors
/// When the device's storage fails.
pub async fn value<T: Transaction>(tx: &T, name: &str) -> Answer<Option<String>> {
    Ok(tx.get(Table::Values, &[name]).await?.pop().flatten())
}

async fn one<T: Transaction, R: rejoin_api::FromJson>(tx: &T, table: Table, key: &str) -> Answer<Option<R>> {
    Ok(parse(tx.get(table, &[key]).await?.pop().flatten()))
}

async fn several<T: Transaction, R: rejoin_api::FromJson>(
    tx: &T,
    table: Table,
    keys: &[&str],
) -> Answer<Vec<Arc<R>>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tx.get(table, keys).await?.into_iter().filter_map(parse).map(Arc::new).collect())
}
