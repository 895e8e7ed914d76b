//! Mentions that wait for an answer: gathered from the notifications, checked against what the user has written, and
//! remembered with what was decided about them.

use std::sync::Arc;

use rejoin_api::requests::accounts::{StatusesOf, statuses};
use rejoin_api::requests::notifications::{self, Which};
use rejoin_api::{NotificationKind, Page, Status, StatusId, Timestamp};
use rejoin_domain::{Decision, Harvest, Inbox, Mention, Post};

use super::{Engine, next_of};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;
use crate::store::StoreError;

/// The value that holds the inbox.
pub const INBOX: &str = "inbox";

/// As many pages are asked for at most: of mentions, and of what the user has written since the oldest of them.
const PAGES: usize = 5;

impl<P: Platform> Engine<P> {
    /// Brings the mentions that wait for an answer up to date.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_inbox(&self) -> Result<(), Problem> {
        let known: Inbox = self.value_of(INBOX).await?.unwrap_or_default();
        let found = self.fetch_mentions(&known).await?;
        let mut all = known;
        all.take(found.clone());
        let answered = match all.oldest_waiting() {
            Some(oldest) => self.fetch_answered(oldest).await?,
            None => Vec::new(),
        };
        self.change_inbox(|inbox| {
            inbox.take(found);
            inbox.answered(&answered);
        })
        .await?;
        Ok(())
    }

    async fn fetch_mentions(&self, known: &Inbox) -> Result<Vec<Mention>, Problem> {
        let asked_at = Some(self.now());
        let which = Which { types: vec![NotificationKind::Mention], ..Which::default() };
        let first = notifications::list(&which, &Page::of(40));
        let (mut request, mut found) = (first.clone(), Vec::new());
        let mut entities = Harvest::default();
        for _ in 0..PAGES {
            let (page, response) = self.ask_page(&request).await?;
            let mut knew_one = false;
            for notification in &page.items {
                // Servers that know no kinds to choose from send all.
                let Some(status) = &notification.status else { continue };
                if notification.kind != NotificationKind::Mention {
                    continue;
                }
                entities.account(&notification.account);
                let post = entities.status(status);
                knew_one |= known.mentions.iter().any(|one| one.post == post);
                let (account, at) = (notification.account.id.clone(), notification.created_at);
                found.push(Mention { post, account, at, ..Mention::default() });
            }
            match next_of(&response).filter(|_| !knew_one && !page.items.is_empty()) {
                Some(next) => request = first.clone().from_cursor(&next),
                None => break,
            }
        }
        self.write(Batch { entities, asked_at, ..Batch::default() }).await?;
        Ok(found)
    }

    /// What the user has answered since a moment.
    async fn fetch_answered(&self, since: Timestamp) -> Result<Vec<(StatusId, Timestamp)>, Problem> {
        let Some(me) = self.identity.account.clone() else { return Ok(Vec::new()) };
        let which = StatusesOf { exclude_reblogs: true, ..StatusesOf::default() };
        let first = statuses(&me, &which, &Page::of(40));
        let (mut request, mut answered) = (first.clone(), Vec::new());
        for _ in 0..PAGES {
            let (page, response) = self.ask_page(&request).await?;
            let answer = |status: &Status| Some((status.in_reply_to_id.clone()?, status.created_at));
            answered.extend(page.items.iter().filter_map(answer));
            let behind = page.items.last().is_none_or(|status| status.created_at < since);
            match next_of(&response).filter(|_| !behind) {
                Some(next) => request = first.clone().from_cursor(&next),
                None => break,
            }
        }
        Ok(answered)
    }

    /// Decides about a mention.
    ///
    /// # Errors
    /// When the device's storage fails; then nothing was decided.
    pub async fn decide_mention(&self, post: &StatusId, decision: Decision) -> Result<(), StoreError> {
        let now = self.now();
        self.change_inbox(|inbox| inbox.decide(post, decision, now)).await
    }

    /// Notes something about a mention, for the user alone.
    ///
    /// # Errors
    /// When the device's storage fails; then nothing was noted.
    pub async fn note_mention(&self, post: &StatusId, words: &str) -> Result<(), StoreError> {
        self.change_inbox(|inbox| inbox.note(post, words)).await
    }

    /// Notes what the user has answered by those of these posts that are their own.
    ///
    /// # Errors
    /// When the device's storage fails; it is found out when the inbox is refreshed.
    pub async fn note_answers(&self, posts: &[Arc<Post>]) -> Result<(), StoreError> {
        let own = posts.iter().filter(|post| self.identity.account.as_ref() == Some(&post.account));
        let answered: Vec<(StatusId, Timestamp)> =
            own.filter_map(|post| Some((post.in_reply_to_id.clone()?, post.created_at))).collect();
        // Most answers that are heard are known: that is found out without keeping others from writing.
        let known: Option<Inbox> = if answered.is_empty() { None } else { self.value_of(INBOX).await? };
        if !known.is_some_and(|mut inbox| inbox.answered(&answered)) {
            return Ok(());
        }
        self.change_inbox(|inbox| {
            inbox.answered(&answered);
        })
        .await
    }

    async fn change_inbox(&self, change: impl FnOnce(&mut Inbox)) -> Result<(), StoreError> {
        self.change_value(INBOX, change).await
    }
}
