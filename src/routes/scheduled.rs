//! Posts that the server is to publish later.

use leptos::prelude::*;
use rejoin_sync::{MutationId, Scheduled};

use crate::actions;
use crate::browser::{focus, intl};
use crate::components::composer::{Composing, use_composing};
use crate::components::confirm::ask;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head};
use crate::components::post::visibility_words;
use crate::components::toast::use_toasts;
use crate::state::{Connectivity, use_app};

/// The page.
pub fn page() -> AnyView {
    let again = || {
        use_app().scheduled();
    };
    let nothing = || {
        let words = "When you write a post, the arrow beside the plus lets you choose when it is published.";
        empty("clock", "Nothing waits for its time", words, None)
    };
    let key = |one: &Scheduled| format!("{one:?}");
    let list = own_list(use_app().scheduled(), again, nothing, key, |one| row(&one));
    view! { {page_head(|| "To be published later".into(), true)}{list} }.into_any()
}

fn row(one: &Scheduled) -> AnyView {
    let draft = &one.draft;
    let at = draft.scheduled_at.map(intl::exact);
    let answers = draft.in_reply_to.as_ref().map(|id| {
        let post = use_app().post(id);
        live(move || post.get().map(|view| {
            let href = format!("/@{}/{}", view.author.acct, view.post.id);
            view! { <p class="small"><a href=href>"Answers "<bdi>{format!("@{}", view.author.acct)}</bdi></a></p> }
        }))
    });
    let pictures = draft.media.iter().filter_map(|one| {
        let url = one.preview.as_ref()?.as_str().to_owned();
        Some(view! { <img src=url alt=one.description.clone() loading="lazy"/> })
    });
    let pictures = pictures.collect_view();
    let options = draft.poll.iter().flat_map(|poll| &poll.options);
    let options = options.map(|option| view! { <li dir="auto">{option.clone()}</li> }).collect_view();
    let warning = (!draft.warning.is_empty()).then(|| draft.warning.clone());
    let error = (!one.error.is_empty())
        .then(|| view! { <p class="composer-error">"It was not published: "{one.error.clone()}</p> });
    view! {
        <article class="scheduled">
            <p class="scheduled-when">{icon("clock")}<time>{at}</time><span>{visibility_words(&draft.visibility).1}</span></p>
            {answers}{error}
            {warning.map(|words| view! { <p class="muted" dir="auto">{words}</p> })}
            <p class="scheduled-text" dir="auto">{draft.text.clone()}</p>
            <ul class="scheduled-poll">{options}</ul>
            <div class="row scheduled-media">{pictures}</div>
            {buttons(one)}
        </article>
    }
    .into_any()
}

fn buttons(one: &Scheduled) -> AnyView {
    if MutationId::of_scheduled(&one.id).is_some() {
        return view! { <p class="small muted">"Your server has not been told of it yet. It waits in the "<a href="/outbox">"outbox"</a>"."</p> }
            .into_any();
    }
    let (changed, id) = (one.clone(), one.id.clone());
    let delete = move |_| {
        let id = id.clone();
        ask("Delete this post?", "It will not be published.", "Delete", move || {
            focus::leave(".scheduled .button", || actions::unschedule(&id));
        });
    };
    view! {
        <div class="row">
            <button class="button" on:click=move |_| change(&changed)>{icon("compose")}"Change"</button>
            <button class="button danger" on:click=delete>{icon("trash")}"Delete"</button>
        </div>
    }
    .into_any()
}

/// It becomes a draft again, and the server is told not to publish it. Without the server that could come too late.
fn change(one: &Scheduled) {
    let app = use_app();
    if app.online().get_untracked() != Connectivity::Online {
        use_toasts().say("Your server cannot be reached and might publish it meanwhile. Change it when the connection is back.");
        return;
    }
    let key = app.new_key();
    // Kept before it is taken back: in between it exists twice, never not at all.
    app.replace_draft(&key, one.draft.clone());
    app.flush_drafts();
    actions::unschedule(&one.id);
    use_composing().open(Composing { key, first_draft: None });
}
