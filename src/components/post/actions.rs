//! The row of buttons under a post.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_domain::Post;

use super::{Layout, head, menu, post_path};
use crate::actions;
use crate::browser::intl;
use crate::components::composer::{Composing, use_composing};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::{Delivery, DraftKey, PostView, use_app};

type Live = Signal<Option<Arc<PostView>>>;

/// Reply, boost, favourite, bookmark and more; none for a post that is not on the server.
pub(super) fn actions(view: Live, layout: Layout) -> AnyView {
    let sent = Memo::new(move |_| view.with(|v| v.as_ref().is_some_and(|v| v.delivery == Delivery::Sent)));
    let may_boost = Memo::new(move |_| view.with(|v| v.as_ref().is_some_and(|v| actions::may_boost(v))));
    let facts = (layout == Layout::Focus).then(|| facts(view));
    let row = move || {
        sent.get().then(|| {
            view! {
                <div class="post-actions" role="group" aria-label="Actions">
                    {reply(view)}
                    {toggle(view, Toggle { act: "boost", symbol: "boost", label: "Boost", fills: false,
                        count: |p| p.reblogs_count, on: |p| p.mine.reblogged, run: actions::boost }, Some(may_boost))}
                    {toggle(view, Toggle { act: "favourite", symbol: "star", label: "Favourite", fills: true,
                        count: |p| p.favourites_count, on: |p| p.mine.favourited, run: actions::favourite }, None)}
                    {toggle(view, Toggle { act: "bookmark", symbol: "bookmark", label: "Bookmark", fills: true,
                        count: |_| 0, on: |p| p.mine.bookmarked, run: actions::bookmark }, None)}
                    {share(view)}
                    {menu::menu(view)}
                </div>
            }
        })
    };
    view! { {facts}{live(row)} }.into_any()
}

fn reply(view: Live) -> AnyView {
    let (app, composing) = (use_app(), use_composing());
    let count = move || view.with(|v| v.as_ref().map_or(0, |v| v.post.replies_count));
    let open = move |_| {
        let Some(id) = view.with_untracked(|v| v.as_ref().map(|v| v.post.id.clone())) else { return };
        if app.session().with_untracked(|s| s.me().is_none()) {
            crate::routes::go("/sign-in");
        } else {
            composing.open(Composing { key: DraftKey::Reply(id), first_draft: None });
        }
    };
    view! {
        <button class="action" data-act="reply" aria-label=move || counted("Reply", count()) on:click=open>
            {icon("reply")}{live(move || number(count()))}
        </button>
    }
    .into_any()
}

/// A button that sets a mark and takes it back.
#[derive(Clone, Copy)]
struct Toggle {
    act: &'static str,
    symbol: &'static str,
    label: &'static str,
    fills: bool,
    count: fn(&Post) -> u64,
    on: fn(&Post) -> Option<bool>,
    run: fn(&PostView),
}

fn toggle(view: Live, toggle: Toggle, allowed: Option<Memo<bool>>) -> AnyView {
    let Toggle { act, symbol, label, fills, count, on, run } = toggle;
    let count = Memo::new(move |_| view.with(|v| v.as_ref().map_or(0, |v| count(&v.post))));
    let on = Memo::new(move |_| view.with(|v| v.as_ref().is_some_and(|v| on(&v.post) == Some(true))));
    let pressed = move |_| view.with_untracked(|v| v.iter().for_each(|v| run(v)));
    view! {
        <button class="action" class:fills=fills data-act=act aria-pressed=move || on.get().to_string()
            aria-label=move || counted(label, count.get()) title=label
            disabled=move || allowed.is_some_and(|allowed| !allowed.get()) on:click=pressed>
            {icon(symbol)}{live(move || number(count.get()))}
        </button>
    }
    .into_any()
}

fn share(view: Live) -> AnyView {
    let run = move |_| {
        let Some((title, address)) =
            view.with_untracked(|v| v.as_ref().and_then(|v| address(v).map(|a| (v.author.plain_name(), a))))
        else {
            return;
        };
        if actions::can_share() {
            actions::share(&title, &address);
        } else {
            actions::copy_link(address);
        }
    };
    view! { <button class="action" data-act="share" aria-label="Share" title="Share" on:click=run>{icon("share")}</button> }.into_any()
}

/// Where others find a post.
pub(super) fn address(view: &PostView) -> Option<String> {
    view.post.url.as_ref().map(|url| url.as_str().to_owned())
}

/// When exactly, with what, and who boosted and favourited it.
fn facts(view: Live) -> AnyView {
    let drawn = move || {
        view.get().map(|v| {
            let path = post_path(&v);
            let people = |count: u64, one: &'static str, many: &'static str, page: &str| {
                let words = if count == 1 { one } else { many };
                (count > 0).then(|| view! { <a href=format!("{path}/{page}")><b class="count">{intl::compact(count)}</b>" "{words}</a> })
            };
            view! {
                <div class="post-facts">
                    <a href=path.clone()><time datetime=v.post.created_at.to_string()>{intl::moment(v.post.created_at)}</time></a>
                    {v.post.edited_at.map(|at| head::edits(&v, format!("Edited {}", intl::moment(at)).into_any()))}
                    {v.post.application.clone()}
                    {people(v.post.reblogs_count, "boost", "boosts", "boosts")}
                    {people(v.post.quotes_count, "quote", "quotes", "quotes")}
                    {people(v.post.favourites_count, "favourite", "favourites", "favourites")}
                </div>
            }
        })
    };
    view! { {live(drawn)} }.into_any()
}

fn number(count: u64) -> Option<AnyView> {
    (count > 0)
        .then(|| view! { <span class="count" aria-hidden="true">{intl::compact(count)}</span> }.into_any())
}

fn counted(label: &str, count: u64) -> String {
    if count == 0 { label.to_owned() } else { format!("{label}, {}", intl::full(count)) }
}
