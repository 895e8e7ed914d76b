//! Which fields go with a feature.

use serde_json::Value;

use super::Feature;

/// Fields that one kind of entity loses.
pub(super) struct Cut {
    /// The entity is known by having all of these.
    marks: &'static [&'static str],
    fields: &'static [&'static str],
}

const STREAMING: &[Cut] = &[
    Cut { marks: &["streaming"], fields: &["streaming"] },
    Cut { marks: &["streaming_api"], fields: &["streaming_api"] },
];

const FILTERS: &[Cut] = &[Cut { marks: STATUS, fields: &["filtered"] }];

const STATUS: &[&str] = &["account", "content", "visibility"];

/// What came with later versions, or what servers of other kinds never send.
const OPTIONAL: &[Cut] = &[
    Cut {
        marks: STATUS,
        fields: &[
            "application",
            "bookmarked",
            "card",
            "edited_at",
            "filtered",
            "language",
            "muted",
            "pinned",
            "quote",
            "quote_approval",
            "quotes_count",
        ],
    },
    Cut {
        marks: &["acct", "avatar"],
        fields: &[
            "avatar_description",
            "avatar_static",
            "discoverable",
            "fields",
            "group",
            "header_description",
            "header_static",
            "hide_collections",
            "indexable",
            "last_status_at",
            "noindex",
            "role",
            "roles",
        ],
    },
    // A picture or film.
    Cut {
        marks: &["preview_url", "type"],
        fields: &["blurhash", "meta", "preview_remote_url", "remote_url", "text_url"],
    },
    Cut { marks: &["options", "votes_count"], fields: &["own_votes", "voters_count"] },
    // The preview of a link.
    Cut {
        marks: &["provider_name", "title"],
        fields: &[
            "author_name",
            "author_url",
            "authors",
            "blurhash",
            "embed_url",
            "history",
            "image_description",
            "language",
            "published_at",
        ],
    },
    // A hashtag.
    Cut { marks: &["history", "name"], fields: &["featuring", "following", "history"] },
    // A relationship.
    Cut {
        marks: &["blocking", "followed_by"],
        fields: &[
            "blocked_by",
            "domain_blocking",
            "endorsed",
            "languages",
            "muting_expires_at",
            "muting_notifications",
            "note",
            "notifying",
            "requested_by",
        ],
    },
    // What a server says of itself, in either version, and its limits. Where its streams are is a feature of its own.
    Cut {
        marks: &["configuration", "version"],
        fields: &[
            "api_versions",
            "approval_required",
            "contact",
            "contact_account",
            "icon",
            "invites_enabled",
            "languages",
            "rules",
            "source_url",
            "stats",
            "usage",
        ],
    },
    Cut {
        marks: &["media_attachments", "polls", "urls"],
        fields: &[
            "accounts",
            "limited_federation",
            "media_attachments",
            "polls",
            "statuses",
            "translation",
            "vapid",
        ],
    },
];

/// What is cut where `features` are missing.
pub(super) fn cuts(features: &[Feature]) -> Vec<&'static Cut> {
    features.iter().flat_map(|&feature| of(feature)).collect()
}

fn of(feature: Feature) -> &'static [Cut] {
    match feature {
        Feature::Streaming => STREAMING,
        Feature::Filters | Feature::V2Filters => FILTERS,
        Feature::OptionalFields => OPTIONAL,
        Feature::V2Instance
        | Feature::Lists
        | Feature::GroupedNotifications
        | Feature::JsonErrors
        | Feature::Links => &[],
    }
}

/// Takes the fields out of all entities in `value`, however deep.
pub(super) fn apply(cuts: &[&Cut], value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| apply(cuts, item)),
        Value::Object(entity) => {
            // Chosen before anything goes: what one cut takes may be what another knows the entity by.
            let fitting: Vec<_> =
                cuts.iter().filter(|cut| cut.marks.iter().all(|mark| entity.contains_key(*mark))).collect();
            for field in fitting.iter().flat_map(|cut| cut.fields) {
                entity.remove(*field);
            }
            entity.values_mut().for_each(|part| apply(cuts, part));
        }
        _ => {}
    }
}
