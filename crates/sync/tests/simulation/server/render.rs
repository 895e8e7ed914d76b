//! What things look like on the wire.

use rejoin_api::Timestamp;
use serde_json::{Value, json};

use super::{Server, Status, User};

pub fn http_date(millis: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = iso(millis);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let month = part(5..7).parse::<usize>().map_or("", |month| MONTHS[month - 1]);
    format!("Day, {} {month} {} {} GMT", part(8..10), part(0..4), part(11..19))
}

pub fn iso(millis: i64) -> String {
    Timestamp::from_millis(millis).to_string()
}

pub fn account(user: User) -> Value {
    json!({"id": format!("u{user}"), "username": format!("u{user}"), "acct": format!("u{user}")})
}

/// As Mastodon writes it: paragraphs, breaks, links with parts left out, handles with spans.
fn html(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().map(|line| {
            let words = line.split_whitespace().map(|word| {
                if let Some(rest) = word.strip_prefix("https://") {
                    return format!(
                        r#"<a href="{word}"><span class="invisible">https://</span><span class="">{rest}</span></a>"#
                    );
                }
                if let Some(name) = word.strip_prefix('@') {
                    let short = name.split('@').next().unwrap_or_default();
                    return format!(
                        r#"<span class="h-card"><a href="https://s.example/@{name}" class="u-url mention">@<span>{short}</span></a></span>"#
                    );
                }
                word.replace('&', "&amp;").replace('<', "&lt;")
            });
            words.collect::<Vec<_>>().join(" ")
        });
        format!("<p>{}</p>", lines.collect::<Vec<_>>().join("<br>"))
    });
    paragraphs.collect()
}

impl Server {
    pub fn render(&self, status: &Status, viewer: User) -> Value {
        let has = |mark: &str| status.marks.get(mark).is_some_and(|users| users.contains(&viewer));
        let count = |mark: &str| status.marks.get(mark).map_or(0, std::collections::BTreeSet::len);
        let media: Vec<Value> = status
            .media
            .iter()
            .map(|id| json!({"id": id, "type": "image", "url": format!("https://s.example/{id}")}))
            .collect();
        json!({
            "id": status.id,
            "uri": format!("https://s.example/{}", status.id),
            "created_at": iso(status.created_at),
            "edited_at": status.edited_at.map(iso),
            "in_reply_to_id": status.reply_to,
            "visibility": status.visibility,
            "spoiler_text": status.warning,
            "content": html(&status.text),
            "account": account(status.author),
            "favourited": has("favourite"), "reblogged": has("reblog"), "bookmarked": has("bookmark"),
            "pinned": has("pin"), "muted": has("mute"),
            "favourites_count": count("favourite"), "reblogs_count": count("reblog"),
            "media_attachments": media,
            "poll": self.render_poll(status, viewer),
        })
    }

    pub fn render_poll(&self, status: &Status, viewer: User) -> Value {
        let Some(poll) = &status.poll else { return Value::Null };
        let options: Vec<Value> = (0_u32..)
            .zip(&poll.options)
            .map(|(place, title)| {
                let votes = poll.votes.values().filter(|choices| choices.contains(&place)).count();
                json!({"title": title, "votes_count": votes})
            })
            .collect();
        let own = poll.votes.get(&viewer);
        json!({
            "id": format!("q{}", status.id), "options": options, "multiple": false, "expired": false,
            "votes_count": poll.votes.values().map(Vec::len).sum::<usize>(), "voters_count": poll.votes.len(),
            "voted": own.is_some() || status.author == viewer, "own_votes": own.cloned().unwrap_or_default(),
        })
    }

    pub fn relationship(&self, user: User, other: User) -> Value {
        let is = |who, whom, relation| self.relations.contains(&(who, whom, relation));
        json!({
            "id": format!("u{other}"), "following": is(user, other, "follow"),
            "followed_by": is(other, user, "follow"), "blocking": is(user, other, "block"),
            "muting": is(user, other, "mute"), "note": self.notes.get(&(user, other)).cloned().unwrap_or_default(),
        })
    }
}
