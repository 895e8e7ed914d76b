//! Which timeline.

use rejoin_api::{AccountId, ListId};
use serde::{Deserialize, Serialize};

/// Names a timeline of one signed-in account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimelineKey {
    /// The posts of who one follows.
    Home,
    /// The public posts of the own server.
    Local,
    /// The public posts of all servers that the own one knows.
    Public,
    /// The posts with a hashtag, without its `#`.
    Tag(String),
    /// The posts of an account.
    Account {
        /// The account.
        id: AccountId,
        /// Which of its posts.
        tab: AccountTab,
    },
    /// The posts of the members of a list.
    List(ListId),
    /// The posts one has bookmarked.
    Bookmarks,
    /// The posts one has favourited.
    Favourites,
    /// The posts that are much shared at present.
    Trending,
}

/// Which posts of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccountTab {
    /// Posts and boosts, without replies to others.
    Posts,
    /// All, with replies.
    Replies,
    /// Those with media.
    Media,
    /// Those the account has pinned to its profile.
    Pinned,
}

impl TimelineKey {
    /// The name of the timeline in the store, unique to it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Home => "home".into(),
            Self::Local => "local".into(),
            Self::Public => "public".into(),
            Self::Tag(name) => format!("tag:{}", name.to_lowercase()),
            Self::Account { id, tab } => format!("account:{}:{id}", tab.name()),
            Self::List(id) => format!("list:{id}"),
            Self::Bookmarks => "bookmarks".into(),
            Self::Favourites => "favourites".into(),
            Self::Trending => "trending".into(),
        }
    }

    /// Whether pages of this timeline go by the ids of its posts, so that a page without a `Link` header can be followed.
    #[must_use]
    pub fn pages_by_post(&self) -> bool {
        match self {
            Self::Home | Self::Local | Self::Public | Self::Tag(_) | Self::List(_) => true,
            Self::Account { tab, .. } => *tab != AccountTab::Pinned,
            Self::Bookmarks | Self::Favourites | Self::Trending => false,
        }
    }

    /// Whether the server's own order is kept across visits. A ranking changes as a whole and is replaced.
    #[must_use]
    pub fn is_ranking(&self) -> bool {
        matches!(self, Self::Trending | Self::Account { tab: AccountTab::Pinned, .. })
    }
}

impl AccountTab {
    fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Replies => "replies",
            Self::Media => "media",
            Self::Pinned => "pinned",
        }
    }
}
