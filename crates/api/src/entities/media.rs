use crate::id::MediaId;

wire! {
    /// A picture, film or sound.
    pub struct MediaAttachment {
        /// Its id on the server asked.
        pub id: MediaId,
        /// What it is.
        pub kind as "type": MediaKind,
        /// The whole. `None` while the server still works on it.
        pub url: Option<String>,
        /// A smaller picture of it.
        pub preview_url: Option<String>,
        /// Where it came from, when it came from another server.
        pub remote_url: Option<String>,
        /// Sizes and the point to keep in view.
        pub meta: Option<MediaMeta>,
        /// What it shows, for who cannot see it.
        pub description: Option<String>,
        /// A blurred impression of it: <https://blurha.sh>.
        pub blurhash: Option<String>,
    }
}

words! {
    /// What an attachment is.
    pub enum MediaKind {
        /// The server does not know or has not fetched it.
        Unidentified = "unknown";
        /// A still or moving picture.
        Image = "image",
        /// A silent film that repeats.
        Gifv = "gifv",
        /// A film.
        Video = "video",
        /// A sound.
        Audio = "audio",
    }
}

wire! {
    /// Sizes and the point to keep in view.
    part struct MediaMeta {
        /// Of the whole.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub original: Option<MetaDetails>,
        /// Of the preview.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub small: Option<MetaDetails>,
        /// The point to keep in view.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub focus: Option<Focus>,
    }
}

wire! {
    /// The size of a version of an attachment.
    part struct MetaDetails {
        /// In pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub width: Option<u32>,
        /// In pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub height: Option<u32>,
        /// `640x480`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub size: Option<String>,
        /// Width by height.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub aspect: Option<f64>,
        /// Pictures a second, as a fraction.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub frame_rate: Option<String>,
        /// In seconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub duration: Option<f64>,
        /// In bits a second.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bitrate: Option<u64>,
    }
}

wire! {
    /// The point of a picture to keep in view, from -1 (left, bottom) to 1 (right, top); 0 is the middle.
    part struct Focus {
        /// From left to right.
        pub x: f64,
        /// From bottom to top.
        pub y: f64,
    }
}
