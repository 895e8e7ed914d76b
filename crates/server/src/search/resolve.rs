//! An address of this server that someone pasted into the search: whose or what it is.

use rusqlite::{Connection, named_params};
use url::Url;

use crate::{
    config::Site,
    db::Query,
    error::ApiResult,
    ids::{AccountId, StatusId},
    visibility::{may_see, unblocked},
};

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    Account(AccountId),
    Status(StatusId),
    Tag(String),
}

/// What `text` leads to, as far as `viewer` may go there.
pub(crate) fn resolve(
    db: &Connection,
    site: &Site,
    viewer: Option<AccountId>,
    text: &str,
) -> ApiResult<Option<Resolved>> {
    Ok(match place(site, text) {
        Some(Place::Account(name)) => account(db, viewer, &name)?.map(Resolved::Account),
        Some(Place::Status(id)) => status(db, viewer, id)?.map(Resolved::Status),
        Some(Place::Tag(name)) => Some(Resolved::Tag(name)),
        None => None,
    })
}

/// The place that an address names.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    Account(String),
    Status(StatusId),
    Tag(String),
}

fn place(site: &Site, text: &str) -> Option<Place> {
    let url = Url::parse(text.trim()).ok()?;
    if url.origin().ascii_serialization() != site.origin {
        return None;
    }
    let decoded = |part: &str| {
        percent_encoding::percent_decode_str(part).decode_utf8().ok().map(|part| part.into_owned())
    };
    let parts: Vec<String> =
        url.path_segments()?.filter(|part| !part.is_empty()).map(decoded).collect::<Option<_>>()?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let id = |text: &str| text.parse().ok().map(Place::Status);
    match parts.as_slice() {
        ["users", _, "statuses", id_text] => id(id_text),
        ["users", name] => Some(Place::Account((*name).to_owned())),
        ["tags", name] => Some(Place::Tag((*name).to_owned())),
        [name] => Some(Place::Account(name.strip_prefix('@')?.to_owned())),
        [name, id_text] if name.starts_with('@') => id(id_text),
        _ => None,
    }
}

fn account(db: &Connection, viewer: Option<AccountId>, name: &str) -> ApiResult<Option<AccountId>> {
    let sql = format!(
        "SELECT a.id FROM accounts a WHERE a.username = :name AND a.disabled_at IS NULL AND (a.id = :viewer OR ({}))",
        unblocked("a.id", ":viewer")
    );
    Ok(db.value(&sql, named_params! { ":name": name, ":viewer": viewer })?)
}

fn status(db: &Connection, viewer: Option<AccountId>, id: StatusId) -> ApiResult<Option<StatusId>> {
    let sql = format!("SELECT s.id FROM statuses s WHERE s.id = :id AND {}", may_see("s", ":viewer"));
    Ok(db.value(&sql, named_params! { ":id": id, ":viewer": viewer })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_addresses_are_understood_and_others_are_not() {
        let site = Site::parse("https://s.example").unwrap();
        let place = |text: &str| super::place(&site, text);
        assert_eq!(place("https://s.example/@ada"), Some(Place::Account("ada".to_owned())));
        assert_eq!(place(" https://s.example/users/ada "), Some(Place::Account("ada".to_owned())));
        assert_eq!(place("https://s.example/@ada/12"), Some(Place::Status(StatusId(12))));
        assert_eq!(place("https://s.example/users/ada/statuses/12"), Some(Place::Status(StatusId(12))));
        assert_eq!(place("https://s.example/tags/caf%C3%A9"), Some(Place::Tag("café".to_owned())));
        for other in [
            "https://else.example/@ada",
            "http://s.example/@ada",
            "ada",
            "https://s.example/about",
            "https://s.example/@ada/x",
        ] {
            assert_eq!(place(other), None, "{other}");
        }
    }
}
