//! The schema, as numbered migrations. One that was released is never edited: the next change is a new file.

use rusqlite::{Transaction, params};
use rusqlite_migration::{HookResult, M, Migrations};

use crate::auth::secret;

/// All steps, in order.
pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("../../migrations/001_accounts.sql")),
        M::up(include_str!("../../migrations/002_oauth.sql")),
        M::up(include_str!("../../migrations/003_statuses.sql")),
        M::up(include_str!("../../migrations/004_media_polls.sql")),
        M::up(include_str!("../../migrations/005_relationships.sql")),
        M::up(include_str!("../../migrations/006_notifications.sql")),
        M::up(include_str!("../../migrations/007_organising.sql")),
        M::up(include_str!("../../migrations/008_search.sql")),
        M::up(include_str!("../../migrations/009_suggestions.sql")),
        M::up(include_str!("../../migrations/010_scheduled_errors.sql")),
        M::up_with_hook(include_str!("../../migrations/011_oauth_secrets.sql"), hash_secrets),
        M::up(include_str!("../../migrations/012_oauth_sweep.sql")),
        M::up(include_str!("../../migrations/013_endorsements.sql")),
        M::up(include_str!("../../migrations/014_quotes.sql")),
    ])
}

/// Fills in by what the secrets of clients are known.
fn hash_secrets(tx: &Transaction<'_>) -> HookResult {
    let mut secrets = tx.prepare("SELECT id, client_secret FROM oauth_apps")?;
    let mut rows = secrets.query([])?;
    while let Some(row) = rows.next()? {
        let (id, secret): (i64, String) = (row.get(0)?, row.get(1)?);
        let hash = secret::hash(&secret);
        tx.execute("UPDATE oauth_apps SET secret_hash = ?2 WHERE id = ?1", params![id, hash])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    const LATEST: usize = 14;

    #[test]
    fn the_last_version_is_the_latest() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrations().to_latest(&mut connection).unwrap();
        let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, LATEST);
    }

    #[test]
    fn secrets_of_clients_stay_good_and_are_kept_no_more() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrations().to_version(&mut connection, 10).unwrap();
        for id in 1..=3 {
            let sql = "INSERT INTO oauth_apps (id, client_id, client_secret, name, redirect_uris, scopes, created_at)
                VALUES (?1, ?1, 'secret' || ?1, 'x', 'x:/', 'read', 0)";
            connection.execute(sql, [id]).unwrap();
        }
        migrations().to_latest(&mut connection).unwrap();
        for id in 1..=3 {
            let kept: [u8; 32] = connection
                .query_row("SELECT secret_hash FROM oauth_apps WHERE id = ?1", [id], |row| row.get(0))
                .unwrap();
            assert_eq!(kept, secret::hash(&format!("secret{id}")));
        }
        assert!(connection.prepare("SELECT client_secret FROM oauth_apps").is_err());
    }

    #[test]
    fn every_earlier_version_comes_up_to_date() {
        for version in 0..=LATEST {
            let mut connection = Connection::open_in_memory().unwrap();
            migrations().to_version(&mut connection, version).unwrap();
            migrations().to_latest(&mut connection).unwrap();
            let broken: Vec<String> = connection
                .prepare("PRAGMA foreign_key_check")
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(broken.is_empty(), "from {version}: {broken:?}");
        }
    }
}
