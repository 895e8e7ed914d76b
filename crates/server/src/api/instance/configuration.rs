//! The limits that the server keeps to, said with the very numbers that it checks.

use rejoin_api as api;

use crate::{
    accounts::profile::{MAX_DISPLAY_NAME, MAX_FIELD, MAX_FIELDS, MAX_NOTE},
    config::Site,
    media::limits::{MAX_DESCRIPTION_CHARS, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, SUPPORTED_MIME_TYPES},
    statuses::{MAX_CHARACTERS, MAX_MEDIA, MAX_OPTION_CHARACTERS, MAX_PINS, POLL_OPTIONS, POLL_SECONDS},
    tags::MAX_FEATURED,
    text::LINK_LENGTH,
};

/// What can be done here, and how much of it.
pub(super) fn configuration(site: &Site, translates: bool) -> api::Configuration {
    api::Configuration {
        urls: api::InstanceUrls { streaming: Some(site.streaming()), ..api::InstanceUrls::default() },
        vapid: None,
        accounts: api::AccountLimits {
            max_featured_tags: u32::try_from(MAX_FEATURED).ok(),
            max_pinned_statuses: u32::try_from(MAX_PINS).ok(),
            max_profile_fields: number(MAX_FIELDS),
            max_display_name_length: number(MAX_DISPLAY_NAME),
            max_note_length: number(MAX_NOTE),
            profile_field_name_limit: number(MAX_FIELD),
            profile_field_value_limit: number(MAX_FIELD),
        },
        statuses: api::StatusLimits {
            max_characters: number(MAX_CHARACTERS),
            max_media_attachments: number(MAX_MEDIA),
            characters_reserved_per_url: number(LINK_LENGTH),
        },
        media_attachments: api::MediaLimits {
            supported_mime_types: SUPPORTED_MIME_TYPES.iter().map(|&kind| kind.to_owned()).collect(),
            description_limit: number(MAX_DESCRIPTION_CHARS),
            image_size_limit: u64::try_from(MAX_IMAGE_BYTES).ok(),
            image_matrix_limit: Some(MAX_IMAGE_PIXELS),
            // Nothing that moves but GIF is taken; clients want a number, and 0 is the true one.
            video_size_limit: Some(0),
            video_frame_rate_limit: Some(0),
            video_matrix_limit: Some(0),
        },
        polls: api::PollLimits {
            max_options: number(*POLL_OPTIONS.end()),
            max_characters_per_option: number(MAX_OPTION_CHARACTERS),
            min_expiration: u64::try_from(*POLL_SECONDS.start()).ok(),
            max_expiration: u64::try_from(*POLL_SECONDS.end()).ok(),
        },
        translation: api::TranslationSupport { enabled: translates },
        limited_federation: Some(true),
    }
}

fn number(limit: usize) -> Option<u32> {
    u32::try_from(limit).ok()
}
