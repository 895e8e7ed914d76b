use serde::Serialize;

use crate::entities::{Announcement, Conversation, Notification, Status};
use crate::id::{AnnouncementId, StatusId};
use crate::lenient::{Fault, FromJson, Object, Problem, Raw, parse};

/// What a server sent.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamFrame {
    /// Where it belongs, in the server's words; empty on servers that tell apart by connection.
    pub stream: Vec<String>,
    /// What happened.
    pub event: StreamEvent,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamEvent {
    /// A new post.
    Update(Box<Status>),
    /// A post was edited.
    StatusUpdate(Box<Status>),
    /// A post is gone.
    Delete(StatusId),
    /// A notification.
    Notification(Box<Notification>),
    /// Accepted requests became notifications: fetch them.
    NotificationsMerged,
    /// A conversation has a new post.
    Conversation(Box<Conversation>),
    /// The reader's filters changed: fetch them.
    FiltersChanged,
    /// A new or changed announcement.
    Announcement(Box<Announcement>),
    /// How often an announcement got a reaction.
    AnnouncementReaction(AnnouncementReaction),
    /// An announcement is gone.
    AnnouncementDelete(AnnouncementId),
    /// The server cannot do what it was told over this socket.
    Error(StreamError),
    /// An event of another name.
    Unknown(String),
}

wire! {
    /// How often an announcement got a reaction.
    pub struct AnnouncementReaction {
        /// The emoji, or the shortcode of a custom one.
        pub name: String,
        /// How often.
        pub count: u64,
        /// Of the announcement.
        pub announcement_id: AnnouncementId,
    }
}

wire! {
    /// What a server cannot do.
    pub struct StreamError {
        /// In words.
        pub error: String = required,
        /// As of HTTP, where given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<u32>,
    }
}

impl StreamFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// When it is not JSON or the thing it is about cannot be read; the next one may be fine.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        parse(text)
    }

    /// Writes the frame as a server does.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Wire<'a> {
            stream: &'a [String],
            event: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            payload: Option<String>,
        }
        let frame = match &self.event {
            StreamEvent::Error(error) => serde_json::to_string(error),
            event => serde_json::to_string(&Wire {
                stream: &self.stream,
                event: event.name(),
                payload: event.payload(),
            }),
        };
        frame.unwrap_or_default()
    }
}

impl FromJson for StreamFrame {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let frame = Object::parse(raw)?;
        let stream = frame.field("stream");
        if frame.get("error").is_some() {
            return Ok(Self { stream, event: StreamEvent::Error(StreamError::from_json(raw)?) });
        }
        let name: String = frame.required("event");
        let payload = frame.get("payload").map(payload_text).unwrap_or_default();
        frame.finish(())?;
        let event = StreamEvent::parse(&name, &payload).map_err(|fault| fault.under("payload"))?;
        Ok(Self { stream, event })
    }
}

/// The JSON inside the string; some servers send it without the string around.
fn payload_text(raw: Raw<'_>) -> String {
    serde_json::from_str(raw.text()).unwrap_or_else(|_| raw.text().to_owned())
}

impl StreamEvent {
    /// The event's name on the wire.
    pub fn name(&self) -> &str {
        match self {
            Self::Update(_) => "update",
            Self::StatusUpdate(_) => "status.update",
            Self::Delete(_) => "delete",
            Self::Notification(_) => "notification",
            Self::NotificationsMerged => "notifications_merged",
            Self::Conversation(_) => "conversation",
            Self::FiltersChanged => "filters_changed",
            Self::Announcement(_) => "announcement",
            Self::AnnouncementReaction(_) => "announcement.reaction",
            Self::AnnouncementDelete(_) => "announcement.delete",
            Self::Error(_) => "error",
            Self::Unknown(name) => name,
        }
    }

    fn parse(name: &str, payload: &str) -> Result<Self, Fault> {
        Ok(match name {
            "update" => Self::Update(parse(payload)?),
            "status.update" => Self::StatusUpdate(parse(payload)?),
            "delete" => Self::Delete(id_of(payload)?),
            "notification" => Self::Notification(parse(payload)?),
            "notifications_merged" => Self::NotificationsMerged,
            "conversation" => Self::Conversation(parse(payload)?),
            "filters_changed" => Self::FiltersChanged,
            "announcement" => Self::Announcement(parse(payload)?),
            "announcement.reaction" => Self::AnnouncementReaction(parse(payload)?),
            "announcement.delete" => Self::AnnouncementDelete(id_of(payload)?),
            _ => Self::Unknown(name.to_owned()),
        })
    }

    /// What the frame carries: JSON, or an id as it is; `None` where the event says all.
    pub fn payload(&self) -> Option<String> {
        let json = match self {
            Self::Update(status) | Self::StatusUpdate(status) => serde_json::to_string(status),
            Self::Notification(notification) => serde_json::to_string(notification),
            Self::Conversation(conversation) => serde_json::to_string(conversation),
            Self::Announcement(announcement) => serde_json::to_string(announcement),
            Self::AnnouncementReaction(reaction) => serde_json::to_string(reaction),
            Self::Delete(id) => return Some(id.to_string()),
            Self::AnnouncementDelete(id) => return Some(id.to_string()),
            Self::NotificationsMerged => return Some("1".to_owned()),
            Self::FiltersChanged | Self::Error(_) | Self::Unknown(_) => return None,
        };
        json.ok()
    }
}

/// A payload that is an id and not JSON.
fn id_of<I: for<'a> From<&'a str>>(payload: &str) -> Result<I, Fault> {
    match payload.trim().trim_matches('"') {
        "" => Err(Fault::new(Problem::Missing)),
        id => Ok(I::from(id)),
    }
}
