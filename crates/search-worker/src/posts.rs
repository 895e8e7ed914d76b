//! Posts as the index takes them.

use std::collections::HashMap;

use rejoin_api::AccountId;
use rejoin_domain::{Account, Post};
use rejoin_search::{Index, Marks};

/// The full address of an account: handles of the own server come without it.
pub(crate) fn address(account: &Account, host: &str) -> String {
    if account.acct.contains('@') { account.acct.clone() } else { format!("{}@{host}", account.acct) }
}

/// Puts a post into the index. Boosts have no words of their own.
pub(crate) fn put(index: &mut Index, post: &Post, authors: &HashMap<AccountId, String>) {
    if post.reblog.is_some() {
        return;
    }
    let texts = texts(post);
    let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    index.put(rejoin_search::Post {
        id: post.id.as_str(),
        author: authors.get(&post.account).map_or("", String::as_str),
        created_at: post.created_at.as_millis(),
        language: post.language.as_deref().unwrap_or_default(),
        marks: marks(post),
        texts: &texts,
    });
}

/// All that can be read in a post.
fn texts(post: &Post) -> Vec<String> {
    let mut texts = vec![post.content.plain_text(), rejoin_domain::richtext::plain_line(&post.warning)];
    texts.extend(post.media.iter().filter_map(|media| media.description.clone()));
    if let Some(poll) = &post.poll {
        texts.extend(poll.options.iter().map(|option| rejoin_domain::richtext::plain_line(&option.title)));
    }
    if let Some(card) = &post.card {
        texts.extend([card.title.clone(), card.description.clone()]);
    }
    texts
}

fn marks(post: &Post) -> Marks {
    let is = |yes: bool, mark: Marks| if yes { mark } else { Marks::NONE };
    is(!post.media.is_empty(), Marks::MEDIA)
        .with(is(post.poll.is_some(), Marks::POLL))
        .with(is(post.card.is_some() || post.content.has_link(), Marks::LINK))
        .with(is(post.mine.bookmarked == Some(true), Marks::BOOKMARKED))
        .with(is(post.mine.favourited == Some(true), Marks::FAVOURITED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rejoin_domain::Harvest;
    use rejoin_search::{Query, Reader};

    const POST: &str = r##"{"id": "1", "uri": "https://a.example/1", "created_at": "2026-01-02T03:04:05.678Z",
        "account": {"id": "7", "username": "ann", "acct": "ann"}, "visibility": "public", "language": "en",
        "content": "<p>Bread from <a href='https://b.example/x'>the mill</a></p>", "spoiler_text": "Food", "bookmarked": true,
        "media_attachments": [{"id": "m", "type": "image", "url": "https://a.example/m", "description": "A loaf on a table"}],
        "poll": {"id": "p", "votes_count": 0, "options": [{"title": "Rye"}, {"title": "Wheat"}]},
        "card": {"url": "https://c.example/x", "title": "Sourdough", "description": "How to", "type": "link"}}"##;

    #[test]
    fn all_that_can_be_read_can_be_found() {
        let mut all = Harvest::default();
        all.status(&rejoin_api::parse(POST).expect("parses"));
        let authors = all.accounts.iter().map(|one| (one.id.clone(), address(one, "a.example"))).collect();
        let mut index = Index::default();
        put(&mut index, &all.posts[0], &authors);
        let finds = |typed: &str| {
            let query = Query::parse(typed, Reader::default()).expect("a query");
            index.search(&query, 1).total == 1
        };
        for typed in
            ["bread mill", "food", "loaf", "rye", "sourdough", "from:ann", "from:ann@a.example", "lang:en"]
        {
            assert!(finds(typed), "{typed}");
        }
        assert!(finds("has:media has:poll has:link in:bookmarks before:2026-02 after:2025"));
        assert!(!finds("in:favourites") && !finds("from:bob") && !finds("bicycle"));
    }

    #[test]
    fn a_boost_is_not_found_beside_its_post() {
        let boost = POST
            .replace(r#""id": "1""#, r#""id": "2""#)
            .replace(r#""bookmarked": true"#, &format!(r#""reblog": {POST}"#));
        let mut all = Harvest::default();
        all.status(&rejoin_api::parse(&boost).expect("parses"));
        let mut index = Index::default();
        all.posts.iter().for_each(|post| put(&mut index, post, &HashMap::new()));
        assert_eq!((all.posts.len(), index.len()), (2, 1));
    }
}
