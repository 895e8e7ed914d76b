//! A quoted post, small, or why it is not shown.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::QuoteState;
use rejoin_domain::Quote;

use super::{body, filtered};
use crate::components::avatar::picture;
use crate::components::later::later;
use crate::components::rich_text::{line, rich_text};
use crate::state::Quoted;

/// The quoted post with a link to its page.
pub(super) fn quoted(quote: &Quote, shown: Option<&Quoted>) -> AnyView {
    match shown {
        Some(quoted) if quote.state == QuoteState::Accepted && filtered::covering(&quoted.post).is_none() => {
            small(quoted)
        }
        _ => {
            let (state, quoted) = (quote.state.clone(), shown.cloned());
            later(move || Box::pin(withheld(state.clone(), quoted.clone())))
        }
    }
}

fn small(quoted: &Quoted) -> AnyView {
    let (post, author) = (&quoted.post, &quoted.author);
    let path = format!("/@{}/{}", author.acct, post.id);
    let text = if post.warning.is_empty() {
        view! { <div class="post-text">{rich_text(&post.content, post.language.as_deref())}</div>{body::pictures(post, None)} }
            .into_any()
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
            {text}
        </div>
    }
    .into_any()
}

/// Why there is no quoted post to see, or not at once.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn withheld(state: QuoteState, shown: Option<Quoted>) -> Result<AnyView, SplitLoaderError> {
    let words = match &state {
        QuoteState::Accepted => match &shown {
            Some(quoted) => filtered::covering(&quoted.post)
                .map_or_else(String::new, |title| format!("The quoted post is filtered: {title}")),
            None => "The quoted post is not here.".to_owned(),
        },
        QuoteState::Pending => "The quote waits for the author of the quoted post to agree.".to_owned(),
        QuoteState::Rejected | QuoteState::Revoked => {
            "The author of the quoted post does not want it quoted here.".to_owned()
        }
        QuoteState::Deleted => "The quoted post was deleted.".to_owned(),
        QuoteState::MutedAccount => "The quoted post is by somebody you mute.".to_owned(),
        QuoteState::BlockedAccount => "The quoted post is by somebody you block.".to_owned(),
        QuoteState::BlockedDomain => "The quoted post is from a server that you block.".to_owned(),
        QuoteState::Unauthorized | QuoteState::Unknown(_) => {
            "The quoted post is not for you to see.".to_owned()
        }
    };
    Ok(match shown {
        Some(quoted) => view! {
            <details class="quoted withheld"><summary>{words}<span class="text-button">" Show"</span></summary>{small(&quoted)}</details>
        }
        .into_any(),
        None => view! { <p class="quoted withheld muted">{words}</p> }.into_any(),
    })
}
