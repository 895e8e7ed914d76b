//! The entities of the API, one file each. Names are those of <https://docs.joinmastodon.org/entities/>; what only some
//! servers or versions send is optional here.
//!
//! Every struct serialises to the JSON Mastodon sends: `null` where that is documented, and a key left out only where
//! the documentation calls it optional.

mod account;
mod announcement;
mod application;
mod card;
mod context;
mod conversation;
mod emoji;
mod error_body;
mod filter;
mod filter_v1;
mod instance;
mod instance_configuration;
mod instance_v1;
mod list;
mod marker;
mod media;
mod nodeinfo;
mod notification;
mod notification_group;
mod notification_policy;
mod oauth;
mod poll;
mod preferences;
mod push;
mod quote;
mod relationship;
mod report;
mod scheduled;
mod search;
mod status;
mod status_edit;
mod suggestion;
mod tag;
mod translation;

pub use account::{Account, CredentialAccount, Field, PartialAccountWithAvatar, Role, Source};
pub use announcement::{Announcement, AnnouncementAccount, AnnouncementStatus, Reaction};
pub use application::{Application, ApplicationName, CredentialApplication, Token};
pub use card::{CardKind, PreviewCard, PreviewCardAuthor, TrendsLink};
pub use context::Context;
pub use conversation::Conversation;
pub use emoji::CustomEmoji;
pub use error_body::{ErrorBody, ErrorDetail};
pub use filter::{Filter, FilterAction, FilterContext, FilterKeyword, FilterResult, FilterStatus};
pub use filter_v1::FilterV1;
pub use instance::{
    ApiVersions, Contact, Instance, InstanceIcon, Registrations, Rule, RuleTranslation, Thumbnail,
    ThumbnailVersions, Usage, UsageUsers,
};
pub use instance_configuration::{
    AccountLimits, Configuration, InstanceUrls, MediaLimits, PollLimits, StatusLimits, TranslationSupport,
    Vapid,
};
pub use instance_v1::{InstanceV1, InstanceV1Stats, InstanceV1Urls};
pub use list::{List, RepliesPolicy};
pub use marker::{Marker, Markers};
pub use media::{Focus, MediaAttachment, MediaKind, MediaMeta, MetaDetails};
pub use nodeinfo::{NodeInfo, NodeInfoLink, NodeInfoLinks, NodeInfoSoftware, NodeInfoUsage, NodeInfoUsers};
pub use notification::{
    AccountWarning, Appeal, Notification, NotificationFallback, NotificationKind, RelationshipSeveranceEvent,
    SeveranceKind,
};
pub use notification_group::{GroupedNotificationsResults, NotificationGroup};
pub use notification_policy::{
    Merged, NotificationPolicy, NotificationPolicySummary, NotificationRequest, PolicyDecision, UnreadCount,
};
pub use oauth::AuthorizationServer;
pub use poll::{Poll, PollOption};
pub use preferences::{ExpandMedia, Preferences};
pub use push::{PushAlerts, WebPushSubscription};
pub use quote::{Quote, QuoteApproval, QuoteAudience, QuotePermission, QuotePolicy, QuoteState};
pub use relationship::{FamiliarFollowers, Relationship};
pub use report::{Report, ReportCategory};
pub use scheduled::{ScheduledParams, ScheduledPoll, ScheduledStatus, Scheduling};
pub use search::Search;
pub use status::{Mention, Status, StatusTag, Visibility};
pub use status_edit::{EditPoll, EditPollOption, StatusEdit, StatusSource};
pub use suggestion::Suggestion;
pub use tag::{FeaturedTag, Tag, TagHistory};
pub use translation::{Translation, TranslationAttachment, TranslationPoll, TranslationPollOption};

/// Writes a number as the string the API wants in some places.
fn as_text<T: std::fmt::Display, S: serde::Serializer>(number: &T, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(number)
}

/// Writes an id as the number the API wants in some places, where it is one.
fn as_number<T: AsRef<str>, S: serde::Serializer>(id: &T, s: S) -> Result<S::Ok, S::Error> {
    match id.as_ref().parse::<u64>() {
        Ok(number) => s.serialize_u64(number),
        Err(_) => s.serialize_str(id.as_ref()),
    }
}

/// [`as_number`] for an id that may be absent.
fn as_optional_number<T: AsRef<str>, S: serde::Serializer>(id: &Option<T>, s: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => as_number(id, s),
        None => s.serialize_none(),
    }
}
