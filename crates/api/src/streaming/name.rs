use crate::id::ListId;

/// What can be followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StreamName {
    /// The home timeline and notifications.
    User,
    /// Notifications alone.
    UserNotification,
    /// Every public post.
    Public,
    /// Every public post of this server.
    PublicLocal,
    /// Every public post of other servers.
    PublicRemote,
    /// Posts with a hashtag.
    Hashtag(String),
    /// Posts of this server with a hashtag.
    HashtagLocal(String),
    /// The timeline of a list.
    List(ListId),
    /// Conversations.
    Direct,
}

impl StreamName {
    /// The stream's name, and the name and value of what else it takes.
    fn parts(&self) -> (&'static str, Option<(&'static str, &str)>) {
        match self {
            Self::User => ("user", None),
            Self::UserNotification => ("user:notification", None),
            Self::Public => ("public", None),
            Self::PublicLocal => ("public:local", None),
            Self::PublicRemote => ("public:remote", None),
            Self::Hashtag(tag) => ("hashtag", Some(("tag", tag))),
            Self::HashtagLocal(tag) => ("hashtag:local", Some(("tag", tag))),
            Self::List(id) => ("list", Some(("list", id.as_str()))),
            Self::Direct => ("direct", None),
        }
    }

    fn from_parts(name: &str, param: Option<&str>) -> Option<Self> {
        Some(match (name, param.filter(|param| !param.is_empty())) {
            ("user", _) => Self::User,
            ("user:notification", _) => Self::UserNotification,
            ("public", _) => Self::Public,
            ("public:local", _) => Self::PublicLocal,
            ("public:remote", _) => Self::PublicRemote,
            ("direct", _) => Self::Direct,
            ("hashtag", Some(tag)) => Self::Hashtag(tag.to_owned()),
            ("hashtag:local", Some(tag)) => Self::HashtagLocal(tag.to_owned()),
            ("list", Some(id)) => Self::List(id.into()),
            _ => return None,
        })
    }

    /// What a frame calls this stream: `["list", "12"]`.
    pub fn labels(&self) -> Vec<String> {
        let (name, param) = self.parts();
        std::iter::once(name).chain(param.map(|(_, value)| value)).map(str::to_owned).collect()
    }

    /// The stream that a frame means: by [`labels`](Self::labels), or in one word, `list:12`, as GoToSocial says it.
    pub fn from_labels(labels: &[String]) -> Option<Self> {
        let (first, param) = (labels.first()?, labels.get(1));
        let whole = Self::from_parts(first, param.map(String::as_str));
        whole.or_else(|| first.split_once(':').and_then(|(name, param)| Self::from_parts(name, Some(param))))
    }

    /// The query of the address of a socket for this stream alone.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let (name, param) = self.parts();
        let param = param.map(|(key, value)| (key, value.to_owned()));
        std::iter::once(("stream", name.to_owned())).chain(param).collect()
    }

    /// The message that adds this stream to an open socket.
    pub fn subscribe(&self) -> String {
        self.command("subscribe")
    }

    /// The message that takes this stream off an open socket.
    pub fn unsubscribe(&self) -> String {
        self.command("unsubscribe")
    }

    fn command(&self, kind: &str) -> String {
        let (stream, param) = self.parts();
        let mut command =
            StreamCommand { kind: kind.into(), stream: stream.to_owned(), ..StreamCommand::default() };
        match param {
            Some(("tag", value)) => command.tag = Some(value.to_owned()),
            Some((_, value)) => command.list = Some(value.into()),
            None => {}
        }
        serde_json::to_string(&command).unwrap_or_default()
    }
}

wire! {
    /// What a client says over an open socket.
    pub struct StreamCommand {
        /// What to do.
        pub kind as "type": StreamCommandKind,
        /// The stream's name.
        pub stream: String = required,
        /// Of a list.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub list: Option<ListId>,
        /// A hashtag without the number sign.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tag: Option<String>,
    }
}

words! {
    /// What a client wants with a stream.
    pub enum StreamCommandKind {
        /// To follow it.
        Subscribe = "subscribe";
        /// Not to follow it any more.
        Unsubscribe = "unsubscribe",
    }
}

impl StreamCommand {
    /// The stream meant, when there is such a one.
    pub fn name(&self) -> Option<StreamName> {
        let param = self.list.as_ref().map(ListId::as_str).or(self.tag.as_deref());
        StreamName::from_parts(&self.stream, param)
    }
}
