//! Making, changing and deleting filters. A change is sent as the difference to what the server has, so that it is the same
//! however often it is sent; a filter whose making is uncertain is looked for among the filters.

use rejoin_api::params::{ExpiresIn, FilterKeywordAttributes, FilterParams, FilterV1Params};
use rejoin_api::requests::{filters, filters_v1, statuses};
use rejoin_api::{
    ApiError, Filter, FilterAction, FilterContext, FilterId, FilterKeyword, FilterStatus, StatusId,
};

use super::relate::seconds_until;
use super::{Failure, Outcome, Sent, done};
use crate::engine::Engine;
use crate::outbox::{FilterDraft, Keyword, Made};
use crate::platform::Platform;
use crate::problem::Problem;

impl<P: Platform> Engine<P> {
    pub(super) async fn create_filter(&self, draft: &FilterDraft) -> Outcome {
        if self.filters_are_simple().await.map_err(Problem::from)? {
            return self.create_simple_filters(draft).await;
        }
        let filter = self.deliver(&filters::create(&self.filter_params(draft, &Filter::default()))).await?;
        if filter.id.as_str().is_empty() {
            return Err(Failure::senseless());
        }
        self.created_filter(filter).await
    }

    /// A filter of this name and these words that was not there before, and that no other mutation has made.
    pub(super) async fn look_for_filter(&self, draft: &FilterDraft, known: &[FilterId]) -> Outcome {
        if self.filters_are_simple().await.map_err(Problem::from)? {
            return self.create_simple_filters(draft).await;
        }
        let all = self.ask(&filters::all()).await.map_err(Failure::before)?.items;
        let made = self.made_before().await.map_err(Failure::before)?;
        let is_it = |filter: &Filter| {
            let words = filter.keywords.as_deref().unwrap_or_default();
            filter.title == draft.title
                && words.len() == draft.keywords.len()
                && draft.keywords.iter().all(|keyword| words.iter().any(|word| is_same(word, keyword)))
                && !known.contains(&filter.id)
                && !made.contains(&Made::Filter(filter.id.clone()))
        };
        match all.into_iter().find(is_it) {
            Some(filter) => self.created_filter(filter).await,
            None => Ok(Sent::NotArrived),
        }
    }

    pub(super) async fn edit_filter(&self, id: &FilterId, draft: &FilterDraft) -> Outcome {
        if self.filters_are_simple().await.map_err(Problem::from)? {
            return self.edit_simple_filter(id, draft).await;
        }
        let before = self.ask(&filters::get(id)).await.map_err(Failure::before)?;
        let filter = self.deliver(&filters::update(id, &self.filter_params(draft, &before))).await?;
        self.changed_filters(|all| replace(all, &filter)).await
    }

    /// What is gone is deleted.
    pub(super) async fn delete_filter(&self, id: &FilterId) -> Outcome {
        let request = match self.filters_are_simple().await.map_err(Problem::from)? {
            true => filters_v1::delete(id),
            false => filters::delete(id),
        };
        match self.deliver(&request).await {
            Err(problem) if !problem.is_gone() => Err(problem.into()),
            _ => self.without_filter(id).await,
        }
    }

    async fn without_filter(&self, id: &FilterId) -> Outcome {
        self.changed_filters(|all| all.retain(|filter| filter.id != *id)).await
    }

    /// Read back, whatever was answered: a filter that counts for the post already, or no more, is what was wanted.
    pub(super) async fn filter_post(&self, id: &FilterId, post: &StatusId, on: bool) -> Outcome {
        let sent = match on {
            true => self.deliver(&filters::add_status(id, post)).await.map(drop),
            false => self.take_from_filter(id, post).await,
        };
        let filter = match self.ask(&filters::get(id)).await {
            Ok(filter) => filter,
            // What is gone counts for nothing.
            Err(problem) if problem.is_gone() => return self.without_filter(id).await,
            Err(problem) => return Err(problem.into()),
        };
        let names = |filter: &Filter| {
            filter.statuses.iter().flatten().any(|one| one.status_id.as_ref() == Some(post))
        };
        match sent {
            // Where it does not name its posts, what it names is no answer.
            Err(problem) if names(&filter) != on || !tells(&filter) => return Err(problem.into()),
            _ => {}
        }
        let status = self.ask(&statuses::get(post)).await;
        match (self.changed_filters(|all| replace(all, &filter)).await?, status) {
            (Sent::Done(mut batch, made), Ok(status)) => {
                batch.entities.status(&status);
                Ok(Sent::Done(batch, made))
            }
            (_, Err(problem)) if !problem.is_gone() => Err(problem.into()),
            (outcome, _) => Ok(outcome),
        }
    }

    async fn take_from_filter(&self, id: &FilterId, post: &StatusId) -> Result<(), Problem> {
        let filter = self.ask(&filters::get(id)).await?;
        let is_it = |one: &&FilterStatus| one.status_id.as_ref() == Some(post);
        if !tells(&filter) {
            let words = "Your server does not say which posts this filter is about, so that none can be taken from it here.";
            return Err(ApiError::Forbidden { message: Some(words.to_owned()) }.into());
        }
        for one in filter.statuses.iter().flatten().filter(is_it) {
            match self.deliver(&filters::delete_status(&one.id)).await {
                Err(problem) if !problem.is_gone() => return Err(problem),
                _ => {}
            }
        }
        Ok(())
    }

    /// Each word becomes a filter of its own, unless it is one: the same however often it is sent.
    async fn create_simple_filters(&self, draft: &FilterDraft) -> Outcome {
        let mut all = self.ask_simple_filters().await.map_err(Failure::before)?;
        let mut made = None;
        for keyword in &draft.keywords {
            let is_it = |filter: &&Filter| {
                are_the_same(&filter.context, &draft.context)
                    && filter.keywords.iter().flatten().any(|word| is_same(word, keyword))
            };
            let id = match all.iter().find(is_it) {
                Some(filter) => filter.id.clone(),
                None => self.deliver(&filters_v1::create(&self.simple_params(draft, keyword))).await?.id,
            };
            made.get_or_insert(id);
        }
        all = self.ask_simple_filters().await?;
        Ok(Sent::Done(Box::new(Self::with_filters(&all)), made.map(Made::Filter)))
    }

    /// Its first word takes the place of the one it had; others become filters of their own.
    async fn edit_simple_filter(&self, id: &FilterId, draft: &FilterDraft) -> Outcome {
        if let Some(keyword) = draft.keywords.first() {
            self.deliver(&filters_v1::update(id, &self.simple_params(draft, keyword))).await?;
        }
        self.create_simple_filters(draft).await
    }

    fn simple_params(&self, draft: &FilterDraft, keyword: &Keyword) -> FilterV1Params {
        FilterV1Params {
            phrase: keyword.keyword.clone(),
            context: draft.context.clone(),
            irreversible: Some(draft.action == FilterAction::Hide),
            whole_word: Some(keyword.whole_word),
            expires_in: draft.until.map(|until| seconds_until(until, self.now())),
        }
    }

    async fn created_filter(&self, filter: Filter) -> Outcome {
        let made = Made::Filter(filter.id.clone());
        match self.changed_filters(|all| replace(all, &filter)).await? {
            Sent::Done(batch, _) => Ok(Sent::Done(batch, Some(made))),
            other => Ok(other),
        }
    }

    async fn changed_filters(&self, change: impl FnOnce(&mut Vec<Filter>)) -> Outcome {
        let mut all = self.filters().await.map_err(Failure::before)?.unwrap_or_default();
        change(&mut all);
        done(Self::with_filters(&all))
    }

    fn filter_params(&self, draft: &FilterDraft, filter: &Filter) -> FilterParams {
        let before = filter.keywords.as_deref().unwrap_or_default();
        let gone = before.iter().filter(|word| !draft.keywords.iter().any(|keyword| is_same(word, keyword)));
        let new = draft.keywords.iter().filter(|keyword| !before.iter().any(|word| is_same(word, keyword)));
        let removed = gone.map(|word| FilterKeywordAttributes {
            id: Some(word.id.clone()),
            _destroy: Some(true),
            ..FilterKeywordAttributes::default()
        });
        let added = new.map(|keyword| FilterKeywordAttributes {
            keyword: Some(keyword.keyword.clone()),
            whole_word: Some(keyword.whole_word),
            ..FilterKeywordAttributes::default()
        });
        FilterParams {
            title: Some(draft.title.clone()),
            context: draft.context.clone(),
            filter_action: Some(draft.action.clone()),
            // An end that stays is not told: one that has passed would come again.
            expires_in: (draft.until != filter.expires_at).then(|| match draft.until {
                Some(until) => ExpiresIn::Seconds(seconds_until(until, self.now())),
                None => ExpiresIn::Never,
            }),
            keywords_attributes: removed.chain(added).collect(),
        }
    }
}

/// Whether the server says which posts a filter is about, as GoToSocial does not.
fn tells(filter: &Filter) -> bool {
    filter.statuses.iter().flatten().all(|one| one.status_id.is_some())
}

fn is_same(word: &FilterKeyword, keyword: &Keyword) -> bool {
    word.keyword == keyword.keyword && word.whole_word == keyword.whole_word
}

/// Servers name the places of a filter in an order of their own.
fn are_the_same(some: &[FilterContext], others: &[FilterContext]) -> bool {
    some.len() == others.len() && some.iter().all(|place| others.contains(place))
}

fn replace(all: &mut Vec<Filter>, new: &Filter) {
    match all.iter_mut().find(|filter| filter.id == new.id) {
        Some(old) => old.clone_from(new),
        None => all.push(new.clone()),
    }
}
