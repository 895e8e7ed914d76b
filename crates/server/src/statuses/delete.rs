//! Deleting.

use super::lookup;
use crate::{
    conversations,
    db::{Query, Tx},
    error::ApiResult,
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, StatusId},
};

/// Deletes a status of `owner`'s and every boost of it. Its attachments stay for a day, for whoever deletes in order
/// to write it again.
pub(crate) fn delete(tx: &mut Tx<'_>, owner: AccountId, id: StatusId) -> ApiResult<()> {
    let found = lookup::own(tx, id, owner)?;
    let mut gone: Vec<StatusId> = tx.column("SELECT id FROM statuses WHERE reblog_of_id = ?1", [found.id])?;
    gone.push(found.id);
    let mut events = Vec::new();
    for id in gone {
        events.push(Event::Deleted(StatusEvent { id, audience: Audience::of(tx, id)? }.into()));
    }
    // Unattached media are swept by age, and theirs begins now.
    tx.run("UPDATE media SET created_at = ?2 WHERE status_id = ?1", rusqlite::params![found.id, tx.now])?;
    tx.run("DELETE FROM statuses WHERE id = ?1", [found.id])?;
    conversations::left_by(tx, found.conversation)?;
    events.into_iter().for_each(|event| tx.emit(event));
    Ok(())
}
