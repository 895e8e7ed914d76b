//! Turning something on or off by its name: the same however often it is asked for. What is gone already is off.

use rejoin_api::requests::{conversations, domain_blocks, notification_policy, scheduled, suggestions, tags};
use rejoin_api::{AccountId, ConversationId, FeaturedTag, NotificationRequestId, ScheduledStatusId, Tag};

use super::{Failure, Outcome, done};
use crate::engine::Engine;
use crate::engine::kept::{Conversation, Kept, PutAside, Scheduled};
use crate::outbox::Switch;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};

impl<P: Platform> Engine<P> {
    pub(super) async fn switch(&self, what: Switch, name: &str, on: bool) -> Outcome {
        match what {
            Switch::FollowTag => self.follow_tag(name, on).await,
            Switch::FeatureTag => self.feature_tag(name, on).await,
            Switch::BlockDomain => self.block_domain(name, on).await,
            Switch::Unread => self.mark_conversation(name, on).await,
            Switch::Conversation => self.delete_conversation(name).await,
            Switch::Suggestion => self.decline_suggestion(name).await,
            Switch::Scheduled => self.unschedule(name).await,
            Switch::NotificationRequest => {
                let id = NotificationRequestId::from(name);
                let request = match on {
                    true => notification_policy::accept(&id),
                    false => notification_policy::dismiss(&id),
                };
                unless_gone(self.deliver(&request).await)?;
                let change = |all: &mut Vec<PutAside>| all.retain(|one| one.id != id);
                done(self.with_change(&Kept::Requests, change).await.map_err(stored)?)
            }
        }
    }

    async fn follow_tag(&self, name: &str, on: bool) -> Outcome {
        let request = if on { tags::follow(name) } else { tags::unfollow(name) };
        let tag = self.deliver(&request).await?;
        let same = |other: &Tag| other.name.eq_ignore_ascii_case(name);
        let change = |all: &mut Vec<Tag>| {
            all.retain(|other| !same(other));
            if on {
                all.insert(0, tag.clone());
            }
        };
        let mut batch = self.with_change(&Kept::FollowedTags, change).await.map_err(stored)?;
        batch.values.push((Kept::Tag(name.to_owned()).name(), Some(records::json(&[&tag]))));
        done(batch)
    }

    /// Servers take a hashtag off a profile by an id of its own.
    async fn feature_tag(&self, name: &str, on: bool) -> Outcome {
        let same = |other: &FeaturedTag| other.name.eq_ignore_ascii_case(name);
        let before = self.ask(&tags::featured()).await.map_err(Failure::before)?.items;
        let mut all = before.clone();
        match before.into_iter().find(same) {
            Some(featured) if !on => {
                unless_gone(self.deliver(&tags::unfeature(&featured.id)).await)?;
                all.retain(|other| !same(other));
            }
            None if on => all.push(self.deliver(&tags::feature(name)).await?),
            _ => {}
        }
        let kept = self.identity.account.clone().map(Kept::FeaturedTags);
        let values = kept.map(|kept| (kept.name(), Some(records::json(&all)))).into_iter().collect();
        done(Batch { values, ..Batch::default() })
    }

    async fn block_domain(&self, domain: &str, on: bool) -> Outcome {
        match on {
            true => self.deliver(&domain_blocks::block(domain)).await.map(drop)?,
            false => unless_gone(self.deliver(&domain_blocks::unblock(domain)).await)?,
        }
        let change = |all: &mut Vec<String>| {
            all.retain(|other| other != domain);
            if on {
                all.insert(0, domain.to_owned());
            }
        };
        done(self.with_change(&Kept::DomainBlocks, change).await.map_err(stored)?)
    }

    async fn mark_conversation(&self, id: &str, unread: bool) -> Outcome {
        let id = ConversationId::from(id);
        let request = if unread { conversations::unread(&id) } else { conversations::read(&id) };
        unless_gone(self.deliver(&request).await.map(drop))?;
        let change = |all: &mut Vec<Conversation>| {
            all.iter_mut().filter(|one| one.id == id).for_each(|one| one.unread = unread);
        };
        done(self.with_change(&Kept::Conversations, change).await.map_err(stored)?)
    }

    async fn delete_conversation(&self, id: &str) -> Outcome {
        let id = ConversationId::from(id);
        unless_gone(self.deliver(&conversations::delete(&id)).await.map(drop))?;
        let change = |all: &mut Vec<Conversation>| all.retain(|one| one.id != id);
        done(self.with_change(&Kept::Conversations, change).await.map_err(stored)?)
    }

    async fn unschedule(&self, id: &str) -> Outcome {
        let id = ScheduledStatusId::from(id);
        unless_gone(self.deliver(&scheduled::delete(&id)).await.map(drop))?;
        let change = |all: &mut Vec<Scheduled>| all.retain(|one| one.id != id);
        done(self.with_change(&Kept::Scheduled, change).await.map_err(stored)?)
    }

    async fn decline_suggestion(&self, id: &str) -> Outcome {
        let id = AccountId::from(id);
        unless_gone(self.deliver(&suggestions::dismiss(&id)).await.map(drop))?;
        let change = |all: &mut Vec<AccountId>| all.retain(|one| *one != id);
        done(self.with_change(&Kept::Suggestions, change).await.map_err(stored)?)
    }
}

fn unless_gone<T>(answer: Result<T, Problem>) -> Result<(), Problem> {
    match answer {
        Err(problem) if !problem.is_gone() => Err(problem),
        _ => Ok(()),
    }
}

pub(super) fn stored(error: crate::store::StoreError) -> Failure {
    Failure::before(error.into())
}
