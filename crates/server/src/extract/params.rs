//! Query and body as one, whatever the encoding.

use std::collections::BTreeMap;

use axum::{
    RequestExt,
    body::{Bytes, to_bytes},
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{brackets, lenient::Lenient};
use crate::error::{ApiError, ApiResult};

/// Most bytes of a JSON or form body, where the route does not take even fewer.
const MAX_TEXT_BODY: usize = 1024 * 1024;

/// Most text fields of a multipart body, together.
const MAX_PARTS: usize = 1_000;

/// A file that came with a multipart body.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) bytes: Bytes,
}

/// What a request says: its query with its body laid over it. A value of the wrong type is 422 and names the field;
/// what can't be read at all is 400. No text in it holds a NUL.
pub(crate) struct Params<T> {
    /// The values.
    pub(crate) value: T,
    /// The files, by field.
    pub(crate) files: BTreeMap<String, Upload>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> ApiResult<Self> {
        let mut tree = match request.uri().query() {
            Some(query) => brackets::tree(pairs(query.as_bytes(), "address")?)?,
            None => Map::new(),
        };
        let (body, files) = body(request, state).await?;
        tree.extend(body);
        let tree = Value::Object(tree);
        if has_nul(&tree) {
            return Err(ApiError::invalid("The request holds a NUL character, which no text may have"));
        }
        let value = T::deserialize(Lenient(tree)).map_err(|error| ApiError::invalid(error.to_string()))?;
        Ok(Self { value, files })
    }
}

async fn body<S: Send + Sync>(
    request: Request,
    state: &S,
) -> ApiResult<(Map<String, Value>, BTreeMap<String, Upload>)> {
    let kind = content_type(request.headers());
    if kind == "multipart/form-data" {
        return multipart(request, state).await;
    }
    let bytes = to_bytes(request.into_limited_body(), MAX_TEXT_BODY)
        .await
        .map_err(|_| ApiError::TooLarge("The request is too large".to_owned()))?;
    let tree = if bytes.iter().all(u8::is_ascii_whitespace) {
        Map::new()
    } else if kind == "application/json" || kind.ends_with("+json") {
        json(&bytes)?
    } else if kind == "application/x-www-form-urlencoded" {
        brackets::tree(pairs(&bytes, "form")?)?
    } else {
        let words = "Send application/json, application/x-www-form-urlencoded or multipart/form-data";
        return Err(ApiError::Other(StatusCode::UNSUPPORTED_MEDIA_TYPE, words.to_owned()));
    };
    Ok((tree, BTreeMap::new()))
}

/// The type without its parameters, in lower case.
pub(crate) fn content_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn json(bytes: &[u8]) -> ApiResult<Map<String, Value>> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err(ApiError::bad("The body is not a JSON object")),
        Err(error) => Err(ApiError::bad(format!("The body is not JSON: {error}"))),
    }
}

fn pairs(bytes: &[u8], place: &str) -> ApiResult<Vec<(String, String)>> {
    let broken = || ApiError::bad(format!("The {place} is not valid UTF-8"));
    if percent_encoding::percent_decode(bytes).decode_utf8().is_err() {
        return Err(broken());
    }
    serde_urlencoded::from_bytes(bytes).map_err(|_| broken())
}

async fn multipart<S: Send + Sync>(
    request: Request,
    state: &S,
) -> ApiResult<(Map<String, Value>, BTreeMap<String, Upload>)> {
    let mut parts =
        Multipart::from_request(request, state).await.map_err(|error| ApiError::bad(error.body_text()))?;
    let mut fields = Vec::new();
    let mut files = BTreeMap::new();
    while let Some(part) = parts.next_field().await.map_err(multipart_error)? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(multipart_error)?;
        if is_file {
            files.insert(name, Upload { bytes });
        } else {
            let text = String::from_utf8(bytes.into())
                .map_err(|_| ApiError::bad(format!("{name} is not valid UTF-8")))?;
            fields.push((name, text));
        }
        if fields.len() + files.len() > MAX_PARTS {
            return Err(ApiError::bad("The form has too many parts"));
        }
    }
    Ok((brackets::tree(fields)?, files))
}

fn multipart_error(error: MultipartError) -> ApiError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge("The upload is too large".to_owned()),
        _ => ApiError::bad(error.body_text()),
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(map) => map.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}
