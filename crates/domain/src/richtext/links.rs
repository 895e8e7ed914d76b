//! What a link is: a mention, a hashtag, or a way out.

use super::{Inline, Surroundings, plain};
use crate::WebUrl;

/// The attributes of an `a` element that decide what it is.
#[derive(Debug)]
pub(super) struct LinkHead {
    pub(super) href: WebUrl,
    pub(super) title: Option<String>,
    /// Marked as a mention by its class.
    pub(super) mention: bool,
    /// Marked as a hashtag by its class or relation.
    pub(super) hashtag: bool,
}

/// The link as a piece of the tree.
pub(super) fn resolve(head: LinkHead, content: Vec<Inline>, around: Surroundings<'_>) -> Inline {
    let LinkHead { href, title, mention, hashtag } = head;
    let text = plain::inlines(&content);
    let text = text.trim();
    let named = around.mentions.iter().find(|m| m.url == href.as_str());
    let named = named.or_else(|| around.mentions.iter().find(|m| mention && is_handle_of(text, m)));
    if let Some(account) = named {
        return Inline::Mention { id: Some(account.id.clone()), acct: account.acct.clone(), href, content };
    }
    if hashtag && let Some(name) = text.strip_prefix('#').filter(|name| !name.is_empty()) {
        return Inline::Hashtag { name: name.to_owned(), href, content };
    }
    if let Some(name) = text.strip_prefix('#')
        && around.tags.iter().any(|tag| tag.name.eq_ignore_ascii_case(name))
    {
        return Inline::Hashtag { name: name.to_owned(), href, content };
    }
    if mention && let Some(acct) = handle(text, &href) {
        return Inline::Mention { id: None, acct, href, content };
    }
    Inline::Link { href, title, content }
}

/// Whether the text of a link marked as a mention names this account.
fn is_handle_of(text: &str, mention: &rejoin_api::Mention) -> bool {
    let Some(name) = text.strip_prefix('@') else { return false };
    name.eq_ignore_ascii_case(&mention.acct) || name.eq_ignore_ascii_case(&mention.username)
}

/// The handle in the text of a mention that the post does not list: the server is that of the link.
fn handle(text: &str, href: &WebUrl) -> Option<String> {
    let name = text.strip_prefix('@')?;
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._-:".contains(c));
    match name.split_once('@') {
        Some((user, server)) => (plain(user) && plain(server)).then(|| name.to_owned()),
        None => plain(name).then(|| format!("{name}@{}", href.host())),
    }
}
