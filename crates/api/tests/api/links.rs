//! Lists are continued where the server says, whatever its cursors look like.

use proptest::prelude::*;
use rejoin_api::requests::{accounts, favourites, notifications, timelines};
use rejoin_api::{Links, NotificationKind, Page, PageCursor};

use crate::fixtures;

fn next(header: &str) -> PageCursor {
    Links::parse(header).next.unwrap_or_else(|| panic!("no next in {header}"))
}

#[test]
fn every_recorded_link_leads_to_the_address_it_names() {
    let mut seen = 0;
    for fixture in fixtures::all() {
        let links = fixture.response.links();
        for (rel, cursor) in [("next", links.next), ("prev", links.prev)] {
            let header = fixture.response.header("link").unwrap_or_default();
            assert_eq!(cursor.is_some(), header.contains(&format!("rel=\"{rel}\"")), "{}", fixture.name);
            let Some(cursor) = cursor else { continue };
            seen += 1;
            let part = header.split(", <").find(|part| part.contains(&format!("rel=\"{rel}\"")));
            assert!(part.is_some_and(|part| part.contains(cursor.as_str())), "{}", fixture.name);
        }
    }
    assert!(seen > 60, "only {seen} links");
}

#[test]
fn the_next_page_of_favourites_is_not_after_the_last_row() {
    let page = fixtures::one("gotosocial/pagination/favourites-page-1-link-ids-are-favourite-ids.json");
    let cursor = page.response.links().next.expect("a next page");
    let request = favourites::list(&Page::of(1)).from_cursor(&cursor);
    assert_eq!(request.call.target(), "/api/v1/favourites?limit=1&max_id=01M82BRV8JDRFSDXA30XZQBX6G");
}

#[test]
fn an_empty_page_may_have_a_next_one() {
    let page = fixtures::one("gotosocial/pagination/notifications-empty-page-with-next-link.json");
    assert_eq!(page.body.as_array().map(Vec::len), Some(0));
    assert!(page.response.links().next.is_some());
}

#[test]
fn a_link_keeps_what_is_listed_and_replaces_where() {
    let which = notifications::Which { types: vec![NotificationKind::Mention], ..Default::default() };
    let first = notifications::list(&which, &Page { since_id: Some("5".to_owned()), ..Page::of(40) });
    // Mastodon repeats the types, others forget them; neither may change what is listed.
    for link in [
        "<https://a/api/v1/notifications?max_id=9>; rel=\"next\"",
        "<https://a/x?types%5B%5D=mention&max_id=9>; rel=next",
    ] {
        let target = first.clone().from_cursor(&next(link)).call.target();
        assert_eq!(target.matches("types%5B%5D=mention").count(), 1, "{target}");
        assert!(target.contains("max_id=9") && !target.contains("since_id"), "{target}");
    }
}

#[test]
fn strange_links_are_read_or_passed_over() {
    assert_eq!(next("<https://a/b?offset=20&q=a%20b+c>; rel=\"next\"").as_str(), "offset=20&q=a%20b+c");
    assert_eq!(
        next(
            "<https://a/b?max_id=a,b;c>;title=\"x\"; REL='next' , <https://a/b?min_id=1>; rel=\"prev\""
                .replace('\'', "\"")
                .as_str()
        )
        .as_str(),
        "max_id=a,b;c"
    );
    assert_eq!(next("<https://a/b?max_id=1#top>; rel=\"last next\"").as_str(), "max_id=1");
    assert_eq!(next("</b?max_id=1>; rel=next").as_str(), "max_id=1");
    for nothing in
        ["", "<", "<>", "rel=\"next\"", "<https://a/b>; rel=\"next\"", "<https://a/b?x=1>; rel=\"self\""]
    {
        assert_eq!(Links::parse(nothing), Links::default(), "{nothing}");
    }
}

#[test]
fn a_cursor_made_from_an_id_pages_by_it() {
    let home = timelines::home(&Page::of(20));
    let older = home.from_cursor(&PageCursor::older_than("a&b"));
    assert_eq!(older.call.target(), "/api/v1/timelines/home?limit=20&max_id=a%26b");
    let newer = older.from_cursor(&PageCursor::newer_than("c"));
    assert_eq!(newer.call.target(), "/api/v1/timelines/home?limit=20&min_id=c");
}

proptest! {
    #[test]
    fn what_one_side_writes_the_other_reads(next in "[ -~é園]{1,30}", prev in "[ -~]{1,30}") {
        let links = Links { next: Some(PageCursor::older_than(&next)), prev: Some(PageCursor::newer_than(&prev)) };
        let header = links.header("https://a.example/api/v1/accounts/1/followers").expect("a header");
        prop_assert_eq!(&Links::parse(&header), &links);
        let request = accounts::followers(&"1".into(), &Page::default()).from_cursor(&PageCursor::older_than(&next));
        prop_assert_eq!(&request.call.query, &[("max_id".to_owned(), next)]);
    }

    #[test]
    fn no_header_is_too_strange(header in ".{0,80}") {
        let _ = Links::parse(&header);
    }
}
