//! What happened, for those who listen: published after the commit, in commit order.
//!
//! An event carries its audience, worked out by [`crate::audience`] inside the write that caused it, so that a stream
//! only looks itself up in a set and never decides who may see what.

use std::{collections::HashSet, sync::Arc};

use tokio::sync::broadcast;

use crate::ids::{AccountConversationId, AccountId, ListId, NotificationId, StatusId};

/// Events that a slow listener may be behind before it is cut off.
const BACKLOG: usize = 4_096;

/// One thing that happened.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    /// A status or a boost was made.
    Posted(Arc<StatusEvent>),
    /// A status was edited.
    Edited(Arc<StatusEvent>),
    /// A status or a boost is gone.
    Deleted(Arc<StatusEvent>),
    /// Someone was told something.
    Notified { account: AccountId, id: NotificationId },
    /// Held-back notifications of someone were let through.
    NotificationsMerged { account: AccountId },
    /// Someone's filters are no longer what they were.
    FiltersChanged { account: AccountId },
    /// A direct post came into someone's conversation.
    Conversation { account: AccountId, id: AccountConversationId },
    /// Tokens became worthless: who listens with one asks whether it is still good.
    SignedOut,
}

/// A status and all who hear of it.
#[derive(Debug)]
pub(crate) struct StatusEvent {
    pub(crate) id: StatusId,
    pub(crate) audience: Audience,
}

/// Who hears of a status, by stream.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    /// Stream `user`: whose home feed it is in.
    pub(crate) home: HashSet<AccountId>,
    /// Stream `list`: the lists that it is in, of whoever owns them.
    pub(crate) lists: HashSet<ListId>,
    /// Stream `direct`: its author and whom it mentions, for a direct post.
    pub(crate) direct: HashSet<AccountId>,
    /// Streams `public` and `public:local`.
    pub(crate) public: bool,
    /// Streams `public:media` and `public:local:media`.
    pub(crate) media: bool,
    /// Stream `hashtag`: lower-case names, for public posts.
    pub(crate) tags: HashSet<String>,
    /// People who get it from no public stream: a block, either way, or a mute.
    pub(crate) hidden_from: HashSet<AccountId>,
}

/// Where events are published and heard; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Hub {
    sender: broadcast::Sender<Event>,
}

impl Default for Hub {
    fn default() -> Self {
        Self { sender: broadcast::channel(BACKLOG).0 }
    }
}

impl Hub {
    /// Tells everyone who listens; nobody may.
    pub(crate) fn publish(&self, event: Event) {
        let _ = self.sender.send(event);
    }

    /// All events from now on. `Lagged` means that some were missed: hang up, the client will fill the gap.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }
}
