//! What a server can do and what it allows, read from its own words and remembered with the account.

use crate::record;
use rejoin_api::{self as api, Instance, InstanceV1, RuleId};

record! {
    /// What a server can do.
    pub struct Capabilities without default {
        /// Its name for people.
        pub title: String,
        /// Its domain.
        pub domain: String,
        /// Its software and version, as it says.
        pub version: String,
        /// A short text about it.
        pub description: String,
        /// The API version of Mastodon it says it speaks; 0 where it does not say.
        pub api_version: u32,
        /// Where it streams; `None` where it does not say.
        pub streaming: Option<String>,
        /// Limits of posts.
        pub posts: PostLimits,
        /// Limits of attachments.
        pub media: MediaLimits,
        /// Limits of polls.
        pub polls: PollLimits,
        /// Limits of profiles.
        pub profiles: ProfileLimits,
        /// Whether one can sign up.
        pub registrations: bool,
        /// Whether it translates posts.
        pub translates: bool,
        /// What it asks of its users.
        pub rules: Vec<Rule>,
    }
}

record! {
    /// A rule of a server.
    #[derive(Eq)]
    pub struct Rule {
        /// Its id.
        pub id: RuleId,
        /// The rule.
        pub text: String,
    }
}

impl Rule {
    fn from_wire(wire: &api::Rule) -> Self {
        Self { id: wire.id.clone(), text: wire.text.clone() }
    }
}

record! {
    /// Limits of posts.
    #[derive(Eq)]
    pub struct PostLimits {
        /// How long a post may be, in characters.
        pub characters: u32,
        /// How many characters a link counts for; 0 where it counts as it is written.
        pub characters_per_link: u32,
        /// How many attachments it may have.
        pub media: u32,
    }
}

record! {
    /// Limits of attachments.
    #[derive(Eq)]
    pub struct MediaLimits {
        /// The types it takes; empty where it does not say.
        pub types: Vec<String>,
        /// How large a picture may be, in bytes.
        pub image_bytes: u64,
        /// How large a film may be, in bytes.
        pub video_bytes: u64,
        /// How long a description may be, in characters.
        pub description: u32,
    }
}

record! {
    /// Limits of polls.
    #[derive(Eq)]
    pub struct PollLimits {
        /// How many options.
        pub options: u32,
        /// How long an option may be, in characters.
        pub option_characters: u32,
        /// The shortest time, in seconds.
        pub shortest: u32,
        /// The longest time, in seconds.
        pub longest: u32,
    }
}

record! {
    /// Limits of profiles.
    #[derive(Eq)]
    pub struct ProfileLimits {
        /// How long a name may be, in characters.
        pub name: u32,
        /// How long the text about oneself may be, in characters.
        pub note: u32,
        /// How many rows the table has.
        pub fields: u32,
        /// How long the label of a row may be, in characters.
        pub field_name: u32,
        /// How long the content of a row may be, in characters.
        pub field_value: u32,
    }
}

impl Default for Capabilities {
    /// What may be assumed of a server that has not answered yet: Mastodon's own limits.
    fn default() -> Self {
        Self {
            title: String::new(),
            domain: String::new(),
            version: String::new(),
            description: String::new(),
            api_version: 0,
            streaming: None,
            posts: PostLimits { characters: 500, characters_per_link: 23, media: 4 },
            media: MediaLimits {
                types: Vec::new(),
                image_bytes: 16 * 1024 * 1024,
                video_bytes: 99 * 1024 * 1024,
                description: 1500,
            },
            polls: PollLimits { options: 4, option_characters: 50, shortest: 300, longest: 2_629_746 },
            profiles: ProfileLimits { name: 30, note: 500, fields: 4, field_name: 255, field_value: 255 },
            registrations: false,
            translates: false,
            rules: Vec::new(),
        }
    }
}

impl Capabilities {
    /// From `/api/v2/instance`.
    #[must_use]
    pub fn from_v2(instance: &Instance) -> Self {
        Self {
            title: instance.title.clone(),
            domain: instance.domain.clone(),
            version: instance.version.clone(),
            description: instance.description.clone(),
            api_version: instance.api_versions.mastodon,
            registrations: instance.registrations.enabled,
            rules: instance.rules.iter().map(Rule::from_wire).collect(),
            ..Self::from_configuration(&instance.configuration)
        }
    }

    /// From `/api/v1/instance`, for servers without v2.
    #[must_use]
    pub fn from_v1(instance: &InstanceV1) -> Self {
        let domain = instance.uri.split_once("://").map_or(instance.uri.as_str(), |(_, rest)| rest);
        let mut all = Self {
            title: instance.title.clone(),
            domain: domain.trim_end_matches('/').to_owned(),
            version: instance.version.clone(),
            description: plain(&instance.short_description),
            registrations: instance.registrations,
            rules: instance.rules.iter().map(Rule::from_wire).collect(),
            ..Self::from_configuration(&instance.configuration)
        };
        all.streaming = all.streaming.or_else(|| instance.urls.streaming_api.clone());
        if let Some(characters) = instance.max_toot_chars {
            all.posts.characters = characters;
        }
        all
    }

    fn from_configuration(configuration: &api::Configuration) -> Self {
        let mut all = Self::default();
        let seconds = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let (posts, media, polls) =
            (&configuration.statuses, &configuration.media_attachments, &configuration.polls);
        set(&mut all.posts.characters, posts.max_characters);
        set(&mut all.posts.media, posts.max_media_attachments);
        set(&mut all.posts.characters_per_link, posts.characters_reserved_per_url);
        set(&mut all.media.image_bytes, media.image_size_limit);
        set(&mut all.media.video_bytes, media.video_size_limit);
        set(&mut all.media.description, media.description_limit);
        all.media.types.clone_from(&media.supported_mime_types);
        set(&mut all.polls.options, polls.max_options);
        set(&mut all.polls.option_characters, polls.max_characters_per_option);
        set(&mut all.polls.shortest, polls.min_expiration.map(seconds));
        set(&mut all.polls.longest, polls.max_expiration.map(seconds));
        let profiles = &configuration.accounts;
        set(&mut all.profiles.name, profiles.max_display_name_length);
        set(&mut all.profiles.note, profiles.max_note_length);
        set(&mut all.profiles.fields, profiles.max_profile_fields);
        set(&mut all.profiles.field_name, profiles.profile_field_name_limit);
        set(&mut all.profiles.field_value, profiles.profile_field_value_limit);
        all.streaming.clone_from(&configuration.urls.streaming);
        all.translates = configuration.translation.enabled;
        all
    }

    /// Whether the server says that it groups notifications (Mastodon 4.3).
    #[must_use]
    pub fn groups_notifications(&self) -> bool {
        self.api_version >= 2
    }

    /// Whether the server says that filters can cover media alone (Mastodon 4.4).
    #[must_use]
    pub fn blurs(&self) -> bool {
        self.api_version >= 6
    }

    /// Whether the server says that posts can be quoted (Mastodon 4.5).
    #[must_use]
    pub fn quotes(&self) -> bool {
        self.api_version >= 7
    }
}

/// Limits of nothing are no limits but an empty answer.
fn set<T: Default + PartialEq>(limit: &mut T, said: Option<T>) {
    if let Some(said) = said.filter(|said| *said != T::default()) {
        *limit = said;
    }
}

fn plain(html: &str) -> String {
    crate::richtext::parse(html, crate::richtext::Surroundings::default()).plain_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_says_nothing_gets_the_usual_limits() {
        let instance: Instance =
            serde_json::from_str(r#"{"domain": "a.example", "version": "4.2.1"}"#).expect("parses");
        let all = Capabilities::from_v2(&instance);
        assert_eq!((all.domain.as_str(), all.posts.characters, all.polls.options), ("a.example", 500, 4));
        assert!(all.streaming.is_none() && !all.quotes() && !all.groups_notifications());
    }

    #[test]
    fn the_first_version_of_the_answer_is_understood_too() {
        let text = r#"{"uri": "https://b.example/", "version": "2.7", "title": "B", "short_description": "<p>Hi <b>there</b></p>",
            "urls": {"streaming_api": "wss://b.example"}, "max_toot_chars": 5000,
            "configuration": {"statuses": {"max_media_attachments": 6}}}"#;
        let all = Capabilities::from_v1(&serde_json::from_str(text).expect("parses"));
        assert_eq!(all.domain, "b.example");
        assert_eq!(all.description, "Hi there");
        assert_eq!(all.streaming.as_deref(), Some("wss://b.example"));
        assert_eq!((all.posts.characters, all.posts.media), (5000, 6));
    }
}
