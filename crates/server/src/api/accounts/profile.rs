//! One's own account.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use rejoin_api as api;

use crate::{
    accounts::profile::{self, ProfileChange, StoredPicture},
    auth::scope::{Profile, WriteAccounts},
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Upload},
    ids::AccountId,
    media::{
        limits::{AVATAR_SIZE, HEADER_SIZE},
        refusal::Refusal,
    },
    render::Render,
    state::AppState,
};

type Answer = ApiResult<Json<api::CredentialAccount>>;

/// `GET /api/v1/accounts/verify_credentials`
pub(super) async fn verify(State(state): State<AppState>, auth: Auth<Profile>) -> Answer {
    let account = auth.account;
    state.read(Some(account), move |render| render.credential_account(account)).await.map(Json)
}

/// `PATCH /api/v1/accounts/update_credentials`
pub(super) async fn update(
    State(state): State<AppState>,
    auth: Auth<WriteAccounts>,
    Params { value: mut change, files }: Params<ProfileChange>,
) -> Answer {
    let account = auth.account;
    change.avatar = keep(&state, &files, "avatar", AVATAR_SIZE).await?;
    change.header = keep(&state, &files, "header", HEADER_SIZE).await?;
    state
        .write(move |tx| {
            profile::update(tx, account, &change)?;
            Render::within(tx, account).credential_account(account)
        })
        .await
        .map(Json)
}

/// Checks and stores the picture in field `name`, if one came. A picture whose account was not changed after all is
/// nobody's, and swept away.
async fn keep(
    state: &AppState,
    files: &BTreeMap<String, Upload>,
    name: &'static str,
    size: (u32, u32),
) -> ApiResult<Option<StoredPicture>> {
    let Some(Upload { bytes }) = files.get(name).cloned().filter(|upload| !upload.bytes.is_empty()) else {
        return Ok(None);
    };
    match state.media.profile_picture(bytes, size).await {
        Ok(stored) => Ok(Some(stored)),
        Err(Refusal::Storage(error)) => Err(ApiError::internal(error)),
        Err(refusal) => Err(ApiError::invalid(format!("Validation failed: {name}: {refusal}"))),
    }
}

/// `DELETE /api/v1/profile/avatar`
pub(super) async fn remove_avatar(State(state): State<AppState>, auth: Auth<WriteAccounts>) -> Answer {
    remove(&state, auth.account, "avatar").await
}

/// `DELETE /api/v1/profile/header`
pub(super) async fn remove_header(State(state): State<AppState>, auth: Auth<WriteAccounts>) -> Answer {
    remove(&state, auth.account, "header").await
}

async fn remove(state: &AppState, account: AccountId, kind: &'static str) -> Answer {
    state
        .write(move |tx| {
            profile::remove_picture(tx, account, kind)?;
            Render::within(tx, account).credential_account(account)
        })
        .await
        .map(Json)
}
