//! Who may see what: the one place that says it, as SQL, for every door. By id, in a context, in search, in a timeline,
//! as a boost, in a list of media, favourites or bookmarks, in a stream, in a notification: all ask this.
//!
//! Each function takes the alias of a row of `statuses` and an SQL expression for the viewer's account id, which is
//! NULL for nobody: `":viewer"` when one person asks, a column when an audience is worked out.

use rejoin_api::Visibility;

/// The number that the database keeps for a visibility; None for a word that this server does not know.
pub(crate) fn stored_visibility(visibility: &Visibility) -> Option<i64> {
    match visibility {
        Visibility::Public => Some(PUBLIC),
        Visibility::Unlisted => Some(UNLISTED),
        Visibility::Private => Some(PRIVATE),
        Visibility::Direct => Some(DIRECT),
        Visibility::Unknown(_) => None,
    }
}

/// What the wire says for the number in the database.
pub(crate) fn wire_visibility(number: i64) -> Visibility {
    match number {
        PUBLIC => Visibility::Public,
        UNLISTED => Visibility::Unlisted,
        PRIVATE => Visibility::Private,
        _ => Visibility::Direct,
    }
}

pub(crate) const PUBLIC: i64 = 0;
pub(crate) const UNLISTED: i64 = 1;
pub(crate) const PRIVATE: i64 = 2;
pub(crate) const DIRECT: i64 = 3;

/// Now, as the database counts it.
pub(crate) const NOW: &str = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

/// True if `viewer` may know the status: public and unlisted are for all, private is for followers, and all of them
/// and direct are for whom they mention and for their author; never across a block, either way; and never if its author
/// was disabled. A boost is as visible as both itself and what it boosts.
pub(crate) fn may_see(status: &str, viewer: &str) -> String {
    let own = alone(status, viewer);
    let original = alone("reblogged", viewer);
    format!(
        "({own} AND ({status}.reblog_of_id IS NULL OR EXISTS (
           SELECT 1 FROM statuses reblogged WHERE reblogged.id = {status}.reblog_of_id AND {original})))"
    )
}

fn alone(status: &str, viewer: &str) -> String {
    let unblocked = unblocked(&format!("{status}.account_id"), viewer);
    format!(
        "(EXISTS (SELECT 1 FROM accounts author WHERE author.id = {status}.account_id AND author.disabled_at IS NULL)
          AND ({status}.account_id = {viewer} OR ({unblocked} AND ({status}.visibility < 2
            OR EXISTS (SELECT 1 FROM mentions m WHERE m.status_id = {status}.id AND m.account_id = {viewer})
            OR ({status}.visibility = 2 AND EXISTS (
              SELECT 1 FROM follows fo WHERE fo.account_id = {viewer} AND fo.target_id = {status}.account_id))))))"
    )
}

/// True if neither of two accounts blocks the other.
pub(crate) fn unblocked(account: &str, viewer: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM blocks bl WHERE bl.account_id = {viewer} AND bl.target_id = {account})
         AND NOT EXISTS (SELECT 1 FROM blocks bl WHERE bl.account_id = {account} AND bl.target_id = {viewer})"
    )
}

/// True if `viewer` does not mute `account` at present.
pub(crate) fn unmuted(account: &str, viewer: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM mutes mu WHERE mu.account_id = {viewer} AND mu.target_id = {account}
           AND (mu.expires_at IS NULL OR mu.expires_at > {NOW}))"
    )
}

/// [`may_see`], and nobody in it is muted: what a timeline shows.
pub(crate) fn in_timelines(status: &str, viewer: &str) -> String {
    let visible = may_see(status, viewer);
    let author = unmuted(&format!("{status}.account_id"), viewer);
    let original = unmuted("original.account_id", viewer);
    format!(
        "({visible} AND {author} AND ({status}.reblog_of_id IS NULL OR EXISTS (
           SELECT 1 FROM statuses original WHERE original.id = {status}.reblog_of_id AND {original})))"
    )
}
