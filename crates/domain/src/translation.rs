//! A post in the reader's language.

use rejoin_api as api;

use crate::record;
use crate::richtext::{self, Document, Inline, Surroundings};

record! {
    /// What a post says, in another language.
    pub struct Translation {
        /// What it says.
        pub content: Document,
        /// The content warning; empty where there is none.
        pub warning: Vec<Inline>,
        /// Into which language.
        pub language: String,
        /// From which, as the translator thinks; empty where it does not say.
        pub from: String,
        /// Who translated it.
        pub provider: String,
        /// What its poll offers, in the order of the poll.
        pub poll: Vec<Vec<Inline>>,
        /// What its attachments show; those without words are not there.
        pub media: Vec<String>,
    }
}

impl Translation {
    /// Takes a translation from an answer.
    #[must_use]
    pub fn from_wire(wire: &api::Translation) -> Self {
        let options = wire.poll.iter().flat_map(|poll| &poll.options);
        let shown = wire.media_attachments.iter().map(|media| media.description.clone());
        Self {
            content: richtext::parse(&wire.content, Surroundings::default()),
            warning: richtext::parse_plain(&wire.spoiler_text, &[]),
            language: wire.language.clone(),
            from: wire.detected_source_language.clone(),
            provider: wire.provider.clone(),
            poll: options.map(|option| richtext::parse_plain(&option.title, &[])).collect(),
            media: shown.filter(|words| !words.trim().is_empty()).collect(),
        }
    }
}

/// The language of a tag, without the country: `de` of `de-CH`.
#[must_use]
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// Whether a reader of these languages (`de-CH`, `en`) may want a post in this language translated. One that says no language may be in
/// any.
#[must_use]
pub fn is_foreign(language: Option<&str>, readers: &[String]) -> bool {
    language.is_none_or(|language| !readers.iter().any(|reader| primary(reader) == primary(language)))
}

#[cfg(test)]
mod tests {
    use super::{Translation, is_foreign};

    #[test]
    fn what_a_translator_says_is_content_from_others() {
        let wire = serde_json::json!({
            "content": "<p>Hallo <script>alert(1)</script><a href=\"javascript:x\">du</a></p>",
            "spoiler_text": "", "language": "de", "detected_source_language": "en", "provider": "P",
            "media_attachments": [{ "id": "1", "description": "A boat" }, { "id": "2", "description": " " }],
            "poll": { "id": "3", "options": [{ "title": "ja" }, { "title": "nein" }] },
        });
        let wire = rejoin_api::parse(&wire.to_string()).unwrap();
        let translation = Translation::from_wire(&wire);
        assert_eq!(translation.content.plain_text().trim(), "Hallo du");
        assert_eq!(translation.media, ["A boat"]);
        assert_eq!(translation.poll.len(), 2);
        assert!(translation.warning.is_empty());
    }

    #[test]
    fn a_language_is_foreign_whatever_the_country() {
        let readers = ["de-CH".to_owned(), "en".to_owned()];
        assert!(!is_foreign(Some("de"), &readers) && !is_foreign(Some("EN-gb"), &readers));
        assert!(is_foreign(Some("fr"), &readers) && is_foreign(None, &readers));
    }
}
