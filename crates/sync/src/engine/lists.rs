//! The user's lists and filters, as the server last said.

use rejoin_api::requests::{filters, filters_v1, lists};
use rejoin_api::{AccountId, Filter, FilterAction, FilterId, FilterKeyword, FilterV1, List, ListId, Page};
use rejoin_domain::Harvest;
use serde::Serialize;

use super::{Engine, next_of};
use crate::outbox::Made;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::{Mode, Store, StoreError, Table};

/// The names of the values that hold them.
pub const LISTS: &str = "lists";
/// As [`LISTS`].
pub const FILTERS: &str = "filters";

/// The name of the value that is there where the filters are of the first version, which the app applies.
pub const SIMPLE_FILTERS: &str = "simple-filters";

/// What the names of the values begin with that hold who is on a list.
pub(super) const MEMBERS: &str = "list-members:";

/// As many pages of members are asked for at most: some servers name a next page for ever.
const PAGES: usize = 50;

/// The name of the value that holds who is on a list.
#[must_use]
pub fn members_of(list: &ListId) -> String {
    format!("{MEMBERS}{list}")
}

impl<P: Platform> Engine<P> {
    /// The lists, if they were ever asked for.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn lists(&self) -> Result<Option<Vec<List>>, Problem> {
        Ok(self.value_of(LISTS).await?)
    }

    /// The filters, if they were ever asked for.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn filters(&self) -> Result<Option<Vec<Filter>>, Problem> {
        Ok(self.value_of(FILTERS).await?)
    }

    /// Who is on a list, if that was ever asked for.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn list_members(&self, list: &ListId) -> Result<Option<Vec<AccountId>>, Problem> {
        Ok(self.value_of(&members_of(list)).await?)
    }

    /// Asks for the lists.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_lists(&self) -> Result<(), Problem> {
        let all = self.ask(&lists::all()).await?.items;
        self.write(Self::with_lists(&all)).await?;
        Ok(())
    }

    /// Asks for the filters.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_filters(&self) -> Result<(), Problem> {
        let (all, are_simple) = match self.ask(&filters::all()).await {
            Ok(all) => (all.items, false),
            // A server of the first version has them all the same.
            Err(problem) if problem.is_unsupported() => (self.ask_simple_filters().await?, true),
            Err(problem) => return Err(problem),
        };
        let mut batch = Self::with_filters(&all);
        batch.values.push((SIMPLE_FILTERS.to_owned(), are_simple.then(|| records::json(&true))));
        self.write(batch).await?;
        Ok(())
    }

    /// Asks for the filters where it is for the app to apply them, or where it is not known yet whose that is.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_own_filters(&self) -> Result<(), Problem> {
        if self.filters().await?.is_none() || self.filters_are_simple().await? {
            self.ask_for("filters", self.refresh_filters()).await?;
        }
        Ok(())
    }

    /// Whether the server knows the first version of filters alone: then each has one word, and the app applies them.
    pub(super) async fn filters_are_simple(&self) -> Result<bool, StoreError> {
        Ok(self.value_of(SIMPLE_FILTERS).await?.unwrap_or(false))
    }

    pub(super) async fn ask_simple_filters(&self) -> Result<Vec<Filter>, Problem> {
        Ok(self.ask(&filters_v1::all()).await?.items.into_iter().map(of_one_word).collect())
    }

    /// Asks who is on a list.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_list_members(&self, list: &ListId) -> Result<(), Problem> {
        let members = self.ask_members(list).await?;
        self.write(Self::with_members(list, &members)).await?;
        Ok(())
    }

    pub(super) async fn ask_members(&self, list: &ListId) -> Result<Vec<AccountId>, Problem> {
        let mut ids: Vec<AccountId> = Vec::new();
        // A limit of 0 asks for all of them; servers that do not know that answer page by page.
        let mut request = lists::accounts(list, &Page::of(0));
        for _ in 0..PAGES {
            let (people, response) = self.ask_page(&request).await?;
            let mut entities = Harvest::default();
            let page: Vec<_> = people.items.iter().map(|account| entities.account(account)).collect();
            self.write(Batch { entities, ..Batch::default() }).await?;
            let before = ids.len();
            ids.extend(page.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
            match next_of(&response) {
                Some(next) if ids.len() > before => request = request.from_cursor(&next),
                _ => break,
            }
        }
        Ok(ids)
    }

    pub(super) fn with_lists(all: &[List]) -> Batch {
        holding(LISTS.to_owned(), &all)
    }

    pub(super) fn with_filters(all: &[Filter]) -> Batch {
        holding(FILTERS.to_owned(), &all)
    }

    pub(super) fn with_members(list: &ListId, members: &[AccountId]) -> Batch {
        holding(members_of(list), &members)
    }

    pub(super) async fn known_lists(&self) -> Result<Vec<ListId>, StoreError> {
        let all: Option<Vec<List>> = self.value_of(LISTS).await?;
        Ok(all.unwrap_or_default().into_iter().map(|list| list.id).collect())
    }

    pub(super) async fn known_filters(&self) -> Result<Vec<FilterId>, StoreError> {
        let all: Option<Vec<Filter>> = self.value_of(FILTERS).await?;
        Ok(all.unwrap_or_default().into_iter().map(|filter| filter.id).collect())
    }

    /// What servers have made of other mutations.
    pub(super) async fn made_before(&self) -> Result<Vec<Made>, Problem> {
        let tx = self.store.begin(&[Table::Values], Mode::Read).await?;
        Ok(records::made(&tx).await?.into_iter().map(|(_, made)| made).collect())
    }

    /// A value as it is stored.
    pub(super) async fn value_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        let tx = self.store.begin(&[Table::Values], Mode::Read).await?;
        records::value(&tx, name).await
    }

    pub(super) async fn value_of<T: rejoin_api::FromJson>(
        &self,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        Ok(records::parse(self.value_text(name).await?))
    }
}

fn holding(name: String, value: &impl Serialize) -> Batch {
    Batch { values: vec![(name, Some(records::json(value)))], ..Batch::default() }
}

/// A filter of the first version as one of the second.
fn of_one_word(one: FilterV1) -> Filter {
    let keyword =
        FilterKeyword { id: one.id.as_str().into(), keyword: one.phrase.clone(), whole_word: one.whole_word };
    Filter {
        id: one.id,
        title: one.phrase,
        context: one.context,
        expires_at: one.expires_at,
        filter_action: if one.irreversible { FilterAction::Hide } else { FilterAction::Warn },
        keywords: Some(vec![keyword]),
        statuses: None,
    }
}
