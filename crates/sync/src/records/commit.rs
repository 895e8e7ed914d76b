//! Applying a batch.

use std::collections::HashMap;
use std::sync::Arc;

use rejoin_api::{StatusId, Timestamp};
use rejoin_domain::timeline::Change;
use rejoin_domain::{Account, NotificationsChange, Post, Timeline, TimelineKey};

use super::settled::{self, Settled};
use super::{ALL, Batch, Changes, LEADER, PUBLISHED, QueueBatch, REFRESHED, json, parse, read};
use crate::outbox::{Entry, Made, MutationId, QueueChange, codec, queue};
use crate::store::{Mode, Store, StoreError, Table, Transaction};

type Answer<T> = Result<T, StoreError>;

/// How many posts, lists and filters made from here are remembered.
const PUBLISHED_KEPT: usize = 300;

/// Applies a batch in one transaction.
///
/// # Errors
/// When the device's storage fails; then nothing of it has happened.
pub async fn commit<S: Store>(store: &S, batch: Batch) -> Answer<Changes> {
    commit_with(store, batch, ()).await
}

/// Applies a batch and changes to the queue in one transaction.
///
/// # Errors
/// When the device's storage fails; then nothing of it has happened.
pub async fn commit_queue<S: Store>(store: &S, all: QueueBatch) -> Answer<Changes> {
    let QueueBatch { outbox, files_removed, batch, settled_at, led_by, unless_refreshed } = all;
    let queued = Queued { outbox, files_removed, settled_at, led_by, unless_refreshed };
    commit_with(store, batch, queued).await
}

/// What is written besides a batch.
trait Besides {
    /// The tables that the transaction has to cover for it.
    fn tables(&self) -> Vec<Table>;

    async fn write<T: Transaction>(self, tx: &T, changes: &mut Changes) -> Answer<()>;
}

impl Besides for () {
    fn tables(&self) -> Vec<Table> {
        Vec::new()
    }

    async fn write<T: Transaction>(self, _: &T, _: &mut Changes) -> Answer<()> {
        Ok(())
    }
}

/// The part of a [`QueueBatch`] that is about the queue.
struct Queued {
    outbox: Vec<QueueChange>,
    files_removed: Vec<String>,
    settled_at: Option<Timestamp>,
    led_by: Option<String>,
    unless_refreshed: Option<Option<String>>,
}

impl Besides for Queued {
    fn tables(&self) -> Vec<Table> {
        // The queue goes with what was made from it.
        let queue = (!self.outbox.is_empty()).then_some(Table::Outbox);
        let values = (self.settled_at.is_some() || self.led_by.is_some() || !self.outbox.is_empty())
            .then_some(Table::Values);
        queue
            .into_iter()
            .chain(values)
            .chain((!self.files_removed.is_empty()).then_some(Table::Files))
            .collect()
    }

    async fn write<T: Transaction>(self, tx: &T, changes: &mut Changes) -> Answer<()> {
        if self.led_by.is_some() && read::value(tx, LEADER).await? != self.led_by {
            return Err(StoreError::Deposed);
        }
        if let Some(known) = self.unless_refreshed
            && read::value(tx, REFRESHED).await? != known
        {
            return Err(StoreError::Late);
        }
        if !self.outbox.is_empty() {
            let made: Vec<(MutationId, Made)> = self.outbox.iter().filter_map(made).collect();
            changes.published = made.iter().filter_map(super::as_published).collect();
            let (outbox, given_up) = change_queue(tx, self.outbox, made).await?;
            (changes.outbox, changes.given_up) = (Some(outbox), given_up);
        }
        if let Some(at) = self.settled_at {
            settled::note(tx, changes, at).await?;
        }
        self.files_removed.iter().try_for_each(|name| tx.delete(Table::Files, name))
    }
}

async fn commit_with<S: Store, B: Besides>(store: &S, batch: Batch, besides: B) -> Answer<Changes> {
    let mut tables = batch.tables();
    let others = besides.tables().into_iter().filter(|table| !tables.contains(table));
    tables.extend(others.collect::<Vec<_>>());
    if tables.is_empty() {
        return Ok(Changes::default());
    }
    let tx = store.begin(&tables, Mode::Write).await?;
    let mut changes = Changes::default();
    apply(&tx, batch, &mut changes).await?;
    besides.write(&tx, &mut changes).await?;
    tx.commit().await?;
    Ok(changes)
}

async fn apply<T: Transaction>(tx: &T, batch: Batch, changes: &mut Changes) -> Answer<()> {
    let mut notifications = batch.notifications;
    let settled = Settled::since(tx, batch.asked_at).await?;
    put_posts(tx, batch.entities.posts, batch.streamed, &settled, changes).await?;
    put_accounts(tx, batch.entities.accounts, changes)?;
    for relationship in batch.relationships.into_iter().filter(|one| !settled.has_relationship(&one.id)) {
        tx.put(Table::Relationships, relationship.id.as_str(), &json(&relationship), None)?;
        changes.relationships.push(Arc::new(relationship));
    }
    change_timelines(tx, batch.timelines, &settled, changes).await?;
    for (id, thread) in batch.threads {
        tx.put(Table::Threads, id.as_str(), &json(&thread), None)?;
        changes.threads.push((id, Arc::new(thread)));
    }
    for id in batch.removed {
        remove_post(tx, &id, changes).await?;
        notifications.push(NotificationsChange::Removed(id));
    }
    if !notifications.is_empty() {
        let mut all = read::notifications(tx).await?;
        notifications.into_iter().for_each(|change| all.apply(change));
        tx.put(Table::Notifications, ALL, &json(&all), None)?;
        changes.notifications = Some(Arc::new(all));
    }
    for (name, value) in batch.values {
        match &value {
            Some(text) => tx.put(Table::Values, &name, text, None)?,
            None => tx.delete(Table::Values, &name)?,
        }
        changes.values.push((name, value));
    }
    Ok(())
}

async fn put_posts<T: Transaction>(
    tx: &T,
    posts: Vec<Post>,
    streamed: bool,
    settled: &Settled,
    changes: &mut Changes,
) -> Answer<()> {
    let ids: Vec<StatusId> = posts.iter().map(|post| post.id.clone()).collect();
    let stored = read::posts(tx, &ids).await?;
    let stored: HashMap<&StatusId, &Arc<Post>> = stored.iter().map(|post| (&post.id, post)).collect();
    for post in posts.into_iter().filter(|post| !settled.is_gone(&post.id)) {
        let known = stored.get(&post.id).copied();
        let post = match known {
            Some(known) if settled.has_post(&post.id) => Post::clone(known),
            Some(known) if streamed => Post { mine: known.mine, ..post.over(known) },
            Some(known) => post.over(known),
            None => post,
        };
        // A refresh brings mostly what is there already; writing it again would only cost.
        if known.is_none_or(|known| **known != post) {
            tx.put(Table::Posts, post.id.as_str(), &json(&post), post.reblog.as_ref().map(StatusId::as_str))?;
        }
        changes.posts.push(Arc::new(post));
    }
    Ok(())
}

fn put_accounts<T: Transaction>(tx: &T, accounts: Vec<Account>, changes: &mut Changes) -> Answer<()> {
    for account in accounts {
        tx.put(Table::Accounts, account.id.as_str(), &json(&account), Some(&account.acct.to_lowercase()))?;
        changes.accounts.push(Arc::new(account));
    }
    Ok(())
}

async fn change_timelines<T: Transaction>(
    tx: &T,
    list: Vec<(TimelineKey, Change)>,
    settled: &Settled,
    changes: &mut Changes,
) -> Answer<()> {
    for (key, mut change) in list {
        settled.weed(&mut change);
        let mut timeline = read::timeline(tx, &key).await?;
        if timeline.apply(change) {
            tx.put(Table::Timelines, &key.name(), &json(&timeline), None)?;
        }
        changes.timelines.retain(|(other, _)| *other != key);
        changes.timelines.push((key, Arc::new(timeline)));
    }
    Ok(())
}

/// Deletes a post and its boosts, and takes them out of all timelines.
async fn remove_post<T: Transaction>(tx: &T, id: &StatusId, changes: &mut Changes) -> Answer<()> {
    let boosts = tx.find(Table::Posts, id.as_str()).await?;
    let gone: Vec<StatusId> =
        std::iter::once(id.clone()).chain(boosts.into_iter().map(|(key, _)| StatusId::from(key))).collect();
    for id in &gone {
        tx.delete(Table::Posts, id.as_str())?;
    }
    for (name, text) in tx.all(Table::Timelines).await? {
        let Some(mut timeline) = parse::<Timeline>(Some(text)) else { continue };
        let lists: Vec<bool> = gone.iter().map(|id| timeline.apply(Change::Removed(id.clone()))).collect();
        if lists.contains(&true) {
            let Some(key) = TimelineKey::of_name(&name) else { continue };
            tx.put(Table::Timelines, &name, &json(&timeline), None)?;
            changes.timelines.retain(|(other, _)| *other != key);
            changes.timelines.push((key, Arc::new(timeline)));
        }
    }
    changes.posts.retain(|post| !gone.contains(&post.id));
    changes.removed.extend(gone);
    Ok(())
}

fn made(change: &QueueChange) -> Option<(MutationId, Made)> {
    match change {
        QueueChange::Done(id, Some(made)) => Some((id.clone(), made.clone())),
        _ => None,
    }
}

async fn change_queue<T: Transaction>(
    tx: &T,
    list: Vec<QueueChange>,
    made: Vec<(MutationId, Made)>,
) -> Answer<(Vec<Arc<Entry>>, Vec<Entry>)> {
    let before = read::outbox(tx).await?;
    let mut known = read::made(tx).await?;
    if !made.is_empty() {
        known.splice(0..0, made);
        known.truncate(PUBLISHED_KEPT);
        let written: Vec<_> = known.iter().map(codec::written_made).collect();
        tx.put(Table::Values, PUBLISHED, &json(&written), None)?;
    }
    let mut entries = before.clone();
    let discarded = list.iter().find_map(|change| match change {
        QueueChange::Discard(id) => Some(id.clone()),
        _ => None,
    });
    for mut change in list {
        queue::resolve_made(&mut change, &known);
        queue::apply(&mut entries, change);
    }
    for gone in before.iter().filter(|old| !entries.iter().any(|entry| entry.id == old.id)) {
        tx.delete(Table::Outbox, gone.id.as_str())?;
    }
    for entry in entries.iter().filter(|entry| !before.contains(entry)) {
        tx.put(Table::Outbox, entry.id.as_str(), &json(entry), None)?;
    }
    let given_up = before.into_iter().filter(|old| {
        discarded.as_ref().is_some_and(|id| *id == old.id || !entries.iter().any(|entry| entry.id == old.id))
    });
    let given_up = given_up.collect();
    Ok((entries.into_iter().map(Arc::new).collect(), given_up))
}
