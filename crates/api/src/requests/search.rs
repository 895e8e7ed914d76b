//! `/api/v2/search`.

use std::fmt;

use crate::entities::Search;
use crate::error::NotFoundMeans::Feature;
use crate::id::AccountId;
use crate::request::{Auth, Page, Request};

/// What to search for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words, or the address of something.
    pub q: String,
    /// One kind of thing alone.
    pub kind: Option<Kind>,
    /// Whether to fetch from other servers what this one does not know. Needs a token.
    pub resolve: bool,
    /// Only accounts that the reader follows.
    pub following: bool,
    /// Only posts by this account.
    pub account_id: Option<AccountId>,
    /// How many to pass over; with [`kind`](Self::kind) only.
    pub offset: Option<u32>,
}

/// A kind of thing to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// People.
    Accounts,
    /// Posts.
    Statuses,
    /// Hashtags.
    Hashtags,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accounts => "accounts",
            Self::Statuses => "statuses",
            Self::Hashtags => "hashtags",
        })
    }
}

/// Searches.
pub fn search(query: &Query, page: &Page) -> Request<Search> {
    Request::get("/api/v2/search", &[])
        .auth(Auth::Optional)
        .not_found(Feature)
        .query("q", &query.q)
        .maybe("type", query.kind)
        .flag("resolve", query.resolve)
        .flag("following", query.following)
        .maybe("account_id", query.account_id.as_ref())
        .maybe("offset", query.offset)
        .page(page)
}
