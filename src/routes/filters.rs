//! What one does not want to see.

mod editor;

use leptos::prelude::*;
use rejoin_api::{Filter, FilterAction, FilterContext, StatusId};

use crate::actions;
use crate::browser::{clock, focus, intl};
use crate::components::confirm::ask;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head};
use crate::components::post::post_path;
use crate::components::rows::rows;
use crate::state::use_app;

/// The places, as [`actions::FILTER_PLACES`] has them.
const PLACES: [&str; 5] = ["Home and lists", "Notifications", "Public feeds", "Threads", "Profiles"];

/// Where a filter can count, in words.
fn places() -> impl Iterator<Item = (FilterContext, &'static str)> {
    actions::FILTER_PLACES.into_iter().zip(PLACES)
}

/// The button that opens the form for a new filter, in the page.
const NEW: &str = "new-filter";

/// The button that opens the form for one.
fn edit_button(filter: &Filter) -> String {
    format!("edit-filter-{}", filter.id)
}

/// The page.
pub fn page() -> AnyView {
    let filters = use_app().filters();
    let is_empty = Memo::new(move |_| filters.value.with(Vec::is_empty));
    let edited = RwSignal::new(None::<Option<Filter>>);
    let nothing = || {
        let words =
            "Words that you do not want to read today, or ever: posts with them are covered or left out.";
        empty("mute", "No filters yet", words, None)
    };
    let again = || {
        use_app().filters();
    };
    let body = move || match is_empty.get() {
        // Who writes the first is not told that there is none.
        true if edited.with(Option::is_some) => ().into_any(),
        true => filters.phase.with(|phase| instead_of_rows(phase, again, nothing)),
        false => rows(
            move || filters.value.get(),
            |filter| format!("{filter:?}"),
            move |filter| row(filter, edited),
        ),
    };
    let editor = move || {
        match edited.get() {
        Some(filter) => editor::editor(filter, edited),
        None => view! {
            <section class="section"><div class="row">
                <button class="button primary" id=NEW on:click=move |_| edited.set(Some(None))>{icon("plus")}"New filter"</button>
            </div></section>
        }
        .into_any(),
    }
    };
    view! { {page_head(|| "Filters".into(), true)}{live(editor)}{live(body)} }.into_any()
}

fn row(filter: Filter, edited: RwSignal<Option<Option<Filter>>>) -> AnyView {
    let words: Vec<String> =
        filter.keywords.iter().flatten().map(|word| format!("“{}”", word.keyword)).collect();
    let everywhere = places().all(|(one, _)| filter.context.contains(&one));
    let some: Vec<&str> =
        places().filter(|(one, _)| filter.context.contains(one)).map(|(_, words)| words).collect();
    let places = if everywhere { " everywhere".to_owned() } else { format!(" in: {}", some.join(", ")) };
    let does = match filter.filter_action {
        FilterAction::Hide => "Leaves out",
        FilterAction::Blur => "Blurs the media of",
        _ => "Covers",
    };
    let until = filter.expires_at.map(|at| {
        let over = at.as_millis() <= clock::now().as_millis();
        if over { "It is over.".to_owned() } else { format!("Until {}.", intl::exact(at)) }
    });
    // A filter without a name is called by its first word, which need not be said twice.
    let is_named = !matches!(filter.keywords.as_deref(), Some([only]) if only.keyword == filter.title);
    let title = is_named.then(|| view! { <p class="what" dir="auto">{filter.title.clone()}</p> });
    let button = edit_button(&filter);
    let of_words = (!words.is_empty()).then(|| view! { " with "<bdi>{words.join(", ")}</bdi> });
    let which = if of_words.is_some() { " posts" } else { " the posts that it was told of" };
    let posts = posts(&filter, of_words.is_some());
    let (of_edit, of_delete) = (format!("Edit {}", filter.title), format!("Delete {}", filter.title));
    let (id, changed) = (filter.id.clone(), filter);
    let delete = move |_| {
        let (id, next) = (id.clone(), focus::beside(".outbox-entry .danger"));
        ask("Delete this filter?", "Posts it has covered are shown again.", "Delete", move || {
            edited.set(None);
            let next = next.clone();
            actions::delete_filter(&id, move || focus::give(next));
        });
    };
    view! {
        <article class="outbox-entry">
            {title}
            <p class:muted=is_named>{does}{which}{of_words}{places}". "{until}</p>
            {posts}
            <div class="row">
                <button class="text-button" id=button aria-label=of_edit on:click=move |_| edited.set(Some(Some(changed.clone())))>"Edit"</button>
                <button class="text-button danger" aria-label=of_delete on:click=delete>"Delete"</button>
            </div>
        </article>
    }
    .into_any()
}

/// The posts for which it counts whatever is in them.
fn posts(filter: &Filter, has_words: bool) -> Option<AnyView> {
    let ids: Vec<StatusId> =
        filter.statuses.iter().flatten().filter_map(|one| one.status_id.clone()).collect();
    let rows = ids.iter().map(|id| named_post(filter, id)).collect_view();
    let and = has_words.then(|| view! { <p class="muted">"And these posts:"</p> });
    (!ids.is_empty()).then(|| view! { {and}<ul>{rows}</ul> }.into_any())
}

fn named_post(filter: &Filter, id: &StatusId) -> AnyView {
    let view = use_app().post(id);
    let words = move || {
        view.get().map_or_else(
            || view! { "A post that this device does not have" }.into_any(),
            |view| {
                let text = view.post.content.plain_text();
                view! { <a href=post_path(&view)>{view.author.plain_name()}": "<span dir="auto">{text}</span></a> }.into_any()
            },
        )
    };
    let (filter, id) = (filter.clone(), id.clone());
    let remove = move |_| actions::filter_post(&filter, &id, false);
    view! {
        <li class="row">
            <span class="grow one-line">{live(words)}</span>
            <button class="icon-button" aria-label="Take this post from the filter" title="Take this post from the filter" on:click=remove>{icon("close")}</button>
        </li>
    }
    .into_any()
}
