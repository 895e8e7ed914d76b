//! The streams that can be listened to, and what is in each.

use crate::{
    auth::scope::Scopes,
    events::{Audience, Event},
    ids::{AccountId, ListId},
    text::normal_tag,
};

/// A stream as a client names it, by query or by message.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(crate) struct Asked {
    pub(crate) stream: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) list: Option<String>,
}

/// Something to listen to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Stream {
    User,
    Notifications,
    /// All public posts are local here; the name says only by which one the client asked.
    Public {
        name: &'static str,
        media: bool,
    },
    /// Posts from elsewhere, of which there are none.
    Remote {
        name: &'static str,
    },
    Hashtag {
        name: &'static str,
        /// As posts are known to have it.
        tag: String,
        /// As the client wrote it.
        asked: String,
    },
    List(ListId),
    Direct,
}

impl Stream {
    /// The stream that is meant; the error says in words why there is none.
    pub(crate) fn parse(asked: &Asked) -> Result<Self, String> {
        let name = asked.stream.as_deref().unwrap_or_default();
        Ok(match name {
            "user" => Self::User,
            "user:notification" => Self::Notifications,
            "public" => Self::Public { name: "public", media: false },
            "public:local" => Self::Public { name: "public:local", media: false },
            "public:media" => Self::Public { name: "public:media", media: true },
            "public:local:media" => Self::Public { name: "public:local:media", media: true },
            "public:remote" => Self::Remote { name: "public:remote" },
            "public:remote:media" => Self::Remote { name: "public:remote:media" },
            "hashtag" => Self::hashtag("hashtag", asked.tag.as_deref())?,
            "hashtag:local" => Self::hashtag("hashtag:local", asked.tag.as_deref())?,
            "list" => match asked.list.as_deref().map(str::parse) {
                Some(Ok(id)) => Self::List(id),
                _ => return Err("Missing or wrong list id".to_owned()),
            },
            "direct" => Self::Direct,
            "" => return Err("Missing stream name parameter".to_owned()),
            _ => return Err(format!("Unknown stream type: {name}")),
        })
    }

    fn hashtag(name: &'static str, tag: Option<&str>) -> Result<Self, String> {
        match tag.map(|tag| tag.trim_start_matches('#')).filter(|tag| !tag.is_empty()) {
            Some(asked) => Ok(Self::Hashtag { name, tag: normal_tag(asked), asked: asked.to_owned() }),
            None => Err("Missing tag name parameter".to_owned()),
        }
    }

    /// What a frame calls this stream.
    pub(crate) fn labels(&self) -> Vec<String> {
        match self {
            Self::User => vec!["user".to_owned()],
            Self::Notifications => vec!["user:notification".to_owned()],
            Self::Public { name, .. } | Self::Remote { name } => vec![(*name).to_owned()],
            Self::Hashtag { name, asked, .. } => vec![(*name).to_owned(), asked.clone()],
            Self::List(id) => vec!["list".to_owned(), id.to_string()],
            Self::Direct => vec!["direct".to_owned()],
        }
    }

    /// The scope that listening needs.
    pub(crate) fn scope(&self) -> &'static str {
        match self {
            Self::Notifications => "read:notifications",
            Self::List(_) => "read:lists",
            _ => "read:statuses",
        }
    }

    /// True if `event` is in this stream for `viewer`.
    pub(crate) fn hears(&self, event: &Event, viewer: AccountId, scopes: &Scopes) -> bool {
        match event {
            Event::Posted(status) | Event::Edited(status) => self.shows(&status.audience, viewer),
            Event::Deleted(status) => {
                self.shows(&status.audience, viewer)
                    || (*self == Self::Direct && status.audience.direct.contains(&viewer))
            }
            Event::Notified { account, .. } | Event::NotificationsMerged { account } => {
                *account == viewer
                    && matches!(self, Self::User | Self::Notifications)
                    && scopes.allow("read:notifications")
            }
            Event::FiltersChanged { account } => *account == viewer && *self == Self::User,
            Event::Conversation { account, .. } => *account == viewer && *self == Self::Direct,
            Event::SignedOut => false,
        }
    }

    /// True if a status with this audience is in this stream for `viewer`.
    fn shows(&self, audience: &Audience, viewer: AccountId) -> bool {
        let open = !audience.hidden_from.contains(&viewer);
        match self {
            Self::User => audience.home.contains(&viewer),
            Self::Public { media, .. } => open && audience.public && (audience.media || !media),
            Self::Hashtag { tag, .. } => open && audience.tags.contains(tag),
            // Whose list it is was seen when it was asked for.
            Self::List(id) => audience.lists.contains(id),
            Self::Notifications | Self::Remote { .. } | Self::Direct => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{events::StatusEvent, ids::StatusId};

    fn ask(stream: &str, tag: Option<&str>, list: Option<&str>) -> Result<Stream, String> {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Stream::parse(&Asked { stream: text(Some(stream)), tag: text(tag), list: text(list) })
    }

    #[test]
    fn streams_are_named_as_asked() {
        assert_eq!(ask("user", None, None).unwrap().labels(), ["user"]);
        assert_eq!(ask("public:local:media", None, None).unwrap().labels(), ["public:local:media"]);
        assert_eq!(ask("hashtag", Some("#Rust"), None).unwrap().labels(), ["hashtag", "Rust"]);
        assert_eq!(ask("list", None, Some("12")).unwrap().labels(), ["list", "12"]);
        for bad in [("", None), ("hashtag", None), ("list", Some("x")), ("everything", None)] {
            assert!(ask(bad.0, None, bad.1).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn each_hears_what_its_audience_says() {
        let (me, other) = (AccountId(1), AccountId(2));
        let audience = Audience {
            home: [me].into(),
            lists: [ListId(9)].into(),
            public: true,
            tags: ["rust".to_owned()].into(),
            hidden_from: [other].into(),
            ..Audience::default()
        };
        let event = Event::Posted(StatusEvent { id: StatusId(1), audience }.into());
        let scopes = Scopes::stored("read");
        let hears = |stream: &str, viewer| {
            ask(stream, Some("RUST"), Some("9")).unwrap().hears(&event, viewer, &scopes)
        };
        for stream in ["user", "public", "public:local", "hashtag", "list"] {
            assert!(hears(stream, me), "{stream}");
        }
        for stream in ["public:media", "public:remote", "direct", "user:notification"] {
            assert!(!hears(stream, me), "{stream}");
        }
        for stream in ["user", "public", "hashtag"] {
            assert!(!hears(stream, other), "{stream}");
        }
    }

    #[test]
    fn notifications_need_their_scope() {
        let event = Event::NotificationsMerged { account: AccountId(1) };
        assert!(Stream::User.hears(&event, AccountId(1), &Scopes::stored("read")));
        assert!(!Stream::User.hears(&event, AccountId(1), &Scopes::stored("read:statuses")));
        assert!(!Stream::User.hears(&event, AccountId(2), &Scopes::stored("read")));
    }
}
