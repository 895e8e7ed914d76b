//! Lists that the server keeps for somebody: what is much talked about, whom one may like, whom one shuts out, with whom one
//! talks. Read from the store, with what is pending folded in, and asked for anew when a page asks.

use std::rc::Rc;

use leptos::prelude::WithUntracked;
use rejoin_api::{AccountId, FeaturedTag, FromJson, NotificationPolicy, Tag, TrendsLink};
use rejoin_sync::outbox::Overlay;
use rejoin_sync::{Conversation, Kept, PutAside, Relation, Scheduled, Switch};

use super::App;
use super::own::Own;
use super::platform::WebEngine;

impl App {
    /// The hashtags that are much used at present.
    pub fn trending_tags(self) -> Own<Vec<Tag>> {
        self.known(Kept::TrendingTags, |_, all| all)
    }

    /// The links that are much shared at present.
    pub fn trending_links(self) -> Own<Vec<TrendsLink>> {
        self.known(Kept::TrendingLinks, |_, all| all)
    }

    /// Whom the reader may like to follow.
    pub fn suggestions(self) -> Own<Vec<AccountId>> {
        self.known(Kept::Suggestions, Overlay::suggestions)
    }

    /// Who wants to be found.
    pub fn directory(self) -> Own<Vec<AccountId>> {
        self.known(Kept::Directory, |_, all| all)
    }

    /// The hashtags that the reader follows.
    pub fn followed_tags(self) -> Own<Vec<Tag>> {
        self.known(Kept::FollowedTags, Overlay::followed_tags)
    }

    /// A hashtag, as a list of one: whether the reader follows it, and how much it is used.
    pub fn hashtag(self, name: &str) -> Own<Vec<Tag>> {
        let called = name.to_owned();
        self.known(Kept::Tag(name.to_owned()), move |overlay, mut all: Vec<Tag>| {
            if let Some(on) = overlay.switched(Switch::FollowTag, &called) {
                all.iter_mut().for_each(|tag| tag.following = Some(on));
            }
            all
        })
    }

    /// The hashtags on a profile.
    pub fn featured_tags(self, of: &AccountId) -> Own<Vec<FeaturedTag>> {
        let is_own = self.session().with_untracked(|session| session.me().is_some_and(|me| me.id == *of));
        self.known(Kept::FeaturedTags(of.clone()), move |overlay, all| match is_own {
            true => overlay.featured_tags(all),
            false => all,
        })
    }

    /// Of which servers the reader wants nothing.
    pub fn blocked_domains(self) -> Own<Vec<String>> {
        self.known(Kept::DomainBlocks, Overlay::blocked_domains)
    }

    /// Whom the reader blocks.
    pub fn blocked(self) -> Own<Vec<AccountId>> {
        self.known(Kept::Blocked, |overlay, all| overlay.related(Relation::Block, all))
    }

    /// Whom the reader mutes.
    pub fn muted(self) -> Own<Vec<AccountId>> {
        self.known(Kept::Muted, |overlay, all| overlay.related(Relation::Mute, all))
    }

    /// Who of those that the reader follows follows an account.
    pub fn familiar(self, of: &AccountId) -> Own<Vec<AccountId>> {
        self.known(Kept::Familiar(of.clone()), |_, all| all)
    }

    /// Whom an account features on its profile.
    pub fn endorsed(self, by: &AccountId) -> Own<Vec<AccountId>> {
        self.known(Kept::Endorsed(by.clone()), |_, all| all)
    }

    /// The private conversations, the latest first.
    pub fn conversations(self) -> Own<Vec<Conversation>> {
        self.known(Kept::Conversations, Overlay::conversations)
    }

    /// What becomes of notifications by people the reader does not know.
    pub fn notification_policy(self) -> Own<NotificationPolicy> {
        self.known(Kept::Policy, Overlay::policy)
    }

    /// Whose notifications were put aside, and are not decided about.
    pub fn put_aside(self) -> Own<Vec<PutAside>> {
        self.known(Kept::Requests, Overlay::put_aside)
    }

    /// The own posts that are to be published later, the next first.
    pub fn scheduled(self) -> Own<Vec<Scheduled>> {
        self.known(Kept::Scheduled, Overlay::scheduled)
    }

    fn known<T>(self, which: Kept, fold: impl Fn(&Overlay, T) -> T + Send + Sync + 'static) -> Own<T>
    where
        T: FromJson + Default + Clone + PartialEq + Send + Sync + 'static,
    {
        let name = which.name();
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_kept(&which).await };
        self.own(&name, fold, refresh)
    }
}
