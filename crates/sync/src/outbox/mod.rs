//! The outbox: what the user did, until the server has acknowledged it.
//!
//! # The life of an entry
//!
//! ```text
//! Queued ──> Sending ──> done: removed, in the transaction that stores the server's answer
//!   ^           │
//!   │           ├──> Waiting: offline, no answer, 429, 5xx; looked at again after a backoff with jitter, Retry-After obeyed
//!   │           │      (`uncertain` when the request may have arrived: what came of it is found out before any repeat)
//!   │           └──> Wedged: the server refused; its words are kept, and the user edits, retries or discards
//!   └── the user retries, or what was uncertain has not arrived
//! ```
//!
//! # Promises
//!
//! - An entry is durable before the screen shows it, and is removed only in the transaction that stores what the server
//!   answered. A crash at any point leaves either the entry or its result.
//! - One leader per account and browser drains the queue; what an old one was sending is uncertain to the new one. An old one
//!   that was only frozen can change nothing more when it thaws: each writes its name into the store, and what a leader writes
//!   is refused when another name stands there.
//! - Entries that set a state coalesce: a later one takes the place of an earlier, and opposites vanish as long as the
//!   server has not heard of the first.
//! - Dependents wait: attachments are uploaded before their post, a reply to an unsent post is sent after it and under its
//!   real id, an edit of an unsent post changes it where it stands, its deletion removes it. Which unsent post became which
//!   real one is remembered, for those who still mean it by its old name.
//! - Posts that wait may change places when the user wishes it ([`order`]), but none comes before what it belongs to. What was
//!   given up can be taken back as it was, unless the user has done something else about the same thing since.
//! - Nobody else waits: an entry that is refused, that backs off or that exceeds a limit holds up none but its dependents and
//!   what is about the same thing.
//! - Not having been answered is not being refused: a missing or senseless answer never wedges or discards an entry, until it
//!   has been senseless for many times.
//! - A token that is no good any more stops the draining and changes nothing else. That is believed only when the server
//!   refuses to say whose the token is, since some answer 401 where something belongs to somebody else.
//!
//! # Uncertain results
//!
//! A request that got no answer, an answer of 5xx, or a success that makes no sense may have been carried out; and so may one
//! that was on its way when the browser died. Most mutations are then just repeated: favouriting twice is favouriting once,
//! deleting what is gone is deleting it, an edit sets the same text again. A refusal of a mark is believed after the post was asked
//! for it, since Mastodon refuses to pin twice.
//!
//! Two would do harm: a post (a reply, a quote) and a vote. These are *read back* before they are sent again, always, since
//! only Mastodon honours `Idempotency-Key`, and that for one hour; GoToSocial, Takahē and snac2 ignore it. The key is sent all
//! the same: it covers what reading back cannot see, a request that arrives later still. It belongs to one content: an edit
//! makes a new one.
//!
//! - A vote is read off the poll (`voted`).
//! - A post is looked for among the account's own, replies included, page by page until a page lies wholly before the first
//!   attempt, whose time is kept in the entry. The server's clock is known from its `Date`; where that may not be read it is
//!   trusted to 15 minutes. A post counts as found when text, content warning, reply target, visibility, attachments and poll
//!   are the same, allowing for what servers change (`matching` has the list), and no other entry has made it: the ids
//!   of published posts are remembered, so that two equal posts are both delivered, and both when both are uncertain.
//! - What is found is acknowledged as if the answer had come. What is not found is as if it had never been sent: it goes out
//!   again under the same key, and edits and deletions that waited for the outcome are now made on the device. When it was
//!   found, they are made on the server.
//! - Lists and filters are read back, too: one of the same name is it, unless it was there before or another entry made it.
//! - A report cannot be read back. One that may have arrived waits for the user, who alone can say whether twice is better than
//!   perhaps never.
//! - When reading back fails, it is tried again later. Nothing is ever repeated blindly, after seconds or after days.
//! - An answer may be lost while the request is still on its way. So nothing is looked for within 5 seconds of its failure,
//!   nor within 15 seconds of being sent when the browser died over it.
//!   A server that ignores keys and carries out a request later than that would get it twice; nothing could tell.
//! - Discarding a post that may have arrived deletes it there if it has.
//! - An attachment of an earlier attempt is asked for before its post is sent again, and uploaded anew when the server has
//!   dropped it, as most do after a day. Its bytes stay until the post is acknowledged.
//!
//! # Limits
//!
//! Mastodon allows 300 requests in 5 minutes, and 30 uploads and 30 deletions in 30 minutes. The engine counts all its
//! requests; sending stops at 240 and at 28, so that whoever reads has room. The counts are written with each entry that is
//! sent, and the next leader goes on from them. A server that asks for a pause (429 or 503 with `Retry-After`, or
//! `X-RateLimit-Remaining: 0` with `X-RateLimit-Reset`) gets it from everything of the kind (uploads, deletions, or all), not
//! only from the entry that met it.
//!
//! When a request fails without an answer, the server is asked for something small. If that comes back, only this entry backs
//! off. If not, nothing more is sent until it does: an outage must not make every entry uncertain.
//!
//! # The parts
//!
//! [`Mutation`] is what was done, [`Entry`] how it stands, [`queue`] and [`order`] the rules above as pure functions on a list of entries,
//! [`Overlay`] what is shown meanwhile, `matching` how a post is recognised. The engine's `drain` decides when, its `send` has
//! one file for each kind, its `reconcile` reads back, its `budget` counts.

pub(crate) mod codec;
mod draft;
mod entry;
mod forms;
mod giving_up;
pub(crate) mod matching;
mod mutation;
pub mod order;
pub mod overlay;
mod overlay_own;
mod overlay_switch;
pub mod queue;

pub use draft::{Attachment, Draft, PollDraft};
pub use entry::{Entry, State, Subject};
pub use forms::{FilterDraft, How, Keyword, ListDraft, Profile, ProfileField, Report};
pub use mutation::{Made, Mark, Mutation, MutationId, PolicyOf, Relation, Switch};
pub use overlay::Overlay;
pub use queue::QueueChange;

#[cfg(test)]
mod tests;
