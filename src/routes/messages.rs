//! Private mentions, as the conversations they are.

use leptos::prelude::*;
use rejoin_domain::richtext::plain_line;
use rejoin_sync::Conversation;

use crate::actions;
use crate::components::avatar::picture;
use crate::components::clock::ago;
use crate::components::live::live;
use crate::components::menu::{Entry, menu_button};
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head};
use crate::components::rich_text::line;
use crate::state::use_app;

/// The page.
pub fn page() -> AnyView {
    let again = || {
        use_app().conversations();
    };
    let nothing = || {
        let words =
            "Posts that only those see who are mentioned in them appear here, one conversation a row.";
        empty("mail", "No private mentions", words, None)
    };
    let key = |one: &Conversation| format!("{one:?}");
    let list = own_list(use_app().conversations(), again, nothing, key, |one| row(&one));
    view! { {page_head(|| "Private mentions".into(), true)}{list} }.into_any()
}

fn row(one: &Conversation) -> AnyView {
    let app = use_app();
    let people: Vec<_> = one.people.iter().map(|id| app.account(id)).collect();
    let post = one.last.as_ref().map(|id| app.post(id));
    let (id, unread) = (one.id.clone(), one.unread);
    let shown = people.clone();
    let names = move || {
        let names = shown
            .iter()
            .filter_map(|who| who.get())
            .map(|who| view! { <bdi>{line(&who.name)}</bdi> }.into_any());
        let mut all = names.collect::<Vec<_>>();
        if all.is_empty() {
            all.push(view! { "Yourself" }.into_any());
        }
        let last = all.len() - 1;
        all.into_iter()
            .enumerate()
            .map(|(at, name)| view! { {name}{(at < last).then_some(", ")} })
            .collect_view()
    };
    let first = people.first().copied();
    let face = move || first.and_then(|who| who.get()).map(|who| picture(&who, ""));
    let read = id.clone();
    let words = move || {
        let view = post?.get()?;
        let words = if view.post.warning.is_empty() {
            view.post.content.plain_text()
        } else {
            plain_line(&view.post.warning)
        };
        let href = format!("/@{}/{}", view.author.acct, view.post.id);
        let id = read.clone();
        let open = move |_| {
            if unread {
                actions::mark_unread(&id, false);
            }
        };
        let by_me = view.is_mine.then_some("You: ");
        Some(view! {
            <a class="conversation-words" href=href dir="auto" on:click=open>{by_me}{words}</a>
            <span class="small muted">{ago(view.post.created_at)}</span>
        })
    };
    view! {
        <article class="conversation" class:unread=unread>
            {live(face)}
            <div class="conversation-main">
                <p class="name">{unread.then(|| view! { <span class="dot" role="img" aria-label="Unread"></span> })}{live(names)}</p>
                {live(words)}
            </div>
            {menu_button("icon-button", "More about this conversation", move || entries(&id, unread))}
        </article>
    }
    .into_any()
}

fn entries(id: &rejoin_api::ConversationId, unread: bool) -> Vec<Entry> {
    let (marked, deleted) = (id.clone(), id.clone());
    let words = if unread { "Mark as read" } else { "Mark as unread" };
    vec![
        Entry::new(if unread { "check" } else { "mail" }, words, move || {
            actions::mark_unread(&marked, !unread);
        }),
        Entry::new("trash", "Take off this list", move || actions::delete_conversation(&deleted)).dangerous(),
    ]
}
