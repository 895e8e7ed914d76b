//! What a request is answered with when it can't be done, always as `{"error": "words"}`.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

/// A refusal, named by what the client can do about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// The request can't be read: another one may work.
    #[error("{0}")]
    BadRequest(String),
    /// Sign in (again).
    #[error("{0}")]
    Unauthorized(String),
    /// Signed in, but it is not for you, or the token lacks the scope.
    #[error("{0}")]
    Forbidden(String),
    /// It is not there, or you may not know that it is.
    #[error("Record not found")]
    NotFound,
    /// Somebody else was quicker.
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    TooLarge(String),
    /// The request was read, and what it says can't be done.
    #[error("{0}")]
    Invalid(String),
    /// As [`Self::Invalid`], naming the fields: `{field: [{error, description}]}`.
    #[error("{message}")]
    InvalidFields {
        /// All of it in a sentence.
        message: String,
        /// By field.
        details: Map<String, Value>,
    },
    /// Come back in so many seconds.
    #[error("Too many requests. Try again in {retry_after} seconds.")]
    TooMany {
        /// Seconds.
        retry_after: u64,
    },
    /// Any other status.
    #[error("{1}")]
    Other(StatusCode, String),
    /// Ours. The client hears no detail; the log does.
    #[error("Something went wrong on the server")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What handlers return.
pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::BadRequest(message.into())
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid(message.into())
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden(message.into())
    }

    /// Nothing is at the address, whatever is asked of it.
    pub(crate) fn nothing_here() -> Self {
        Self::Other(StatusCode::NOT_FOUND, "This server has nothing at this address".to_owned())
    }

    pub(crate) fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// The status it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid(_) | Self::InvalidFields { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Other(status, _) => *status,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(source) = &self {
            tracing::error!(error = %source, "a request failed");
        }
        let status = self.status();
        let mut body = json!({ "error": self.to_string() });
        if let (Self::InvalidFields { details, .. }, Some(body)) = (&self, body.as_object_mut()) {
            body.insert("details".to_owned(), Value::Object(details.clone()));
        }
        let mut response = (status, Json(body)).into_response();
        if let Self::TooMany { retry_after } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
        response
    }
}
