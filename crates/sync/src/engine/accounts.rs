//! Accounts, how the reader stands to them, and lists of them.

use futures::future::join;
use rejoin_api::requests::search::{Kind, Query, search};
use rejoin_api::requests::{accounts, blocks, follow_requests, mutes, statuses};
use rejoin_api::{Account, AccountId, Page, PageCursor, Parsed, Request, StatusId};
use rejoin_domain::Harvest;

use super::{Engine, next_of};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

/// Which people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum People {
    /// Who follows an account.
    Followers(AccountId),
    /// Whom an account follows.
    Following(AccountId),
    /// Who favourited a post.
    FavouritedBy(StatusId),
    /// Who boosted a post.
    RebloggedBy(StatusId),
    /// Who asks to follow the reader.
    FollowRequests,
    /// Whom the reader blocks.
    Blocks,
    /// Whom the reader mutes.
    Mutes,
}

impl<P: Platform> Engine<P> {
    /// Asks for an account, and how the reader stands to it.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_account(&self, id: &AccountId) -> Result<(), Problem> {
        let request = accounts::get(id);
        let (account, relation) =
            join(self.ask(&request), self.refresh_relationships(std::slice::from_ref(id))).await;
        let mut entities = Harvest::default();
        entities.account(&account?);
        self.write(Batch { entities, ..Batch::default() }).await?;
        relation
    }

    /// Asks how the reader stands to accounts.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_relationships(&self, ids: &[AccountId]) -> Result<(), Problem> {
        if self.identity.account.is_none() || ids.is_empty() {
            return Ok(());
        }
        let asked_at = Some(self.now());
        let relationships = self.ask(&accounts::relationships(ids)).await?.items;
        self.write(Batch { relationships, asked_at, ..Batch::default() }).await?;
        Ok(())
    }

    /// Finds the account of a handle: by name where the server knows it, else by looking for it at its own server.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn look_up(&self, acct: &str) -> Result<AccountId, Problem> {
        let found = match self.ask(&accounts::lookup(acct)).await {
            Err(problem) if problem.is_gone() || problem.is_unsupported() => {
                self.search_account(acct).await?
            }
            answer => answer?,
        };
        let mut entities = Harvest::default();
        let id = entities.account(&found);
        self.write(Batch { entities, ..Batch::default() }).await?;
        Ok(id)
    }

    async fn search_account(&self, acct: &str) -> Result<Account, Problem> {
        let signed_in = self.identity.account.is_some();
        let query = Query {
            q: format!("@{acct}"),
            kind: Some(Kind::Accounts),
            resolve: signed_in,
            ..Query::default()
        };
        let found = self.ask(&search(&query, &Page::of(5))).await?.accounts;
        let name = acct.to_lowercase();
        let own_server = self.identity.host();
        let matches = |account: &Account| {
            let other = account.acct.to_lowercase();
            other == name
                || format!("{other}@{own_server}") == name
                || format!("{name}@{own_server}") == other
        };
        found.into_iter().find(matches).ok_or(Problem::Api(rejoin_api::ApiError::NotFound))
    }

    /// Asks for a list of people, from its start or from where a page ended.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn people(
        &self,
        which: &People,
        from: Option<&PageCursor>,
    ) -> Result<(Vec<AccountId>, Option<PageCursor>), Problem> {
        let request = request(which);
        let request = from.map_or(request.clone(), |cursor| request.from_cursor(cursor));
        let (list, response) = self.ask_page(&request).await?;
        let mut entities = Harvest::default();
        let ids: Vec<AccountId> = list.items.iter().map(|account| entities.account(account)).collect();
        self.write(Batch { entities, ..Batch::default() }).await?;
        Ok((ids, next_of(&response)))
    }
}

fn request(which: &People) -> Request<Parsed<Account>> {
    let page = Page::of(40);
    match which {
        People::Followers(id) => accounts::followers(id, &page),
        People::Following(id) => accounts::following(id, &page),
        People::FavouritedBy(id) => statuses::favourited_by(id, &page),
        People::RebloggedBy(id) => statuses::reblogged_by(id, &page),
        People::FollowRequests => follow_requests::list(&page),
        People::Blocks => blocks::list(&page),
        People::Mutes => mutes::list(&page),
    }
}
