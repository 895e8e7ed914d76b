//! Finding, among the posts of the own account, the one that was made of a draft.
//!
//! Servers make HTML of text, shorten handles and links, move white space, and some read markup. So a post is compared in
//! two ways: as *the same*, by text without white space, and as *alike*, by letters, digits and symbols alone. One that is
//! the same as another draft is never taken for one that is only alike.

use rejoin_api::{MediaAttachment, Poll, Status, StatusId, Timestamp, Visibility};
use rejoin_domain::richtext::{Surroundings, compose, parse};

use super::Draft;

/// Where to look for what was made of a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search<'a> {
    /// The draft as it was sent.
    pub(crate) draft: &'a Draft,
    /// By the server's clock: older posts are not it.
    pub(crate) since: Timestamp,
    /// Posts that were made of other drafts.
    pub(crate) claimed: &'a [StatusId],
    /// Other drafts that may have become posts too.
    pub(crate) rivals: &'a [&'a Draft],
}

impl Search<'_> {
    /// The post that was made of the draft, of these, latest first: the earliest that is the same, else that is alike.
    #[must_use]
    pub(crate) fn pick<'s>(&self, posts: &'s [Status]) -> Option<&'s Status> {
        let open = |post: &&Status| {
            post.reblog.is_none() && post.created_at >= self.since && !self.claimed.contains(&post.id)
        };
        let wanted = Words::of(self.draft);
        let rivals: Vec<(&Draft, Words)> =
            self.rivals.iter().map(|draft| (*draft, Words::of(draft))).collect();
        let open: Vec<&Status> = posts.iter().rev().filter(open).collect();
        let same = open.iter().find(|post| is_same(self.draft, &wanted, post));
        let of_rival = |post: &Status| rivals.iter().any(|(draft, words)| is_same(draft, words, post));
        let alike = || open.iter().find(|post| is_alike(self.draft, &wanted, post) && !of_rival(post));
        same.or_else(alike).copied()
    }
}

/// A draft's text, prepared for comparison.
struct Words {
    text: String,
    warning: String,
    letters: String,
}

impl Words {
    fn of(draft: &Draft) -> Self {
        let text = squeeze(&compose(&draft.text).plain_text_in_full());
        Self { letters: letters(&text), warning: letters(&draft.warning), text }
    }
}

fn is_same(draft: &Draft, words: &Words, post: &Status) -> bool {
    post.in_reply_to_id == draft.in_reply_to
        && post.visibility == draft.visibility
        && letters(&post.spoiler_text) == words.warning
        && squeeze(&text_of(post)) == words.text
        && has_media(draft, &post.media_attachments)
        && has_poll(draft, post.poll.as_ref())
}

/// Allows for what servers are known to change: less visible for a limited account, no longer an answer where the other post
/// is gone, polls dropped, attachments renamed, markup taken out.
fn is_alike(draft: &Draft, words: &Words, post: &Status) -> bool {
    (post.in_reply_to_id.is_none() || post.in_reply_to_id == draft.in_reply_to)
        && (post.visibility == Visibility::Direct) == (draft.visibility == Visibility::Direct)
        && letters(&post.spoiler_text) == words.warning
        && letters(&squeeze(&text_of(post))) == words.letters
        && (has_media(draft, &post.media_attachments)
            || (!words.letters.is_empty() && post.media_attachments.len() == draft.media.len()))
        && (post.poll.is_none() || has_poll(draft, post.poll.as_ref()))
}

fn has_media(draft: &Draft, media: &[MediaAttachment]) -> bool {
    draft.media.len() == media.len()
        && draft.media.iter().all(|one| media.iter().any(|other| one.uploaded.as_ref() == Some(&other.id)))
}

fn has_poll(draft: &Draft, poll: Option<&Poll>) -> bool {
    let wanted = draft.poll.iter().flat_map(|poll| &poll.options).map(|title| letters(title));
    let there = poll.into_iter().flat_map(|poll| &poll.options).map(|option| letters(&option.title));
    draft.poll.is_some() == poll.is_some() && wanted.eq(there)
}

fn text_of(post: &Status) -> String {
    let around = Surroundings { mentions: &post.mentions, tags: &post.tags, emojis: &post.emojis };
    parse(&post.content, around).plain_text_in_full()
}

/// Without white space and what cannot be seen, in lower case, and without the servers of handles.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        // The first `@` begins a handle; what follows a second one is its server.
        let mut ats = 0;
        for c in word.chars().flat_map(char::to_lowercase) {
            match c {
                '@' => ats += 1,
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' => continue,
                c if ats > 1 && !(c.is_alphanumeric() || c == '.' || c == '-') => ats = 0,
                _ => {}
            }
            if ats < 2 {
                out.push(c);
            }
        }
    }
    out
}

/// Letters, digits and symbols like emoji: what no server takes for markup or embellishes.
pub(super) fn letters(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !is_punctuation(*c));
    text.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

/// General punctuation, with quotation marks and dashes of typographers.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}' | '\u{ab}' | '\u{bb}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(id: &str, content: &str) -> Status {
        Status {
            id: id.into(),
            content: content.into(),
            created_at: Timestamp::from_millis(100),
            visibility: Visibility::Public,
            ..Status::default()
        }
    }

    fn draft(text: &str) -> Draft {
        Draft { text: text.into(), visibility: Visibility::Public, ..Draft::default() }
    }

    fn found<'s>(draft: &Draft, posts: &'s [Status]) -> Option<&'s str> {
        let search = Search { draft, since: Timestamp::from_millis(50), claimed: &[], rivals: &[] };
        search.pick(posts).map(|post| post.id.as_str())
    }

    #[test]
    fn what_servers_make_of_text_is_recognised() {
        let cases = [
            ("one\n\ntwo  three", "<p>one</p><p>two three</p>"),
            (
                "@bob@b.example, see https://a.example/path/that/is/long",
                r#"<p><span class="h-card"><a href="https://b.example/@bob" class="u-url mention">@<span>bob</span></a></span>, see <a href="https://a.example/path/that/is/long"><span class="invisible">https://</span><span class="ellipsis">a.example/path/that</span><span class="invisible">/is/long</span></a></p>"#,
            ),
            ("look https://a.example/x", r#"<p>look <a href="https://a.example/x">a.example…</a></p>"#),
            (
                "a < b & \"c\" #Tag :cat:",
                r#"<p>a &lt; b &amp; &quot;c&quot; <a href="https://a.example/t" class="hashtag">#<span>Tag</span></a> :cat:</p>"#,
            ),
            ("so **bold** - it's", "<p>so <strong>bold</strong> – it’s</p>"),
            ("👍️", "<p>👍</p>"),
        ];
        for (text, html) in cases {
            assert_eq!(found(&draft(text), &[post("1", html)]), Some("1"), "{text}");
            assert_eq!(found(&draft(&format!("{text} not")), &[post("1", html)]), None, "{text}");
        }
    }

    #[test]
    fn what_is_older_claimed_or_answers_another_post_is_not_it() {
        let there = [post("1", "<p>gm</p>")];
        let mut search =
            Search { draft: &draft("gm"), since: Timestamp::from_millis(100), claimed: &[], rivals: &[] };
        assert!(search.pick(&there).is_some());
        search.since = Timestamp::from_millis(101);
        assert!(search.pick(&there).is_none());
        let claimed = ["1".into()];
        search = Search { since: Timestamp::from_millis(0), claimed: &claimed, ..search };
        assert!(search.pick(&there).is_none());
        let answer = Status { in_reply_to_id: Some("9".into()), ..post("1", "<p>gm</p>") };
        assert_eq!(found(&draft("gm"), std::slice::from_ref(&answer)), None);
        let to = |id: &str| Draft { in_reply_to: Some(id.into()), ..draft("gm") };
        assert_eq!(found(&to("9"), std::slice::from_ref(&answer)), Some("1"));
        assert_eq!(found(&to("8"), &[answer]), None);
        let quiet = Draft { visibility: Visibility::Direct, ..draft("gm") };
        assert_eq!(found(&quiet, &there), None);
        let warned = Draft { warning: "bright".into(), ..draft("gm") };
        assert_eq!(found(&warned, &there), None);
    }

    #[test]
    fn one_that_is_alike_does_not_take_what_another_is() {
        let (wish, rival) = (draft("yes!"), draft("yes?"));
        let there = [post("1", "<p>yes?</p>")];
        let alone = Search { draft: &wish, since: Timestamp::from_millis(0), claimed: &[], rivals: &[] };
        assert!(alone.pick(&there).is_some());
        assert!(Search { rivals: &[&rival], ..alone }.pick(&there).is_none());
        assert!(Search { draft: &rival, rivals: &[&wish], ..alone }.pick(&there).is_some());
    }
}
