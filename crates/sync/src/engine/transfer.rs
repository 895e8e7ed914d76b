//! Taking follows, blocks, mutes, lists and bookmarks out of an account and into one. What goes out is asked of the server, all
//! of it; what comes in is found there line by line and handed to the outbox.

use std::collections::HashSet;
use std::hash::Hash;

use rejoin_api::requests::{accounts, blocks, bookmarks, domain_blocks, lists, mutes};
use rejoin_api::{Account, AccountId, ApiError, List, ListId, Page, Parsed, Relationship, Request, StatusId};
use rejoin_domain::transfer::{Kind, Row};

use super::lists::LISTS;
use super::{Engine, next_of};
use crate::outbox::{How, ListDraft, Mark, Mutation, Overlay, Relation, Switch};
use crate::platform::Platform;
use crate::problem::Problem;

/// As many accounts are named in one question for how the reader stands to them.
const AT_ONCE: usize = 40;

impl<P: Platform> Engine<P> {
    /// All that the server has of a kind.
    ///
    /// # Errors
    /// When the server does not answer all of it, or the device's storage fails.
    pub async fn export_rows(&self, kind: Kind) -> Result<Vec<Row>, Problem> {
        let page = Page::of(80);
        Ok(match kind {
            Kind::Follows => {
                let me = self.identity.account.clone().ok_or(ApiError::Unauthorised { message: None })?;
                let people = self.all_people(accounts::following(&me, &page)).await?;
                let row = |(acct, stands): (String, Relationship)| Row::Follow {
                    acct,
                    boosts: stands.showing_reblogs,
                    notify: stands.notifying,
                    languages: stands.languages.unwrap_or_default(),
                };
                self.with_relationships(people).await?.into_iter().map(row).collect()
            }
            Kind::Mutes => {
                let people = self.all_people(mutes::list(&page)).await?;
                let row = |(acct, stands): (String, Relationship)| Row::Mute {
                    acct,
                    notifications: stands.muting_notifications,
                };
                self.with_relationships(people).await?.into_iter().map(row).collect()
            }
            Kind::Blocks => {
                let people = self.all_people(blocks::list(&page)).await?;
                people.into_iter().map(|(_, acct)| Row::Block(acct)).collect()
            }
            Kind::Domains => {
                let domains = self.all_pages(domain_blocks::list(&Page::of(200)), |all: Vec<String>| all);
                domains.await?.into_iter().map(Row::Domain).collect()
            }
            Kind::Bookmarks => {
                let addresses = |all: Parsed<rejoin_api::Status>| -> Vec<String> {
                    all.items.into_iter().map(|status| status.uri).collect()
                };
                let all = self.all_pages(bookmarks::list(&Page::of(40)), addresses).await?;
                all.into_iter().map(Row::Bookmark).collect()
            }
            Kind::Lists => {
                let mut rows = Vec::new();
                for list in self.ask(&lists::all()).await?.items {
                    let people = self.all_people(lists::accounts(&list.id, &page)).await?;
                    let row = |(_, acct)| Row::Member { list: list.title.clone(), acct };
                    rows.extend(people.into_iter().map(row));
                }
                rows
            }
        })
    }

    /// Finds what a line names and hands to the outbox what is to be done about it.
    ///
    /// # Errors
    /// When the server does not find it or does not answer, or the device could not keep it.
    pub async fn import_row(&self, row: &Row) -> Result<(), Problem> {
        let related =
            |id: AccountId, relation: Relation, how: How| Mutation::Relate { id, relation, on: true, how };
        let mutation = match row {
            Row::Follow { acct, boosts, notify, languages } => {
                let languages = Some(languages.clone()).filter(|all| !all.is_empty());
                let how = How { reblogs: Some(*boosts), notify: Some(*notify), languages, ..How::default() };
                related(self.find(acct).await?, Relation::Follow, how)
            }
            Row::Block(acct) => related(self.find(acct).await?, Relation::Block, How::default()),
            Row::Mute { acct, notifications } => {
                let how = How { notifications: Some(*notifications), ..How::default() };
                related(self.find(acct).await?, Relation::Mute, how)
            }
            Row::Domain(domain) => {
                Mutation::Switch { what: Switch::BlockDomain, name: domain.clone(), on: true }
            }
            Row::Bookmark(address) => {
                Mutation::Mark { id: self.find_post(address).await?, mark: Mark::Bookmark, on: true }
            }
            Row::Member { list, acct } => {
                let (account, list) = (self.find(acct).await?, self.list_called(list).await?);
                // Servers take only those on a list whom one follows.
                self.submit(related(account.clone(), Relation::Follow, How::default())).await?;
                Mutation::ListMember { list, account, on: true }
            }
        };
        self.submit(mutation).await?;
        Ok(())
    }

    /// Somebody by name and server; the own server's may be left out.
    async fn find(&self, acct: &str) -> Result<AccountId, Problem> {
        let own = format!("@{}", self.own_domain().await?);
        self.look_up(acct.strip_suffix(&own).unwrap_or(acct)).await
    }

    async fn find_post(&self, address: &str) -> Result<StatusId, Problem> {
        let found = self.search(address).await?.posts;
        found.into_iter().next().ok_or(Problem::Api(ApiError::NotFound))
    }

    /// The list of a title, also one that is being made; it is made where the server, asked anew, has none.
    async fn list_called(&self, title: &str) -> Result<ListId, Problem> {
        if let Some(known) = self.known_list(title).await? {
            return Ok(known);
        }
        self.refresh_lists().await?;
        if let Some(found) = self.known_list(title).await? {
            return Ok(found);
        }
        let draft = ListDraft { title: title.to_owned(), ..ListDraft::default() };
        Ok(self.submit(Mutation::CreateList { draft, known: Vec::new() }).await?.as_list())
    }

    async fn known_list(&self, title: &str) -> Result<Option<ListId>, Problem> {
        let stored: Vec<List> = self.value_of(LISTS).await?.unwrap_or_default();
        let all = Overlay::new(self.outbox().await?).lists(stored);
        Ok(all.into_iter().find(|list| list.title == title).map(|list| list.id))
    }

    /// The domain that the handles of the account's server end with.
    async fn own_domain(&self) -> Result<String, Problem> {
        let told = self.capabilities().await?.map(|all| all.domain).filter(|domain| !domain.is_empty());
        Ok(told.unwrap_or_else(|| self.identity.host().to_owned()))
    }

    /// The people of a list, each with name and server.
    async fn all_people(
        &self,
        request: Request<Parsed<Account>>,
    ) -> Result<Vec<(AccountId, String)>, Problem> {
        let own = self.own_domain().await?;
        let people = |all: Parsed<Account>| -> Vec<(AccountId, String)> {
            let full = |account: Account| {
                let acct = account.acct;
                let acct = if acct.contains('@') { acct } else { format!("{acct}@{own}") };
                (account.id, acct)
            };
            all.items.into_iter().map(full).collect()
        };
        self.all_pages(request, people).await
    }

    async fn with_relationships(
        &self,
        people: Vec<(AccountId, String)>,
    ) -> Result<Vec<(String, Relationship)>, Problem> {
        let mut all = Vec::with_capacity(people.len());
        for some in people.chunks(AT_ONCE) {
            let ids: Vec<AccountId> = some.iter().map(|(id, _)| id.clone()).collect();
            let mut stand = self.ask(&accounts::relationships(&ids)).await?.items;
            for (id, acct) in some {
                let found = stand.iter().position(|one| one.id == *id).map(|place| stand.swap_remove(place));
                // Without an answer about somebody: as it is unless changed.
                let usual = || Relationship {
                    showing_reblogs: true,
                    muting_notifications: true,
                    ..Relationship::default()
                };
                all.push((acct.clone(), found.unwrap_or_else(usual)));
            }
        }
        Ok(all)
    }

    /// Page after page, until there is none or one brings nothing new: some servers name a next page for ever.
    async fn all_pages<T: rejoin_api::FromJson, U: Clone + Eq + Hash>(
        &self,
        first: Request<T>,
        items: impl Fn(T) -> Vec<U>,
    ) -> Result<Vec<U>, Problem> {
        let (mut all, mut seen, mut request) = (Vec::new(), HashSet::new(), first.clone());
        loop {
            let (answer, response) = self.ask_page(&request).await?;
            let before = all.len();
            all.extend(items(answer).into_iter().filter(|item| seen.insert(item.clone())));
            match next_of(&response) {
                Some(next) if all.len() > before => request = first.clone().from_cursor(&next),
                _ => return Ok(all),
            }
        }
    }
}
