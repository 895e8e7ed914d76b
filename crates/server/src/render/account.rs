//! Accounts.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};

use super::{Render, emoji::EmojiTable};
use crate::{
    db::{Query, json_ids},
    error::{ApiError, ApiResult},
    ids::AccountId,
    statuses::quote::wire_policy,
    time::Millis,
    visibility::wire_visibility,
};

/// A field of a profile as the database keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredField {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) value_html: String,
}

const COLUMNS: &str = "a.id, a.username, a.display_name, a.note_html, a.fields, a.avatar, a.avatar_static,
    a.avatar_description, a.header, a.header_static, a.header_description, a.locked, a.bot, a.discoverable,
    a.indexable, a.hide_collections, a.created_at, a.disabled_at IS NOT NULL, a.statuses_count, a.followers_count,
    a.following_count, a.last_status_at";

impl Render<'_> {
    /// The accounts with these ids, as far as they exist.
    pub(crate) fn account_map(&self, ids: &[AccountId]) -> ApiResult<HashMap<AccountId, api::Account>> {
        let sql =
            format!("SELECT {COLUMNS} FROM accounts a WHERE a.id IN (SELECT value FROM json_each(:ids))");
        let emojis = EmojiTable::load(self)?;
        let rows = self.db.all(&sql, named_params! { ":ids": json_ids(ids.iter().copied()) }, |row| {
            Ok((row.get(0)?, self.account_of(row, &emojis)?))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// The accounts with these ids, in this order.
    pub(crate) fn accounts(&self, ids: &[AccountId]) -> ApiResult<Vec<api::Account>> {
        let map = self.account_map(ids)?;
        Ok(ids.iter().filter_map(|id| map.get(id).cloned()).collect())
    }

    /// One account.
    pub(crate) fn account(&self, id: AccountId) -> ApiResult<api::Account> {
        self.account_map(&[id])?.remove(&id).ok_or(ApiError::NotFound)
    }

    /// The account that asks, with what it set for itself.
    pub(crate) fn credential_account(&self, id: AccountId) -> ApiResult<api::CredentialAccount> {
        let mut account = self.account(id)?;
        let sql = "SELECT a.note, a.fields, u.default_visibility, u.default_sensitive, u.default_language,
              u.default_quote_policy, (SELECT count(*) FROM follow_requests r WHERE r.target_id = a.id)
            FROM accounts a JOIN users u ON u.account_id = a.id WHERE a.id = :id";
        let source = self.db.first(sql, named_params! { ":id": id }, |row| {
            let fields: String = row.get(1)?;
            Ok(api::Source {
                note: row.get(0)?,
                fields: plain_fields(&fields),
                privacy: wire_visibility(row.get(2)?),
                sensitive: row.get(3)?,
                language: row.get(4)?,
                follow_requests_count: row.get(6)?,
                hide_collections: account.hide_collections,
                discoverable: account.discoverable,
                indexable: Some(account.indexable),
                quote_policy: Some(wire_policy(row.get(5)?)),
                ..api::Source::default()
            })
        })?;
        account.source = Some(Box::new(source.ok_or(ApiError::NotFound)?));
        account.role = Some(api::Role {
            id: "-99".into(),
            permissions: Some("0".to_owned()),
            highlighted: Some(false),
            ..api::Role::default()
        });
        Ok(account)
    }

    fn account_of(&self, row: &Row<'_>, emojis: &EmojiTable) -> rusqlite::Result<api::Account> {
        let id: AccountId = row.get(0)?;
        let username: String = row.get(1)?;
        let display_name: String = row.get(2)?;
        let note: String = row.get(3)?;
        let fields: Vec<StoredField> = stored_fields(&row.get::<_, String>(4)?);
        let texts = [display_name.as_str(), note.as_str()].into_iter();
        let texts = texts.chain(fields.iter().flat_map(|field| [field.name.as_str(), field.value.as_str()]));
        let emojis = emojis.used_in(texts);
        let indexable: bool = row.get(14)?;
        let avatar: Option<String> = row.get(5)?;
        let header: Option<String> = row.get(8)?;
        let suspended: bool = row.get(17)?;
        let last_status_at: Option<Millis> = row.get(21)?;
        Ok(api::Account {
            id: id.into(),
            url: self.site.profile(&username),
            uri: format!("{}/users/{username}", self.site.origin),
            acct: username.clone(),
            display_name,
            locked: row.get(11)?,
            bot: row.get(12)?,
            discoverable: Some(row.get(13)?),
            indexable,
            created_at: row.get::<_, Millis>(16)?.into(),
            note,
            avatar_static: self.picture(row.get(6)?, avatar.as_deref(), "avatar", &username),
            avatar: self.picture(avatar, None, "avatar", &username),
            avatar_description: Some(row.get(7)?),
            header_static: self.picture(row.get(9)?, header.as_deref(), "header", &username),
            header: self.picture(header, None, "header", &username),
            header_description: Some(row.get(10)?),
            statuses_count: row.get(18)?,
            followers_count: row.get(19)?,
            following_count: row.get(20)?,
            last_status_at: last_status_at.map(|time| api::Date::of(time.into())),
            hide_collections: Some(row.get(15)?),
            noindex: Some(!indexable),
            emojis,
            roles: Some(Vec::new()),
            fields: fields.into_iter().map(wire_field).collect(),
            suspended: suspended.then_some(true),
            username,
            ..api::Account::default()
        })
    }

    /// The address of an avatar or header, or of the one drawn for who has none.
    fn picture(&self, file: Option<String>, or: Option<&str>, kind: &str, username: &str) -> String {
        match file.as_deref().or(or) {
            Some(file) => self.site.media(file),
            None => self.site.media(&format!("default/{kind}/{username}.png")),
        }
    }
}

/// Reads what the database keeps; what does not read is no field.
fn stored_fields(json: &str) -> Vec<StoredField> {
    serde_json::from_str(json).unwrap_or_default()
}

fn wire_field(field: StoredField) -> api::Field {
    api::Field { name: field.name, value: field.value_html, verified_at: None }
}

fn plain_fields(json: &str) -> Vec<api::Field> {
    let plain = |field: StoredField| api::Field { name: field.name, value: field.value, verified_at: None };
    stored_fields(json).into_iter().map(plain).collect()
}
