//! Extractors: what handlers take instead of axum's own, so that every refusal is `{"error"}` in words.
//!
//! - [`Auth<S>`], [`MaybeAuth<S>`]: who asks, with the scope needed as a type.
//! - [`Params<T>`]: query and body as one, in JSON, form or multipart encoding, with Rails' brackets.
//! - [`Path<T>`]: what stands in the address; what can't be an id is 404, as an id that leads nowhere.
//! - [`crate::paging::Paging`]: cursors and limit.

mod auth;
mod brackets;
mod lenient;
mod params;
mod path;

pub(crate) use auth::{AppAuth, Auth, MaybeAuth, Viewer};
pub(crate) use params::{Params, Upload, content_type};
pub(crate) use path::Path;
