//! What a post says: text, poll, media, preview, quotation.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::FilterAction;
use rejoin_domain::Post;
use rejoin_domain::richtext::{Block, Document};

use super::{Layout, filtered, link_card, quoted};
use crate::components::rich_text::rich_text;
use crate::components::{media, poll};
use crate::state::{Choice, PostView};

/// Text of more characters than this is folded in lists.
const FOLDED_FROM: usize = 1400;

/// All content of a post.
pub(super) fn body(view: &Arc<PostView>, live: Signal<Option<Arc<PostView>>>, layout: Layout) -> AnyView {
    let post = &view.post;
    view! {
        {text(post, layout)}
        {post.poll.is_some().then(|| poll::poll(live))}
        {(!post.media.is_empty()).then(|| attached(view))}
        {post.quote.as_ref().map(|quote| quoted::quoted(quote, view.quoted.as_ref()))}
        {post.card.as_ref().filter(|_| post.media.is_empty() && post.quote.is_none()).map(link_card::link_card)}
    }
    .into_any()
}

/// The attachments, covered where the post, a filter or the reader wants it.
fn attached(view: &PostView) -> AnyView {
    let blur = filtered::decided(&view.post).filter(|(action, _)| *action == FilterAction::Blur);
    pictures(&view.post, blur.map(|(_, title)| title))
}

/// The attachments of a post, of which a filter covers the media.
pub(super) fn pictures(post: &Post, filter: Option<String>) -> AnyView {
    let sensitive = || post.sensitive && !Choice::ShowSensitive.is_on();
    let cover = match filter {
        Some(title) => Some(format!("Filtered: {title}")),
        None if sensitive() => Some("Sensitive content".to_owned()),
        None => Choice::CoverMedia.is_on().then(|| "Pictures or videos".to_owned()),
    };
    media::media(&post.media, cover, &format!("{}+media", post.id))
}

fn text(post: &Post, layout: Layout) -> AnyView {
    if post.content.is_empty() {
        return ().into_any();
    }
    let drawn = rich_text(&post.content, post.language.as_deref());
    if layout == Layout::Focus || !is_long(&post.content) {
        return view! { <div class="post-text">{drawn}</div> }.into_any();
    }
    let open = RwSignal::new(false);
    view! {
        <div class="post-text" class:folded=move || !open.get()>{drawn}</div>
        <button class="post-more" hidden=move || open.get() on:click=move |_| open.set(true)>"Show all of it"</button>
    }
    .into_any()
}

fn is_long(document: &Document) -> bool {
    document.blocks.len() > 12 && document.blocks.iter().any(|b| matches!(b, Block::Paragraph(_)))
        || document.plain_text().chars().count() > FOLDED_FROM
}
