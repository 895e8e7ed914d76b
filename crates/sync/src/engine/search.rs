//! Searching at the server.

use rejoin_api::requests::search::{Query, search};
use rejoin_api::{AccountId, Page, StatusId, Tag};
use rejoin_domain::Harvest;

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

/// What a server found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// People.
    pub accounts: Vec<AccountId>,
    /// Posts.
    pub posts: Vec<StatusId>,
    /// Hashtags.
    pub tags: Vec<Tag>,
}

impl<P: Platform> Engine<P> {
    /// Searches at the server, and keeps what was found.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn search(&self, words: &str) -> Result<Found, Problem> {
        let resolve = self.identity.account.is_some();
        let query = Query { q: words.to_owned(), resolve, ..Query::default() };
        let asked_at = Some(self.now());
        let answer = self.ask(&search(&query, &Page::of(20))).await?;
        let mut entities = Harvest::default();
        let accounts = answer.accounts.iter().map(|account| entities.account(account)).collect();
        let posts = entities.statuses(&answer.statuses);
        self.write(Batch { entities, asked_at, ..Batch::default() }).await?;
        Ok(Found { accounts, posts, tags: answer.hashtags })
    }
}
