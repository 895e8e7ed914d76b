//! Attachments and previews as stored.

use rejoin_api::{self as api, CardKind, MediaId, MediaKind};

use crate::WebUrl;
use crate::record;

record! {
    /// A picture, film or sound.
    pub struct Media {
        /// Its id on the reader's server.
        pub id: MediaId,
        /// What it is.
        pub kind: MediaKind,
        /// The whole; `None` while the server works on it, or where it gives no address that may be used.
        pub url: Option<WebUrl>,
        /// A smaller picture of it.
        pub preview_url: Option<WebUrl>,
        /// Where it lies on its own server.
        pub remote_url: Option<WebUrl>,
        /// What it shows, for who cannot see it.
        pub description: Option<String>,
        /// A blurred impression of it.
        pub blurhash: Option<String>,
        /// Its width and height in pixels, where known: to reserve the place before it is loaded.
        pub size: Option<(u32, u32)>,
        /// The point to keep in view: from -1 (left, bottom) to 1 (right, top).
        pub focus: Option<(f64, f64)>,
        /// In seconds.
        pub duration: Option<f64>,
    }
}

impl Media {
    /// What a server sent, parsed.
    #[must_use]
    pub fn from_wire(wire: &api::MediaAttachment) -> Self {
        let url = |text: &Option<String>| text.as_deref().and_then(WebUrl::parse);
        let meta = wire.meta.as_ref();
        let original = meta.and_then(|meta| meta.original.as_ref());
        let small = meta.and_then(|meta| meta.small.as_ref());
        let size = |details: &api::MetaDetails| match (details.width?, details.height?) {
            (0, _) | (_, 0) => None,
            size => Some(size),
        };
        let within = |part: f64| if part.is_finite() { part.clamp(-1.0, 1.0) } else { 0.0 };
        Self {
            id: wire.id.clone(),
            kind: wire.kind.clone(),
            url: url(&wire.url),
            preview_url: url(&wire.preview_url),
            remote_url: url(&wire.remote_url),
            description: wire.description.clone().filter(|text| !text.trim().is_empty()),
            blurhash: wire.blurhash.clone(),
            size: original.and_then(size).or_else(|| small.and_then(size)),
            focus: meta.and_then(|meta| meta.focus.as_ref()).map(|focus| (within(focus.x), within(focus.y))),
            duration: original.and_then(|details| details.duration),
        }
    }
}

record! {
    /// The preview of a link.
    pub struct Card {
        /// Where it leads.
        pub url: WebUrl,
        /// What kind of page it is.
        pub kind: CardKind,
        /// The page's title.
        pub title: String,
        /// What it says of itself.
        pub description: String,
        /// Where it was published; the link's host where the page does not say.
        pub provider: String,
        /// Who wrote it; may be empty.
        pub author: String,
        /// The picture.
        pub image: Option<WebUrl>,
        /// What the picture shows.
        pub image_description: Option<String>,
        /// A blurred impression of the picture.
        pub blurhash: Option<String>,
        /// The width and height of the picture, where known.
        pub size: Option<(u32, u32)>,
    }
}

impl Card {
    /// What a server sent, parsed; `None` when it leads nowhere.
    #[must_use]
    pub fn from_wire(wire: &api::PreviewCard) -> Option<Self> {
        let url = WebUrl::parse(&wire.url)?;
        let provider =
            if wire.provider_name.is_empty() { url.host().to_owned() } else { wire.provider_name.clone() };
        let author = wire.authors.iter().map(|author| author.name.clone()).find(|name| !name.is_empty());
        Some(Self {
            kind: wire.kind.clone(),
            title: wire.title.clone(),
            description: wire.description.clone(),
            provider,
            author: author.unwrap_or_else(|| wire.author_name.clone()),
            image: wire.image.as_deref().and_then(WebUrl::parse),
            image_description: wire.image_description.clone().filter(|text| !text.is_empty()),
            blurhash: wire.blurhash.clone(),
            size: (wire.width > 0 && wire.height > 0).then_some((wire.width, wire.height)),
            url,
        })
    }
}
