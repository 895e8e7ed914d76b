//! Lists of the server's that are kept as values of the store, each under its name, and asked for anew as a whole.

use rejoin_api::requests::{
    accounts, blocks, conversations, directory, domain_blocks, mutes, notification_policy, scheduled,
    suggestions, tags, trends,
};
use rejoin_api::{
    self as api, AccountId, ConversationId, FromJson, NotificationRequestId, Page, ScheduledStatusId,
    StatusId, Timestamp, TrendsLink,
};
use rejoin_domain::{Harvest, Media, record};
use serde::Serialize;

use super::Engine;
use crate::outbox::{Attachment, Draft, PollDraft};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::StoreError;

/// Most of a list that is kept.
const MOST: u32 = 40;

/// Which list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kept {
    /// The hashtags that are much used at present.
    TrendingTags,
    /// The links that are much shared at present.
    TrendingLinks,
    /// Whom the reader may like to follow.
    Suggestions,
    /// Who wants to be found.
    Directory,
    /// The hashtags that the reader follows.
    FollowedTags,
    /// A hashtag, as a list of one.
    Tag(String),
    /// The hashtags on a profile.
    FeaturedTags(AccountId),
    /// Of which servers the reader wants nothing.
    DomainBlocks,
    /// Whom the reader blocks.
    Blocked,
    /// Whom the reader mutes.
    Muted,
    /// Who of those that the reader follows follows an account.
    Familiar(AccountId),
    /// Whom an account features on its profile.
    Endorsed(AccountId),
    /// The private conversations.
    Conversations,
    /// What becomes of notifications by people the reader does not know; not a list.
    Policy,
    /// Whose notifications were put aside.
    Requests,
    /// The own posts that are to be published later.
    Scheduled,
}

record! {
    /// A conversation in private posts.
    #[derive(Eq)]
    pub struct Conversation {
        /// Its id.
        pub id: ConversationId,
        /// Whether there is something new.
        pub unread: bool,
        /// Who else takes part.
        pub people: Vec<AccountId>,
        /// The latest post.
        pub last: Option<StatusId>,
    }
}

/// What is kept of somebody; the names of these values go on with a colon and the id.
const FEATURED_TAGS: &str = "featured-tags";
const FAMILIAR: &str = "familiar";
const ENDORSED: &str = "endorsed";

/// Of whom a value is kept.
pub(super) fn person_of(name: &str) -> Option<AccountId> {
    let (what, id) = name.split_once(':')?;
    [FEATURED_TAGS, FAMILIAR, ENDORSED].contains(&what).then(|| AccountId::from(id))
}

/// Whether a value is a list of people.
pub(super) fn names_people(name: &str) -> bool {
    let lists = [Kept::Suggestions, Kept::Directory, Kept::Blocked, Kept::Muted];
    lists.iter().any(|one| one.name() == name)
        || name.starts_with("familiar:")
        || name.starts_with("endorsed:")
}

record! {
    /// Somebody whose notifications were put aside.
    #[derive(Eq)]
    pub struct PutAside {
        /// The id of the request.
        pub id: NotificationRequestId,
        /// Who.
        pub account: AccountId,
        /// How many notifications.
        pub count: u64,
        /// When the latest was put aside.
        pub at: Timestamp,
        /// The latest post among them.
        pub last: Option<StatusId>,
    }
}

record! {
    /// A post that its server is to publish later.
    pub struct Scheduled {
        /// Its id; not that of the post to come.
        pub id: ScheduledStatusId,
        /// The post to come, with its time.
        pub draft: Draft,
        /// Why its server has not published it when its time came; empty where it has not come.
        pub error: String,
    }
}

impl Scheduled {
    /// Takes one from an answer.
    pub(super) fn from_wire(wire: &api::ScheduledStatus) -> Self {
        let params = &wire.params;
        let poll = params.poll.as_ref().map(|poll| PollDraft {
            options: poll.options.clone(),
            expires_in: u32::try_from(poll.expires_in).unwrap_or(u32::MAX),
            multiple: poll.multiple,
            hide_totals: poll.hide_totals,
        });
        let media = wire.media_attachments.iter().map(Media::from_wire);
        let draft = Draft {
            text: params.text.clone(),
            warning: params.spoiler_text.clone().unwrap_or_default(),
            sensitive: params.sensitive.unwrap_or_default(),
            visibility: params.visibility.clone(),
            language: params.language.clone(),
            in_reply_to: params.in_reply_to_id.clone(),
            media: media.map(|media| Attachment::on_server(&media)).collect(),
            poll,
            scheduled_at: Some(wire.scheduled_at),
            ..Draft::default()
        };
        Self { id: wire.id.clone(), draft, error: wire.error.clone().unwrap_or_default() }
    }
}

impl Kept {
    /// Those of which any server can be asked without knowing anybody there.
    pub(super) const ASKED_FOR_ALL: [Self; 12] = [
        Self::TrendingTags,
        Self::TrendingLinks,
        Self::Suggestions,
        Self::Directory,
        Self::FollowedTags,
        Self::DomainBlocks,
        Self::Blocked,
        Self::Muted,
        Self::Conversations,
        Self::Policy,
        Self::Requests,
        Self::Scheduled,
    ];

    /// The name of the value that holds it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Tag(name) => format!("tag:{}", name.to_lowercase()),
            Self::FeaturedTags(id) | Self::Familiar(id) | Self::Endorsed(id) => {
                format!("{}:{id}", self.feature())
            }
            simple => simple.feature().to_owned(),
        }
    }

    /// What the server has or has not.
    pub(super) fn feature(&self) -> &'static str {
        match self {
            Self::TrendingTags => "trending-tags",
            Self::TrendingLinks => "trending-links",
            Self::Suggestions => "suggestions",
            Self::Directory => "directory",
            Self::FollowedTags => "followed-tags",
            Self::Tag(_) => "tags",
            Self::FeaturedTags(_) => FEATURED_TAGS,
            Self::DomainBlocks => "domain-blocks",
            Self::Blocked => "blocked",
            Self::Muted => "muted",
            Self::Familiar(_) => FAMILIAR,
            Self::Endorsed(_) => ENDORSED,
            Self::Conversations => "conversations",
            Self::Policy => "notification-policy",
            Self::Requests => "notification-requests",
            Self::Scheduled => "scheduled",
        }
    }
}

impl<P: Platform> Engine<P> {
    /// Asks for a list, and keeps it.
    ///
    /// # Errors
    /// When the server does not answer, refuses or does not have it, or the device's storage fails.
    pub async fn refresh_kept(&self, which: &Kept) -> Result<(), Problem> {
        let batch = self.ask_for(which.feature(), self.fetch_kept(which)).await?;
        self.write(batch).await?;
        Ok(())
    }

    async fn fetch_kept(&self, which: &Kept) -> Result<Batch, Problem> {
        let page = Page::of(MOST);
        let asked_at = Some(self.now());
        let mut entities = Harvest::default();
        let text = match which {
            Kept::TrendingTags => records::json(&self.ask(&trends::tags(Some(20), None)).await?.items),
            Kept::TrendingLinks => records::json(&self.links().await?),
            Kept::FollowedTags => records::json(&self.ask(&tags::followed(&Page::of(100))).await?.items),
            Kept::Tag(name) => records::json(&[self.ask(&tags::get(name)).await?]),
            Kept::FeaturedTags(id) => records::json(&self.ask(&accounts::featured_tags(id)).await?.items),
            Kept::DomainBlocks => records::json(&self.ask(&domain_blocks::list(&Page::of(200))).await?),
            Kept::Suggestions => {
                let all = self.ask(&suggestions::list(Some(MOST))).await?.items;
                let people = all.iter().map(|one| entities.account(&one.account));
                records::json(&people.collect::<Vec<_>>())
            }
            Kept::Conversations => {
                let all = self.ask(&conversations::list(&page)).await?.items;
                let each = all.iter().map(|one| Conversation {
                    id: one.id.clone(),
                    unread: one.unread,
                    people: one.accounts.iter().map(|account| entities.account(account)).collect(),
                    last: one.last_status.as_ref().map(|status| entities.status(status)),
                });
                records::json(&each.collect::<Vec<_>>())
            }
            Kept::Policy => records::json(&self.ask(&notification_policy::get()).await?),
            Kept::Requests => {
                let all = self.ask(&notification_policy::requests(&page)).await?.items;
                let each = all.iter().map(|one| PutAside {
                    id: one.id.clone(),
                    account: entities.account(&one.account),
                    count: one.notifications_count,
                    at: one.updated_at,
                    last: one.last_status.as_ref().map(|status| entities.status(status)),
                });
                records::json(&each.collect::<Vec<_>>())
            }
            Kept::Scheduled => {
                let all = self.ask(&scheduled::list(&page)).await?.items;
                records::json(&all.iter().map(Scheduled::from_wire).collect::<Vec<_>>())
            }
            Kept::Directory => {
                people(&self.ask(&directory::list(false, MOST, 0)).await?.items, &mut entities)
            }
            Kept::Blocked => people(&self.ask(&blocks::list(&Page::of(80))).await?.items, &mut entities),
            Kept::Muted => people(&self.ask(&mutes::list(&Page::of(80))).await?.items, &mut entities),
            Kept::Endorsed(id) => {
                people(&self.ask(&accounts::endorsements(id, &page)).await?.items, &mut entities)
            }
            Kept::Familiar(id) => {
                let all = self.ask(&accounts::familiar_followers(std::slice::from_ref(id))).await?.items;
                let found = all.into_iter().find(|one| one.id == *id).map(|one| one.accounts);
                people(&found.unwrap_or_default(), &mut entities)
            }
        };
        let values = vec![(which.name(), Some(text))];
        Ok(Batch { entities, values, asked_at, ..Batch::default() })
    }

    /// Without what is never shown.
    async fn links(&self) -> Result<Vec<TrendsLink>, Problem> {
        let mut all = self.ask(&trends::links(Some(20), None)).await?.items;
        for link in &mut all {
            (link.html, link.embed_url) = Default::default();
            link.authors.clear();
        }
        Ok(all)
    }

    /// A kept list with a change, as far as it is known.
    pub(super) async fn with_change<T: FromJson + Serialize>(
        &self,
        which: &Kept,
        change: impl FnOnce(&mut Vec<T>),
    ) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        if let Some(mut all) = self.value_of::<Vec<T>>(&which.name()).await? {
            change(&mut all);
            batch.values.push((which.name(), Some(records::json(&all))));
        }
        Ok(batch)
    }
}

fn people(all: &[rejoin_api::Account], entities: &mut Harvest) -> String {
    let ids: Vec<AccountId> = all.iter().map(|account| entities.account(account)).collect();
    records::json(&ids)
}
