use proptest::prelude::*;
use rejoin_api as api;

use super::*;

/// The tree in one line.
fn shown(document: &Document) -> String {
    document.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(inner) => format!("p[{}]", line(inner)),
        Block::Preformatted(inner) => format!("pre[{}]", line(inner)),
        Block::Quote(inner) => format!("quote[{}]", blocks(inner)),
        Block::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| format!("({})", blocks(item))).collect();
            format!("list{}[{}]", start.map(|n| n.to_string()).unwrap_or_default(), items.join(" "))
        }
    }
}

fn blocks(list: &[Block]) -> String {
    list.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn line(inner: &[Inline]) -> String {
    inner
        .iter()
        .map(|piece| match piece {
            Inline::Text { text, style } if style.is_plain() => text.clone(),
            Inline::Text { text, style } => {
                let names = [
                    (Style::EMPHASIS, "em"),
                    (Style::STRONG, "strong"),
                    (Style::DELETED, "del"),
                    (Style::CODE, "code"),
                    (Style::UNDERLINE, "u"),
                    (Style::INVISIBLE, "hidden"),
                    (Style::ELLIPSIS, "short"),
                ];
                let on: Vec<&str> = names.iter().filter(|(s, _)| style.has(*s)).map(|(_, n)| *n).collect();
                format!("{{{}:{text}}}", on.join("+"))
            }
            Inline::Break => "/".into(),
            Inline::Emoji(emoji) => format!("<{}>", emoji.shortcode),
            Inline::Link { href, title, content } => {
                let title = title.as_ref().map(|t| format!(" “{t}”")).unwrap_or_default();
                format!("a({href}{title})[{}]", line(content))
            }
            Inline::Mention { id, acct, content, .. } => {
                format!("@({acct} {})[{}]", id.as_ref().map_or("?", |id| id.as_str()), line(content))
            }
            Inline::Hashtag { name, content, .. } => format!("#({name})[{}]", line(content)),
        })
        .collect()
}

fn parsed(html: &str) -> String {
    shown(&parse(html, Surroundings::default()))
}

#[test]
fn paragraphs_breaks_and_entities() {
    assert_eq!(parsed("<p>a &amp; b<br>c</p><p>d</p>"), "p[a & b/c] p[d]");
    assert_eq!(parsed("just text"), "p[just text]");
    assert_eq!(parsed("raw & and > stay"), "p[raw & and > stay]");
    assert_eq!(parsed(""), "");
    assert_eq!(parsed("<p></p><p> <br></p>\n"), "");
    assert_eq!(parsed("<p>a<p>b<p>c"), "p[a] p[b] p[c]");
    assert_eq!(parsed("one<div>two</div>three"), "p[one] p[two] p[three]");
}

#[test]
fn line_feeds_of_the_source_are_spaces_and_other_spaces_stay() {
    assert_eq!(parsed("<p>\n  a\n b<br>\n c  d </p>\n<p>e</p>"), "p[a b/c  d] p[e]");
    assert_eq!(parsed("<p>a</p> \n <p>b</p>"), "p[a] p[b]");
    assert_eq!(parsed("<p><b>a</b>\n<i>b</i></p>"), "p[{strong:a} {em:b}]");
    assert_eq!(parsed("<pre>a\n  b</pre>"), "pre[a\n  b]");
}

#[test]
fn emphasis_is_flags_and_headings_are_strong_paragraphs() {
    assert_eq!(parsed("<p><em>a<strong>b</em>c</strong>d</p>"), "p[{em:a}{em+strong:b}{strong:c}d]");
    assert_eq!(parsed("<h1>Title</h1>text"), "p[{strong:Title}] p[text]");
    assert_eq!(parsed("<p><del>a</del> <code>b</code> <u>c</u>"), "p[{del:a} {code:b} {u:c}]");
    assert_eq!(parsed("<p>x</b></i>y"), "p[xy]", "stray end tags do nothing");
}

#[test]
fn quotes_and_lists_nest() {
    assert_eq!(
        parsed("<blockquote><p>a</p><ul><li>b<li>c<ol start=3><li>d</ol></ul></blockquote>e"),
        "quote[p[a] list[(p[b]) (p[c] list3[(p[d])])]] p[e]"
    );
    assert_eq!(parsed("<ul><li><p>a</p><p>b</p></li></ul>"), "list[(p[a] p[b])]");
    assert_eq!(parsed("<ul>x<li>a</ul><li>stray"), "list[(p[x]) (p[a])] p[stray]");
    assert_eq!(parsed("</blockquote></ul></li>a"), "p[a]");
}

#[test]
fn links_keep_their_parts_as_sent() {
    let html = r#"<p><a href="https://example.com/a/long/path" title="Hi"><span class="invisible">https://</span><span
        class="ellipsis">example.com/a</span><span class="invisible">/long/path</span></a></p>"#;
    assert_eq!(
        parsed(html),
        "p[a(https://example.com/a/long/path “Hi”)[{hidden:https://}{short:example.com/a}{hidden:/long/path}]]"
    );
    assert_eq!(
        parsed(r#"<a href="https://a.example/"><div>inside a block</div></a>"#),
        "p[a(https://a.example/)[inside a block]]"
    );
    assert_eq!(
        parsed(r#"<a href="https://a.example/">a<a href="https://b.example/">b</a>"#),
        "p[a(https://a.example/)[a]a(https://b.example/)[b]]"
    );
}

#[test]
fn addresses_that_are_not_of_the_web_are_text() {
    for href in [
        "javascript:alert(1)",
        "data:text/html,x",
        "/relative",
        "vbscript:x",
        " java\tscript:x",
        "mailto:a@b.example",
    ] {
        assert_eq!(parsed(&format!(r#"<a href="{href}">x</a>"#)), "p[x]", "{href}");
    }
    assert_eq!(parsed("<a>x</a>"), "p[x]");
}

#[test]
fn what_is_no_text_is_left_out() {
    assert_eq!(parsed("a<script>alert('<p>x')</script>b"), "p[ab]");
    assert_eq!(parsed("a<style>p{}</style><svg><a href='https://x.example'>z</a></svg>b"), "p[ab]");
    assert_eq!(parsed("<iframe src=x>y</iframe><img src=x onerror=alert(1) alt='A cat'>"), "p[A cat]");
    assert_eq!(parsed("a<!-- <b>c</b> -->d<svg/>e"), "p[ade]");
    assert_eq!(
        parsed(r#"<p class="quote-inline">RE: <a href="https://x.example">x</a></p><p>mine</p>"#),
        "p[mine]"
    );
    assert_eq!(parsed(r#"<p>a<span class="quote-inline"><br>RE: <span>x</span></span>b</p>"#), "p[ab]");
    assert_eq!(parsed(r#"<p class="quote-inline">unclosed<p>mine"#), "p[mine]");
}

#[test]
fn mentions_are_told_by_what_the_post_lists() {
    let mentions: Vec<api::Mention> = serde_json::from_str(
        r#"[{"id": "7", "username": "ann", "acct": "ann@far.example", "url": "https://far.example/@ann"}]"#,
    )
    .expect("parses");
    let around = Surroundings { mentions: &mentions, ..Surroundings::default() };
    let parsed = |html: &str| shown(&parse(html, around));
    assert_eq!(
        parsed(r#"<a href="https://far.example/@ann" class="u-url mention">@<span>ann</span></a>"#),
        "p[@(ann@far.example 7)[@ann]]"
    );
    assert_eq!(
        parsed(r#"<a href="https://far.example/users/ann" class="mention">@ann</a>"#),
        "p[@(ann@far.example 7)[@ann]]"
    );
    assert_eq!(
        parsed(r#"<a href="https://far.example/@bob" class="mention">@bob</a>"#),
        "p[@(bob@far.example ?)[@bob]]"
    );
    assert_eq!(
        parsed(r#"<a href="https://x.example/" class="mention">click</a>"#),
        "p[a(https://x.example/)[click]]"
    );
}

#[test]
fn hashtags_are_told_by_class_relation_or_list() {
    let tags: Vec<api::StatusTag> =
        serde_json::from_str(r#"[{"name": "rust", "url": "https://a.example/t"}]"#).expect("parses");
    let around = Surroundings { tags: &tags, ..Surroundings::default() };
    let parsed = |html: &str| shown(&parse(html, around));
    assert_eq!(
        parsed(r#"<a href="https://b.example/tags/x" class="mention hashtag" rel="tag">#<span>X</span></a>"#),
        "p[#(X)[#X]]"
    );
    assert_eq!(parsed(r#"<a href="https://b.example/x" rel="nofollow tag">#y</a>"#), "p[#(y)[#y]]");
    assert_eq!(parsed(r#"<a href="https://b.example/r">#Rust</a>"#), "p[#(Rust)[#Rust]]");
    assert_eq!(parsed(r#"<a href="https://b.example/r">#other</a>"#), "p[a(https://b.example/r)[#other]]");
}

fn blob() -> Vec<api::CustomEmoji> {
    serde_json::from_str(
        r#"[{"shortcode": "blob", "url": "https://a.example/b.gif", "static_url": "https://a.example/b.png"},
            {"shortcode": "bad", "url": "javascript:x", "static_url": "javascript:x"}]"#,
    )
    .expect("parses")
}

#[test]
fn shortcodes_become_emojis_where_they_are_known() {
    let emojis = blob();
    let around = Surroundings { emojis: &emojis, ..Surroundings::default() };
    let parsed = |html: &str| shown(&parse(html, around));
    assert_eq!(
        parsed("<p>:blob::blob: a:blob:b :other: :bad: 12:30</p>"),
        "p[<blob><blob> a<blob>b :other: :bad: 12:30]"
    );
    assert_eq!(parsed("<p>:blob: <b>:blob</b>: x:</p>"), "p[<blob> {strong::blob}: x:]");
    assert_eq!(line(&parse_plain("<b>:blob:</b>", &emojis)), "<b><blob></b>", "a name is no HTML");
}

#[test]
fn plain_text_reads_as_one_would_copy_it() {
    let html = r##"<p>Hi <a class="mention" href="https://a.example/@b">@b</a>,<br>see <a href="https://c.example/"><span class="invisible">https://</span>c.example/</a></p><ul><li>one<li>two</ul>"##;
    assert_eq!(
        parse(html, Surroundings::default()).plain_text(),
        "Hi @b,\nsee https://c.example/\n\none\n\ntwo"
    );
}

#[test]
fn what_is_being_written_is_shown_with_its_lines_and_links() {
    assert_eq!(
        shown(&compose("One <b>\n two https://a.example/x.\n\n \nthree\n")),
        "p[One <b>/ two a(https://a.example/x)[https://a.example/x].] p[three]"
    );
    assert_eq!(shown(&compose(" \n")), "");
}

/// How deep the tree is; by hand, since a test that recursed could not tell.
fn depth(document: &Document) -> usize {
    let mut deepest = 0;
    let mut open: Vec<(&Block, usize)> = document.blocks.iter().map(|block| (block, 1)).collect();
    while let Some((block, depth)) = open.pop() {
        deepest = deepest.max(depth);
        match block {
            Block::Quote(inner) => open.extend(inner.iter().map(|block| (block, depth + 1))),
            Block::List { items, .. } => open.extend(items.iter().flatten().map(|block| (block, depth + 1))),
            _ => {}
        }
    }
    deepest
}

#[test]
fn a_hundred_kilobytes_of_nesting_stay_shallow() {
    for tag in
        ["blockquote", "ul><li", "b", "span", "div", "a href=https://a.example", "ol", "svg", "p", "font"]
    {
        let html = format!("<{tag}>").repeat(100_000 / (tag.len() + 2)) + "text";
        let document = parse(&html, Surroundings::default());
        assert!(depth(&document) <= MAX_DEPTH + 1, "{tag}");
        let text = serde_json::to_string(&document).expect("serialises");
        assert_eq!(api::parse::<Document>(&text).expect("parses again"), document, "{tag}");
        assert!(text.len() < 2 * html.len(), "{tag} grows to {}", text.len());
    }
}

#[test]
fn what_is_closed_beyond_the_depth_leaves_the_right_level() {
    let html = format!("{}deep{}after", "<blockquote>".repeat(20), "</blockquote>".repeat(20));
    let document = parse(&html, Surroundings::default());
    assert_eq!(document.blocks.len(), 2);
    assert_eq!(shown(&document).matches("quote[").count(), MAX_DEPTH);
    assert!(shown(&document).ends_with("p[after]"));
}

#[test]
fn no_input_grows_without_bound() {
    let emojis = blob();
    let around = Surroundings { emojis: &emojis, ..Surroundings::default() };
    let many = ":blob:".repeat(20_000);
    let document = parse(&many, around);
    assert!(serde_json::to_string(&document).expect("serialises").len() < 3 * many.len());
    let lines = "a<br>".repeat(20_000);
    let pieces: usize = match parse(&lines, around).blocks.as_slice() {
        [Block::Paragraph(line)] => line.len(),
        other => panic!("{} blocks", other.len()),
    };
    assert!(pieces <= MAX_PIECES + 1);
    assert!(parse(&lines, around).plain_text().ends_with('…'));
    assert_eq!(parsed(&"<br>".repeat(50)), "");
    assert_eq!(parsed(&format!("a{}b", "<br>".repeat(50))), "p[a///b]");
}

proptest! {
    #[test]
    fn no_text_breaks_it(html in "\\PC{0,400}") {
        check(&html)?;
    }

    #[test]
    fn no_markup_breaks_it(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..120)) {
        check(&pieces.concat())?;
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<br>",
    "<br/>",
    "<a href=\"https://a.example/x\">",
    "<a href='javascript:x'>",
    "</a>",
    "<span class=invisible>",
    "<span class=\"ellipsis\">",
    "<span>",
    "</span>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<ul>",
    "</ul>",
    "<ol start=-4>",
    "</ol>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<!--",
    "-->",
    "text",
    " ",
    "\n",
    ":blob:",
    ":",
    "&lt;",
    "&#0;",
    "&#x1F600;",
    "<p class=quote-inline>",
    "<h1>",
    "</h1>",
    "\u{202e}",
    "é",
    "<",
    ">",
    "<a class=mention href=https://a.example/@b>",
    "@b",
    "#tag",
    "<img alt='x'>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "\0",
];

fn check(html: &str) -> Result<(), TestCaseError> {
    let emojis = blob();
    let document = parse(html, Surroundings { emojis: &emojis, ..Surroundings::default() });
    prop_assert!(depth(&document) <= MAX_DEPTH + 1);
    let text = serde_json::to_string(&document).expect("serialises");
    prop_assert_eq!(&api::parse::<Document>(&text).expect("parses again"), &document);
    prop_assert!(!text.contains("javascript:x\""), "an address that is not of the web came through");
    for block in &document.blocks {
        let empty = match block {
            Block::Paragraph(line) | Block::Preformatted(line) => line.is_empty(),
            Block::Quote(inner) => inner.is_empty(),
            Block::List { items, .. } => items.iter().any(Vec::is_empty) || items.is_empty(),
        };
        prop_assert!(!empty, "an empty block");
    }
    Ok(())
}
