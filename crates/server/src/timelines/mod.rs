//! Which statuses belong to whose timeline, as SQL conditions over an alias of `statuses` and an expression for the
//! viewer. A timeline asks them for one viewer and many statuses, an audience for one status and many viewers: so what
//! a stream delivers is what the timeline shows.

use crate::visibility::{in_timelines, unblocked};

/// Home: what the viewer wrote, what whom they follow wrote and boosted as they wish to see it, what has a tag that
/// they follow; without answers to people they don't follow, and without the members of exclusive lists.
pub(crate) fn in_home(status: &str, viewer: &str) -> String {
    let shown = in_timelines(status, viewer);
    let followed = followed(status, viewer);
    let tagged = tagged(status, viewer);
    let unblocked = unblocked("me.account_id", viewer);
    format!(
        "(({status}.account_id = {viewer} OR (({followed} OR {tagged})
           AND NOT EXISTS (SELECT 1 FROM lists el JOIN list_accounts ela ON ela.list_id = el.id
             WHERE el.account_id = {viewer} AND el.exclusive AND ela.account_id = {status}.account_id)
           AND NOT EXISTS (SELECT 1 FROM mentions me WHERE me.status_id = {status}.id AND NOT ({unblocked}))))
          AND {shown})"
    )
}

fn followed(status: &str, viewer: &str) -> String {
    let answers = answers_someone_known(status, viewer);
    format!(
        "(EXISTS (SELECT 1 FROM follows hf WHERE hf.account_id = {viewer} AND hf.target_id = {status}.account_id
            AND ({status}.reblog_of_id IS NULL OR hf.show_reblogs)
            AND (hf.languages IS NULL OR {status}.language IS NULL
              OR {status}.language IN (SELECT value FROM json_each(hf.languages))))
          AND {answers})"
    )
}

/// True unless it answers someone whom the viewer does not follow.
fn answers_someone_known(status: &str, viewer: &str) -> String {
    format!(
        "({status}.in_reply_to_account_id IS NULL
          OR {status}.in_reply_to_account_id IN ({status}.account_id, {viewer})
          OR EXISTS (SELECT 1 FROM follows rf WHERE rf.account_id = {viewer}
            AND rf.target_id = {status}.in_reply_to_account_id))"
    )
}

fn tagged(status: &str, viewer: &str) -> String {
    format!(
        "({status}.visibility = 0 AND {status}.reblog_of_id IS NULL AND EXISTS (
           SELECT 1 FROM status_tags ht JOIN tag_follows htf ON htf.tag_id = ht.tag_id
           WHERE ht.status_id = {status}.id AND htf.account_id = {viewer}))"
    )
}

/// The timeline of a list, whose row is aliased `list`: what its members wrote and boosted, with answers as the list's
/// policy says.
pub(crate) fn in_list(status: &str, list: &str) -> String {
    let owner = format!("{list}.account_id");
    let shown = in_timelines(status, &owner);
    let known = answers_someone_known(status, &owner);
    format!(
        "({shown} AND {status}.visibility < 3
          AND EXISTS (SELECT 1 FROM list_accounts la WHERE la.list_id = {list}.id AND la.account_id = {status}.account_id)
          AND ({status}.reblog_of_id IS NULL OR NOT EXISTS (SELECT 1 FROM follows lf
            WHERE lf.account_id = {owner} AND lf.target_id = {status}.account_id AND NOT lf.show_reblogs))
          AND ({status}.in_reply_to_account_id IS NULL OR {status}.in_reply_to_account_id = {status}.account_id
            OR CASE {list}.replies_policy
                 WHEN 'none' THEN 0
                 WHEN 'followed' THEN {known}
                 ELSE {status}.in_reply_to_account_id = {owner} OR EXISTS (SELECT 1 FROM list_accounts lr
                   WHERE lr.list_id = {list}.id AND lr.account_id = {status}.in_reply_to_account_id)
               END))"
    )
}

/// Public and local, which are one here since the server does not federate: public posts that open a thread or go on
/// with one's own.
pub(crate) fn in_public(status: &str) -> String {
    format!(
        "({status}.visibility = 0 AND {status}.reblog_of_id IS NULL
          AND ({status}.in_reply_to_account_id IS NULL OR {status}.in_reply_to_account_id = {status}.account_id))"
    )
}
