//! A status as stored: content parsed, everyone and everything else by id.
//!
//! An answer nests: a status holds its account, the status it boosts, the one it quotes, and those hold theirs. The device
//! keeps each thing once. [`Harvest`] takes an answer apart.

use rejoin_api::{
    self as api, AccountId, FilterResult, Mention, PollId, QuoteApproval, QuotePermission, StatusId,
    StatusTag, Timestamp,
};

use crate::quote::{self, Quote};
use crate::record;
use crate::richtext::{self, Document, Inline, Surroundings};
use crate::{Account, Card, Media, WebUrl};

record! {
    /// A post, or the boost of one.
    pub struct Post {
        /// Its id on the reader's server.
        pub id: StatusId,
        /// Its address in the fediverse, the same wherever it is seen.
        pub uri: String,
        /// Its page on the web.
        pub url: Option<WebUrl>,
        /// When it was published.
        pub created_at: Timestamp,
        /// When it was last edited.
        pub edited_at: Option<Timestamp>,
        /// Who wrote or boosted it.
        pub account: AccountId,
        /// The post it boosts; a boost has no content of its own.
        pub reblog: Option<StatusId>,
        /// The post it answers.
        pub in_reply_to_id: Option<StatusId>,
        /// Who wrote the post it answers.
        pub in_reply_to_account_id: Option<AccountId>,
        /// Whom it is for.
        pub visibility: api::Visibility,
        /// Whether its media are to be covered.
        pub sensitive: bool,
        /// The content warning; empty where there is none.
        pub warning: Vec<Inline>,
        /// Its language.
        pub language: Option<String>,
        /// What it says.
        pub content: Document,
        /// Its attachments.
        pub media: Vec<Media>,
        /// Its poll.
        pub poll: Option<Poll>,
        /// The preview of a link in it.
        pub card: Option<Card>,
        /// What it quotes.
        pub quote: Option<Quote>,
        /// Who is mentioned.
        pub mentions: Vec<Mention>,
        /// Its hashtags.
        pub tags: Vec<StatusTag>,
        /// With what it was written.
        pub application: Option<String>,
        /// How many answer it.
        pub replies_count: u64,
        /// How many boosted it.
        pub reblogs_count: u64,
        /// How many favourited it.
        pub favourites_count: u64,
        /// How many quoted it, where the server counts them.
        pub quotes_count: u64,
        /// Who may quote it, where the server says so.
        pub quote_approval: Option<QuoteApproval>,
        /// What the reader did to it.
        pub mine: Mine,
        /// Which filters of the reader it matches.
        pub filtered: Vec<FilterResult>,
    }
}

record! {
    /// What the reader did to a post. `None` where the server did not say, as on streams.
    #[derive(Copy, Eq)]
    pub struct Mine {
        /// Favourited it.
        pub favourited: Option<bool>,
        /// Boosted it.
        pub reblogged: Option<bool>,
        /// Bookmarked it.
        pub bookmarked: Option<bool>,
        /// Muted its conversation.
        pub muted: Option<bool>,
        /// Pinned it to the profile.
        pub pinned: Option<bool>,
    }
}

record! {
    /// A poll.
    pub struct Poll {
        /// Its id on the reader's server.
        pub id: PollId,
        /// When it ends or ended.
        pub expires_at: Option<Timestamp>,
        /// Whether the server says that it has ended.
        pub expired: bool,
        /// Whether several options may be chosen.
        pub multiple: bool,
        /// How many votes there are.
        pub votes_count: u64,
        /// How many people voted, where told.
        pub voters_count: Option<u64>,
        /// What can be chosen.
        pub options: Vec<PollOption>,
        /// Whether the reader voted, or wrote it.
        pub voted: bool,
        /// The options that the reader chose.
        pub own_votes: Vec<u32>,
    }
}

record! {
    /// An option of a poll.
    pub struct PollOption {
        /// Its text.
        pub title: Vec<Inline>,
        /// How many chose it; `None` while that is hidden.
        pub votes_count: Option<u64>,
    }
}

/// The entities of an answer, each once, the latest version of each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Harvest {
    /// Posts.
    pub posts: Vec<Post>,
    /// Accounts.
    pub accounts: Vec<Account>,
}

/// How deep boosts and quotes within an answer are followed.
const MAX_NESTING: usize = 4;

impl Harvest {
    /// Takes a status apart; answers with its id.
    pub fn status(&mut self, status: &api::Status) -> StatusId {
        self.nested(status, 0);
        status.id.clone()
    }

    /// Takes statuses apart; answers with their ids in order.
    pub fn statuses(&mut self, statuses: &[api::Status]) -> Vec<StatusId> {
        statuses.iter().map(|status| self.status(status)).collect()
    }

    /// Takes an account apart; answers with its id.
    pub fn account(&mut self, account: &api::Account) -> AccountId {
        if let Some(moved) = &account.moved {
            self.keep_account(Account::from_wire(moved));
        }
        self.keep_account(Account::from_wire(account));
        account.id.clone()
    }

    fn nested(&mut self, status: &api::Status, depth: usize) {
        if depth > MAX_NESTING {
            return;
        }
        if let Some(reblog) = &status.reblog {
            self.nested(reblog, depth + 1);
        }
        if let Some(quoted) = status.quote.as_ref().and_then(|quote| quote.quoted_status.as_ref()) {
            self.nested(quoted, depth + 1);
        }
        self.account(&status.account);
        let post = Post::from_wire(status);
        match self.posts.iter_mut().find(|known| known.id == post.id) {
            Some(known) => *known = post.over(known),
            None => self.posts.push(post),
        }
    }

    fn keep_account(&mut self, account: Account) {
        match self.accounts.iter_mut().find(|known| known.id == account.id) {
            Some(known) => *known = account,
            None => self.accounts.push(account),
        }
    }
}

impl Post {
    /// What a server sent, parsed; what it nests is left to [`Harvest`].
    #[must_use]
    pub fn from_wire(wire: &api::Status) -> Self {
        let around = Surroundings { mentions: &wire.mentions, tags: &wire.tags, emojis: &wire.emojis };
        Self {
            id: wire.id.clone(),
            uri: wire.uri.clone(),
            url: wire.url.as_deref().and_then(WebUrl::parse).or_else(|| WebUrl::parse(&wire.uri)),
            created_at: wire.created_at,
            edited_at: wire.edited_at,
            account: wire.account.id.clone(),
            reblog: wire.reblog.as_ref().map(|status| status.id.clone()),
            in_reply_to_id: wire.in_reply_to_id.clone(),
            in_reply_to_account_id: wire.in_reply_to_account_id.clone(),
            visibility: wire.visibility.clone(),
            sensitive: wire.sensitive,
            warning: richtext::parse_plain(wire.spoiler_text.trim(), &wire.emojis),
            language: wire.language.clone().filter(|code| !code.is_empty()),
            content: if wire.reblog.is_some() {
                Document::default()
            } else {
                richtext::parse(&wire.content, around)
            },
            media: wire.media_attachments.iter().map(Media::from_wire).collect(),
            poll: wire.poll.as_ref().map(Poll::from_wire),
            card: wire.card.as_deref().and_then(Card::from_wire),
            quote: wire.quote.as_deref().map(Quote::from_wire),
            mentions: wire.mentions.clone(),
            tags: wire.tags.clone(),
            application: wire
                .application
                .as_ref()
                .map(|app| app.name.clone())
                .filter(|name| !name.is_empty()),
            replies_count: wire.replies_count,
            reblogs_count: wire.reblogs_count,
            favourites_count: wire.favourites_count,
            quotes_count: wire.quotes_count.unwrap_or_default(),
            quote_approval: quote::approval(wire),
            mine: Mine {
                favourited: wire.favourited,
                reblogged: wire.reblogged,
                bookmarked: wire.bookmarked,
                muted: wire.muted,
                pinned: wire.pinned,
            },
            filtered: wire.filtered.clone().unwrap_or_default(),
        }
    }

    /// This newer version of a post over the one that was stored: what it does not say of the reader is kept.
    #[must_use]
    pub fn over(mut self, stored: &Self) -> Self {
        let (new, old) = (&mut self.mine, stored.mine);
        new.favourited = new.favourited.or(old.favourited);
        new.reblogged = new.reblogged.or(old.reblogged);
        new.bookmarked = new.bookmarked.or(old.bookmarked);
        new.muted = new.muted.or(old.muted);
        new.pinned = new.pinned.or(old.pinned);
        if let (Some(new), Some(old)) = (&mut self.quote_approval, &stored.quote_approval)
            && new.current_user == QuotePermission::UnknownPolicy
        {
            new.current_user = old.current_user.clone();
        }
        if let (Some(new), Some(old)) = (&mut self.poll, &stored.poll)
            && new.id == old.id
            && old.voted
            && !new.voted
        {
            // Once voted, always voted; streams do not know the reader.
            new.voted = true;
            new.own_votes.clone_from(&old.own_votes);
        }
        self
    }
}

impl Poll {
    /// What a server sent, parsed.
    #[must_use]
    pub fn from_wire(wire: &api::Poll) -> Self {
        let option = |option: &api::PollOption| PollOption {
            title: richtext::parse_plain(&option.title, &wire.emojis),
            votes_count: option.votes_count,
        };
        Self {
            id: wire.id.clone(),
            expires_at: wire.expires_at,
            expired: wire.expired,
            multiple: wire.multiple,
            votes_count: wire.votes_count,
            voters_count: wire.voters_count,
            options: wire.options.iter().map(option).collect(),
            voted: wire.voted.unwrap_or(false),
            own_votes: wire.own_votes.clone().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = r##"{"id": "1", "uri": "https://a.example/1", "created_at": "2026-01-02T03:04:05.678Z", "edited_at": null,
        "account": {"id": "7", "username": "ann", "acct": "ann@far.example", "display_name": "Ann :blob:", "note": "<p>Hi</p>",
            "fields": [{"name": "Web", "value": "<a href='https://b.example'>b</a>", "verified_at": "2026-01-01T00:00:00Z"}],
            "emojis": [{"shortcode": "blob", "url": "https://a.example/b.gif", "static_url": "https://a.example/b.png"}]},
        "content": "<blockquote><p>a <b>b</b></p></blockquote><ul><li>c</ul><p><a class='mention hashtag' href='https://a.example/t'>#t</a>",
        "visibility": "unlisted", "sensitive": true, "spoiler_text": "careful", "language": "en", "favourited": true,
        "media_attachments": [{"id": "m", "type": "image", "url": "https://a.example/m", "description": "A cat",
            "meta": {"original": {"width": 640, "height": 480}, "focus": {"x": 0.5, "y": -0.5}}}],
        "poll": {"id": "p", "expires_at": "2026-01-03T00:00:00Z", "votes_count": 3, "voters_count": null, "own_votes": [1], "voted": true,
            "options": [{"title": "Tea", "votes_count": 1}, {"title": "Coffee", "votes_count": null}]},
        "card": {"url": "https://c.example/x", "title": "C", "type": "link", "width": 0, "height": 0},
        "mentions": [{"id": "9", "username": "bob", "acct": "bob", "url": "https://a.example/@bob"}],
        "tags": [{"name": "t", "url": "https://a.example/t"}], "filtered": [{"filter": {"id": "f", "title": "F", "filter_action": "blur"}}],
        "quote": {"state": "accepted", "quoted_status_id": "5"}, "favourites_count": 2}"##;

    #[test]
    fn posts_and_accounts_survive_storage() {
        let mut all = Harvest::default();
        all.status(&api::parse(STATUS).expect("parses"));
        let (post, account) = (&all.posts[0], &all.accounts[0]);
        assert_eq!(api::parse::<Post>(&serde_json::to_string(post).expect("serialises")).as_ref(), Ok(post));
        assert_eq!(
            api::parse::<Account>(&serde_json::to_string(account).expect("serialises")).as_ref(),
            Ok(account)
        );
        assert_eq!(post.media[0].size, Some((640, 480)));
        assert_eq!(post.card.as_ref().map(|card| card.provider.as_str()), Some("c.example"));
        assert_eq!(account.plain_name(), "Ann :blob:");
    }

    #[test]
    fn an_answer_is_taken_apart_into_what_it_nests() {
        let boost = STATUS
            .replace(r#""id": "1""#, r#""id": "2""#)
            .replace(r#""favourited": true"#, &format!(r#""reblog": {STATUS}"#));
        let mut all = Harvest::default();
        assert_eq!(all.status(&api::parse(&boost).expect("parses")), "2".into());
        let ids: Vec<&str> = all.posts.iter().map(|post| post.id.as_str()).collect();
        assert_eq!(ids, ["1", "2"]);
        assert_eq!(all.posts[1].reblog, Some("1".into()));
        assert!(all.posts[1].content.is_empty(), "a boost has no content of its own");
        assert_eq!(all.accounts.len(), 1);
    }

    #[test]
    fn what_a_stream_does_not_say_of_the_reader_is_kept() {
        let stored = Post::from_wire(&api::parse(STATUS).expect("parses"));
        let streamed =
            STATUS.replace(r#""favourited": true,"#, "").replace(r#""own_votes": [1], "voted": true,"#, "");
        let new = Post::from_wire(&api::parse(&streamed).expect("parses"));
        assert_eq!(new.mine.favourited, None);
        let merged = new.over(&stored);
        assert_eq!(merged.mine.favourited, Some(true));
        assert_eq!(merged.poll.map(|poll| (poll.voted, poll.own_votes)), Some((true, vec![1])));
    }
}
