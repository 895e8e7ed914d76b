//! The schema, as numbered migrations. One that was released is never edited: the next change is a new file.

use rusqlite_migration::{M, Migrations};

const STEPS: &[M<'static>] = &[
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
];

/// All steps, in order.
pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn every_earlier_version_comes_up_to_date() {
        for version in 0..=STEPS.len() {
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
