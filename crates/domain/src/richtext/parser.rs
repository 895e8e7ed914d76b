//! From characters to the builder's few verbs: which element does what.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::builder::Builder;
use super::links::LinkHead;
use super::{Document, Style, Surroundings};
use crate::WebUrl;

/// Parses HTML into what is allowed of it. Never fails: what cannot be understood is left out.
#[must_use]
pub fn parse(html: &str, around: Surroundings<'_>) -> Document {
    let mut parser = Parser { builder: Builder::new(around), tag: Tag::default(), skipping: None };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        parser.event(&event);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    parser.builder.finish()
}

/// A start tag while its attributes are being read.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    attribute: Attribute,
    href: Option<String>,
    title: Option<String>,
    class: Option<String>,
    rel: Option<String>,
    alt: Option<String>,
    start: Option<i32>,
}

#[derive(Debug, Default, Clone, Copy)]
enum Attribute {
    Href,
    Title,
    Class,
    Rel,
    Alt,
    Start,
    #[default]
    Other,
}

/// An element that is left out with all it contains, and how often its name is open within it.
#[derive(Debug)]
struct Skipped {
    name: String,
    depth: usize,
}

struct Parser<'a> {
    builder: Builder<'a>,
    tag: Tag,
    skipping: Option<Skipped>,
}

impl Parser<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: String::from_utf8_lossy(name).into_owned(), ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => self.tag.name_attribute(name),
            CallbackEvent::AttributeValue { value } => {
                self.tag.set_attribute(&String::from_utf8_lossy(value));
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(tag, *self_closing);
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } if self.skipping.is_none() => {
                self.builder.text(&String::from_utf8_lossy(value));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        if let Some(skipped) = &mut self.skipping {
            // A paragraph ends where the next block starts, closed or not.
            if skipped.name == "p" && is_block(&tag.name) {
                self.skipping = None;
            } else {
                skipped.depth += usize::from(tag.name == skipped.name && !self_closing);
                return;
            }
        }
        if (is_dropped(&tag.name) && !self_closing) || tag.has_class("quote-inline") {
            self.skipping = Some(Skipped { name: tag.name, depth: 1 });
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

    fn open(&mut self, tag: Tag) {
        let builder = &mut self.builder;
        match tag.name.as_str() {
            "br" => builder.line_break(),
            "a" => builder.open_link(tag.link()),
            "span" => builder.open_span(tag.span_style()),
            "img" => builder.text(tag.alt.as_deref().unwrap_or_default()),
            "blockquote" => builder.open_quote(),
            "ul" | "menu" => builder.open_list(None),
            "ol" => builder.open_list(Some(tag.start.unwrap_or(1))),
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

impl Tag {
    fn name_attribute(&mut self, name: &[u8]) {
        // The first of several attributes of one name counts.
        self.attribute = match name {
            b"href" if self.href.is_none() => Attribute::Href,
            b"title" if self.title.is_none() => Attribute::Title,
            b"class" if self.class.is_none() => Attribute::Class,
            b"rel" if self.rel.is_none() => Attribute::Rel,
            b"alt" if self.alt.is_none() => Attribute::Alt,
            b"start" if self.start.is_none() => Attribute::Start,
            _ => Attribute::Other,
        };
    }

    fn set_attribute(&mut self, value: &str) {
        match std::mem::take(&mut self.attribute) {
            Attribute::Href => self.href = Some(value.to_owned()),
            Attribute::Title => self.title = Some(value.to_owned()),
            Attribute::Class => self.class = Some(value.to_owned()),
            Attribute::Rel => self.rel = Some(value.to_owned()),
            Attribute::Alt => self.alt = Some(value.to_owned()),
            Attribute::Start => self.start = value.trim().parse().ok(),
            Attribute::Other => {}
        }
    }

    fn has_class(&self, class: &str) -> bool {
        self.class.as_deref().is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }

    fn span_style(&self) -> Style {
        if self.has_class("invisible") {
            Style::INVISIBLE
        } else if self.has_class("ellipsis") {
            Style::ELLIPSIS
        } else {
            Style::PLAIN
        }
    }

    /// What the element links to; `None` where that is nothing one may follow.
    fn link(self) -> Option<LinkHead> {
        let href = WebUrl::parse(self.href.as_deref()?)?;
        let hashtag = self.has_class("hashtag")
            || self.rel.as_deref().is_some_and(|r| r.split(' ').any(|r| r == "tag"));
        let mention = self.has_class("mention") && !hashtag;
        Some(LinkHead { href, mention, hashtag, title: self.title.filter(|title| !title.trim().is_empty()) })
    }
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
