//! A post in the reader's language, as the server has it translated.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::Translation;

use super::told::{self, Words};
use crate::browser::intl;
use crate::components::rich_text::{line, rich_text};
use crate::state::use_app;

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let words = Words {
        offline: "The server cannot be reached, and this was not translated before.",
        lacking: "The server does not translate this post.",
        signed_out: "The server translates only for people who are signed in.",
    };
    told::sheet("Translation", use_app().translation(post), words, drawn, close)
}

fn drawn(all: &Translation) -> AnyView {
    let language = Some(all.language.as_str()).filter(|language| !language.is_empty());
    let warning = (!all.warning.is_empty())
        .then(|| view! { <p class="muted" dir="auto">"Content warning: "{line(&all.warning)}</p> });
    let options = all.poll.iter().map(|option| view! { <li dir="auto">{line(option)}</li> }).collect_view();
    let poll = (!all.poll.is_empty())
        .then(|| view! { <ul class="translated-poll" aria-label="Answers of the poll">{options}</ul> });
    let pictures = all.media.iter().cloned();
    let pictures =
        pictures.map(|words| view! { <p class="quoted-words" dir="auto">{words}</p> }).collect_view();
    let by = match all.from.as_str() {
        "" => format!("By {}. Machines get things wrong.", all.provider),
        from => {
            format!("From {}, by {}. Machines get things wrong.", intl::language_name(from), all.provider)
        }
    };
    view! { {warning}{rich_text(&all.content, language)}{poll}{pictures}<p class="small muted">{by}</p> }
        .into_any()
}
