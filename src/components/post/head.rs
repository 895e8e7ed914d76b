//! Who wrote it, who boosted it, when, and whom it is for.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::{AccountId, Visibility};
use rejoin_domain::Account;

use super::{Layout, post_path};
use crate::components::avatar::{account_path, linked_picture, names};
use crate::components::clock::ago;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::components::sheets::{self, Sheet};
use crate::state::{PostView, use_app};

/// Everything above the text.
pub(super) fn head(view: &PostView, layout: Layout, others: Option<Memo<String>>) -> AnyView {
    let via = via(view.boosted_by.clone(), others);
    match layout {
        Layout::Row => view! { {via}{linked_picture(&view.author)} }.into_any(),
        Layout::Focus => view! {
            {via}
            <div class="post-top">{linked_picture(&view.author)}{names(&view.author)}</div>
        }
        .into_any(),
    }
}

/// Who boosted it: by name the first two, then how many more.
fn via(first: Option<Arc<Account>>, others: Option<Memo<String>>) -> AnyView {
    let drawn = move || {
        let others = others.map(|others| others.get()).unwrap_or_default();
        let known = others.split_whitespace().filter_map(|id| use_app().account(&AccountId::from(id)).get());
        let people: Vec<_> = first.iter().cloned().chain(known).collect();
        let name = |account: &Arc<Account>| {
            view! { <a href=account_path(account)><bdi>{line(&account.name)}</bdi></a> }
        };
        let more = people.len().saturating_sub(2);
        let second = people.get(1).map(|second| {
            let and = if more > 0 { ", " } else { " and " };
            view! { {and}{name(second)} }
        });
        let more = match more {
            0 => None,
            1 => Some(" and 1 more".to_owned()),
            more => Some(format!(" and {more} more")),
        };
        people.first().map(|first| {
            view! { <p class="post-via">{icon("boost")}<span>{name(first)}{second}{more}" boosted"</span></p> }
        })
    };
    live(drawn)
}

/// Names and time in one line, and what the post answers.
pub(super) fn first_lines(view: &PostView, latest: Signal<Option<Arc<PostView>>>) -> AnyView {
    let path = move || latest.with(|v| v.as_ref().map(|v| post_path(v)));
    let edited = view.post.edited_at.map(|_| edits(view, icon("compose").into_any()));
    view! {
        <div class="post-head">
            {names(&view.author)}
            <span class="post-time">
                {visibility_mark(&view.post.visibility)}
                {edited}
                <a href=path class="post-link">{ago(view.post.created_at)}</a>
            </span>
        </div>
        {answers(view)}
    }
    .into_any()
}

/// Opens what the post was before.
pub(super) fn edits(view: &PostView, words: AnyView) -> AnyView {
    let id = view.post.id.clone();
    let open = move |_| sheets::open(Sheet::History(id.clone()));
    view! { <button class="edited" title="Edited" aria-label="Edited: see what it was" on:click=open>{words}</button> }
        .into_any()
}

/// What the post answers, where it answers somebody.
pub(super) fn answers(view: &PostView) -> Option<AnyView> {
    let parent = view.post.in_reply_to_id.as_ref()?;
    let answered = match &view.reply_to {
        Some(account) if account.id == view.author.id => view! { "Continues their own post" }.into_any(),
        Some(account) => {
            let path = format!("/@{}/{parent}", account.acct);
            view! { <a href=path>"Answers "<bdi>{line(&account.name)}</bdi></a> }.into_any()
        }
        None => view! { "Answers a post" }.into_any(),
    };
    Some(view! { <p class="post-answers">{icon("reply")}{answered}</p> }.into_any())
}

/// The name and icon of a visibility.
pub(crate) fn visibility_words(visibility: &Visibility) -> (&'static str, &'static str) {
    match visibility {
        Visibility::Public => ("globe", "Public"),
        Visibility::Unlisted => ("moon", "Quiet public"),
        Visibility::Private => ("lock", "Followers"),
        Visibility::Direct => ("mail", "Mentioned people"),
        Visibility::Unknown(_) => ("lock", "Limited"),
    }
}

/// Public is the rule and goes without saying.
fn visibility_mark(visibility: &Visibility) -> Option<AnyView> {
    if *visibility == Visibility::Public {
        return None;
    }
    let (symbol, words) = visibility_words(visibility);
    Some(view! { <span role="img" title=words aria-label=words>{icon(symbol)}</span> }.into_any())
}
