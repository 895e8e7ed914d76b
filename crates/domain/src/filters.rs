//! What the reader does not want to see: which filter decides about a post in a place, and which ones a post matches where a
//! server leaves it to the client to look (the first version of filters).

use rejoin_api::keyword::{contains, fold};
use rejoin_api::{Filter, FilterAction, FilterContext, FilterResult, Timestamp};

use crate::Post;

/// The filter that decides about a post in a place: to leave it out counts for more than to cover it, and that for more than
/// to cover its media. One that says nothing of places counts everywhere.
#[must_use]
pub fn verdict<'r>(results: &'r [FilterResult], place: &FilterContext, now: Timestamp) -> Option<&'r Filter> {
    let strength = |filter: &&Filter| match filter.filter_action {
        FilterAction::Hide => 2,
        FilterAction::Blur => 0,
        FilterAction::Warn | FilterAction::Unknown(_) => 1,
    };
    let counts = |filter: &&Filter| {
        (filter.context.is_empty() || filter.context.contains(place))
            && filter.expires_at.is_none_or(|until| until > now)
    };
    // The first of several that are as strong.
    results.iter().map(|result| &result.filter).filter(counts).rev().max_by_key(strength)
}

/// Which filters a post matches, as a server of the second version would say.
#[must_use]
pub fn matching(filters: &[Filter], post: &Post) -> Vec<FilterResult> {
    if filters.is_empty() {
        return Vec::new();
    }
    let text = fold(&words_of(post));
    let check = |filter: &Filter| {
        let words = filter.keywords.iter().flatten();
        let found = words.filter(|word| contains(&text, &word.keyword, word.whole_word));
        let found: Vec<String> = found.map(|word| word.keyword.clone()).collect();
        let filter = Filter { keywords: None, statuses: None, ..filter.clone() };
        (!found.is_empty()).then_some(FilterResult {
            filter,
            keyword_matches: Some(found),
            status_matches: None,
        })
    };
    filters.iter().filter_map(check).collect()
}

/// All that can be read of a post, line by line.
fn words_of(post: &Post) -> String {
    let mut words = vec![crate::richtext::plain_line(&post.warning), post.content.plain_text_in_full()];
    let options = post.poll.iter().flat_map(|poll| &poll.options);
    words.extend(options.map(|option| crate::richtext::plain_line(&option.title)));
    words.extend(post.media.iter().filter_map(|media| media.description.clone()));
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(action: FilterAction, context: &[FilterContext], title: &str) -> FilterResult {
        let filter = Filter {
            title: title.into(),
            filter_action: action,
            context: context.to_vec(),
            ..Filter::default()
        };
        FilterResult { filter, ..FilterResult::default() }
    }

    #[test]
    fn the_strongest_filter_of_a_place_decides() {
        use FilterAction::{Blur, Hide, Warn};
        use FilterContext::{Home, Thread};
        let now = Timestamp::from_millis(10);
        let mut all = vec![
            result(Blur, &[], "media"),
            result(Warn, &[Home], "first"),
            result(Warn, &[Home], "second"),
            result(Hide, &[Thread], "gone"),
        ];
        let title = |all: &[FilterResult], place| verdict(all, place, now).map(|filter| filter.title.clone());
        assert_eq!(title(&all, &Home).as_deref(), Some("first"));
        assert_eq!(title(&all, &Thread).as_deref(), Some("gone"));
        assert_eq!(title(&all, &FilterContext::Public).as_deref(), Some("media"));
        for one in &mut all {
            one.filter.expires_at = Some(now);
        }
        assert_eq!(title(&all, &Home), None);
    }

    #[test]
    fn everything_that_is_read_of_a_post_is_searched() {
        let word =
            rejoin_api::FilterKeyword { keyword: "Herring".into(), whole_word: true, ..Default::default() };
        let filters = [Filter { keywords: Some(vec![word]), ..Filter::default() }];
        let found = |text: &str| {
            let status: rejoin_api::Status = rejoin_api::parse(text).expect("parses");
            !matching(&filters, &Post::from_wire(&status)).is_empty()
        };
        let account = r#""id": "1", "account": {"id": "7", "acct": "ann"}"#;
        assert!(found(&format!(r#"{{{account}, "content": "<p>Fresh <b>herring</b>!</p>"}}"#)));
        assert!(found(&format!(r#"{{{account}, "spoiler_text": "herring"}}"#)));
        assert!(found(&format!(
            r#"{{{account}, "poll": {{"id": "2", "options": [{{"title": "Herring"}}]}}}}"#
        )));
        assert!(!found(&format!(r#"{{{account}, "content": "<p>Herrings</p>"}}"#)));
    }
}
