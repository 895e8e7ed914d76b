//! The tree as the store keeps it: a flat list of words, one after the other as they are read.
//!
//! A list of texts is parsed in one go, without a type for each kind of node and without going as deep as the tree, which
//! is what makes it small in code and quick to read. The first letter of a word says what it is:
//!
//! | word | means |
//! |---|---|
//! | `p`, `P` | a paragraph begins, preformatted text begins |
//! | `q` … `Q` | a quotation |
//! | `l3` or `l`, `i` …, `L` | a list from 3 or with bullets, each of its items, its end |
//! | `ttext`, `s05text` | text, text with the style of this number |
//! | `b` | a line break |
//! | `eblob`, address, address | a custom emoji, its picture, its picture without motion |
//! | `atitle`, address … `z` | a link |
//! | `macct`, id, address … `z` | a mention |
//! | `hname`, address … `z` | a hashtag |

use rejoin_api::lenient::{Fault, FromJson, Raw};
use serde::{Serialize, Serializer};

use super::{Block, CustomEmoji, Document, Inline, Style};
use crate::WebUrl;

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut words = Vec::new();
        self.blocks.iter().for_each(|block| write_block(block, &mut words));
        serializer.collect_seq(words)
    }
}

impl FromJson for Document {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut reader = Reader::default();
        reader.read(Vec::from_json(raw)?);
        Ok(Self { blocks: reader.finish() })
    }
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut words = Vec::new();
        write_inline(self, &mut words);
        serializer.collect_seq(words)
    }
}

impl FromJson for Inline {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut reader = Reader::default();
        reader.read(Vec::from_json(raw)?);
        reader.line.pop().ok_or_else(Fault::wrong)
    }
}

fn write_block(block: &Block, words: &mut Vec<String>) {
    match block {
        Block::Paragraph(line) => {
            words.push("p".into());
            write_line(line, words);
        }
        Block::Preformatted(line) => {
            words.push("P".into());
            write_line(line, words);
        }
        Block::Quote(blocks) => {
            words.push("q".into());
            blocks.iter().for_each(|block| write_block(block, words));
            words.push("Q".into());
        }
        Block::List { start, items } => {
            words.push(start.map_or_else(|| "l".into(), |start| format!("l{start}")));
            for item in items {
                words.push("i".into());
                item.iter().for_each(|block| write_block(block, words));
            }
            words.push("L".into());
        }
    }
}

fn write_line(line: &[Inline], words: &mut Vec<String>) {
    line.iter().for_each(|piece| write_inline(piece, words));
}

fn write_inline(piece: &Inline, words: &mut Vec<String>) {
    match piece {
        Inline::Text { text, style } if style.is_plain() => words.push(format!("t{text}")),
        Inline::Text { text, style } => words.push(format!("s{:02x}{text}", style.bits())),
        Inline::Break => words.push("b".into()),
        Inline::Emoji(CustomEmoji { shortcode, url, static_url }) => {
            words.extend([format!("e{shortcode}"), url.to_string(), static_url.to_string()]);
        }
        Inline::Link { href, title, content } => {
            words.extend([format!("a{}", title.as_deref().unwrap_or_default()), href.to_string()]);
            end_link(content, words);
        }
        Inline::Mention { id, acct, href, content } => {
            let id = id.as_ref().map(ToString::to_string).unwrap_or_default();
            words.extend([format!("m{acct}"), id, href.to_string()]);
            end_link(content, words);
        }
        Inline::Hashtag { name, href, content } => {
            words.extend([format!("h{name}"), href.to_string()]);
            end_link(content, words);
        }
    }
}

fn end_link(content: &[Inline], words: &mut Vec<String>) {
    write_line(content, words);
    words.push("z".into());
}

/// A container whose end has not been read.
enum Frame {
    Quote(Vec<Block>),
    List(Option<i32>, Vec<Vec<Block>>),
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    line: Vec<Inline>,
    /// Whether the line is preformatted text; `None` outside a block.
    block: Option<bool>,
    /// The link that is open, its content still empty.
    link: Option<(Inline, Vec<Inline>)>,
}

impl Reader {
    fn read(&mut self, words: Vec<String>) {
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut letters = word.chars();
            let kind = letters.next();
            let rest = letters.as_str();
            match kind {
                Some('t') => self.piece(text(rest, Style::PLAIN)),
                Some('s') => {
                    let (style, rest) = rest.split_at_checked(2).unwrap_or_default();
                    self.piece(text(rest, Style::from_bits(u8::from_str_radix(style, 16).unwrap_or(0))));
                }
                Some('b') => self.piece(Inline::Break),
                Some('e') => {
                    if let (Some(url), Some(static_url)) = (address(words.next()), address(words.next())) {
                        self.piece(Inline::Emoji(CustomEmoji {
                            shortcode: rest.to_owned(),
                            url,
                            static_url,
                        }));
                    }
                }
                Some('a' | 'm' | 'h') => self.open_link(kind, rest, &mut words),
                Some('z') => self.close_link(),
                _ => self.block_word(kind, rest),
            }
        }
    }

    fn open_link(&mut self, kind: Option<char>, rest: &str, words: &mut std::vec::IntoIter<String>) {
        let id = if kind == Some('m') { words.next() } else { None };
        let Some(href) = address(words.next()) else { return };
        let content = Vec::new();
        let link = match kind {
            Some('m') => {
                let id = id.filter(|id| !id.is_empty()).map(Into::into);
                Inline::Mention { id, acct: rest.to_owned(), href, content }
            }
            Some('h') => Inline::Hashtag { name: rest.to_owned(), href, content },
            _ => Inline::Link { href, title: (!rest.is_empty()).then(|| rest.to_owned()), content },
        };
        let outside = std::mem::take(&mut self.line);
        self.link = Some((link, outside));
    }

    fn close_link(&mut self) {
        let Some((mut link, outside)) = self.link.take() else { return };
        let inside = std::mem::replace(&mut self.line, outside);
        if let Inline::Link { content, .. }
        | Inline::Mention { content, .. }
        | Inline::Hashtag { content, .. } = &mut link
        {
            *content = inside;
        }
        self.line.push(link);
    }

    fn block_word(&mut self, kind: Option<char>, rest: &str) {
        self.end_line();
        match kind {
            Some('p') => self.block = Some(false),
            Some('P') => self.block = Some(true),
            Some('q') => self.frames.push(Frame::Quote(Vec::new())),
            Some('l') => self.frames.push(Frame::List(rest.parse().ok(), Vec::new())),
            Some('i') => {
                if let Some(Frame::List(_, items)) = self.frames.last_mut() {
                    items.push(Vec::new());
                }
            }
            Some('Q' | 'L') => match self.frames.pop() {
                Some(Frame::Quote(blocks)) => self.push(Block::Quote(blocks)),
                Some(Frame::List(start, items)) => self.push(Block::List { start, items }),
                None => {}
            },
            _ => {}
        }
    }

    fn piece(&mut self, piece: Inline) {
        self.line.push(piece);
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.block.take() {
            Some(true) => self.push(Block::Preformatted(line)),
            Some(false) => self.push(Block::Paragraph(line)),
            None => {}
        }
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Quote(blocks)) => blocks.push(block),
            Some(Frame::List(_, items)) => {
                if let Some(item) = items.last_mut() {
                    item.push(block);
                }
            }
            None => self.blocks.push(block),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_line();
        self.blocks
    }
}

fn text(text: &str, style: Style) -> Inline {
    Inline::Text { text: text.to_owned(), style }
}

fn address(word: Option<String>) -> Option<WebUrl> {
    WebUrl::parse(&word?)
}
