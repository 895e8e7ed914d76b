use crate::id::MarkerId;
use crate::time::Timestamp;

wire! {
    /// How far the reader has read, by timeline. What was never marked is absent.
    part struct Markers {
        /// In the home timeline.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub home: Option<Marker>,
        /// In the notifications.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notifications: Option<Marker>,
    }
}

wire! {
    /// How far the reader has read in a timeline.
    pub struct Marker {
        /// The latest thing read.
        pub last_read_id: MarkerId,
        /// Counts up with every change, to notice conflicts.
        pub version: u64,
        /// When it was set.
        pub updated_at: Timestamp,
    }
}
