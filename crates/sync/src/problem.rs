//! Why the engine could not do something.

use rejoin_api::ApiError;

use crate::net::NetworkError;
use crate::store::StoreError;

/// Why the engine could not do something. The text is for the person.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// No answer came back.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The server refused.
    #[error("{}", words(.0))]
    Api(#[from] ApiError),
    /// The device failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem {
    /// Whether there was no answer at all: what is stored is all there is for now.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// Whether what was asked for is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Api(ApiError::NotFound))
    }

    /// Whether the server does not have the feature.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(self, Self::Api(ApiError::NotSupported))
    }
}

/// A refusal in words: the server's own where it has any.
#[must_use]
pub fn words(error: &ApiError) -> String {
    if let Some(message) = error.message() {
        return message.to_owned();
    }
    match error {
        ApiError::Unauthorised { .. } => {
            "The server does not accept your sign-in any more. Sign in again.".into()
        }
        ApiError::Forbidden { .. } => "The server does not allow this.".into(),
        ApiError::NotFound => "It is not there any more.".into(),
        ApiError::NotSupported => "This server cannot do that.".into(),
        ApiError::RateLimited { .. } => "The server asks for a pause.".into(),
        ApiError::Refused { status, .. } => format!("The server refused without saying why ({status})."),
        ApiError::ServerTrouble { status, .. } => format!("The server is in trouble ({status})."),
        ApiError::Garbage { .. } => "The server's answer makes no sense.".into(),
    }
}
