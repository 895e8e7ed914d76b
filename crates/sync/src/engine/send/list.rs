//! Making, changing and deleting lists, and who is on them. Only making one twice makes two: before it is tried again, it is
//! looked for among the lists.

use rejoin_api::params::ListParams;
use rejoin_api::requests::lists;
use rejoin_api::{AccountId, List, ListId};

use super::{Failure, Outcome, Sent, done};
use crate::engine::Engine;
use crate::outbox::{ListDraft, Made};
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn create_list(&self, draft: &ListDraft) -> Outcome {
        let list = self.deliver(&lists::create(&params(draft))).await?;
        if list.id.as_str().is_empty() {
            return Err(Failure::senseless());
        }
        self.created_list(list).await
    }

    /// A list of this name that was not there before, and that no other mutation has made.
    pub(super) async fn look_for_list(&self, draft: &ListDraft, known: &[ListId]) -> Outcome {
        let all = self.ask(&lists::all()).await.map_err(Failure::before)?.items;
        let made = self.made_before().await.map_err(Failure::before)?;
        let is_it = |list: &List| {
            list.title == draft.title
                && !known.contains(&list.id)
                && !made.contains(&Made::List(list.id.clone()))
        };
        match all.into_iter().find(is_it) {
            Some(list) => self.created_list(list).await,
            None => Ok(Sent::NotArrived),
        }
    }

    pub(super) async fn edit_list(&self, id: &ListId, draft: &ListDraft) -> Outcome {
        let list = self.deliver(&lists::update(id, &params(draft))).await?;
        self.changed_lists(|all| replace(all, &list)).await
    }

    /// What is gone is deleted.
    pub(super) async fn delete_list(&self, id: &ListId) -> Outcome {
        match self.deliver(&lists::delete(id)).await {
            Err(problem) if !problem.is_gone() => Err(problem.into()),
            _ => self.changed_lists(|all| all.retain(|list| list.id != *id)).await,
        }
    }

    /// Who is on a list that is gone does not matter; nor does taking off who is not on it, or putting on who is.
    pub(super) async fn list_member(&self, list: &ListId, account: &AccountId, on: bool) -> Outcome {
        let accounts = std::slice::from_ref(account);
        let request = match on {
            true => lists::add_accounts(list, accounts),
            false => lists::remove_accounts(list, accounts),
        };
        if let Err(problem) = self.deliver(&request).await {
            let members = self.ask_members(list).await;
            match members {
                Ok(members) if members.contains(account) == on => {}
                Err(gone) if gone.is_gone() => return done(Batch::default()),
                _ => return Err(problem.into()),
            }
        }
        let mut members = self.list_members(list).await.map_err(Failure::before)?.unwrap_or_default();
        members.retain(|other| other != account);
        if on {
            members.insert(0, account.clone());
        }
        done(Self::with_members(list, &members))
    }

    async fn created_list(&self, list: List) -> Outcome {
        let made = Made::List(list.id.clone());
        match self.changed_lists(|all| replace(all, &list)).await? {
            Sent::Done(batch, _) => Ok(Sent::Done(batch, Some(made))),
            other => Ok(other),
        }
    }

    async fn changed_lists(&self, change: impl FnOnce(&mut Vec<List>)) -> Outcome {
        let mut all = self.lists().await.map_err(Failure::before)?.unwrap_or_default();
        change(&mut all);
        done(Self::with_lists(&all))
    }
}

fn params(draft: &ListDraft) -> ListParams {
    ListParams {
        title: Some(draft.title.clone()),
        replies_policy: Some(draft.replies_policy.clone()),
        exclusive: Some(draft.exclusive),
    }
}

fn replace(all: &mut Vec<List>, new: &List) {
    match all.iter_mut().find(|list| list.id == new.id) {
        Some(old) => old.clone_from(new),
        None => all.push(new.clone()),
    }
}
