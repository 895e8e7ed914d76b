use crate::id::MediaId;

wire! {
    /// What an attachment shows, and which point of it to keep in view.
    params struct UpdateMedia {
        /// For who cannot see it.
        pub description: Option<String>,
        /// Two numbers from -1 to 1 with a comma between, as in [`Focus`](crate::Focus).
        pub focus: Option<String>,
    }
}

wire! {
    /// The same while editing the post that it is attached to.
    params struct MediaAttributes {
        /// Of the attachment.
        pub id: MediaId,
        /// For who cannot see it.
        pub description: Option<String>,
        /// As in [`UpdateMedia`].
        pub focus: Option<String>,
    }
}
