//! What someone wants to post: from what the request says to what follows the rules.

use rejoin_api::Visibility;
use serde::{Deserialize, Deserializer, Serialize};

use super::{MAX_BYTES, MAX_CHARACTERS, MAX_MEDIA, MAX_OPTION_CHARACTERS, POLL_OPTIONS, POLL_SECONDS, quote};
use crate::{
    error::{ApiError, ApiResult},
    ids::{MediaId, StatusId},
    text,
    visibility::stored_visibility,
};

/// What a request says; also what a scheduled post keeps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct StatusParams {
    pub(crate) status: Option<String>,
    #[serde(default)]
    pub(crate) media_ids: Vec<MediaId>,
    pub(crate) poll: Option<PollParams>,
    #[serde(default, deserialize_with = "blank_is_none")]
    pub(crate) in_reply_to_id: Option<StatusId>,
    #[serde(default, deserialize_with = "blank_is_none")]
    pub(crate) quoted_status_id: Option<StatusId>,
    #[serde(default)]
    pub(crate) quote_approval_policy: Option<String>,
    pub(crate) sensitive: Option<bool>,
    pub(crate) spoiler_text: Option<String>,
    pub(crate) visibility: Option<String>,
    pub(crate) language: Option<String>,
    #[serde(default)]
    pub(crate) scheduled_at: Option<String>,
}

/// What a request says of a poll.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PollParams {
    #[serde(default)]
    pub(crate) options: Vec<String>,
    pub(crate) expires_in: i64,
    #[serde(default)]
    pub(crate) multiple: bool,
    #[serde(default)]
    pub(crate) hide_totals: bool,
}

/// What a person set for all their posts.
#[derive(Debug, Clone)]
pub(crate) struct Defaults {
    pub(crate) visibility: i64,
    pub(crate) sensitive: bool,
    pub(crate) language: Option<String>,
    pub(crate) quote_policy: i64,
}

/// The words of a post or of an edit, within the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) spoiler_text: String,
    pub(crate) sensitive: bool,
    pub(crate) language: Option<String>,
}

/// A post that follows the rules; whether what it refers to exists is seen when it is made.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) words: Words,
    pub(crate) visibility: i64,
    pub(crate) reply_to: Option<StatusId>,
    pub(crate) quoted: Option<StatusId>,
    pub(crate) quote_policy: i64,
    pub(crate) media: Vec<MediaId>,
    pub(crate) poll: Option<PollDraft>,
}

/// A poll that follows the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PollDraft {
    pub(crate) options: Vec<String>,
    /// Seconds from when the post is made; None never ends.
    pub(crate) expires_in: Option<i64>,
    pub(crate) multiple: bool,
    pub(crate) hide_totals: bool,
}

/// Clients that fill in forms send an empty text for nothing.
fn blank_is_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<StatusId>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

/// A refusal in Mastodon's shape.
pub(crate) fn refuse(words: impl std::fmt::Display) -> ApiError {
    ApiError::Invalid(format!("Validation failed: {words}"))
}

impl StatusParams {
    /// Applies the rules of polls, if there is one.
    pub(crate) fn checked_poll(&self) -> ApiResult<Option<PollDraft>> {
        self.poll.as_ref().map(PollParams::check).transpose()
    }

    /// Applies the rules of posting.
    pub(crate) fn check(&self, defaults: &Defaults) -> ApiResult<Draft> {
        let poll = self.checked_poll()?;
        check_media(&self.media_ids, poll.is_some())?;
        let words = self.words(defaults, poll.is_some() || !self.media_ids.is_empty())?;
        let visibility = match self.visibility.as_deref().filter(|word| !word.is_empty()) {
            None => defaults.visibility,
            Some(word) => stored_visibility(&Visibility::from(word)).ok_or_else(|| {
                refuse(format_args!("Visibility {word} is not public, unlisted, private or direct"))
            })?,
        };
        Ok(Draft {
            words,
            visibility,
            reply_to: self.in_reply_to_id,
            quoted: self.quoted_status_id,
            quote_policy: self.named_quote_policy()?.unwrap_or(defaults.quote_policy),
            media: self.media_ids.clone(),
            poll,
        })
    }

    /// Who may quote it, if the request says so.
    pub(crate) fn named_quote_policy(&self) -> ApiResult<Option<i64>> {
        let word = self.quote_approval_policy.as_deref().filter(|word| !word.is_empty());
        word.map(quote::named_policy).transpose()
    }

    /// Refuses words that are too long whatever else holds for them: an edit asks before it waits for its turn to
    /// write, since long words take long to read.
    pub(crate) fn check_length(&self) -> ApiResult<()> {
        check_length(
            self.status.as_deref().unwrap_or_default(),
            self.spoiler_text.as_deref().unwrap_or_default().trim(),
        )
    }

    /// Applies the rules of wording, for posts and edits.
    pub(crate) fn words(&self, defaults: &Defaults, has_more: bool) -> ApiResult<Words> {
        let mut text = self.status.clone().unwrap_or_default();
        let mut spoiler_text = self.spoiler_text.clone().unwrap_or_default().trim().to_owned();
        let warned = !spoiler_text.is_empty();
        if text.trim().is_empty() {
            text = if has_more { String::new() } else { std::mem::take(&mut spoiler_text) };
        }
        if text.is_empty() && !has_more {
            return Err(refuse("Text can't be blank"));
        }
        check_length(&text, &spoiler_text)?;
        let language = match self.language.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
            None => defaults.language.clone(),
            Some(code) => Some(check_language(code)?),
        };
        let sensitive = warned || self.sensitive.unwrap_or(defaults.sensitive);
        Ok(Words { text, spoiler_text, sensitive, language })
    }
}

fn check_length(text: &str, spoiler_text: &str) -> ApiResult<()> {
    let bytes = text.len() + spoiler_text.len();
    if bytes > MAX_BYTES {
        return Err(refuse(format_args!("Text has {bytes} bytes, and {MAX_BYTES} is the limit")));
    }
    let length = text::length(text) + text::length(spoiler_text);
    if length > MAX_CHARACTERS {
        return Err(refuse(format_args!(
            "Text is {length} characters long, and {MAX_CHARACTERS} is the limit"
        )));
    }
    Ok(())
}

impl PollParams {
    fn check(&self) -> ApiResult<PollDraft> {
        let options: Vec<String> = self
            .options
            .iter()
            .map(|option| option.trim().to_owned())
            .filter(|option| !option.is_empty())
            .collect();
        if !POLL_OPTIONS.contains(&options.len()) {
            return Err(refuse(format_args!(
                "A poll has {} to {} options",
                POLL_OPTIONS.start(),
                POLL_OPTIONS.end()
            )));
        }
        if options.iter().any(|option| option.chars().count() > MAX_OPTION_CHARACTERS) {
            return Err(refuse(format_args!("An option has at most {MAX_OPTION_CHARACTERS} characters")));
        }
        let mut distinct = options.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < options.len() {
            return Err(refuse("A poll has no option twice"));
        }
        if !POLL_SECONDS.contains(&self.expires_in) {
            return Err(refuse(format_args!(
                "A poll lasts {} to {} seconds",
                POLL_SECONDS.start(),
                POLL_SECONDS.end()
            )));
        }
        Ok(PollDraft {
            options,
            expires_in: Some(self.expires_in),
            multiple: self.multiple,
            hide_totals: self.hide_totals,
        })
    }
}

/// Checks how many media there are; whose they are is seen when they are attached.
pub(crate) fn check_media(media: &[MediaId], poll: bool) -> ApiResult<()> {
    if media.len() > MAX_MEDIA {
        return Err(refuse(format_args!("A post has at most {MAX_MEDIA} attachments")));
    }
    if poll && !media.is_empty() {
        return Err(refuse("A post has a poll or attachments, not both"));
    }
    let mut distinct = media.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < media.len() {
        return Err(refuse("A post has no attachment twice"));
    }
    Ok(())
}

/// A language tag such as `en`, `nan` or `zh-TW`.
pub(crate) fn check_language(code: &str) -> ApiResult<String> {
    let mut parts = code.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let fits = letters(primary)
        && (2..=3).contains(&primary.len())
        && parts.all(|part| {
            part.len() <= 8 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
        && code.len() <= 35;
    if !fits {
        return Err(refuse(format_args!("Language {code} is not an ISO 639 code")));
    }
    let rest = code.get(primary.len()..).unwrap_or_default().replace('_', "-");
    Ok(format!("{}{rest}", primary.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: Defaults = Defaults { visibility: 0, sensitive: false, language: None, quote_policy: 0 };

    fn draft(params: &StatusParams) -> ApiResult<Draft> {
        params.check(&DEFAULTS)
    }

    fn text(text: &str) -> StatusParams {
        StatusParams { status: Some(text.to_owned()), ..StatusParams::default() }
    }

    #[test]
    fn a_post_says_something_and_not_too_much() {
        assert!(draft(&text("hi")).is_ok());
        assert!(draft(&text(" \n")).is_err());
        assert!(draft(&text(&"x".repeat(MAX_CHARACTERS))).is_ok());
        assert!(draft(&text(&"x".repeat(MAX_CHARACTERS + 1))).is_err());
        let long = format!("https://example.org/{}", "x".repeat(1_500));
        assert!(draft(&text(&long)).is_ok());
        let short_but_heavy = format!("a{}", "\u{301}".repeat(MAX_BYTES));
        assert!(draft(&text(&short_but_heavy)).is_err());
    }

    #[test]
    fn a_warning_alone_is_the_text_and_makes_it_sensitive() {
        let params = StatusParams { spoiler_text: Some("boo".to_owned()), ..StatusParams::default() };
        let draft = draft(&params).unwrap();
        assert_eq!(
            (draft.words.text.as_str(), draft.words.spoiler_text.as_str(), draft.words.sensitive),
            ("boo", "", true)
        );
    }

    #[test]
    fn polls_have_rules() {
        let poll = |options: &[&str], expires_in| {
            let options = options.iter().map(|&option| option.to_owned()).collect();
            draft(&StatusParams {
                poll: Some(PollParams { options, expires_in, multiple: false, hide_totals: false }),
                ..text("?")
            })
        };
        assert!(poll(&["a", "b"], 300).is_ok());
        for (options, expires_in) in
            [(vec!["a"], 300), (vec!["a", "a"], 300), (vec!["a", " "], 300), (vec!["a", "b"], 299)]
        {
            assert!(poll(&options, expires_in).is_err(), "{options:?} {expires_in}");
        }
    }

    #[test]
    fn languages_are_codes() {
        assert_eq!(check_language("EN").unwrap(), "en");
        assert_eq!(check_language("zh_TW").unwrap(), "zh-TW");
        for bad in ["english", "e", "en-", "e1", "日本"] {
            assert!(check_language(bad).is_err(), "{bad}");
        }
    }
}
