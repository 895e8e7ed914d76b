//! Streams: what happens, as it happens, over one WebSocket or one response of server-sent events.
//!
//! # How an event reaches a client
//!
//! 1. A write works out who hears of it and emits an [`Event`](crate::events::Event), which is published after its
//!    commit.
//! 2. Every connection has a [`Listener`]: someone's token and the [`Stream`]s that they listen to. It looks its person,
//!    lists and hashtags up in the event's audience; nearly always that is all.
//! 3. What is for it is read in one snapshot: whether the token is still good, whether the person may see the status
//!    now, and the entity as they see it. Nothing is delivered on a token that was revoked, whoever revoked it.
//! 4. It goes out as a frame for each stream that it is in. A client that does not take it in time is hung up on, as is
//!    one that fell too far behind: it comes back and fills the gap from the timeline.
//!
//! Filters are not applied: a status says in `filtered` which ones it matches.

mod listener;
mod socket;
mod sse;
mod stream;

pub(crate) use listener::Listener;
pub(crate) use socket::serve as serve_socket;
pub(crate) use sse::serve as serve_events;
pub(crate) use stream::Asked;
