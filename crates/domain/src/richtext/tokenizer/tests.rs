use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer as Full};
use proptest::prelude::*;

use super::*;

/// Neighbouring texts joined.
fn joined(tokens: impl Iterator<Item = Token>) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    for token in tokens {
        match (all.last_mut(), token) {
            (Some(Token::Text(text)), Token::Text(more)) => text.push_str(&more),
            (_, token) => all.push(token),
        }
    }
    all
}

fn ours(html: &str) -> Vec<Token> {
    joined(Tokenizer::new(html))
}

/// What a full tokenizer makes of it.
fn theirs(html: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut tag = Tag::default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => tag = Tag { name: text(name), ..Tag::default() },
            CallbackEvent::AttributeName { name } => tag.attributes.push((text(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = tag.attributes.last_mut() {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                all.push(Token::Start(Tag { self_closing, ..std::mem::take(&mut tag) }));
            }
            CallbackEvent::EndTag { name } => all.push(Token::End(text(name))),
            CallbackEvent::String { value } => all.push(Token::Text(text(value))),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Full::new_with_emitter(html, emitter).finish();
    joined(all.into_iter())
}

#[track_caller]
fn same(html: &str) {
    assert_eq!(ours(html), theirs(html), "{html:?}");
}

#[test]
fn tags_and_attributes_are_cut_as_a_browser_cuts_them() {
    for html in [
        "<p>a</p>b",
        "<P CLASS=X>",
        "<a href='1' href=2 title = \"3 > 2\" checked>",
        "<br/>",
        "<br / >",
        "<a b/c=d>",
        "<a =b>",
        "<a b= >",
        "<a b=c/>",
        "<a\nb\t=\r'c'\u{c}>",
        "</p class=x>",
        "</p/>",
        "<p",
        "<p a",
        "<p a=",
        "<p a='",
        "</",
        "</p",
        "<",
        "a < b",
        "a <b",
        "<1>",
        "</1>x",
        "</>x",
        "<?php x?>y",
        "<!doctype html>x",
        "<![CDATA[x]]>y",
        "<é>",
        "<p\u{e9}x>",
        "<a b=\"&amp;c\">",
    ] {
        same(html);
    }
}

#[test]
fn comments_end_where_a_browser_ends_them() {
    for html in [
        "<!-- a -->b",
        "<!-->b",
        "<!--->b",
        "<!--a--!>b",
        "<!--a",
        "<!-a>b",
        "<!--a->b-->c",
        "<!---->b",
        "<!--a>b",
        "<!>b",
    ] {
        same(html);
    }
}

#[test]
fn elements_without_markup_hold_text() {
    for html in [
        "<script>a<b>c</script>d",
        "<script>a</scriptx></script >d",
        "<style></style>x",
        "<title>a&amp;<b></title>c",
        "<textarea>\r\n&lt;</TEXTAREA>x",
        "<script>a",
        "<xmp>a</xmp",
        "<iframe></iframe>",
        "<style>a</style/>b",
        "<noscript><p></noscript>",
    ] {
        same(html);
    }
}

#[test]
fn references_are_resolved() {
    for html in [
        "&amp;&lt;&gt;&quot;&apos;&nbsp;&hellip;&eacute;&euro;",
        "&amp &ampx &am; & &; &#; &#x; &#39;&#x27;&#X27",
        "&#0;&#x110000;&#xd800;&#128;&#159;&#129;",
        "&#99999999999999999999;",
        "&copy2024 &notit; &unknown;",
        "<a href='?a=b&copy=c&amp;d&reg'>",
        "<a href='&copy &amp;&#38;'>",
        "&#39a&#x27g",
        "a\r\nb\rc",
        "\u{0}",
        "&frac14&frac12;",
        "&AMP;&THORN;&yuml;",
        "&amp;amp;",
        "&lt;b&gt;",
    ] {
        same(html);
    }
}

#[test]
fn names_without_meaning_stay_as_they_are() {
    assert_eq!(ours("&NotSquareSuperset;"), [Token::Text("&NotSquareSuperset;".into())]);
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r",
    "<p",
    "<a href",
    "</",
    "<!",
    "<!--",
    "--",
    "-->",
    "--!>",
    "?",
    "a",
    "B",
    "é",
    "&",
    "&amp",
    ";",
    "&#",
    "&#x",
    "39",
    "2f",
    "&lt",
    "&eacute",
    "<b>",
    "</b>",
    "<br/>",
    "<title>",
    "</title>",
    "<style>",
    "</style",
    "\0",
    "x=y",
    "class='z'",
];

proptest! {
    #[test]
    fn any_pieces_are_cut_as_a_full_tokenizer_cuts_them(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)
    ) {
        let html = pieces.concat();
        prop_assert_eq!(ours(&html), theirs(&html), "{:?}", html);
    }

    #[test]
    fn any_text_is_cut_as_a_full_tokenizer_cuts_it(html in "([<>/=!a-z \"';0-9\\n-]|&#|&#x){0,60}") {
        prop_assume!(!html.contains("script") && !html.contains("plaintext"));
        prop_assert_eq!(ours(&html), theirs(&html), "{:?}", html);
    }
}
