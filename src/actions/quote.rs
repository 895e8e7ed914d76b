//! Quotes: whether a post may be quoted, who may quote one's own, and taking it out of a quote.

use leptos::prelude::WithUntracked;
use rejoin_api::{QuotePolicy, StatusId, Visibility};
use rejoin_sync::Mutation;

use crate::state::{PostView, use_app};

/// Whether a post may be quoted by the reader.
pub fn may_quote(view: &PostView) -> bool {
    let knows = use_app().capabilities().with_untracked(|all| all.quotes());
    knows && if view.is_mine { view.post.visibility != Visibility::Direct } else { view.post.may_be_quoted() }
}

/// Whether it is for its author to say who may quote a post.
pub fn may_be_quotable(view: &PostView) -> bool {
    let is_open = matches!(view.post.visibility, Visibility::Public | Visibility::Unlisted);
    view.is_mine && is_open && view.post.quote_approval.is_some()
}

/// Says who may quote a post of one's own.
pub fn set_quote_policy(id: &StatusId, policy: QuotePolicy) {
    super::perform(Mutation::QuotePolicy { id: id.clone(), policy });
}

/// Takes a post of one's own out of one that quotes it.
pub fn revoke_quote(id: &StatusId, quoting: &StatusId) {
    super::perform(Mutation::RevokeQuote { id: id.clone(), quoting: quoting.clone() });
}
