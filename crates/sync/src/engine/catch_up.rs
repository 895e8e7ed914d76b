//! What was said in the home feed since a moment: from the store, and as far back as the server still gives it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rejoin_api::{StatusId, Timestamp};
use rejoin_domain::timeline::Entry;
use rejoin_domain::{Post, Tail, TimelineKey};

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records;
use crate::store::{Mode, Store, Table};

/// So many pages are asked for at most.
const PAGES: usize = 12;

/// What lies between the top of the feed and a moment.
struct Reach {
    /// The posts, boosts as they are.
    posts: Vec<Arc<Post>>,
    /// What is missing first.
    missing: Missing,
}

enum Missing {
    Nothing,
    Gap(u32),
    Older,
}

impl<P: Platform> Engine<P> {
    /// The posts of the home feed since a moment that the device has, each once: of a boost, the boosted one. The user's own
    /// are not among them.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn home_since(&self, since: Timestamp) -> Result<Vec<Arc<Post>>, Problem> {
        let listed = self.reach(since).await?.posts;
        let boosted: Vec<StatusId> = listed.iter().filter_map(|post| post.reblog.clone()).collect();
        let tx = self.store.begin(&[Table::Posts], Mode::Read).await?;
        let boosted = records::posts(&tx, &boosted).await?;
        let me = self.identity.account.as_ref();
        let mut seen = HashSet::new();
        let mut all: Vec<Arc<Post>> =
            listed.into_iter().filter(|post| post.reblog.is_none()).chain(boosted).collect();
        all.retain(|post| me != Some(&post.account) && seen.insert(post.id.clone()));
        Ok(all)
    }

    /// Fetches what is missing of the home feed since a moment. After each page `fetched` is told.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn fetch_home_since(&self, since: Timestamp, fetched: impl AsyncFn()) -> Result<(), Problem> {
        self.refresh(&TimelineKey::Home).await?;
        for _ in 0..PAGES {
            fetched().await;
            match self.reach(since).await?.missing {
                Missing::Nothing => break,
                Missing::Gap(gap) => self.fill(&TimelineKey::Home, gap).await?,
                Missing::Older => self.older(&TimelineKey::Home).await?,
            }
        }
        Ok(())
    }

    async fn reach(&self, since: Timestamp) -> Result<Reach, Problem> {
        let tx = self.store.begin(&[Table::Timelines, Table::Posts], Mode::Read).await?;
        let timeline = records::timeline(&tx, &TimelineKey::Home).await?;
        let ids: Vec<StatusId> = timeline.posts().cloned().collect();
        let stored = records::posts(&tx, &ids).await?;
        let stored: HashMap<&StatusId, &Arc<Post>> = stored.iter().map(|post| (&post.id, post)).collect();
        let mut reach = Reach { posts: Vec::new(), missing: Missing::Nothing };
        for entry in timeline.entries() {
            match entry {
                Entry::Gap(gap) => {
                    if matches!(reach.missing, Missing::Nothing) {
                        reach.missing = Missing::Gap(gap.id);
                    }
                }
                Entry::Post(id) => {
                    let Some(post) = stored.get(id).copied() else { continue };
                    if post.created_at < since {
                        return Ok(reach);
                    }
                    reach.posts.push(Arc::clone(post));
                }
            }
        }
        if matches!(reach.missing, Missing::Nothing) && !matches!(timeline.tail(), Tail::End) {
            reach.missing = Missing::Older;
        }
        Ok(reach)
    }
}
