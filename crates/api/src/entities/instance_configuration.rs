wire! {
    /// What a server can and allows. Where the server is silent, the defaults are Mastodon's: see the methods.
    part struct Configuration {
        /// Where things are.
        pub urls: InstanceUrls,
        /// The key for push messages.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub vapid: Option<Vapid>,
        /// Limits of accounts.
        pub accounts: AccountLimits,
        /// Limits of posts.
        pub statuses: StatusLimits,
        /// Limits of attachments.
        pub media_attachments: MediaLimits,
        /// Limits of polls.
        pub polls: PollLimits,
        /// Whether posts can be translated.
        pub translation: TranslationSupport,
        /// Whether it talks only to servers it knows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub limited_federation: Option<bool>,
    }
}

wire! {
    /// Where things are.
    part struct InstanceUrls {
        /// Of the streaming API. May be absent, or wrong in its scheme.
        pub streaming: Option<String>,
        /// Whether it works.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,
        /// About it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub about: Option<String>,
        /// What it does with data.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub privacy_policy: Option<String>,
        /// What one agrees to.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub terms_of_service: Option<String>,
    }
}

wire! {
    /// The key for push messages.
    part struct Vapid {
        /// URL-safe base64 of a P-256 point.
        pub public_key: String,
    }
}

wire! {
    /// Limits of accounts.
    part struct AccountLimits {
        /// Hashtags on a profile.
        pub max_featured_tags: Option<u32>,
        /// Posts pinned to a profile.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_pinned_statuses: Option<u32>,
        /// Rows of the table of a profile.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_profile_fields: Option<u32>,
        /// Characters of a name.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_display_name_length: Option<u32>,
        /// Characters of a note.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_note_length: Option<u32>,
        /// Characters of a row's name.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub profile_field_name_limit: Option<u32>,
        /// Characters of a row's value.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub profile_field_value_limit: Option<u32>,
    }
}

wire! {
    /// Limits of posts.
    part struct StatusLimits {
        /// Characters, the content warning counted.
        pub max_characters: Option<u32>,
        /// Attachments.
        pub max_media_attachments: Option<u32>,
        /// What a link counts, however long.
        pub characters_reserved_per_url: Option<u32>,
    }
}

wire! {
    /// Limits of attachments.
    part struct MediaLimits {
        /// What may be uploaded; empty where the server does not say.
        pub supported_mime_types: Vec<String>,
        /// Characters of a description.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub description_limit: Option<u32>,
        /// Bytes of a picture.
        pub image_size_limit: Option<u64>,
        /// Pixels of a picture.
        pub image_matrix_limit: Option<u64>,
        /// Bytes of a film.
        pub video_size_limit: Option<u64>,
        /// Pictures a second of a film.
        pub video_frame_rate_limit: Option<u32>,
        /// Pixels of a film.
        pub video_matrix_limit: Option<u64>,
    }
}

wire! {
    /// Limits of polls.
    part struct PollLimits {
        /// Options.
        pub max_options: Option<u32>,
        /// Characters of an option.
        pub max_characters_per_option: Option<u32>,
        /// In seconds.
        pub min_expiration: Option<u64>,
        /// In seconds.
        pub max_expiration: Option<u64>,
    }
}

wire! {
    /// Whether posts can be translated.
    part struct TranslationSupport {
        /// Whether they can.
        pub enabled: bool,
    }
}
