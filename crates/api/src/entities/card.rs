use super::{Account, TagHistory};
use crate::time::Timestamp;

wire! {
    /// The preview of a link.
    part struct PreviewCard {
        /// Where it leads.
        pub url: String = required,
        /// The page's title.
        pub title: String,
        /// What it says of itself.
        pub description: String,
        /// Its language.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        /// What kind of page it is.
        pub kind as "type": CardKind,
        /// Who wrote it; superseded by [`authors`](Self::authors).
        pub author_name: String,
        /// Where they are found.
        pub author_url: String,
        /// Where it was published.
        pub provider_name: String,
        /// The front page of that.
        pub provider_url: String,
        /// Markup for embedding. Never used here, and never to be.
        pub html: String,
        /// Of the picture or film, in pixels.
        pub width: u32,
        /// Of the picture or film, in pixels.
        pub height: u32,
        /// The picture.
        pub image: Option<String>,
        /// What the picture shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub image_description: Option<String>,
        /// The address of a picture to embed.
        pub embed_url: String,
        /// A blurred impression of the picture.
        pub blurhash: Option<String>,
        /// When it was published.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub published_at: Option<Timestamp>,
        /// Who wrote it.
        pub authors: Vec<PreviewCardAuthor>,
    }
}

words! {
    /// What kind of page a card leads to.
    pub enum CardKind {
        /// A page.
        Link = "link";
        /// A picture.
        Photo = "photo",
        /// A film.
        Video = "video",
        /// Something to embed.
        Rich = "rich",
    }
}

wire! {
    /// Who wrote a page.
    part struct PreviewCardAuthor {
        /// Their name.
        pub name: String,
        /// Where they are found.
        pub url: String,
        /// Their account, when it is known.
        pub account: Option<Box<Account>>,
    }
}

wire! {
    /// A link that many share.
    part struct TrendsLink {
        /// Where it leads.
        pub url: String,
        /// The page's title.
        pub title: String,
        /// What it says of itself.
        pub description: String,
        /// What kind of page it is.
        pub kind as "type": CardKind,
        /// Who wrote it.
        pub author_name: String,
        /// Where they are found.
        pub author_url: String,
        /// Where it was published.
        pub provider_name: String,
        /// The front page of that.
        pub provider_url: String,
        /// Markup for embedding. Never used here, and never to be.
        pub html: String,
        /// Of the picture or film, in pixels.
        pub width: u32,
        /// Of the picture or film, in pixels.
        pub height: u32,
        /// The address of a picture to embed.
        pub embed_url: String,
        /// The picture.
        pub image: Option<String>,
        /// A blurred impression of the picture.
        pub blurhash: Option<String>,
        /// When it was published.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub published_at: Option<Timestamp>,
        /// Who wrote it.
        pub authors: Vec<PreviewCardAuthor>,
        /// How often it was shared, by day, latest first.
        pub history: Vec<TagHistory>,
    }
}
