//! Notifications in groups, as v2 shows them: "Ada, Bo and 3 others favourited this".
//!
//! A group stands where its newest notification does, and only there, so that paging meets each group once. What makes
//! a group is written down with each notification when it is made (`group_key`).

use std::collections::{HashMap, HashSet};

use rejoin_api as api;
use rusqlite::{Connection, ToSql};

use super::{
    entity::{NotificationRow, status_map},
    select::{GroupKey, READ_UP_TO, Selection, SelectionBody},
};
use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::{AccountId, NotificationId},
    paging::{Page, Paged},
    render::Render,
};

/// People named in a group.
const SAMPLE: i64 = 8;
/// Types that a group can be made of, unless the client knows fewer.
const GROUPABLE: &[&str] = &["favourite", "reblog", "follow"];

/// How the client wants its groups.
#[derive(Debug)]
pub(crate) struct Grouping {
    /// JSON array of types.
    types: String,
    /// Only faces of those who are not first in their group.
    partial_accounts: bool,
}

impl Grouping {
    pub(crate) fn of(body: &SelectionBody) -> ApiResult<Self> {
        let known =
            |word: &&&str| body.grouped_types.as_ref().is_none_or(|types| types.iter().any(|t| t == **word));
        let types: Vec<_> = GROUPABLE.iter().filter(known).collect();
        let partial_accounts = match body.expand_accounts.as_deref() {
            None | Some("" | "full") => false,
            Some("partial_avatars") => true,
            Some(other) => {
                return Err(ApiError::bad(format!(
                    "expand_accounts can be full or partial_avatars, not {other}"
                )));
            }
        };
        Ok(Self { types: serde_json::to_string(&types)?, partial_accounts })
    }
}

/// A group: its newest notification, and what holds for all of it.
struct Group {
    key: GroupKey,
    newest: NotificationRow,
    oldest: NotificationId,
    count: u64,
    people: Vec<AccountId>,
}

/// `notifications n` that are the newest of their group, or stand alone.
fn heads() -> String {
    format!(
        "FROM notifications n WHERE {} AND (n.type NOT IN (SELECT value FROM json_each(:grouped))
           OR NOT EXISTS (SELECT 1 FROM notifications later WHERE later.account_id = n.account_id
             AND later.group_key = n.group_key AND later.id > n.id AND {}))",
        Selection::condition("n"),
        Selection::condition("later")
    )
}

/// A page of groups, newest first.
pub(crate) fn group_page(
    render: &Render<'_>,
    selection: &Selection,
    grouping: &Grouping,
    page: &Page,
) -> ApiResult<Paged<api::GroupedNotificationsResults>> {
    let sql = format!(
        "SELECT {}, n.type IN (SELECT value FROM json_each(:grouped)) {}",
        NotificationRow::COLUMNS,
        heads()
    );
    let mut params = selection.params();
    params.push((":grouped", &grouping.types));
    let heads = page.rows(render.db, &sql, "n.id", &params, |row| {
        Ok((NotificationRow::read(row)?, row.get::<_, bool>(6)?))
    })?;
    let links = page.links(heads.iter().map(|(row, _)| row.id));
    let groups = heads.into_iter().map(|(newest, grouped)| {
        let key = if grouped { GroupKey::parse(&newest.group_key) } else { GroupKey::Alone(newest.id) };
        filled(render.db, selection, key, newest)
    });
    let groups = groups.collect::<ApiResult<Vec<_>>>()?;
    Ok(Paged(links, results(render, groups, grouping)?))
}

/// The group with this key.
pub(crate) fn one_group(
    render: &Render<'_>,
    viewer: AccountId,
    key: GroupKey,
    grouping: &Grouping,
) -> ApiResult<api::GroupedNotificationsResults> {
    let sql = format!(
        "SELECT {} FROM notifications n WHERE {} AND {} ORDER BY n.id DESC LIMIT 1",
        NotificationRow::COLUMNS,
        Selection::condition("n"),
        key.condition()
    );
    let selection = Selection::any(viewer);
    let mut params = selection.params();
    params.push((":key", &key));
    let newest =
        render.db.first(&sql, params.as_slice(), NotificationRow::read)?.ok_or(ApiError::NotFound)?;
    let group = filled(render.db, &selection, key, newest)?;
    results(render, vec![group], grouping)
}

/// A page of those in a group, latest first.
pub(crate) fn group_accounts(
    render: &Render<'_>,
    viewer: AccountId,
    key: &GroupKey,
    page: &Page,
) -> ApiResult<Paged<Vec<api::Account>>> {
    let sql = format!(
        "SELECT n.id, n.from_id FROM notifications n WHERE {} AND {}",
        Selection::condition("n"),
        key.condition()
    );
    let selection = Selection::any(viewer);
    let mut params = selection.params();
    params.push((":key", key));
    let rows: Vec<(NotificationId, AccountId)> =
        page.rows(render.db, &sql, "n.id", &params, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let links = page.links(rows.iter().map(|row| row.0));
    let mut people: Vec<AccountId> = rows.into_iter().map(|row| row.1).collect();
    let mut seen = HashSet::new();
    people.retain(|id| seen.insert(*id));
    Ok(Paged(links, render.accounts(&people)?))
}

/// How many groups have news after the marker, counting to `limit`.
pub(crate) fn unread_groups(
    db: &Connection,
    selection: &Selection,
    grouping: &Grouping,
    limit: i64,
) -> ApiResult<u64> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 {} AND n.id > {READ_UP_TO} LIMIT :limit)", heads());
    let mut params = selection.params();
    params.extend([(":grouped", &grouping.types as &dyn ToSql), (":limit", &limit)]);
    Ok(db.value(&sql, params.as_slice())?.unwrap_or_default())
}

fn filled(
    db: &Connection,
    selection: &Selection,
    key: GroupKey,
    newest: NotificationRow,
) -> ApiResult<Group> {
    let mut params = selection.params();
    params.push((":key", &key));
    let condition = format!("{} AND {}", Selection::condition("n"), key.condition());
    let sql = format!("SELECT count(*), min(n.id) FROM notifications n WHERE {condition}");
    let sums =
        db.first(&sql, params.as_slice(), |row| Ok((row.get(0)?, row.get::<_, Option<NotificationId>>(1)?)))?;
    let (count, oldest) = sums.unwrap_or((0, None));
    let sql = format!(
        "SELECT n.from_id FROM notifications n WHERE {condition}
         GROUP BY n.from_id ORDER BY max(n.id) DESC LIMIT {SAMPLE}"
    );
    let people = db.column(&sql, params.as_slice())?;
    drop(params);
    Ok(Group { oldest: oldest.unwrap_or(newest.id), key, newest, count, people })
}

fn results(
    render: &Render<'_>,
    groups: Vec<Group>,
    grouping: &Grouping,
) -> ApiResult<api::GroupedNotificationsResults> {
    let whole: HashSet<AccountId> = groups.iter().filter_map(|group| group.people.first().copied()).collect();
    let mut people: Vec<AccountId> = groups.iter().flat_map(|group| group.people.iter().copied()).collect();
    let mut seen = HashSet::new();
    people.retain(|id| seen.insert(*id));
    let partial: Vec<AccountId> = match grouping.partial_accounts {
        true => people.extract_if(.., |id| !whole.contains(id)).collect(),
        false => Vec::new(),
    };
    let statuses = status_map(render, groups.iter().filter_map(|group| group.newest.status))?;
    let order: Vec<api::StatusId> =
        groups.iter().filter_map(|group| group.newest.status).map(Into::into).collect();
    Ok(api::GroupedNotificationsResults {
        accounts: render.accounts(&people)?,
        partial_accounts: grouping
            .partial_accounts
            .then(|| render.accounts(&partial).map(|all| all.into_iter().map(face).collect()))
            .transpose()?,
        notification_groups: groups.into_iter().map(entity).collect(),
        statuses: in_order(statuses, &order),
    })
}

fn in_order(mut statuses: HashMap<api::StatusId, api::Status>, order: &[api::StatusId]) -> Vec<api::Status> {
    order.iter().filter_map(|id| statuses.remove(id)).collect()
}

fn entity(group: Group) -> api::NotificationGroup {
    api::NotificationGroup {
        group_key: group.key.to_string(),
        notifications_count: group.count,
        kind: group.newest.kind.as_str().into(),
        most_recent_notification_id: group.newest.id.into(),
        page_min_id: Some(group.oldest.into()),
        page_max_id: Some(group.newest.id.into()),
        latest_page_notification_at: Some(group.newest.created_at.into()),
        sample_account_ids: group.people.into_iter().map(Into::into).collect(),
        status_id: group.newest.status.map(Into::into),
        ..api::NotificationGroup::default()
    }
}

fn face(account: api::Account) -> api::PartialAccountWithAvatar {
    api::PartialAccountWithAvatar {
        id: account.id,
        acct: account.acct,
        url: account.url,
        avatar: account.avatar,
        avatar_static: account.avatar_static,
        avatar_description: account.avatar_description,
        locked: account.locked,
        bot: account.bot,
    }
}
