//! `GET /api/v2/instance`, and v1 for who knows no other.

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::params;

use super::{about::rule_list, configuration::configuration};
use crate::{
    config::Config,
    db::Query,
    error::ApiResult,
    ids::AccountId,
    render::Render,
    settings::{self, Setting},
    state::AppState,
    statuses::MAX_CHARACTERS,
    text::escape,
    time::{DAY, Millis},
};

/// The version of Mastodon whose API this is, and ours: clients read the former off the start.
pub(super) const VERSION: &str = concat!("4.5.0 (compatible; Rejoin ", env!("CARGO_PKG_VERSION"), ")");

/// Mastodon's API version 7 is that of 4.5, with quotes.
const API_VERSION: u32 = 7;

const DESCRIPTION: &str = "A small server for reading and answering each other.";

/// What both versions say.
struct About {
    title: String,
    description: String,
    email: String,
    contact: Option<Box<api::Account>>,
    rules: Vec<api::Rule>,
}

fn about(render: &Render<'_>) -> ApiResult<About> {
    let contact =
        settings::get(render.db, Setting::ContactAccount)?.and_then(|id| id.parse::<AccountId>().ok());
    Ok(About {
        title: settings::title(render.db)?,
        description: settings::get(render.db, Setting::Description)?
            .unwrap_or_else(|| DESCRIPTION.to_owned()),
        email: settings::get(render.db, Setting::ContactEmail)?.unwrap_or_default(),
        contact: contact.and_then(|id| render.account(id).ok()).map(Box::new),
        rules: rule_list(render.db)?,
    })
}

/// `GET /api/v2/instance`
pub(super) async fn v2(State(state): State<AppState>) -> ApiResult<Json<api::Instance>> {
    let config = state.config.clone();
    let translates = config.translator.is_some();
    let read = move |render: &Render<'_>| {
        let About { title, description, email, contact, rules } = about(render)?;
        let since = Millis::now().plus(-28 * DAY);
        let active =
            render.db.value("SELECT count(*) FROM accounts WHERE last_status_at > ?1", params![since])?;
        Ok(api::Instance {
            domain: render.site.host.clone(),
            title,
            version: VERSION.to_owned(),
            source_url: env!("CARGO_PKG_REPOSITORY").to_owned(),
            description,
            usage: api::Usage { users: api::UsageUsers { active_month: active.unwrap_or_default() } },
            thumbnail: api::Thumbnail { url: thumbnail(render), ..api::Thumbnail::default() },
            icon: Vec::new(),
            languages: vec!["en".to_owned()],
            configuration: configuration(render.site, translates),
            registrations: registrations(&config, render),
            api_versions: api::ApiVersions { mastodon: API_VERSION },
            contact: api::Contact { email, account: contact },
            rules,
        })
    };
    state.read(None, read).await.map(Json)
}

/// `GET /api/v1/instance`
pub(super) async fn v1(State(state): State<AppState>) -> ApiResult<Json<api::InstanceV1>> {
    let (open, translates) = (state.config.open_registrations, state.config.translator.is_some());
    let read = move |render: &Render<'_>| {
        let About { title, description, email, contact, rules } = about(render)?;
        let count = |sql| render.db.value::<u64>(sql, []).map(Option::unwrap_or_default);
        Ok(api::InstanceV1 {
            uri: render.site.host.clone(),
            title,
            short_description: escape(&description),
            description: escape(&description),
            email,
            version: VERSION.to_owned(),
            urls: api::InstanceV1Urls { streaming_api: Some(render.site.streaming()) },
            stats: api::InstanceV1Stats {
                user_count: count("SELECT count(*) FROM users")?,
                status_count: count("SELECT coalesce(sum(statuses_count), 0) FROM accounts")?,
                domain_count: 0,
            },
            thumbnail: Some(thumbnail(render)),
            languages: vec!["en".to_owned()],
            registrations: open,
            approval_required: false,
            invites_enabled: false,
            configuration: configuration(render.site, translates),
            contact_account: contact,
            rules,
            max_toot_chars: u32::try_from(MAX_CHARACTERS).ok(),
        })
    };
    state.read(None, read).await.map(Json)
}

fn thumbnail(render: &Render<'_>) -> String {
    render.site.media("default/thumbnail/site.png")
}

fn registrations(config: &Config, render: &Render<'_>) -> api::Registrations {
    api::Registrations {
        enabled: config.open_registrations,
        approval_required: false,
        reason_required: Some(false),
        url: config.open_registrations.then(|| format!("{}/auth/sign_up", render.site.origin)),
        ..api::Registrations::default()
    }
}
