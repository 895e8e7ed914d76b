//! From tags to the builder's few verbs: which element does what.

use super::builder::Builder;
use super::links::LinkHead;
use super::tokenizer::{Tag, Token, Tokenizer};
use super::{Document, Style, Surroundings};
use crate::WebUrl;

/// Parses HTML into what is allowed of it. Never fails: what cannot be understood is left out.
#[must_use]
pub fn parse(html: &str, around: Surroundings<'_>) -> Document {
    let mut parser = Parser { builder: Builder::new(around), skipping: None };
    Tokenizer::new(html).for_each(|token| parser.take(token));
    parser.builder.finish()
}

/// An element that is left out with all it contains, and how often its name is open within it.
#[derive(Debug)]
struct Skipped {
    name: String,
    depth: usize,
}

struct Parser<'a> {
    builder: Builder<'a>,
    skipping: Option<Skipped>,
}

impl Parser<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Start(tag) => self.start(&tag),
            Token::End(name) => self.end(&name),
            Token::Text(text) if self.skipping.is_none() => self.builder.text(&text),
            Token::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        if let Some(skipped) = &mut self.skipping {
            // A paragraph ends where the next block starts, closed or not.
            if skipped.name == "p" && is_block(&tag.name) {
                self.skipping = None;
            } else {
                skipped.depth += usize::from(tag.name == skipped.name && !tag.self_closing);
                return;
            }
        }
        if (is_dropped(&tag.name) && !tag.self_closing) || has_class(tag, "quote-inline") {
            self.skipping = Some(Skipped { name: tag.name.clone(), depth: 1 });
        } else {
            self.open(tag);
        }
    }

    fn end(&mut self, name: &str) {
        match &mut self.skipping {
            Some(skipped) => {
                skipped.depth -= usize::from(skipped.name == name);
                if skipped.depth == 0 {
                    self.skipping = None;
                }
            }
            None => self.close(name),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let builder = &mut self.builder;
        match tag.name.as_str() {
            "br" => builder.line_break(),
            "a" => builder.open_link(link(tag)),
            "span" => builder.open_span(span_style(tag)),
            "img" => builder.text(tag.get("alt").unwrap_or_default()),
            "blockquote" => builder.open_quote(),
            "ul" | "menu" => builder.open_list(None),
            "ol" => builder.open_list(Some(first_number(tag))),
            "li" => builder.open_item(),
            "pre" | "listing" => builder.open_pre(),
            "td" | "th" => builder.text(" "),
            name if is_block(name) => {
                builder.end_block();
                builder.open_style(style_of(name));
            }
            name => builder.open_style(style_of(name)),
        }
    }

    fn close(&mut self, name: &str) {
        let builder = &mut self.builder;
        match name {
            "br" => builder.line_break(),
            "a" => builder.close_link(),
            "span" => builder.close_span(),
            "blockquote" => builder.close_quote(),
            "ul" | "ol" | "menu" => builder.close_list(),
            "li" => builder.close_item(),
            "pre" | "listing" => builder.close_pre(),
            name if is_block(name) => {
                builder.end_block();
                builder.close_style(style_of(name));
            }
            name => builder.close_style(style_of(name)),
        }
    }
}

fn has_class(tag: &Tag, class: &str) -> bool {
    tag.get("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
}

fn span_style(tag: &Tag) -> Style {
    if has_class(tag, "invisible") {
        Style::INVISIBLE
    } else if has_class(tag, "ellipsis") {
        Style::ELLIPSIS
    } else {
        Style::PLAIN
    }
}

fn first_number(tag: &Tag) -> i32 {
    tag.get("start").and_then(|number| number.trim().parse().ok()).unwrap_or(1)
}

/// What the element links to; `None` where that is nothing one may follow.
fn link(tag: &Tag) -> Option<LinkHead> {
    let href = WebUrl::parse(tag.get("href")?)?;
    let hashtag =
        has_class(tag, "hashtag") || tag.get("rel").is_some_and(|rel| rel.split(' ').any(|one| one == "tag"));
    let mention = has_class(tag, "mention") && !hashtag;
    let title = tag.get("title").filter(|title| !title.trim().is_empty()).map(str::to_owned);
    Some(LinkHead { href, title, mention, hashtag })
}

/// Elements whose content is not text for a reader.
fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "svg"
            | "math"
            | "title"
            | "textarea"
            | "select"
            | "noscript"
            | "iframe"
            | "object"
            | "noembed"
            | "noframes"
            | "xmp"
            | "audio"
            | "video"
            | "canvas"
            | "button"
    )
}

/// Elements that start and end on lines of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "figure"
            | "figcaption"
            | "address"
            | "center"
            | "details"
            | "summary"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "hr"
            | "form"
            | "fieldset"
            | "blockquote"
            | "ul"
            | "ol"
            | "menu"
            | "li"
            | "pre"
            | "listing"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

fn style_of(name: &str) -> Style {
    match name {
        "em" | "i" | "cite" | "var" | "dfn" => Style::EMPHASIS,
        "strong" | "b" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Style::STRONG,
        "del" | "s" | "strike" => Style::DELETED,
        "code" | "tt" | "kbd" | "samp" => Style::CODE,
        "u" | "ins" => Style::UNDERLINE,
        _ => Style::PLAIN,
    }
}
