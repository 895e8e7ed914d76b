//! A request to a server, described: what to send and what comes back. Sending it is somebody else's job.

mod body;
mod call;
mod page;

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use crate::error::{ApiError, NotFoundMeans};
use crate::form;
use crate::lenient::{FromJson, parse};
use crate::link::PageCursor;
use crate::response::Response;

pub use body::{Body, FilePart, FileSource, Part, PartContent};
use call::PAGING;
pub use call::{Auth, Call, Method};
pub use page::Page;

/// A request of which the answer is a `T`.
pub struct Request<T> {
    /// What to send.
    pub call: Call,
    answer: PhantomData<fn() -> T>,
}

impl<T> Request<T> {
    fn new(call: Call) -> Self {
        Self { call, answer: PhantomData }
    }

    /// Asks. Each `{}` of the path stands for one segment.
    pub fn get(path: &str, segments: &[&str]) -> Self {
        Self::new(Call::new(Method::Get, path, segments))
    }

    /// Adds or does something.
    pub fn post(path: &str, segments: &[&str]) -> Self {
        Self::new(Call::new(Method::Post, path, segments))
    }

    /// Changes something.
    pub fn put(path: &str, segments: &[&str]) -> Self {
        Self::new(Call::new(Method::Put, path, segments))
    }

    /// Changes a part of something.
    pub fn patch(path: &str, segments: &[&str]) -> Self {
        Self::new(Call::new(Method::Patch, path, segments))
    }

    /// Removes something.
    pub fn delete(path: &str, segments: &[&str]) -> Self {
        Self::new(Call::new(Method::Delete, path, segments))
    }

    /// Adds to the query.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.call.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds to the query what there is.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Adds a flag to the query when it is set.
    #[must_use]
    pub fn flag(self, name: &str, set: bool) -> Self {
        self.maybe(name, set.then_some("true"))
    }

    /// Adds each of a list to the query.
    #[must_use]
    pub fn each<V: fmt::Display>(mut self, name: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.call.query.extend(values.into_iter().map(|value| (name.to_owned(), value.to_string())));
        self
    }

    /// Sends JSON.
    #[must_use]
    pub fn json(mut self, params: &impl Serialize) -> Self {
        self.call.body = Body::Json(json(params));
        self
    }

    /// Sends a form.
    #[must_use]
    pub fn form(mut self, params: &impl Serialize) -> Self {
        let pairs = form::to_pairs(&json(params));
        self.call.body =
            Body::Form(form::encode(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))));
        self
    }

    /// Sends a form with files.
    #[must_use]
    pub fn multipart(
        mut self,
        params: &impl Serialize,
        files: impl IntoIterator<Item = (&'static str, FilePart)>,
    ) -> Self {
        let text = |(name, value)| Part { name, content: PartContent::Text(value) };
        let file = |(name, file): (&str, _)| Part { name: name.to_owned(), content: PartContent::File(file) };
        let parts = form::to_pairs(&json(params)).into_iter().map(text);
        self.call.body = Body::Multipart(parts.chain(files.into_iter().map(file)).collect());
        self
    }

    /// Lets the server do it only once, where it knows how to.
    #[must_use]
    pub fn idempotent(mut self, key: Option<&str>) -> Self {
        self.call.idempotency_key = key.map(str::to_owned);
        self
    }

    /// Sets whether the token is sent; it is required otherwise.
    #[must_use]
    pub fn auth(mut self, auth: Auth) -> Self {
        self.call.auth = auth;
        self
    }

    /// Sets what a 404 means.
    #[must_use]
    pub fn not_found(mut self, means: NotFoundMeans) -> Self {
        self.call.not_found = means;
        self
    }

    /// The part of a list to ask for.
    #[must_use]
    pub fn page(self, page: &Page) -> Self {
        let ids = [page.max_id.as_ref(), page.since_id.as_ref(), page.min_id.as_ref()];
        let request = PAGING.into_iter().zip(ids).fold(self, |request, (name, id)| request.maybe(name, id));
        request.maybe("limit", page.limit)
    }

    /// The same list from a place on that a `Link` header named.
    #[must_use]
    pub fn from_cursor(mut self, cursor: &PageCursor) -> Self {
        self.call.go_to(cursor);
        self
    }
}

impl<T: FromJson> Request<T> {
    /// What the server answered, or why it did not.
    ///
    /// # Errors
    /// When it refused, or said something senseless.
    pub fn read(&self, response: &Response) -> Result<T, ApiError> {
        if !response.is_success() {
            return Err(ApiError::of(response, self.call.not_found));
        }
        parse(&response.body).map_err(|fault| ApiError::of_senseless(response, Some(fault)))
    }
}

// Derived ones would ask the same of `T`.
impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self::new(self.call.clone())
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// JSON of what has no map with other keys than strings, which is all that could fail.
fn json(params: &impl Serialize) -> String {
    serde_json::to_string(params).unwrap_or_default()
}
