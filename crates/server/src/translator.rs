//! Another program that translates: LibreTranslate, or what speaks as it does, on this machine or near it.

use std::{collections::BTreeMap, str::FromStr, time::Duration};

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, ApiResult};

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What it is called where its work is shown.
pub(crate) const NAME: &str = "LibreTranslate";

/// Where it is.
#[derive(Debug, Clone)]
pub struct Translator {
    url: String,
    http: reqwest::Client,
}

impl FromStr for Translator {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|error| format!("{text} is not an address: {error}"))?;
        if url.scheme() != "http" {
            return Err("give an http address; what is far away is reached through a proxy".to_owned());
        }
        let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build();
        let http = http.map_err(|error| format!("no client for it: {error}"))?;
        Ok(Self { url: text.trim_end_matches('/').to_owned(), http })
    }
}

#[derive(Serialize)]
struct Question<'a> {
    q: &'a [String],
    source: &'a str,
    target: &'a str,
    format: &'static str,
}

#[derive(Deserialize)]
struct Translated {
    #[serde(rename = "translatedText")]
    texts: Vec<String>,
    #[serde(rename = "detectedLanguage", default)]
    detected: Vec<Detected>,
}

#[derive(Deserialize)]
struct Detected {
    language: String,
}

#[derive(Deserialize)]
struct Language {
    code: String,
    #[serde(default)]
    targets: Vec<String>,
}

impl Translator {
    /// Translates plain texts, in their order; answers also with the language that they are in.
    pub(crate) async fn translate(
        &self,
        texts: &[String],
        from: Option<&str>,
        to: &str,
    ) -> ApiResult<(Vec<String>, String)> {
        let source = from.unwrap_or("auto");
        let question = Question { q: texts, source, target: to, format: "text" };
        let answer = self.http.post(format!("{}/translate", self.url)).json(&question).send().await;
        let answer = answer.map_err(out_of_reach)?;
        if answer.status().is_client_error() {
            return Err(ApiError::invalid("The translator does not know this language"));
        }
        let done: Translated =
            answer.error_for_status().map_err(out_of_reach)?.json().await.map_err(out_of_reach)?;
        if done.texts.len() != texts.len() {
            return Err(out_of_reach("it answered with another number of texts"));
        }
        let detected = done.detected.into_iter().next().map(|one| one.language);
        Ok((done.texts, detected.or_else(|| from.map(str::to_owned)).unwrap_or_default()))
    }

    /// From which languages it translates into which.
    pub(crate) async fn languages(&self) -> ApiResult<BTreeMap<String, Vec<String>>> {
        let answer = self.http.get(format!("{}/languages", self.url)).send().await.map_err(out_of_reach)?;
        let all: Vec<Language> =
            answer.error_for_status().map_err(out_of_reach)?.json().await.map_err(out_of_reach)?;
        let others = |one: Language| {
            let targets = one.targets.into_iter().filter(|to| *to != one.code).collect();
            (one.code, targets)
        };
        Ok(all.into_iter().map(others).collect())
    }
}

fn out_of_reach(why: impl std::fmt::Display) -> ApiError {
    tracing::warn!(%why, "the translator did not answer");
    ApiError::Other(
        StatusCode::SERVICE_UNAVAILABLE,
        "The translator does not answer. Try again later.".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::Translator;

    #[test]
    fn only_addresses_that_it_can_reach_are_taken() {
        assert!("http://127.0.0.1:5000/".parse::<Translator>().is_ok());
        for wrong in ["127.0.0.1:5000", "https://far.example", "ftp://x"] {
            assert!(wrong.parse::<Translator>().is_err(), "{wrong}");
        }
    }
}
