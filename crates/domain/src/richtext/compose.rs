//! Text as its author writes it, shown as it will roughly look until the server has made its own of it.

use super::{Block, Document, Inline, Style, emoji};
use crate::WebUrl;

/// The text of a post that is not sent yet: paragraphs at empty lines, line breaks, and links.
#[must_use]
pub fn compose(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut line = Vec::new();
    for row in text.lines() {
        if row.trim().is_empty() {
            end(&mut line, &mut blocks);
            continue;
        }
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        for word in row.split_inclusive(char::is_whitespace) {
            word_into(word, &mut line);
        }
    }
    end(&mut line, &mut blocks);
    Document { blocks }
}

fn end(line: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !line.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(line)));
    }
}

fn word_into(word: &str, line: &mut Vec<Inline>) {
    let bare = word.trim_end();
    let address = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    let link =
        (address.starts_with("https://") || address.starts_with("http://")).then(|| WebUrl::parse(address));
    match link.flatten() {
        Some(href) => {
            let content = vec![Inline::Text { text: address.to_owned(), style: Style::PLAIN }];
            line.push(Inline::Link { href, title: None, content });
            emoji::push_text(word.strip_prefix(address).unwrap_or_default(), Style::PLAIN, line);
        }
        None => emoji::push_text(word, Style::PLAIN, line),
    }
}
