//! A post as its author writes it.

use rejoin_api::{MediaId, QuotePolicy, StatusId, Timestamp, Visibility};
use rejoin_domain::{Media, WebUrl, record};

record! {
    /// A post as its author writes it.
    pub struct Draft {
        /// The text.
        pub text: String,
        /// The content warning; empty for none.
        pub warning: String,
        /// Whether media are to be covered.
        pub sensitive: bool,
        /// Whom it is for.
        pub visibility: Visibility,
        /// Its language; `None` leaves it to the server.
        pub language: Option<String>,
        /// The post it answers, which may itself not be sent yet.
        pub in_reply_to: Option<StatusId>,
        /// The post it quotes.
        pub quote: Option<StatusId>,
        /// Who may quote it; `None` leaves it to the server.
        pub quote_policy: Option<QuotePolicy>,
        /// Its attachments.
        pub media: Vec<Attachment>,
        /// Its poll; a post has a poll or attachments.
        pub poll: Option<PollDraft>,
        /// When the server is to publish it; `None` for at once.
        pub scheduled_at: Option<Timestamp>,
        /// Of several posts that are written together, those before this one, the first first. They have none themselves.
        pub earlier: Vec<Draft>,
        /// And those after it.
        pub later: Vec<Draft>,
    }
}

impl Draft {
    /// Whether there is nothing worth keeping.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.warning.trim().is_empty()
            && self.media.is_empty()
            && self.poll.is_none()
            && self.earlier.is_empty()
            && self.later.is_empty()
    }

    /// The posts that are written together, in order; what is in them, this one's own others aside.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        self.earlier.iter().chain([self]).chain(&self.later)
    }

    /// Everything that it has attached, also to the posts that are written together with it.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.each().flat_map(|part| &part.media)
    }

    /// The posts that are written together, in order, each by itself, and the place of this one among them.
    #[must_use]
    pub fn parts(&self) -> (Vec<Self>, usize) {
        let mut this = self.clone();
        let mut parts = std::mem::take(&mut this.earlier);
        let (place, later) = (parts.len(), std::mem::take(&mut this.later));
        parts.push(this);
        parts.extend(later);
        (parts, place)
    }

    /// These posts as they are written together, with the one at a place in hand. The first and the last of them are what it
    /// is clamped to; without any, it is empty.
    #[must_use]
    pub fn of_parts(mut parts: Vec<Self>, place: usize) -> Self {
        let place = place.min(parts.len().saturating_sub(1));
        let later = parts.split_off(parts.len().min(place + 1));
        let this = parts.pop().unwrap_or_default();
        Self { earlier: parts, later, ..this }
    }

    /// A post that goes on where this one ends: for the same people, in the same language, under the same warning.
    #[must_use]
    pub fn going_on(&self) -> Self {
        let Self { warning, sensitive, visibility, language, quote_policy, .. } = self.clone();
        Self { warning, sensitive, visibility, language, quote_policy, ..Self::default() }
    }
}

record! {
    /// An attachment of a draft.
    pub struct Attachment {
        /// Names its bytes in the store; empty for an attachment that the server holds already, when a post is edited.
        pub file: String,
        /// The name of the file.
        pub name: String,
        /// Its media type.
        pub mime: String,
        /// What it shows, for who cannot see it.
        pub description: String,
        /// The point to keep in view, from -1 (left, bottom) to 1 (right, top).
        pub focus: Option<(f64, f64)>,
        /// Its id on the server, once it is there.
        pub uploaded: Option<MediaId>,
        /// Its preview on the server, for one that was there when the edit began.
        pub preview: Option<WebUrl>,
    }
}

impl Attachment {
    /// An attachment that is on the server already.
    #[must_use]
    pub fn on_server(media: &Media) -> Self {
        use rejoin_api::MediaKind::{Audio, Gifv, Video};
        let mime = match media.kind {
            Video | Gifv => "video/*",
            Audio => "audio/*",
            _ => "image/*",
        };
        Self {
            mime: mime.to_owned(),
            description: media.description.clone().unwrap_or_default(),
            focus: media.focus,
            uploaded: Some(media.id.clone()),
            preview: media.preview_url.clone().or_else(|| media.url.clone()),
            ..Self::default()
        }
    }
}

record! {
    /// The poll of a draft.
    pub struct PollDraft {
        /// What can be chosen.
        pub options: Vec<String>,
        /// How long it is open, in seconds.
        pub expires_in: u32,
        /// Whether several options may be chosen.
        pub multiple: bool,
        /// Whether counts stay hidden until it ends.
        pub hide_totals: bool,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Draft {
        let media = vec![Attachment { file: format!("file of {text}"), ..Attachment::default() }];
        Draft { text: text.into(), media, ..Draft::default() }
    }

    #[test]
    fn posts_that_are_written_together_are_taken_apart_and_put_together() {
        let parts = vec![part("one"), part("two"), part("three")];
        for place in 0..3 {
            let whole = Draft::of_parts(parts.clone(), place);
            assert_eq!(whole.text, parts[place].text);
            assert_eq!(whole.parts(), (parts.clone(), place));
            let files: Vec<&str> = whole.attachments().map(|one| one.file.as_str()).collect();
            assert_eq!(files, ["file of one", "file of two", "file of three"]);
            let text = serde_json::to_string(&whole).unwrap();
            assert_eq!(rejoin_api::parse::<Draft>(&text).as_ref(), Ok(&whole));
        }
        assert_eq!(Draft::of_parts(vec![], 3), Draft::default());
        assert!(!Draft { earlier: vec![part("one")], ..Draft::default() }.is_empty());
    }
}
