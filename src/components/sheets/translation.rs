//! A post in the reader's language, as the server has it translated.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::Translation;

use crate::browser::intl;
use crate::components::dialog::dialog;
use crate::components::live::live;
use crate::components::page::skeletons;
use crate::components::rich_text::{line, rich_text};
use crate::state::{Phase, use_app};

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let translation = use_app().translation(post);
    let body = move || match translation.phase.get() {
        Phase::Opening | Phase::Refreshing => skeletons(),
        Phase::Ready => translation.value.with(drawn),
        other => {
            let words = match other {
                Phase::Offline => "The server cannot be reached, and this was not translated before.".into(),
                Phase::Gone | Phase::Lacking => "The server does not translate this post.".into(),
                Phase::SignedOut => "The server translates only for people who are signed in.".into(),
                Phase::Failed(words) => words,
                Phase::Opening | Phase::Refreshing | Phase::Ready => String::new(),
            };
            view! { <p role="alert">{words}</p> }.into_any()
        }
    };
    let body = view! { <div class="dialog-body">{live(body)}</div> }.into_any();
    dialog("Translation", "sheet", close, body)
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
