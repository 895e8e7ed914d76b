//! What one can do with a post in one tap. Each answers with the post as it is then.

use axum::{Json, extract::State};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    auth::scope::{WriteAccounts, WriteBookmarks, WriteFavourites, WriteMutes, WriteStatuses},
    db::Tx,
    error::ApiResult,
    extract::{Auth, Params, Path},
    ids::{AccountId, StatusId},
    render::Render,
    state::AppState,
    statuses::{draft::refuse, react, reblog as boost},
    visibility::stored_visibility,
};

type Answer = ApiResult<Json<api::Status>>;

/// Does `verb` for `account` and answers with the status that it names.
async fn act<F>(state: &AppState, account: AccountId, verb: F) -> Answer
where
    F: FnOnce(&mut Tx<'_>) -> ApiResult<StatusId> + Send + 'static,
{
    state
        .write(move |tx| {
            let id = verb(tx)?;
            Render::within(tx, account).status_left(id)
        })
        .await
        .map(Json)
}

macro_rules! simple_actions {
    ($($(#[$doc:meta])* $name:ident: $scope:ty;)*) => {$(
        $(#[$doc])*
        pub(super) async fn $name(State(state): State<AppState>, auth: Auth<$scope>, Path(id): Path<StatusId>) -> Answer {
            let account = auth.account;
            act(&state, account, move |tx| react::$name(tx, account, id)).await
        }
    )*};
}

simple_actions! {
    /// `POST …/unfavourite`
    unfavourite: WriteFavourites;
    /// `POST …/bookmark`
    bookmark: WriteBookmarks;
    /// `POST …/unbookmark`
    unbookmark: WriteBookmarks;
    /// `POST …/pin`
    pin: WriteAccounts;
    /// `POST …/unpin`
    unpin: WriteAccounts;
    /// `POST …/mute`
    mute: WriteMutes;
    /// `POST …/unmute`
    unmute: WriteMutes;
}

/// `POST …/favourite`
pub(super) async fn favourite(
    State(state): State<AppState>,
    auth: Auth<WriteFavourites>,
    Path(id): Path<StatusId>,
) -> Answer {
    let account = auth.account;
    act(&state, account, move |tx| react::favourite(tx, account, id, None)).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Reblog {
    visibility: Option<api::Visibility>,
}

/// `POST …/reblog`: answers with the boost, the post within it.
pub(super) async fn reblog(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<StatusId>,
    Params { value: params, .. }: Params<Reblog>,
) -> Answer {
    let (account, app) = (auth.account, auth.app);
    let visibility = match &params.visibility {
        None => None,
        Some(word) => Some(
            stored_visibility(word).ok_or_else(|| refuse(format_args!("Visibility {word} is not known")))?,
        ),
    };
    act(&state, account, move |tx| boost::reblog(tx, account, app, id, visibility, None)).await
}

/// `POST …/unreblog`: answers with the post.
pub(super) async fn unreblog(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<StatusId>,
) -> Answer {
    let account = auth.account;
    act(&state, account, move |tx| boost::unreblog(tx, account, id)).await
}
