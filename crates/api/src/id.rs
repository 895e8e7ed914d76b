//! Ids, one type for each kind of thing.
//!
//! An id is an opaque, case-sensitive text: digits on one server, a ULID on another. Nothing here orders or takes apart
//! ids, and there is deliberately no `Ord`: the only order that counts is the one in which a server lists things.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, Visitor};

use crate::lenient::{Fault, FromJson, Raw, word_of};

/// The text of an id, for every kind of id alike.
#[inline(never)]
fn shared(raw: Raw<'_>) -> Result<Arc<str>, Fault> {
    word_of(raw).map(|text| Arc::from(text.as_ref()))
}

macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident ),* $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as the server wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            /// The empty id, which no server gives: for filling in a struct of which the id comes later.
            fn default() -> Self {
                Self(Arc::from(""))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "("))?;
                f.write_str(&self.0)?;
                f.write_str(")")
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_any(TextVisitor).map(Self::from)
            }
        }

        impl FromJson for $name {
            fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
                shared(raw).map(Self)
            }
        }
    )* };
}

ids! {
    /// Of an [`Account`](crate::Account).
    AccountId,
    /// Of an [`Announcement`](crate::Announcement).
    AnnouncementId,
    /// Of an [`Application`](crate::Application).
    ApplicationId,
    /// Of a [`Conversation`](crate::Conversation).
    ConversationId,
    /// Of a [`Filter`](crate::Filter).
    FilterId,
    /// Of a [`FilterKeyword`](crate::FilterKeyword).
    FilterKeywordId,
    /// Of a [`FilterStatus`](crate::FilterStatus).
    FilterStatusId,
    /// Of a [`List`](crate::List).
    ListId,
    /// What a [`Marker`](crate::Marker) points to: a status in the home timeline, a notification in the notifications.
    MarkerId,
    /// Of a [`MediaAttachment`](crate::MediaAttachment).
    MediaId,
    /// Of a [`Notification`](crate::Notification).
    NotificationId,
    /// Of a [`NotificationRequest`](crate::NotificationRequest).
    NotificationRequestId,
    /// Of a [`Poll`](crate::Poll).
    PollId,
    /// Of a [`WebPushSubscription`](crate::WebPushSubscription).
    PushSubscriptionId,
    /// Of a [`Report`](crate::Report).
    ReportId,
    /// Of a [`Role`](crate::Role).
    RoleId,
    /// Of a [`Rule`](crate::Rule).
    RuleId,
    /// Of a [`ScheduledStatus`](crate::ScheduledStatus).
    ScheduledStatusId,
    /// Of a [`Status`](crate::Status).
    StatusId,
    /// Of a [`Tag`](crate::Tag).
    TagId,
}

/// Takes the text of a string, or of a number in its place.
pub(crate) struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<String, E> {
        Ok(v.to_owned())
    }

    fn visit_string<E: Error>(self, v: String) -> Result<String, E> {
        Ok(v)
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<String, E> {
        Ok(v.to_string())
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<String, E> {
        Ok(v.to_string())
    }
}
