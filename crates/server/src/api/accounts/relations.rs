//! How one stands to others, and changing it. Each change answers with the relationship as it is then.

use axum::{Json, extract::State};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    accounts::relate::{self, FollowOptions},
    auth::scope::{ReadFollows, WriteAccounts, WriteBlocks, WriteFollows, WriteMutes},
    db::Tx,
    error::ApiResult,
    extract::{Auth, Params, Path},
    ids::AccountId,
    render::Render,
    state::AppState,
};

type Answer = ApiResult<Json<api::Relationship>>;

/// Does `verb` and answers with how `account` stands to `target` then.
async fn change<F>(state: &AppState, account: AccountId, target: AccountId, verb: F) -> Answer
where
    F: FnOnce(&mut Tx<'_>) -> ApiResult<()> + Send + 'static,
{
    state
        .write(move |tx| {
            verb(tx)?;
            Render::within(tx, account).relationship(target)
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    id: Vec<String>,
}

/// Most accounts asked about at once.
const MAX_ASKED: usize = 100;

/// `GET /api/v1/accounts/relationships`
pub(super) async fn relationships(
    State(state): State<AppState>,
    auth: Auth<ReadFollows>,
    Params { value: params, .. }: Params<Asked>,
) -> ApiResult<Json<Vec<api::Relationship>>> {
    let ids: Vec<AccountId> = params.id.iter().filter_map(|id| id.parse().ok()).take(MAX_ASKED).collect();
    state.read(Some(auth.account), move |render| render.relationships(&ids)).await.map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Follow {
    reblogs: Option<bool>,
    notify: Option<bool>,
    languages: Option<Vec<String>>,
}

/// `POST …/follow`
pub(super) async fn follow(
    State(state): State<AppState>,
    auth: Auth<WriteFollows>,
    Path(id): Path<AccountId>,
    Params { value: Follow { reblogs, notify, languages }, .. }: Params<Follow>,
) -> Answer {
    let account = auth.account;
    let options = FollowOptions { reblogs, notify, languages };
    change(&state, account, id, move |tx| relate::follow(tx, account, id, &options, None)).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Mute {
    #[serde(default = "yes")]
    notifications: bool,
    #[serde(default)]
    duration: u32,
}

fn yes() -> bool {
    true
}

/// `POST …/mute`
pub(super) async fn mute(
    State(state): State<AppState>,
    auth: Auth<WriteMutes>,
    Path(id): Path<AccountId>,
    Params { value: Mute { notifications, duration }, .. }: Params<Mute>,
) -> Answer {
    let account = auth.account;
    change(&state, account, id, move |tx| relate::mute(tx, account, id, notifications, duration)).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Note {
    #[serde(default)]
    comment: String,
}

/// `POST …/note`
pub(super) async fn note(
    State(state): State<AppState>,
    auth: Auth<WriteAccounts>,
    Path(id): Path<AccountId>,
    Params { value: note, .. }: Params<Note>,
) -> Answer {
    let account = auth.account;
    change(&state, account, id, move |tx| relate::note(tx, account, id, &note.comment)).await
}

macro_rules! simple_changes {
    ($($(#[$doc:meta])* $name:ident: $scope:ty;)*) => {$(
        $(#[$doc])*
        pub(super) async fn $name(State(state): State<AppState>, auth: Auth<$scope>, Path(id): Path<AccountId>) -> Answer {
            let account = auth.account;
            change(&state, account, id, move |tx| relate::$name(tx, account, id)).await
        }
    )*};
}

simple_changes! {
    /// `POST …/unfollow`
    unfollow: WriteFollows;
    /// `POST …/remove_from_followers`
    remove_follower: WriteFollows;
    /// `POST …/block`
    block: WriteBlocks;
    /// `POST …/unblock`
    unblock: WriteBlocks;
    /// `POST …/unmute`
    unmute: WriteMutes;
    /// `POST …/endorse`, and `…/pin` as it was called before
    endorse: WriteAccounts;
    /// `POST …/unendorse`, `…/unpin`
    unendorse: WriteAccounts;
}
