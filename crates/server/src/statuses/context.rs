//! The thread around a status.

use rusqlite::named_params;

use crate::{
    db::Query,
    error::ApiResult,
    ids::{AccountId, StatusId},
    render::Render,
    visibility::may_see,
};

/// How far a context reaches, as on Mastodon: for someone signed in, and for anyone else.
struct Reach {
    ancestors: usize,
    descendants: usize,
    depth: i64,
}

const SIGNED_IN: Reach = Reach { ancestors: 4_096, descendants: 4_096, depth: 4_096 };
const SIGNED_OUT: Reach = Reach { ancestors: 40, descendants: 60, depth: 20 };

/// What `id` answers, from the first of the thread down to its parent: what the viewer may not see is left out.
pub(crate) fn ancestors(render: &Render<'_>, id: StatusId) -> ApiResult<Vec<StatusId>> {
    let sql = format!(
        "WITH RECURSIVE up (id, depth) AS (
           SELECT in_reply_to_id, 1 FROM statuses WHERE id = :id
           UNION ALL
           SELECT p.in_reply_to_id, up.depth + 1 FROM up JOIN statuses p ON p.id = up.id WHERE up.depth < :limit)
         SELECT s.id FROM up JOIN statuses s ON s.id = up.id WHERE {} ORDER BY up.depth DESC",
        may_see("s", ":viewer")
    );
    let limit = i64::try_from(reach(render.viewer).ancestors).unwrap_or(i64::MAX);
    let params = named_params! { ":id": id, ":viewer": render.viewer, ":limit": limit };
    Ok(render.db.all(&sql, params, |row| row.get(0))?)
}

/// What answers `id`, and what answers that, each answer right below what it answers and the author's own going on
/// first; a branch is cut where the viewer may not see.
pub(crate) fn descendants(render: &Render<'_>, id: StatusId) -> ApiResult<Vec<StatusId>> {
    let sql = format!(
        "WITH RECURSIVE down (id, parent, author, depth) AS (
           SELECT s.id, s.in_reply_to_id, s.account_id, 1 FROM statuses s WHERE s.in_reply_to_id = :id AND {visible}
           UNION ALL
           SELECT s.id, s.in_reply_to_id, s.account_id, down.depth + 1 FROM down JOIN statuses s ON s.in_reply_to_id = down.id
             WHERE down.depth < :depth AND {visible}
           LIMIT :limit)
         SELECT id, parent, author FROM down",
        visible = may_see("s", ":viewer")
    );
    let Reach { descendants: limit, depth, .. } = reach(render.viewer);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let params = named_params! { ":id": id, ":viewer": render.viewer, ":depth": depth, ":limit": limit };
    let rows: Vec<(StatusId, StatusId, AccountId)> =
        render.db.all(&sql, params, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let author = render.db.value("SELECT account_id FROM statuses WHERE id = ?1", [id])?;
    Ok(depth_first(id, author, rows))
}

fn reach(viewer: Option<AccountId>) -> Reach {
    if viewer.is_some() { SIGNED_IN } else { SIGNED_OUT }
}

/// Orders answers below their parents without recursion, which a deep thread would exhaust.
fn depth_first(
    root: StatusId,
    author: Option<AccountId>,
    rows: Vec<(StatusId, StatusId, AccountId)>,
) -> Vec<StatusId> {
    let pairs = rows.into_iter().map(|(id, parent, by)| (parent, (Some(by) != author, id))).collect();
    let mut children = crate::render::grouped(pairs);
    let mut ordered = Vec::new();
    let mut waiting = Vec::new();
    let mut next = Some(root);
    while let Some(id) = next {
        let mut below: Vec<(bool, StatusId)> = children.remove(&id).unwrap_or_default();
        // Taken from the end, so the first comes last.
        below.sort_unstable_by(|left, right| right.cmp(left));
        waiting.extend(below.into_iter().map(|(_, id)| id));
        next = waiting.pop();
        ordered.extend(next);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_below_what_they_answer() {
        let row = |id: i64, parent: i64, author: i64| (StatusId(id), StatusId(parent), AccountId(author));
        // 1 is answered by 2 and 3 and gone on with by its author in 5; 2 is answered by 4.
        let rows = vec![row(2, 1, 7), row(3, 1, 8), row(5, 1, 6), row(4, 2, 8)];
        let ordered: Vec<i64> =
            depth_first(StatusId(1), Some(AccountId(6)), rows).into_iter().map(|id| id.0).collect();
        assert_eq!(ordered, [5, 2, 4, 3]);
    }
}
