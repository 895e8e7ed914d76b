//! Grows the tree from the parser's verbs.
//!
//! Open containers stand on a stack of bounded height, so that no input makes the tree deep. What would stand deeper is
//! counted, to pair its end tag, and its content goes to the deepest level there is.

use super::links::{LinkHead, resolve};
use super::{Block, Document, Inline, MAX_DEPTH, MAX_EMOJIS, MAX_PIECES, Style, Surroundings, emoji};

/// A container whose end has not been seen.
enum Frame {
    Quote(Vec<Block>),
    List { start: Option<i32>, items: Vec<Vec<Block>> },
    Item(Vec<Block>),
}

impl Frame {
    fn is_list(&self) -> bool {
        matches!(self, Self::List { .. })
    }
}

pub(super) struct Builder<'a> {
    around: Surroundings<'a>,
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    /// Quotes and lists that were opened beyond the depth that is kept.
    too_deep: [usize; 2],
    line: Vec<Inline>,
    preformatted: bool,
    /// How often each style is open, by the number of its bit.
    styles: [u32; 7],
    /// The style each open `span` set.
    spans: Vec<Style>,
    link: Option<(LinkHead, Vec<Inline>)>,
    pieces: usize,
    emojis_left: usize,
}

const QUOTE: usize = 0;
const LIST: usize = 1;

impl<'a> Builder<'a> {
    pub(super) fn new(around: Surroundings<'a>) -> Self {
        Self {
            around,
            blocks: Vec::new(),
            frames: Vec::new(),
            too_deep: [0; 2],
            line: Vec::new(),
            preformatted: false,
            styles: [0; 7],
            spans: Vec::new(),
            link: None,
            pieces: 0,
            emojis_left: MAX_EMOJIS,
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_block();
        while !self.frames.is_empty() {
            self.pop();
        }
        Document { blocks: self.blocks }
    }

    // Lines

    pub(super) fn text(&mut self, text: &str) {
        let style = self.style();
        let text = if self.preformatted { text.to_owned() } else { join_lines(text, self.at_line_start()) };
        if text.is_empty() || self.is_full() {
            return;
        }
        let emojis = self.around.emojis;
        let mut left = self.emojis_left;
        let line = self.open_line();
        let before = line.len();
        if style.has(Style::INVISIBLE) {
            emoji::push_text(&text, style, line);
        } else {
            emoji::split(&text, style, emojis, &mut left, line);
        }
        let added = line.len() - before;
        self.emojis_left = left;
        self.pieces += added;
    }

    pub(super) fn line_break(&mut self) {
        let line = self.open_line();
        // Empty lines at the top of a paragraph, and more than two in a row, say nothing.
        let full = matches!(line.as_slice(), [] | [.., Inline::Break, Inline::Break, Inline::Break]);
        if !full && !self.is_full() {
            self.open_line().push(Inline::Break);
            self.pieces += 1;
        }
    }

    pub(super) fn open_link(&mut self, head: Option<LinkHead>) {
        self.close_link();
        self.link = head.map(|head| (head, Vec::new()));
    }

    pub(super) fn close_link(&mut self) {
        let Some((head, content)) = self.link.take() else { return };
        if !content.is_empty() {
            self.line.push(resolve(head, content, self.around));
        }
    }

    fn open_line(&mut self) -> &mut Vec<Inline> {
        match &mut self.link {
            Some((_, content)) => content,
            None => &mut self.line,
        }
    }

    fn at_line_start(&self) -> bool {
        let link = self.link.as_ref().and_then(|(_, content)| content.last());
        matches!(link.or(self.line.last()), None | Some(Inline::Break))
    }

    /// Counts a piece; says once, with an ellipsis, that no more are taken.
    fn is_full(&mut self) -> bool {
        if self.pieces == MAX_PIECES {
            self.pieces += 1;
            emoji::push_text("…", Style::PLAIN, self.open_line());
        }
        self.pieces > MAX_PIECES
    }

    // Styles

    fn style(&self) -> Style {
        let open = self.styles.iter().zip(Style::ALL).filter(|(count, _)| **count > 0);
        open.fold(Style::PLAIN, |all, (_, style)| all.with(style))
    }

    pub(super) fn open_style(&mut self, style: Style) {
        for (count, _) in self.styles.iter_mut().zip(Style::ALL).filter(|(_, one)| style.has(*one)) {
            *count = count.saturating_add(1);
        }
    }

    pub(super) fn close_style(&mut self, style: Style) {
        for (count, _) in self.styles.iter_mut().zip(Style::ALL).filter(|(_, one)| style.has(*one)) {
            *count = count.saturating_sub(1);
        }
    }

    pub(super) fn open_span(&mut self, style: Style) {
        self.open_style(style);
        self.spans.push(style);
    }

    pub(super) fn close_span(&mut self) {
        if let Some(style) = self.spans.pop() {
            self.close_style(style);
        }
    }

    // Blocks

    /// Ends the paragraph that is being written, if any.
    pub(super) fn end_block(&mut self) {
        // A link that encloses blocks goes on in the next one as long as it has no text yet.
        if self.link.as_ref().is_some_and(|(_, content)| !content.is_empty()) {
            self.close_link();
        }
        let mut line = std::mem::take(&mut self.line);
        while line.pop_if(is_blank).is_some() {}
        if let Some(Inline::Text { text, .. }) = line.last_mut() {
            text.truncate(text.trim_end_matches(['\n', ' ']).len());
        }
        if line.is_empty() {
            return;
        }
        let block = if self.preformatted { Block::Preformatted(line) } else { Block::Paragraph(line) };
        self.push(block);
    }

    pub(super) fn open_pre(&mut self) {
        self.end_block();
        self.preformatted = true;
    }

    pub(super) fn close_pre(&mut self) {
        self.end_block();
        self.preformatted = false;
    }

    pub(super) fn open_quote(&mut self) {
        self.end_block();
        self.open(QUOTE, Frame::Quote(Vec::new()));
    }

    pub(super) fn close_quote(&mut self) {
        self.end_block();
        self.close(QUOTE, |frame| matches!(frame, Frame::Quote(_)));
    }

    pub(super) fn open_list(&mut self, start: Option<i32>) {
        self.end_block();
        self.open(LIST, Frame::List { start, items: Vec::new() });
    }

    pub(super) fn close_list(&mut self) {
        self.end_block();
        self.close(LIST, Frame::is_list);
    }

    pub(super) fn open_item(&mut self) {
        self.close_item();
        if self.frames.last().is_some_and(Frame::is_list) {
            self.frames.push(Frame::Item(Vec::new()));
        }
    }

    pub(super) fn close_item(&mut self) {
        self.end_block();
        if matches!(self.frames.last(), Some(Frame::Item(_))) && self.too_deep == [0; 2] {
            self.pop();
        }
    }

    fn open(&mut self, kind: usize, frame: Frame) {
        let depth = self.frames.iter().filter(|frame| !matches!(frame, Frame::Item(_))).count();
        if depth < MAX_DEPTH {
            self.frames.push(frame);
        } else if let Some(count) = self.too_deep.get_mut(kind) {
            *count += 1;
        }
    }

    fn close(&mut self, kind: usize, is_it: impl Fn(&Frame) -> bool) {
        match self.too_deep.get_mut(kind) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                let Some(place) = self.frames.iter().rposition(is_it) else { return };
                while self.frames.len() > place {
                    self.pop();
                }
            }
        }
    }

    /// Ends the innermost container; an empty one leaves no trace.
    fn pop(&mut self) {
        match self.frames.pop() {
            Some(Frame::Quote(inner)) if !inner.is_empty() => self.push(Block::Quote(inner)),
            Some(Frame::List { start, items }) if !items.is_empty() => {
                self.push(Block::List { start, items });
            }
            Some(Frame::Item(blocks)) if !blocks.is_empty() => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(blocks);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Quote(blocks) | Frame::Item(blocks)) => blocks.push(block),
            // Text between the items of a list becomes an item.
            Some(Frame::List { items, .. }) => items.push(vec![block]),
            None => self.blocks.push(block),
        }
    }
}

fn is_blank(piece: &mut Inline) -> bool {
    match piece {
        Inline::Break => true,
        Inline::Text { text, .. } => text.trim_matches(['\n', ' ']).is_empty(),
        _ => false,
    }
}

/// Line feeds of the source are spaces, and nothing where a line starts; other spaces are kept as they are.
fn join_lines(text: &str, mut at_start: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(word);
        let space = tail.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(tail.len());
        let (blank, tail) = tail.split_at(space);
        at_start &= head.is_empty();
        out.push_str(head);
        if !blank.contains(['\n', '\r', '\t']) {
            out.push_str(blank);
        } else if !at_start {
            out.push(' ');
        }
        rest = tail;
    }
    out
}
