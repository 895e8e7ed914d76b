//! The bundled backend: the Mastodon REST API on axum and SQLite, and the Rejoin app itself, from one binary.
//!
//! # How a request flows
//!
//! 1. [`router`] holds all routes. Around them lie layers: panics become 500, CORS answers preflights,
//!    [`auth::identity`] finds out whose token it is, [`limits`] counts it. For trying clients, [`without`] leaves features out.
//! 2. A handler in [`api`] (one module an endpoint group) takes extractors from [`extract`]: `Auth<scope::…>` says who
//!    asks and refuses a token without that scope, `Params<T>` is query and body as one in any encoding, `Path<T>`
//!    the ids in the address, [`paging::Paging`] the page asked for.
//! 3. It makes one `state.db.read(|db| …)`, inside one snapshot, or one `state.db.write(|tx| …)`, all or nothing
//!    ([`db`]). What may be seen is decided by [`visibility`] alone, as SQL, for every door.
//! 4. What was found is made into entities by [`render`], in batches: so many queries for a page, not for a post.
//! 5. What a write caused ([`events`]) is published after its commit, with its audience already worked out, and reaches
//!    who listens by [`streaming`]. What falls due without a request is done by [`jobs`].
//! 6. Any refusal is an [`error::ApiError`] and reaches the client as `{"error": "words"}`.
//!
//! # Adding an endpoint group
//!
//! Make `src/api/<group>.rs` with `pub(crate) fn routes() -> Router<AppState>`, name it in `src/api/mod.rs` and merge
//! it there. What it does beyond one screen goes into a module of its own beside `api` (as `statuses/` and
//! `accounts/`), so that other groups, jobs and the seed can call it. Tests go over HTTP to `tests/server` (signing in, posting,
//! timelines, profiles, visibility) or `tests/social` (what people arrange and are told).
//!
//! A change of the schema is a new file in `migrations/`, named in `src/db/schema.rs`.

mod accounts;
mod address;
mod api;
mod audience;
mod auth;
mod backup;
pub mod cli;
pub mod config;
mod conversations;
mod db;
mod error;
mod events;
mod extract;
mod filters;
mod ids;
mod jobs;
mod limits;
pub mod media;
mod notifications;
mod notify;
mod oauth;
mod paging;
mod render;
mod router;
mod search;
mod seed;
pub mod serve;
mod settings;
mod state;
mod statuses;
mod streaming;
mod tags;
mod text;
mod time;
mod timelines;
mod translator;
mod trends;
mod visibility;
mod web;
mod without;

pub use backup::{BackupError, Copied, backup};
pub use config::{Config, Seed};
pub use db::{FILE as DATABASE_FILE, OpenError};
pub use serve::{Server, StartError, start};
pub use translator::Translator;
pub use without::Feature;
