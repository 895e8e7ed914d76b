//! The tree: what is allowed of other people's HTML, and nothing else.
//!
//! Its depth is bounded by the parser, so that drawing, storing and dropping it may recurse. Emphasis does not nest: it is
//! a set of flags on each run of text, so only blocks and links have children.

use rejoin_api::AccountId;

use crate::WebUrl;

/// Parsed content: a sequence of blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in reading order; empty for content without text.
    pub blocks: Vec<Block>,
}

/// A block of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; headings arrive here with every run strong.
    Paragraph(Vec<Inline>),
    /// Preformatted text, whose line feeds count.
    Preformatted(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The number of the first item of an ordered list, `None` for bullets.
        start: Option<i32>,
        /// The items, each a sequence of blocks.
        items: Vec<Vec<Block>>,
    },
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// A run of text.
    Text {
        /// The text itself, entities resolved.
        text: String,
        /// How it looks.
        style: Style,
    },
    /// A line break within a paragraph.
    Break,
    /// A custom emoji of the author's server.
    Emoji(CustomEmoji),
    /// A link out of the app.
    Link {
        /// Where it leads; http or https.
        href: WebUrl,
        /// The title that the author gave it.
        title: Option<String>,
        /// The text as sent, with its invisible and shortened parts.
        content: Vec<Inline>,
    },
    /// A link to an account that the post mentions.
    Mention {
        /// Its id on the reader's server, if the post's mentions name it.
        id: Option<AccountId>,
        /// Its handle: `name`, or `name@server` for accounts from elsewhere.
        acct: String,
        /// Its page on the web.
        href: WebUrl,
        /// The text as sent.
        content: Vec<Inline>,
    },
    /// A link to a hashtag.
    Hashtag {
        /// The tag without its `#`.
        name: String,
        /// The tag's page on the author's server.
        href: WebUrl,
        /// The text as sent.
        content: Vec<Inline>,
    },
}

/// A custom emoji where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomEmoji {
    /// Its name without colons.
    pub shortcode: String,
    /// The picture, which may move.
    pub url: WebUrl,
    /// The picture that does not move, for those who ask for reduced motion.
    pub static_url: WebUrl,
}

/// How a run of text looks: a set of flags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Style(u8);

impl Style {
    /// Nothing special.
    pub const PLAIN: Self = Self(0);
    /// Emphasis (`em`, `i`).
    pub const EMPHASIS: Self = Self(1);
    /// Strong (`strong`, `b`, headings).
    pub const STRONG: Self = Self(2);
    /// Struck through (`del`, `s`, `strike`).
    pub const DELETED: Self = Self(4);
    /// Code (`code`, `tt`, `kbd`, `samp`).
    pub const CODE: Self = Self(8);
    /// Underlined (`u`, `ins`).
    pub const UNDERLINE: Self = Self(16);
    /// A part of a link that servers mark as not for the eye (`span.invisible`).
    pub const INVISIBLE: Self = Self(32);
    /// A part of a link that is to be followed by an ellipsis (`span.ellipsis`).
    pub const ELLIPSIS: Self = Self(64);

    pub(super) const ALL: [Self; 7] = [
        Self::EMPHASIS,
        Self::STRONG,
        Self::DELETED,
        Self::CODE,
        Self::UNDERLINE,
        Self::INVISIBLE,
        Self::ELLIPSIS,
    ];

    pub(super) fn bits(self) -> u8 {
        self.0
    }

    pub(super) fn from_bits(bits: u8) -> Self {
        Self(bits & 0x7f)
    }

    /// Whether all flags of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// With the flags of `other` too.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether no flag is set.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.0 == 0
    }
}
