use super::{
    Account, ApplicationName, CustomEmoji, FilterResult, MediaAttachment, Poll, PreviewCard, Quote,
    QuoteApproval,
};
use crate::id::{AccountId, StatusId};
use crate::time::Timestamp;

wire! {
    /// A post, or a boost of one.
    ///
    /// What depends on who asks ([`favourited`](Self::favourited) and the like) is `None` where the server did not say,
    /// as in answers without a token and on public streams.
    pub struct Status {
        /// Its id on the server asked.
        pub id: StatusId,
        /// When it was published.
        pub created_at: Timestamp,
        /// The post it answers. It may be gone, or not be for the reader.
        pub in_reply_to_id: Option<StatusId>,
        /// Who wrote the post it answers.
        pub in_reply_to_account_id: Option<AccountId>,
        /// Whether its media are to be covered.
        pub sensitive: bool,
        /// The content warning; empty when there is none. Plain text.
        pub spoiler_text: String,
        /// Whom it is for.
        pub visibility: Visibility,
        /// ISO 639 code of its language.
        pub language: Option<String>,
        /// Its ActivityPub id: the same wherever it is seen.
        pub uri: String,
        /// Its web page.
        pub url: Option<String>,
        /// How many answer it, as far as the server knows.
        pub replies_count: u64,
        /// How many boosted it, as far as the server knows.
        pub reblogs_count: u64,
        /// How many favoured it, as far as the server knows.
        pub favourites_count: u64,
        /// How many quoted it, as far as the server knows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quotes_count: Option<u64>,
        /// When it was last edited.
        pub edited_at: Option<Timestamp>,
        /// Whether the reader favoured it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub favourited: Option<bool>,
        /// Whether the reader boosted it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reblogged: Option<bool>,
        /// Whether the reader muted its conversation.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub muted: Option<bool>,
        /// Whether the reader bookmarked it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bookmarked: Option<bool>,
        /// Whether the reader pinned it; given for their own posts.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pinned: Option<bool>,
        /// What it says, as HTML from others. Empty in the answer to deleting it, on some servers.
        pub content: String,
        /// What it says as its author wrote it; given when it was deleted, by some servers always, by some as HTML.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
        /// Which of the reader's filters it matches.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub filtered: Option<Vec<FilterResult>>,
        /// The boosted post, when this is a boost.
        pub reblog: Option<Box<Status>>,
        /// With what it was written.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub application: Option<ApplicationName>,
        /// Who wrote it, or boosted.
        pub account: Account,
        /// Pictures, films and sounds.
        pub media_attachments: Vec<MediaAttachment>,
        /// Who is mentioned.
        pub mentions: Vec<Mention>,
        /// Its hashtags.
        pub tags: Vec<StatusTag>,
        /// Custom emojis in its text.
        pub emojis: Vec<CustomEmoji>,
        /// The post it quotes (Mastodon 4.4).
        pub quote: Option<Box<Quote>>,
        /// The preview of a link in it.
        pub card: Option<Box<PreviewCard>>,
        /// Its poll.
        pub poll: Option<Poll>,
        /// Who may quote it (Mastodon 4.5).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quote_approval: Option<QuoteApproval>,
    }
}

words! {
    /// Whom a post is for.
    pub enum Visibility {
        /// Everyone, and shown in public timelines.
        Public = "public";
        /// Everyone, but not shown in public timelines.
        Unlisted = "unlisted",
        /// Followers and those mentioned.
        Private = "private",
        /// Those mentioned.
        Direct = "direct",
    }
}

wire! {
    /// Somebody mentioned in a post.
    pub struct Mention {
        /// Of their account.
        pub id: AccountId,
        /// The name without a domain.
        pub username: String,
        /// As in [`Account`].
        pub acct: String,
        /// Their web page.
        pub url: String,
    }
}

wire! {
    /// A hashtag in a post.
    part struct StatusTag {
        /// Without the number sign.
        pub name: String = required,
        /// Its page on the server asked.
        pub url: String,
    }
}
