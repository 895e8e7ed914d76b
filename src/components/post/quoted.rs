//! A quoted post, small.

use leptos::prelude::*;

use crate::components::avatar::picture;
use crate::components::rich_text::{line, rich_text};
use crate::state::Quoted;

/// The quoted post with a link to its page.
pub(super) fn quoted(quoted: &Quoted) -> AnyView {
    let (post, author) = (&quoted.post, &quoted.author);
    let path = format!("/@{}/{}", author.acct, post.id);
    let text = if post.warning.is_empty() {
        rich_text(&post.content, post.language.as_deref())
    } else {
        view! { <p class="muted" dir="auto">{line(&post.warning)}</p> }.into_any()
    };
    view! {
        <div class="quoted" role="group" aria-label=format!("Quotes {}", author.plain_name())>
            <a class="post-names" href=path>
                {picture(author, "tiny")}
                <bdi class="name">{line(&author.name)}</bdi>
                <span class="handle" dir="ltr" translate="no">{format!("@{}", author.acct)}</span>
            </a>
            <div class="post-text">{text}</div>
        </div>
    }
    .into_any()
}
