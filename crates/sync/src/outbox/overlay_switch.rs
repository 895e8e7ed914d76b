//! What is pending of what is on or off under its name.

use rejoin_api::{AccountId, FeaturedTag, NotificationPolicy, PolicyDecision, Tag};

use crate::engine::{Conversation, PutAside, Scheduled};

use super::{Mutation, Overlay, PolicyOf, Relation, Switch};

impl Overlay {
    /// What the user last meant something to be; `None` where nothing is pending.
    #[must_use]
    pub fn switched(&self, of: Switch, called: &str) -> Option<bool> {
        self.live().rev().find_map(|entry| match &entry.mutation {
            Mutation::Switch { what, name, on } if *what == of && name.eq_ignore_ascii_case(called) => {
                Some(*on)
            }
            _ => None,
        })
    }

    /// What is on of something: what was stored without what was turned off, and before it what was turned on.
    fn all_on<T>(
        &self,
        of: Switch,
        stored: Vec<T>,
        name: impl Fn(&T) -> &str,
        made: impl Fn(&str) -> T,
    ) -> Vec<T> {
        let mut all = stored;
        for entry in self.live() {
            let Mutation::Switch { what, name: called, on } = &entry.mutation else { continue };
            if *what == of {
                let is_there = all.iter().any(|one| name(one).eq_ignore_ascii_case(called));
                match *on {
                    true if !is_there => all.insert(0, made(called)),
                    true => {}
                    false => all.retain(|one| !name(one).eq_ignore_ascii_case(called)),
                }
            }
        }
        all
    }

    /// The followed hashtags as the user means them to be.
    #[must_use]
    pub fn followed_tags(&self, stored: Vec<Tag>) -> Vec<Tag> {
        let made = |name: &str| Tag { name: name.to_owned(), following: Some(true), ..Tag::default() };
        self.all_on(Switch::FollowTag, stored, |tag| tag.name.as_str(), made)
    }

    /// The hashtags on the own profile as the user means them to be.
    #[must_use]
    pub fn featured_tags(&self, stored: Vec<FeaturedTag>) -> Vec<FeaturedTag> {
        let made = |name: &str| FeaturedTag { name: name.to_owned(), ..FeaturedTag::default() };
        self.all_on(Switch::FeatureTag, stored, |tag| tag.name.as_str(), made)
    }

    /// The blocked domains as the user means them to be.
    #[must_use]
    pub fn blocked_domains(&self, stored: Vec<String>) -> Vec<String> {
        self.all_on(Switch::BlockDomain, stored, String::as_str, str::to_owned)
    }

    /// The suggestions without those that the user declined.
    #[must_use]
    pub fn suggestions(&self, stored: Vec<AccountId>) -> Vec<AccountId> {
        let declined = |id: &AccountId| self.switched(Switch::Suggestion, id.as_str()) == Some(false);
        stored.into_iter().filter(|id| !declined(id)).collect()
    }

    /// The private conversations without those that the user deleted, read or not as the user left them.
    #[must_use]
    pub fn conversations(&self, stored: Vec<Conversation>) -> Vec<Conversation> {
        let deleted = |id: &str| self.switched(Switch::Conversation, id) == Some(false);
        let mut all: Vec<Conversation> = stored.into_iter().filter(|one| !deleted(one.id.as_str())).collect();
        for one in &mut all {
            one.unread = self.switched(Switch::Unread, one.id.as_str()).unwrap_or(one.unread);
        }
        all
    }

    /// The posts that are to be published later, the next first: without those that the user took back, with those of which the
    /// server has not been told.
    #[must_use]
    pub fn scheduled(&self, stored: Vec<Scheduled>) -> Vec<Scheduled> {
        let taken_back = |one: &Scheduled| self.switched(Switch::Scheduled, one.id.as_str()) == Some(false);
        let mut all: Vec<Scheduled> = stored.into_iter().filter(|one| !taken_back(one)).collect();
        for entry in self.entries() {
            if let Mutation::Post(draft) = &entry.mutation
                && draft.scheduled_at.is_some()
            {
                let id = entry.id.as_scheduled();
                all.push(Scheduled { id, draft: draft.clone(), error: String::new() });
            }
        }
        all.sort_by_key(|one| one.draft.scheduled_at);
        all
    }

    /// Whose notifications were put aside and are not decided about.
    #[must_use]
    pub fn put_aside(&self, stored: Vec<PutAside>) -> Vec<PutAside> {
        let undecided =
            |one: &PutAside| self.switched(Switch::NotificationRequest, one.id.as_str()).is_none();
        stored.into_iter().filter(undecided).collect()
    }

    /// What becomes of notifications, as the user means it to be.
    #[must_use]
    pub fn policy(&self, mut shown: NotificationPolicy) -> NotificationPolicy {
        for entry in self.live() {
            let Mutation::Policy { of, decision } = &entry.mutation else { continue };
            *of.within(&mut shown) = decision.clone();
        }
        shown
    }

    /// Those to whom a relation is set, as the user means it to be: what has just been set stands first.
    #[must_use]
    pub fn related(&self, of: Relation, stored: Vec<AccountId>) -> Vec<AccountId> {
        let mut all = stored;
        for entry in self.live() {
            let Mutation::Relate { id, relation, on, .. } = &entry.mutation else { continue };
            if *relation == of {
                all.retain(|other| other != id);
                if *on {
                    all.insert(0, id.clone());
                }
            }
        }
        all
    }
}

impl PolicyOf {
    /// What a policy says of them.
    pub fn within(self, policy: &mut NotificationPolicy) -> &mut PolicyDecision {
        match self {
            Self::NotFollowing => &mut policy.for_not_following,
            Self::NotFollowers => &mut policy.for_not_followers,
            Self::NewAccounts => &mut policy.for_new_accounts,
            Self::PrivateMentions => &mut policy.for_private_mentions,
            Self::LimitedAccounts => &mut policy.for_limited_accounts,
        }
    }
}
