//! What a commit has changed, for those who show it.

use std::sync::Arc;

use rejoin_api::{AccountId, Relationship, StatusId};
use rejoin_domain::{Account, Notifications, Post, Thread, Timeline, TimelineKey, record};

use crate::outbox::Entry;

/// The new versions of what was touched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Posts.
    pub posts: Vec<Arc<Post>>,
    /// Posts that are gone.
    pub removed: Vec<StatusId>,
    /// Accounts.
    pub accounts: Vec<Arc<Account>>,
    /// Relationships.
    pub relationships: Vec<Arc<Relationship>>,
    /// Timelines.
    pub timelines: Vec<(TimelineKey, Arc<Timeline>)>,
    /// Threads, by the post they were opened at.
    pub threads: Vec<(StatusId, Arc<Thread>)>,
    /// The notifications.
    pub notifications: Option<Arc<Notifications>>,
    /// The whole queue.
    pub outbox: Option<Vec<Arc<Entry>>>,
    /// The entries that a discarding took out of the queue, and the one that was discarded, as they were.
    pub given_up: Vec<Entry>,
    /// Posts that have been sent: the ids under which they waited, and their real ones.
    pub published: Vec<(StatusId, StatusId)>,
    /// Values.
    pub values: Vec<(String, Option<String>)>,
}

record! {
    /// The names of what was touched: small enough to be told to other tabs, which read it from the store.
    #[derive(Eq)]
    pub struct Touched {
        posts: Vec<StatusId>,
        removed: Vec<StatusId>,
        accounts: Vec<AccountId>,
        relationships: Vec<AccountId>,
        timelines: Vec<TimelineKey>,
        threads: Vec<StatusId>,
        notifications: bool,
        outbox: bool,
        published: Vec<(StatusId, StatusId)>,
        values: Vec<String>,
    }
}

impl Changes {
    /// The names of what was touched.
    #[must_use]
    pub fn touched(&self) -> Touched {
        Touched {
            posts: self.posts.iter().map(|post| post.id.clone()).collect(),
            removed: self.removed.clone(),
            accounts: self.accounts.iter().map(|account| account.id.clone()).collect(),
            relationships: self.relationships.iter().map(|one| one.id.clone()).collect(),
            timelines: self.timelines.iter().map(|(key, _)| key.clone()).collect(),
            threads: self.threads.iter().map(|(id, _)| id.clone()).collect(),
            notifications: self.notifications.is_some(),
            outbox: self.outbox.is_some(),
            published: self.published.clone(),
            values: self.values.iter().map(|(name, _)| name.clone()).collect(),
        }
    }
}

impl Touched {
    /// The posts that were written, and those that are gone.
    #[must_use]
    pub fn of_posts(&self) -> (&[StatusId], &[StatusId]) {
        (&self.posts, &self.removed)
    }

    /// Reads what was touched.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn read<S: crate::store::Store>(&self, store: &S) -> Result<Changes, crate::store::StoreError> {
        use crate::store::{Mode, Table};
        let tx = store.begin(&Table::ALL, Mode::Read).await?;
        let (removed, published) = (self.removed.clone(), self.published.clone());
        let mut changes = Changes { removed, published, ..Changes::default() };
        changes.posts = super::posts(&tx, &self.posts).await?;
        changes.accounts = super::accounts(&tx, &self.accounts).await?;
        changes.relationships = super::relationships(&tx, &self.relationships).await?;
        for key in &self.timelines {
            changes.timelines.push((key.clone(), Arc::new(super::timeline(&tx, key).await?)));
        }
        for id in &self.threads {
            if let Some(thread) = super::thread(&tx, id).await? {
                changes.threads.push((id.clone(), Arc::new(thread)));
            }
        }
        if self.notifications {
            changes.notifications = Some(Arc::new(super::notifications(&tx).await?));
        }
        if self.outbox {
            changes.outbox = Some(super::outbox(&tx).await?.into_iter().map(Arc::new).collect());
        }
        for name in &self.values {
            changes.values.push((name.clone(), super::value(&tx, name).await?));
        }
        Ok(changes)
    }
}
