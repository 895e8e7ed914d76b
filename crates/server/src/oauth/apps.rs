//! Dynamic registration of clients.

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use url::Url;

use crate::{
    auth::{
        scope::{Anything, Scopes},
        secret,
    },
    db::Query,
    error::{ApiError, ApiResult},
    extract::{AppAuth, Params},
    ids::AppId,
    state::AppState,
    statuses::draft::refuse,
};

/// The address that means: show the code, the person will type it.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// Most characters of a name, bytes of an address, addresses.
const MAX_NAME: usize = 60;
const MAX_ADDRESS: usize = 2_000;
const MAX_ADDRESSES: usize = 10;

/// A registered client.
#[derive(Debug, Clone)]
pub(super) struct App {
    pub(super) id: AppId,
    pub(super) client_id: String,
    /// By which the secret is known.
    pub(super) secret_hash: [u8; 32],
    pub(super) name: String,
    pub(super) website: Option<String>,
    pub(super) redirect_uris: Vec<String>,
    pub(super) scopes: Scopes,
}

impl App {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let redirect_uris: String = row.get(5)?;
        let scopes: String = row.get(6)?;
        Ok(Self {
            id: row.get(0)?,
            client_id: row.get(1)?,
            secret_hash: row.get(2)?,
            name: row.get(3)?,
            website: row.get(4)?,
            redirect_uris: redirect_uris.lines().map(str::to_owned).collect(),
            scopes: Scopes::stored(&scopes),
        })
    }

    /// The client with this `client_id`.
    pub(super) fn find(db: &Connection, client_id: &str) -> ApiResult<Option<Self>> {
        let sql = "SELECT id, client_id, secret_hash, name, website, redirect_uris, scopes FROM oauth_apps WHERE client_id = ?1";
        Ok(db.first(sql, [client_id], Self::of)?)
    }

    fn by_id(db: &Connection, id: AppId) -> ApiResult<Option<Self>> {
        let sql = "SELECT id, client_id, secret_hash, name, website, redirect_uris, scopes FROM oauth_apps WHERE id = ?1";
        Ok(db.first(sql, [id], Self::of)?)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Register {
    #[serde(default)]
    client_name: String,
    /// One, several as a list, or several one a line.
    #[serde(default)]
    redirect_uris: Vec<String>,
    scopes: Option<String>,
    website: Option<String>,
}

/// `POST /api/v1/apps`
pub(super) async fn register(
    State(state): State<AppState>,
    Params { value: params, .. }: Params<Register>,
) -> ApiResult<Json<api::CredentialApplication>> {
    let name = params.client_name.trim().to_owned();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(refuse(format_args!("Client name needs 1 to {MAX_NAME} characters")));
    }
    let addresses = params.redirect_uris.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned);
    let redirect_uris: Vec<String> = addresses.collect();
    if redirect_uris.is_empty() || redirect_uris.len() > MAX_ADDRESSES {
        return Err(refuse(format_args!("Redirect URIs: 1 to {MAX_ADDRESSES} are needed")));
    }
    if let Some(bad) = redirect_uris.iter().find(|address| !is_redirect(address)) {
        return Err(refuse(format_args!("Redirect URI {bad} cannot be used")));
    }
    let website =
        params.website.map(|website| website.trim().to_owned()).filter(|website| !website.is_empty());
    if website.as_deref().is_some_and(|website| !is_website(website)) {
        return Err(refuse("Website is not an http or https address"));
    }
    let scopes = Scopes::parse(params.scopes.as_deref().unwrap_or("read"))
        .map_err(|unknown| refuse(format_args!("Scope {unknown} is not known here")))?;
    let client_secret = secret::random();
    let secret_hash = secret::hash(&client_secret);
    let app = state
        .write(move |tx| {
            let scopes = if scopes.is_empty() { Scopes::stored("read") } else { scopes };
            let client_id = secret::random();
            let app = App { id: tx.next_id(), client_id, secret_hash, name, website, redirect_uris, scopes };
            tx.run(
                "INSERT INTO oauth_apps (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    app.id, app.client_id, app.secret_hash, app.name, app.website,
                    app.redirect_uris.join("\n"), app.scopes.to_string(), tx.now,
                ],
            )?;
            Ok(app)
        })
        .await?;
    Ok(Json(api::CredentialApplication {
        id: Some(app.id.into()),
        client_id: app.client_id,
        client_secret,
        client_secret_expires_at: 0,
        name: app.name,
        website: app.website,
        scopes: app.scopes.iter().map(str::to_owned).collect(),
        redirect_uri: app.redirect_uris.join("\n"),
        redirect_uris: app.redirect_uris,
        vapid_key: None,
    }))
}

/// An absolute address without a fragment that no browser would run as a script.
fn is_redirect(text: &str) -> bool {
    let harmful = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"];
    text == OUT_OF_BAND
        || (text.len() <= MAX_ADDRESS
            && Url::parse(text).is_ok_and(|url| {
                let web = matches!(url.scheme(), "http" | "https");
                url.fragment().is_none() && !harmful.contains(&url.scheme()) && (!web || url.has_host())
            }))
}

fn is_website(text: &str) -> bool {
    text.len() <= MAX_ADDRESS && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// `GET /api/v1/apps/verify_credentials`
pub(super) async fn verify(
    State(state): State<AppState>,
    app: AppAuth<Anything>,
) -> ApiResult<Json<api::Application>> {
    let id = app.0.app;
    let app = state.db.read(move |db| Ok(id.map(|id| App::by_id(db, id)).transpose()?.flatten())).await?;
    let app = app.ok_or_else(|| ApiError::Unauthorized("The access token belongs to no app".to_owned()))?;
    Ok(Json(api::Application {
        id: Some(app.id.into()),
        name: app.name,
        website: app.website,
        scopes: app.scopes.iter().map(str::to_owned).collect(),
        redirect_uri: app.redirect_uris.join("\n"),
        redirect_uris: app.redirect_uris,
        vapid_key: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::is_redirect;

    #[test]
    fn redirects_lead_to_apps_and_never_run() {
        for good in [
            "https://a.example/cb?x=1",
            "http://localhost:9/cb",
            "myapp://cb",
            "com.example.app:/cb",
            "urn:ietf:wg:oauth:2.0:oob",
        ] {
            assert!(is_redirect(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "a.example/cb",
            "https://a.example/#x",
            "JaVaScript:x",
            "https://",
        ] {
            assert!(!is_redirect(bad), "{bad}");
        }
    }
}
