//! Which of one's filters count for a post whatever is in it.

use leptos::prelude::*;
use rejoin_api::{Filter, StatusId};

use crate::actions;
use crate::components::dialog::dialog;
use crate::components::form::name_new;
use crate::components::live::live;
use crate::components::page::instead_of_rows;
use crate::components::rows::rows;
use crate::state::use_app;

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let are_simple = use_app().filters_are_simple();
    let post = post.clone();
    let body = move || {
        match are_simple.get() {
        true => view! { <p>"The filters of your server look for words alone: they cannot be told of a single post."</p> }.into_any(),
        false => boxes(&post),
    }
    };
    let body = view! {
        <div class="dialog-body">
            <p class="muted">"A filter does with this post what it does with those that have its words. Nobody but you sees it."</p>
            {live(body)}
            <div class="dialog-foot"><button class="button primary" on:click=move |_| close()>"Done"</button></div>
        </div>
    };
    dialog("Filter this post", "sheet", close, body.into_any())
}

fn boxes(post: &StatusId) -> AnyView {
    let filters = use_app().filters();
    let any = Memo::new(move |_| filters.value.with(|all| !all.is_empty()));
    let (named, anew) = (post.clone(), post.clone());
    let all = move || {
        if !any.get() {
            let none = || view! { <p class="muted">"You have no filters yet."</p> }.into_any();
            let again = || {
                use_app().filters();
            };
            return filters.phase.with(|phase| instead_of_rows(phase, again, none));
        }
        let post = named.clone();
        rows(
            move || filters.value.get(),
            |filter| filter.id.to_string(),
            move |filter| row(&filter, &post, filters.value),
        )
    };
    let make = move |title, kept: Box<dyn FnOnce()>| actions::filter_post_anew(title, &anew, kept);
    view! { <div>{live(all)}</div>{name_new("Name of a new filter", "A new filter", make)} }.into_any()
}

fn row(filter: &Filter, post: &StatusId, filters: Signal<Vec<Filter>>) -> AnyView {
    let (id, shown) = (filter.id.clone(), post.clone());
    let counts = move || {
        filters.with(|all| {
            let own = all.iter().find(|one| one.id == id);
            own.is_some_and(|one| {
                one.statuses.iter().flatten().any(|of| of.status_id.as_ref() == Some(&shown))
            })
        })
    };
    let (changed, post) = (filter.clone(), post.clone());
    let toggle = move |event| actions::filter_post(&changed, &post, event_target_checked(&event));
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=counts on:change=toggle/>
            <span dir="auto">{filter.title.clone()}</span>
        </label>
    }
    .into_any()
}
