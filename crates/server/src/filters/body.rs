//! What requests say about filters.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{
    error::{ApiError, ApiResult},
    ids::FilterKeywordId,
    time::{Millis, SECOND},
};

/// A hundred years in seconds: what lies beyond is a slip.
const LONGEST: i64 = 100 * 366 * 24 * 60 * 60;

/// A filter (v2), for making one and for changing it: what is absent stays.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct FilterBody {
    pub(crate) title: Option<String>,
    pub(crate) context: Option<Vec<String>>,
    pub(crate) filter_action: Option<String>,
    #[serde(default)]
    pub(crate) expires_in: ExpiresIn,
    #[serde(default)]
    pub(crate) keywords_attributes: Vec<KeywordBody>,
}

/// A keyword: a new one, or with an id one to be changed or removed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct KeywordBody {
    pub(crate) id: Option<FilterKeywordId>,
    pub(crate) keyword: Option<String>,
    pub(crate) whole_word: Option<bool>,
    #[serde(rename = "_destroy", default)]
    pub(crate) destroy: bool,
}

/// A filter as v1 has it: one keyword, covered (`warn`) or dropped (`irreversible`).
#[derive(Debug, Default, Deserialize)]
pub(crate) struct FilterV1Body {
    pub(crate) phrase: Option<String>,
    pub(crate) context: Option<Vec<String>>,
    pub(crate) irreversible: Option<bool>,
    pub(crate) whole_word: Option<bool>,
    #[serde(default)]
    pub(crate) expires_in: ExpiresIn,
}

/// When a filter is to end. Absent is another thing than null, which is how an end is taken back.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExpiresIn {
    #[default]
    Unsaid,
    Never,
    Seconds(i64),
}

impl<'de> Deserialize<'de> for ExpiresIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = match Value::deserialize(deserializer)? {
            Value::Null => return Ok(Self::Never),
            Value::String(text) if text.trim().is_empty() => return Ok(Self::Never),
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        };
        seconds.map(Self::Seconds).ok_or_else(|| serde::de::Error::custom("is not a number of seconds"))
    }
}

impl ExpiresIn {
    /// The end, counted from `now`; `None` where it was not said.
    pub(crate) fn end(self, now: Millis) -> ApiResult<Option<Option<Millis>>> {
        match self {
            Self::Unsaid => Ok(None),
            Self::Never => Ok(Some(None)),
            Self::Seconds(seconds) if (1..=LONGEST).contains(&seconds) => {
                Ok(Some(Some(now.plus(seconds * SECOND))))
            }
            Self::Seconds(_) => {
                Err(ApiError::invalid("expires_in: A filter ends a second from now or later"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Result<ExpiresIn, String> {
        serde_json::from_value::<FilterBody>(value)
            .map(|body| body.expires_in)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn absent_null_and_a_number_are_three_things() {
        assert_eq!(read(json!({})), Ok(ExpiresIn::Unsaid));
        assert_eq!(read(json!({"expires_in": null})), Ok(ExpiresIn::Never));
        assert_eq!(read(json!({"expires_in": ""})), Ok(ExpiresIn::Never));
        assert_eq!(read(json!({"expires_in": "60"})), Ok(ExpiresIn::Seconds(60)));
        assert!(read(json!({"expires_in": "soon"})).is_err());
        assert!(ExpiresIn::Seconds(-1).end(Millis(0)).is_err());
        assert_eq!(ExpiresIn::Seconds(2).end(Millis(1)).unwrap(), Some(Some(Millis(2_001))));
    }
}
