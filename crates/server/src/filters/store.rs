//! Filters as the database keeps them.

use rejoin_api as api;
use rusqlite::{Connection, Row, named_params};

use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::{AccountId, FilterId, FilterKeywordId, FilterStatusId, StatusId},
    time::Millis,
};

/// A keyword with the filter that it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct KeywordRow {
    pub(crate) id: FilterKeywordId,
    pub(crate) filter: FilterId,
    pub(crate) keyword: String,
    pub(crate) whole_word: bool,
}

pub(super) const KEYWORD: &str = "SELECT k.id, k.filter_id, k.keyword, k.whole_word FROM filter_keywords k
    JOIN filters f ON f.id = k.filter_id WHERE f.account_id = :viewer";

impl KeywordRow {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get(0)?, filter: row.get(1)?, keyword: row.get(2)?, whole_word: row.get(3)? })
    }

    pub(crate) fn entity(&self) -> api::FilterKeyword {
        api::FilterKeyword { id: self.id.into(), keyword: self.keyword.clone(), whole_word: self.whole_word }
    }
}

pub(super) const FILTER: &str =
    "SELECT f.id, f.title, f.context, f.action, f.expires_at FROM filters f WHERE f.account_id = :viewer";

pub(super) fn read_filter(row: &Row<'_>) -> rusqlite::Result<(FilterId, api::Filter)> {
    let (id, context, action): (FilterId, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let context: Vec<String> = serde_json::from_str(&context).unwrap_or_default();
    let filter = api::Filter {
        id: id.into(),
        title: row.get(1)?,
        context: context.iter().map(|word| word.as_str().into()).collect(),
        expires_at: row.get::<_, Option<Millis>>(4)?.map(Into::into),
        filter_action: action.as_str().into(),
        keywords: None,
        statuses: None,
    };
    Ok((id, filter))
}

/// All filters of someone with their words and posts, ended ones too: their owner may prolong them.
pub(crate) fn filters_of(db: &Connection, viewer: AccountId) -> ApiResult<Vec<api::Filter>> {
    let filters =
        db.all(&format!("{FILTER} ORDER BY f.id"), named_params! { ":viewer": viewer }, read_filter)?;
    filters.into_iter().map(|(id, filter)| whole(db, viewer, id, filter)).collect()
}

/// One of someone's filters.
pub(crate) fn filter_of(db: &Connection, viewer: AccountId, id: FilterId) -> ApiResult<api::Filter> {
    let params = named_params! { ":viewer": viewer, ":id": id };
    let (id, filter) =
        db.first(&format!("{FILTER} AND f.id = :id"), params, read_filter)?.ok_or(ApiError::NotFound)?;
    whole(db, viewer, id, filter)
}

fn whole(
    db: &Connection,
    viewer: AccountId,
    id: FilterId,
    mut filter: api::Filter,
) -> ApiResult<api::Filter> {
    filter.keywords = Some(keywords_of(db, viewer, id)?.iter().map(KeywordRow::entity).collect());
    filter.statuses = Some(statuses_of(db, viewer, id)?);
    Ok(filter)
}

/// The words of a filter, oldest first.
pub(crate) fn keywords_of(
    db: &Connection,
    viewer: AccountId,
    filter: FilterId,
) -> ApiResult<Vec<KeywordRow>> {
    let sql = format!("{KEYWORD} AND f.id = :filter ORDER BY k.id");
    Ok(db.all(&sql, named_params! { ":viewer": viewer, ":filter": filter }, KeywordRow::read)?)
}

/// One of someone's keywords.
pub(crate) fn keyword_of(db: &Connection, viewer: AccountId, id: FilterKeywordId) -> ApiResult<KeywordRow> {
    let params = named_params! { ":viewer": viewer, ":id": id };
    db.first(&format!("{KEYWORD} AND k.id = :id"), params, KeywordRow::read)?.ok_or(ApiError::NotFound)
}

/// The posts that a filter names one by one.
pub(crate) fn statuses_of(
    db: &Connection,
    viewer: AccountId,
    filter: FilterId,
) -> ApiResult<Vec<api::FilterStatus>> {
    let sql = "SELECT n.id, n.status_id FROM filter_statuses n JOIN filters f ON f.id = n.filter_id
        WHERE f.account_id = :viewer AND f.id = :filter ORDER BY n.id";
    Ok(db.all(sql, named_params! { ":viewer": viewer, ":filter": filter }, |row| {
        let (id, status): (FilterStatusId, StatusId) = (row.get(0)?, row.get(1)?);
        Ok(api::FilterStatus { id: id.into(), status_id: Some(status.into()) })
    })?)
}
