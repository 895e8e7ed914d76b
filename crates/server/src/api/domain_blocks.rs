//! `/api/v1/domain_blocks`: servers of which someone wants nothing.

use axum::{Json, Router, extract::State, routing::get};
use rusqlite::{named_params, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadBlocks, WriteBlocks},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, Params},
    ids::RowId,
    paging::{Paged, Paging},
    state::AppState,
};

/// The longest name of a domain, in bytes (RFC 1035).
const MAX_DOMAIN: usize = 253;
/// Most domains that one person blocks.
const MAX_BLOCKED: i64 = 1000;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/domain_blocks", get(list).post(block).delete(unblock))
}

#[derive(Debug, Deserialize)]
struct Body {
    #[serde(default)]
    domain: String,
}

impl Body {
    /// The domain as it is kept: in lower case, and such as can be one.
    fn checked(self) -> ApiResult<String> {
        let domain = self.domain.trim().trim_end_matches('.').to_lowercase();
        let is_label =
            |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let labels: Vec<&str> = domain.split('.').collect();
        if domain.len() > MAX_DOMAIN || labels.len() < 2 || !labels.into_iter().all(is_label) {
            return Err(ApiError::invalid("Validation failed: Domain is not a valid domain name"));
        }
        Ok(domain)
    }
}

async fn list(
    State(state): State<AppState>,
    auth: Auth<ReadBlocks>,
    paging: Paging,
) -> ApiResult<Paged<Vec<String>>> {
    let page = paging.page(100, 200);
    let read = move |render: &crate::render::Render<'_>| {
        let sql = "SELECT x.id, x.domain FROM domain_blocks x WHERE x.account_id = :viewer";
        let params = named_params! { ":viewer": render.viewer };
        let rows: Vec<(RowId, String)> =
            page.rows(render.db, sql, "x.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let links = page.links(rows.iter().map(|row| row.0));
        Ok(Paged(links, rows.into_iter().map(|row| row.1).collect()))
    };
    state.read(Some(auth.account), read).await
}

async fn block(
    State(state): State<AppState>,
    auth: Auth<WriteBlocks>,
    Params { value: body, .. }: Params<Body>,
) -> ApiResult<Json<Value>> {
    let (domain, account) = (body.checked()?, auth.account);
    let write = state.write(move |tx| {
        let id: RowId = tx.next_id();
        let sql = "INSERT OR IGNORE INTO domain_blocks (id, account_id, domain) VALUES (?1, ?2, ?3)";
        tx.run(sql, params![id, account, domain])?;
        let sql = "SELECT count(*) FROM domain_blocks WHERE account_id = ?1";
        let count: i64 = tx.value(sql, [account])?.unwrap_or_default();
        if count > MAX_BLOCKED {
            return Err(ApiError::invalid(format!(
                "You block {MAX_BLOCKED} servers, and more there cannot be"
            )));
        }
        Ok(())
    });
    write.await?;
    Ok(Json(json!({})))
}

/// One that is not blocked is let in all the same, as with Mastodon.
async fn unblock(
    State(state): State<AppState>,
    auth: Auth<WriteBlocks>,
    Params { value: body, .. }: Params<Body>,
) -> ApiResult<Json<Value>> {
    let (domain, account) = (body.checked()?, auth.account);
    let write = state.write(move |tx| {
        let sql = "DELETE FROM domain_blocks WHERE account_id = ?1 AND domain = ?2";
        tx.run(sql, params![account, domain])?;
        Ok(())
    });
    write.await?;
    Ok(Json(json!({})))
}
