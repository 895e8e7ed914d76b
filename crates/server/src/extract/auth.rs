//! Who asks, for handlers.

use std::{marker::PhantomData, ops::Deref};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    auth::{
        identity::{Identity, Token},
        scope::Needs,
    },
    error::{ApiError, ApiResult},
    ids::{AccountId, AppId},
};

/// A signed-in person.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    pub(crate) account: AccountId,
    pub(crate) app: Option<AppId>,
}

/// A signed-in person whose token has scope `S`; 401 or 403 for anyone else.
pub(crate) struct Auth<S>(Viewer, PhantomData<S>);

impl<S> Deref for Auth<S> {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

/// As [`Auth`], and nobody at all is welcome too. A bad token is still refused: its owner would wonder.
pub(crate) struct MaybeAuth<S>(Option<Viewer>, PhantomData<S>);

impl<S> MaybeAuth<S> {
    /// The person's account, if someone is signed in.
    pub(crate) fn account(&self) -> Option<AccountId> {
        self.0.as_ref().map(|viewer| viewer.account)
    }
}

/// An app's or a person's token with scope `S`.
pub(crate) struct AppAuth<S>(pub(crate) Token, PhantomData<S>);

impl<S: Needs, T: Send + Sync> FromRequestParts<T> for Auth<S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &T) -> ApiResult<Self> {
        match token::<S>(parts)? {
            None => Err(ApiError::Unauthorized("The access token is missing".to_owned())),
            Some(token) => match viewer(token) {
                Some(viewer) => Ok(Self(viewer, PhantomData)),
                None => Err(ApiError::Forbidden("This method requires an authenticated user".to_owned())),
            },
        }
    }
}

impl<S: Needs, T: Send + Sync> FromRequestParts<T> for MaybeAuth<S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &T) -> ApiResult<Self> {
        Ok(Self(token::<S>(parts)?.and_then(viewer), PhantomData))
    }
}

impl<S: Needs, T: Send + Sync> FromRequestParts<T> for AppAuth<S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &T) -> ApiResult<Self> {
        let missing = || ApiError::Unauthorized("The access token is missing".to_owned());
        Ok(Self(token::<S>(parts)?.ok_or_else(missing)?, PhantomData))
    }
}

fn token<S: Needs>(parts: &Parts) -> ApiResult<Option<Token>> {
    match parts.extensions.get() {
        None | Some(Identity::Nobody) => Ok(None),
        Some(Identity::Unknown) => Err(ApiError::Unauthorized("The access token is invalid".to_owned())),
        Some(Identity::Known(token)) if token.scopes.allow(S::SCOPE) => Ok(Some(token.clone())),
        Some(Identity::Known(_)) => Err(ApiError::Forbidden(format!(
            "This action is outside the authorized scopes: it needs {}",
            S::SCOPE
        ))),
    }
}

fn viewer(token: Token) -> Option<Viewer> {
    Some(Viewer { account: token.account?, app: token.app })
}
