//! What the server finds: people and hashtags, and posts that this device has not shown already.

use leptos::prelude::*;
use rejoin_api::StatusId;

use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{failure, skeletons};
use crate::components::people::person;
use crate::components::post::{Layout, post, post_path};
use crate::components::rich_text::tag_path;
use crate::state::{Phase, SearchResults, SearchView, Seen, use_app};

/// People and hashtags; and the way to what a link leads to.
pub(super) fn people_and_tags(words: &str) -> AnyView {
    let search = use_app().search(words);
    if is_link(words) {
        open_what_it_leads_to(search);
    }
    let results = Memo::new(move |_| search.results.get());
    live(move || results.with(|results| people_of(results)))
}

/// The posts that the server found besides those of this device.
pub(super) fn further_posts(words: &str, seen: Signal<Seen>) -> AnyView {
    let app = use_app();
    let search = app.search(words);
    let shown = Memo::new(move |_| {
        let posts = search.results.with(|results| results.posts.clone());
        seen.with(|seen| posts.into_iter().filter(|id| !seen.ids.contains(id)).collect::<Vec<StatusId>>())
    });
    let nothing = Memo::new(move |_| {
        search.results.with(|r| r.accounts.is_empty() && r.posts.is_empty() && r.tags.is_empty())
    });
    let words = words.to_owned();
    let state = move || {
        let again = words.clone();
        let retry = move || {
            app.search(&again);
        };
        search.phase.with(|phase| match phase {
            Phase::Opening | Phase::Refreshing => skeletons(),
            Phase::Offline => aside("The server cannot be reached: this is what the device has.").into_any(),
            Phase::Failed(why) => failure(why.clone(), retry),
            _ if nothing.get() => aside("The server found nothing. Try fewer or other words.").into_any(),
            _ => ().into_any(),
        })
    };
    let posts = move || {
        let posts = shown.get();
        (!posts.is_empty()).then(|| {
            let host = app.server_host();
            let posts = posts.iter().map(|id| post(id, Layout::Row, "", None)).collect_view();
            view! { <section aria-label="Posts"><h2 class="section">"More posts from "<bdi>{host}</bdi></h2>{posts}</section> }
        })
    };
    view! { {live(posts)}{live(state)} }.into_any()
}

fn aside(words: &'static str) -> impl IntoView {
    view! { <p class="aside-words" role="status">{words}</p> }
}

/// Whether it is an address of the web, which servers find the post or person of.
fn is_link(words: &str) -> bool {
    (words.starts_with("https://") || words.starts_with("http://")) && !words.contains(' ')
}

/// Opens the one that a pasted link means, once the server has found it. Back leads to what was before the search.
fn open_what_it_leads_to(search: SearchView) {
    let app = use_app();
    Effect::new(move |_| {
        let results = search.results.get();
        if let ([id], []) = (results.posts.as_slice(), results.accounts.as_slice()) {
            if let Some(path) = app.post(id).with(|post| post.as_ref().map(|post| post_path(post))) {
                crate::routes::go_instead(&path);
            }
        } else if let ([], [id]) = (results.posts.as_slice(), results.accounts.as_slice())
            && let Some(acct) = app.account(id).with(|account| account.as_ref().map(|one| one.acct.clone()))
        {
            crate::routes::go_instead(&format!("/@{acct}"));
        }
    });
}

fn people_of(results: &SearchResults) -> AnyView {
    let people = (!results.accounts.is_empty()).then(|| {
        view! { <section aria-label="People"><h2 class="section">"People"</h2>{results.accounts.iter().map(person).collect_view()}</section> }
    });
    let tags = (!results.tags.is_empty()).then(|| {
        let tags = results.tags.iter().map(|tag| {
            let uses: u64 = tag.history.iter().map(|day| day.uses).sum();
            view! {
                <li>
                    <a class="list-link" href=tag_path(&tag.name)>
                        {icon("hash")}<bdi>{tag.name.clone()}</bdi>{(uses > 0).then(|| view! { <span class="end">{uses}" posts"</span> })}
                    </a>
                </li>
            }
        });
        view! { <section aria-label="Hashtags"><h2 class="section">"Hashtags"</h2><ul>{tags.collect_view()}</ul></section> }
    });
    view! { {people}{tags} }.into_any()
}
