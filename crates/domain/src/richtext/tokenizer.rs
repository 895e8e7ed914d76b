//! HTML cut into tags and text, as a browser would cut it.
//!
//! The states of the WHATWG tokenizer (<https://html.spec.whatwg.org/#tokenization>) that matter to content: tags with
//! their attributes, comments, elements whose content is no markup, and character references. A full tokenizer weighs a
//! tenth of all the app's code, most of it for references like `&NotSquareSuperset;`; the tests compare this one with a
//! full one, event by event.
//!
//! Time is linear in the length of the input, and nothing is kept of it but the tag that is being read.

use super::entities;

/// What a tag says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name, in lower case.
    pub(super) name: String,
    /// Its attributes, names in lower case, as they came.
    pub(super) attributes: Vec<(String, String)>,
    /// Whether it ends with a slash.
    pub(super) self_closing: bool,
}

impl Tag {
    /// The value of an attribute; of several of one name the first counts.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What is found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// The start of an element.
    Start(Tag),
    /// The end of the element of this name.
    End(String),
    /// Text, references resolved. Never empty; several may follow each other.
    Text(String),
}

/// How many attributes of a tag are looked at.
const MAX_ATTRIBUTES: usize = 32;

/// Cuts HTML into tokens.
pub(super) struct Tokenizer<'a> {
    rest: &'a str,
    /// The element whose content is no markup, if one is open.
    raw: Option<String>,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html, raw: None }
    }

    /// Takes what stands before the first of these characters.
    fn until(&mut self, ends: &[char]) -> &'a str {
        let place = self.rest.find(ends).unwrap_or(self.rest.len());
        self.take(place)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_past(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, rest)| rest);
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    fn starts_with_letter(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// What a `<` begins; `None` when it is a tag that the text ends in, or no token at all.
    fn markup(&mut self) -> Option<Token> {
        let after = self.rest.get(1..).unwrap_or_default();
        if Self::starts_with_letter(after) {
            self.rest = after;
            return self.tag().map(|tag| {
                self.raw = holds_no_markup(&tag.name).then(|| tag.name.clone());
                Token::Start(tag)
            });
        }
        match after.strip_prefix('/') {
            Some(name) if Self::starts_with_letter(name) => {
                self.rest = name;
                return self.tag().map(|tag| Token::End(tag.name));
            }
            // `</` at the very end is text.
            Some("") | None if !after.starts_with(['!', '?']) => return Some(self.text()),
            _ => {}
        }
        self.comment();
        None
    }

    fn comment(&mut self) {
        if self.skip("<!--") {
            // `<!-->` and `<!--->` are comments too.
            if self.skip(">") || self.skip("->") {
                return;
            }
            while let Some(place) = self.rest.find("--") {
                // Of more dashes than two the last two count, so that one is left.
                self.take(place + 1);
                if self.skip("->") || self.skip("-!>") {
                    return;
                }
            }
            self.rest = "";
        } else {
            self.skip_past(">");
        }
    }

    /// Reads a tag from its name on. `None` when the text ends within it.
    fn tag(&mut self) -> Option<Tag> {
        let name = name(self.until(&['\t', '\n', '\u{c}', '\r', ' ', '/', '>']));
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            self.skip_blanks();
            if self.skip(">") {
                return Some(tag);
            }
            if self.skip("/") {
                tag.self_closing = self.rest.starts_with('>');
                continue;
            }
            if self.rest.is_empty() {
                return None;
            }
            let (name, value) = self.attribute();
            if tag.attributes.len() < MAX_ATTRIBUTES {
                tag.attributes.push((name, value));
            }
        }
    }

    fn attribute(&mut self) -> (String, String) {
        // An equals sign that nothing stands before is part of the name.
        let first = usize::from(self.rest.starts_with('='));
        let end = self
            .rest
            .get(first..)
            .and_then(|rest| rest.find(['\t', '\n', '\u{c}', '\r', ' ', '/', '>', '=']));
        let name = name(self.take(end.map_or(self.rest.len(), |end| first + end)));
        self.skip_blanks();
        if !self.skip("=") {
            return (name, String::new());
        }
        self.skip_blanks();
        let value = if self.skip("\"") {
            self.quoted('"')
        } else if self.skip("'") {
            self.quoted('\'')
        } else {
            self.until(&['\t', '\n', '\u{c}', '\r', ' ', '>'])
        };
        (name, entities::resolve(&value.replace('\0', "\u{fffd}"), true))
    }

    fn quoted(&mut self, quote: char) -> &'a str {
        let value = self.until(&[quote]);
        self.take(1);
        value
    }

    /// Text up to the next `<`, which, where it stands first, begins nothing.
    fn text(&mut self) -> Token {
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest.get(first..).and_then(|rest| rest.find('<'));
        let text = self.take(end.map_or(self.rest.len(), |end| first + end));
        Token::Text(entities::resolve(text, false))
    }

    /// The content of an element that holds no markup, up to its end tag.
    fn raw_text(&mut self, element: &str) -> Option<Token> {
        let mut from = 0;
        while let Some(found) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            from += found + 2;
            let after = self.rest.get(from..).unwrap_or_default();
            let name = after.get(..element.len()).unwrap_or_default();
            let ended = after
                .get(element.len()..)
                .is_some_and(|c| c.starts_with(|c| is_blank(c) || c == '/' || c == '>'));
            if name.eq_ignore_ascii_case(element) && ended {
                return self.raw_text_before(from - 2, element);
            }
        }
        self.raw_text_before(self.rest.len(), element)
    }

    fn raw_text_before(&mut self, end: usize, element: &str) -> Option<Token> {
        if end > 0 {
            self.raw = Some(element.to_owned());
        }
        let text = &self.take(end).replace('\0', "\u{fffd}");
        let resolved = if matches!(element, "title" | "textarea") {
            entities::resolve(text, false)
        } else {
            entities::unify_line_feeds(text)
        };
        (!text.is_empty()).then_some(Token::Text(resolved))
    }
}

impl Iterator for Tokenizer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while !self.rest.is_empty() {
            let raw = self.raw.take();
            let token = match raw {
                Some(element) => self.raw_text(&element),
                None if self.rest.starts_with('<') => self.markup(),
                None => Some(self.text()),
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}

fn name(text: &str) -> String {
    text.to_ascii_lowercase().replace('\0', "\u{fffd}")
}

/// Elements whose content is characters, up to their end tag.
fn holds_no_markup(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript"
    )
}

#[cfg(test)]
mod tests;
