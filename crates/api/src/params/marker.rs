use crate::id::MarkerId;

wire! {
    /// How far the reader has read.
    params struct NewMarkers {
        /// In the home timeline.
        pub home: Option<MarkerPosition>,
        /// In the notifications.
        pub notifications: Option<MarkerPosition>,
    }
}

wire! {
    /// How far the reader has read in a timeline.
    params struct MarkerPosition {
        /// The latest thing read.
        pub last_read_id: Option<MarkerId>,
        /// The version that is to be moved on from. Servers that compare it refuse with 409 when there is another one;
        /// Mastodon and GoToSocial do not look at it.
        pub version: Option<u64>,
    }
}
