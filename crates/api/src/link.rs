//! The `Link` header (RFC 8288), by which lists are continued.
//!
//! The ids in it need not be those of the rows: followers page by the ids of follows, favourites by those of favours.
//! Nor need they be `max_id` and `min_id`. So a cursor is the query of the link, whatever it carries.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::form;
use crate::lenient::{Fault, FromJson, Raw};

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// To older things.
    pub next: Option<PageCursor>,
    /// To newer things.
    pub prev: Option<PageCursor>,
}

impl Links {
    /// Reads the value of the header, or of several joined by commas. What is not understood is passed over.
    pub fn parse(header: &str) -> Self {
        let mut links = Self::default();
        let mut rest = header;
        while let Some((target, after)) = rest.split_once('<').and_then(|(_, r)| r.split_once('>')) {
            // The parameters end where the next link begins; an address in quotes does not matter here.
            let end = after.find('<').unwrap_or(after.len());
            let (params, following) = after.split_at_checked(end).unwrap_or((after, ""));
            for rel in relations(params) {
                let slot = match rel.to_ascii_lowercase().as_str() {
                    "next" => &mut links.next,
                    "prev" | "previous" => &mut links.prev,
                    _ => continue,
                };
                if slot.is_none() {
                    *slot = PageCursor::of_url(target);
                }
            }
            rest = following;
        }
        links
    }

    /// Writes the header for links to `url` without its query; `None` when there is nothing to say.
    pub fn header(&self, url: &str) -> Option<String> {
        let link = |cursor: &Option<PageCursor>, rel| {
            cursor.as_ref().map(|cursor| format!("<{url}?{}>; rel=\"{rel}\"", cursor.as_str()))
        };
        let parts: Vec<String> =
            [link(&self.next, "next"), link(&self.prev, "prev")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The words of the `rel` among the parameters of a link.
fn relations(params: &str) -> impl Iterator<Item = &str> {
    let rel = params.split([';', ',']).find_map(|param| {
        let (name, value) = param.split_once('=')?;
        name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
    });
    rel.unwrap_or_default().split_ascii_whitespace()
}

/// A place in a list, to be given back to the server that named it. Opaque: a query string.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct PageCursor(String);

impl FromJson for PageCursor {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        String::from_json(raw).map(Self)
    }
}

impl PageCursor {
    /// The place just after (older than) the item with this id, where a list pages by the ids of its items.
    pub fn older_than(id: &str) -> Self {
        Self(form::encode([("max_id", id)]))
    }

    /// The place just before (newer than) the item with this id, where a list pages by the ids of its items.
    pub fn newer_than(id: &str) -> Self {
        Self(form::encode([("min_id", id)]))
    }

    /// The query string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_url(url: &str) -> Option<Self> {
        let (_, query) = url.split_once('?')?;
        let query = query.split('#').next().unwrap_or_default();
        (!query.is_empty()).then(|| Self(query.to_owned()))
    }

    /// Names and values, decoded.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        self.0.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
    }
}

fn decode(text: &str) -> String {
    let spaced: Cow<'_, str> = if text.contains('+') { text.replace('+', " ").into() } else { text.into() };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}
