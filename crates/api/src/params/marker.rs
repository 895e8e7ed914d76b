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
    }
}
