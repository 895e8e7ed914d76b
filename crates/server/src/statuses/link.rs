//! What a text refers to: people, tags, and the HTML in which both are links.

use rusqlite::params;

use crate::{
    db::{Query, Tx},
    error::ApiResult,
    ids::{AccountId, StatusId},
    tags,
    text::{self, Links},
};

/// A text whose references were looked up.
pub(super) struct Linked {
    pub(super) html: String,
    pub(super) mentioned: Vec<AccountId>,
    tags: Vec<String>,
}

/// Looks up whom and what `text` refers to.
pub(super) fn look_up(tx: &Tx<'_>, text: &str) -> ApiResult<Linked> {
    let mut mentioned = Vec::new();
    let mut known = Vec::new();
    for name in text::mentions(text, &tx.site.host) {
        let sql = "SELECT id, username FROM accounts WHERE username = ?1 AND disabled_at IS NULL";
        if let Some((id, username)) = tx.first(sql, [name], |row| Ok((row.get(0)?, row.get(1)?)))? {
            mentioned.push(id);
            known.push(username);
        }
    }
    let links = Links { origin: &tx.site.origin, host: &tx.site.host, known: &known };
    let html = text::status_html(text, &links);
    let tags = text::tags(text).into_iter().map(str::to_owned).collect();
    Ok(Linked { html, mentioned, tags })
}

/// Makes the rows of what `linked` refers to say so, and no others. Who was mentioned once stays mentioned: what they
/// were sent is theirs to find again.
pub(super) fn attach(tx: &Tx<'_>, status: StatusId, linked: &Linked) -> ApiResult<()> {
    for account in &linked.mentioned {
        tx.run(
            "INSERT OR IGNORE INTO mentions (status_id, account_id) VALUES (?1, ?2)",
            params![status, account],
        )?;
    }
    tx.run("DELETE FROM status_tags WHERE status_id = ?1", [status])?;
    for tag in &linked.tags {
        let id = tags::find_or_make(tx, tag)?;
        tx.run("INSERT OR IGNORE INTO status_tags (tag_id, status_id) VALUES (?1, ?2)", params![id, status])?;
    }
    Ok(())
}
