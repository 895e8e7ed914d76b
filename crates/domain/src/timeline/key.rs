//! Which timeline.

use rejoin_api::{AccountId, ListId, StatusId};

/// Stands between hashtags, of which none has it.
pub const SEVERAL: char = '+';

/// Names a timeline of one signed-in account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TimelineKey {
    /// The posts of who one follows.
    Home,
    /// The public posts of the own server.
    Local,
    /// The public posts of all servers that the own one knows.
    Public,
    /// The posts with a hashtag, without its `#`; with any of several where there are [`SEVERAL`] between them.
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
    /// The posts that quote a post.
    Quotes(StatusId),
}

/// Which posts of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
            Self::Quotes(id) => format!("quotes:{id}"),
        }
    }

    /// The timeline of such a name; `None` for a name that no timeline has.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name.split_once(':') {
            None => match name {
                "home" => Self::Home,
                "local" => Self::Local,
                "public" => Self::Public,
                "bookmarks" => Self::Bookmarks,
                "favourites" => Self::Favourites,
                "trending" => Self::Trending,
                _ => return None,
            },
            Some(("tag", tag)) => Self::Tag(tag.to_owned()),
            Some(("list", id)) => Self::List(id.into()),
            Some(("quotes", id)) => Self::Quotes(id.into()),
            Some(("account", rest)) => {
                let (tab, id) = rest.split_once(':')?;
                let tabs = [AccountTab::Posts, AccountTab::Replies, AccountTab::Media, AccountTab::Pinned];
                let tab = tabs.into_iter().find(|one| one.name() == tab)?;
                Self::Account { id: id.into(), tab }
            }
            Some(_) => return None,
        })
    }

    /// Whether pages of this timeline go by the ids of its posts, so that a page without a `Link` header can be followed.
    #[must_use]
    pub fn pages_by_post(&self) -> bool {
        match self {
            Self::Home | Self::Local | Self::Public | Self::Tag(_) | Self::List(_) => true,
            Self::Account { tab, .. } => *tab != AccountTab::Pinned,
            Self::Bookmarks | Self::Favourites | Self::Trending | Self::Quotes(_) => false,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_timelines() {
        let account = |tab| TimelineKey::Account { id: "1:2".into(), tab };
        let all = [
            TimelineKey::Home,
            TimelineKey::Local,
            TimelineKey::Public,
            TimelineKey::Tag("a:b".into()),
            TimelineKey::List("7".into()),
            account(AccountTab::Posts),
            account(AccountTab::Replies),
            account(AccountTab::Media),
            account(AccountTab::Pinned),
            TimelineKey::Bookmarks,
            TimelineKey::Favourites,
            TimelineKey::Trending,
            TimelineKey::Quotes("9".into()),
        ];
        for key in all {
            assert_eq!(TimelineKey::of_name(&key.name()), Some(key));
        }
        assert_eq!(TimelineKey::of_name("else:1"), None);
    }
}
