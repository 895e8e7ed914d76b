//! Other people's content, drawn from its typed tree. Nothing here parses markup.

use leptos::prelude::*;
use rejoin_domain::richtext::{Block, CustomEmoji, Document, Inline, Style};

/// Content with its blocks.
pub fn rich_text(document: &Document, language: Option<&str>) -> AnyView {
    let blocks = document.blocks.iter().map(block).collect_view();
    view! { <div class="rich" dir="auto" lang=language.map(ToOwned::to_owned)>{blocks}</div> }.into_any()
}

/// A line: a name, a content warning, the title of an option.
pub fn line(pieces: &[Inline]) -> AnyView {
    pieces.iter().map(inline).collect_view().into_any()
}

// The depth of the tree is bounded by its parser, so drawing may recurse.
fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(pieces) => view! { <p dir="auto">{line(pieces)}</p> }.into_any(),
        Block::Preformatted(pieces) => view! { <pre dir="auto"><code>{line(pieces)}</code></pre> }.into_any(),
        Block::Quote(blocks) => {
            view! { <blockquote>{blocks.iter().map(self::block).collect_view()}</blockquote> }.into_any()
        }
        Block::List { start, items } => {
            let items = items
                .iter()
                .map(|item| view! { <li>{item.iter().map(self::block).collect_view()}</li> })
                .collect_view();
            match start {
                Some(start) => view! { <ol start=start.to_string()>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
    }
}

fn inline(piece: &Inline) -> AnyView {
    match piece {
        Inline::Text { text, style } => styled(text.clone(), *style),
        Inline::Break => view! { <br/> }.into_any(),
        Inline::Emoji(custom) => emoji(custom),
        Inline::Link { href, title, content } => view! {
            <a href=href.as_str().to_owned() title=title.clone() target="_blank" rel="nofollow noopener noreferrer" dir="auto" translate="no">
                {line(content)}
            </a>
        }
        .into_any(),
        Inline::Mention { acct, content, .. } => view! { <a href=format!("/@{acct}") dir="auto" translate="no">{line(content)}</a> }.into_any(),
        Inline::Hashtag { name, content, .. } => {
            view! { <a href=tag_path(name) dir="auto" rel="tag" translate="no">{line(content)}</a> }.into_any()
        }
    }
}

/// The page of a hashtag.
pub fn tag_path(name: &str) -> String {
    format!("/tags/{}", js_sys::encode_uri_component(name))
}

fn styled(text: String, style: Style) -> AnyView {
    if style.is_plain() {
        return text.into_any();
    }
    if style.has(Style::INVISIBLE) {
        return view! { <span class="hidden-text">{text}</span> }.into_any();
    }
    let mut drawn = text.into_any();
    if style.has(Style::ELLIPSIS) {
        drawn = view! { <span class="ellipsis">{drawn}</span> }.into_any();
    }
    if style.has(Style::CODE) {
        drawn = view! { <code>{drawn}</code> }.into_any();
    }
    if style.has(Style::UNDERLINE) {
        drawn = view! { <u>{drawn}</u> }.into_any();
    }
    if style.has(Style::DELETED) {
        drawn = view! { <s>{drawn}</s> }.into_any();
    }
    if style.has(Style::EMPHASIS) {
        drawn = view! { <em>{drawn}</em> }.into_any();
    }
    if style.has(Style::STRONG) {
        drawn = view! { <strong>{drawn}</strong> }.into_any();
    }
    drawn
}

fn emoji(custom: &CustomEmoji) -> AnyView {
    let name = format!(":{}:", custom.shortcode);
    // The still picture for those who ask for less motion is chosen by the browser, not by us.
    view! {
        <picture>
            <source srcset=custom.static_url.as_str().to_owned() media="(prefers-reduced-motion: reduce)"/>
            <img class="emoji" src=custom.url.as_str().to_owned() alt=name.clone() title=name loading="lazy" decoding="async" draggable="false"/>
        </picture>
    }
    .into_any()
}
