//! `/.well-known` and nodeinfo.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use rejoin_api as api;
use rusqlite::params;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    accounts::lookup::by_name,
    db::Query,
    error::{ApiError, ApiResult},
    extract::Params,
    settings,
    state::AppState,
    text::escape,
    time::{DAY, Millis},
};

#[derive(Debug, Deserialize)]
pub(super) struct Resource {
    resource: Option<String>,
}

/// `GET /.well-known/webfinger?resource=acct:name@host`
pub(super) async fn webfinger(
    State(state): State<AppState>,
    Params { value: params, .. }: Params<Resource>,
) -> ApiResult<Response> {
    let resource =
        params.resource.ok_or_else(|| ApiError::bad("resource is missing, such as acct:name@host"))?;
    let document = state.read(None, move |render| {
        let origin = &render.site.origin;
        let of_page = |page: &str| page.strip_prefix(&format!("{origin}/@")).map(str::to_owned);
        let of_uri = |uri: &str| uri.strip_prefix(&format!("{origin}/users/")).map(str::to_owned);
        let acct = resource
            .strip_prefix("acct:")
            .map(str::to_owned)
            .or_else(|| of_page(&resource))
            .or_else(|| of_uri(&resource));
        let id = by_name(render.db, &acct.ok_or(ApiError::NotFound)?, &render.site.host)?;
        let account = render.account(id)?;
        Ok(json!({
            "subject": format!("acct:{}@{}", account.username, render.site.host),
            "aliases": [account.url, account.uri],
            "links": [
                { "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": account.url },
                { "rel": "http://webfinger.net/rel/avatar", "href": account.avatar },
            ],
        }))
    });
    Ok(([(header::CONTENT_TYPE, "application/jrd+json")], document.await?.to_string()).into_response())
}

/// `GET /.well-known/host-meta`
pub(super) async fn host_meta(State(state): State<AppState>) -> impl IntoResponse {
    let template = format!("{}/.well-known/webfinger?resource={{uri}}", state.site.origin);
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\
         <Link rel=\"lrdd\" template=\"{}\"/></XRD>\n",
        escape(&template)
    );
    ([(header::CONTENT_TYPE, "application/xrd+xml; charset=utf-8")], document)
}

/// `GET /.well-known/nodeinfo`
pub(super) async fn nodeinfo_links(State(state): State<AppState>) -> Json<api::NodeInfoLinks> {
    let link = |version: &str| api::NodeInfoLink {
        rel: format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
        href: format!("{}/nodeinfo/{version}", state.site.origin),
    };
    Json(api::NodeInfoLinks { links: vec![link("2.0"), link("2.1")] })
}

/// `GET /nodeinfo/2.0`
pub(super) async fn nodeinfo_2_0(State(state): State<AppState>) -> ApiResult<Json<Value>> {
    nodeinfo(&state, "2.0").await.map(Json)
}

/// `GET /nodeinfo/2.1`
pub(super) async fn nodeinfo_2_1(State(state): State<AppState>) -> ApiResult<Json<Value>> {
    let mut document = nodeinfo(&state, "2.1").await?;
    if let Some(software) = document.get_mut("software").and_then(Value::as_object_mut) {
        software.insert("repository".to_owned(), json!(env!("CARGO_PKG_REPOSITORY")));
    }
    Ok(Json(document))
}

async fn nodeinfo(state: &AppState, version: &'static str) -> ApiResult<Value> {
    let open = state.config.open_registrations;
    state
        .read(None, move |render| {
            let now = Millis::now();
            let active = |days: i64| {
                let since = now.plus(-days * DAY);
                render
                    .db
                    .value::<u64>("SELECT count(*) FROM accounts WHERE last_status_at > ?1", params![since])
            };
            let users = render.db.value::<u64>("SELECT count(*) FROM users", [])?;
            let posts =
                render.db.value::<u64>("SELECT coalesce(sum(statuses_count), 0) FROM accounts", [])?;
            let entity = api::NodeInfo {
                version: version.to_owned(),
                software: api::NodeInfoSoftware {
                    name: "rejoin".to_owned(),
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                },
                protocols: Vec::new(),
                usage: api::NodeInfoUsage {
                    users: api::NodeInfoUsers {
                        total: users.unwrap_or_default(),
                        active_month: active(30)?.unwrap_or_default(),
                        active_half_year: active(180)?.unwrap_or_default(),
                    },
                    local_posts: posts.unwrap_or_default(),
                },
                open_registrations: open,
            };
            let mut document = serde_json::to_value(entity)?;
            if let Some(object) = document.as_object_mut() {
                object.insert("services".to_owned(), json!({ "inbound": [], "outbound": [] }));
                object.insert("metadata".to_owned(), json!({ "nodeName": settings::title(render.db)? }));
            }
            Ok(document)
        })
        .await
}
