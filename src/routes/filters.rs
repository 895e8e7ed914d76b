//! What one does not want to see.

use leptos::prelude::*;
use rejoin_api::{Filter, FilterAction, FilterContext, Timestamp};
use rejoin_sync::outbox::{FilterDraft, Keyword};

use crate::actions;
use crate::browser::{clock, intl};
use crate::components::confirm::ask;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head};
use crate::components::rows::rows;
use crate::components::sheets::check;
use crate::state::use_app;

const CONTEXTS: [(FilterContext, &str); 5] = [
    (FilterContext::Home, "Home and lists"),
    (FilterContext::Notifications, "Notifications"),
    (FilterContext::Public, "Public feeds"),
    (FilterContext::Thread, "Threads"),
    (FilterContext::Account, "Profiles"),
];

/// For how long, in words and in seconds; 0 for good, and less for as it is.
const DURATIONS: [(&str, i64); 6] = [
    ("For good", 0),
    ("For an hour", 3_600),
    ("For 6 hours", 21_600),
    ("For a day", 86_400),
    ("For a week", 604_800),
    ("For 30 days", 2_592_000),
];

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
        Some(filter) => editor(filter, edited),
        None => view! {
            <section class="section"><div class="row">
                <button class="button primary" on:click=move |_| edited.set(Some(None))>{icon("plus")}"New filter"</button>
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
    let everywhere = CONTEXTS.iter().all(|(one, _)| filter.context.contains(one));
    let places: Vec<&str> =
        CONTEXTS.iter().filter(|(one, _)| filter.context.contains(one)).map(|(_, words)| *words).collect();
    let places = if everywhere { " everywhere".to_owned() } else { format!(" in: {}", places.join(", ")) };
    let does = match filter.filter_action {
        FilterAction::Hide => "Leaves out",
        FilterAction::Blur => "Blurs the media of",
        _ => "Covers",
    };
    let until = filter.expires_at.map(|at| {
        let over = at.as_millis() <= clock::now().as_millis();
        if over { "It is over.".to_owned() } else { format!("Until {}.", intl::exact(at)) }
    });
    let (title, id, changed) = (filter.title.clone(), filter.id.clone(), filter.clone());
    let delete = move |_| {
        let id = id.clone();
        ask("Delete this filter?", "Posts it has covered are shown again.", "Delete", move || {
            actions::delete_filter(&id);
            edited.set(None);
        });
    };
    view! {
        <article class="outbox-entry">
            <p class="what" dir="auto">{title}</p>
            <p class="muted">{does}" posts with "<bdi>{words.join(", ")}</bdi>{places}". "{until}</p>
            <div class="row">
                <button class="text-button" on:click=move |_| edited.set(Some(Some(changed.clone())))>"Edit"</button>
                <button class="text-button danger" on:click=delete>"Delete"</button>
            </div>
        </article>
    }
    .into_any()
}

fn editor(filter: Option<Filter>, edited: RwSignal<Option<Option<Filter>>>) -> AnyView {
    let id = filter.as_ref().map(|filter| filter.id.clone());
    let is_new = filter.is_none();
    let filter = filter
        .unwrap_or_else(|| Filter { context: CONTEXTS.map(|(one, _)| one).to_vec(), ..Filter::default() });
    let title = RwSignal::new(filter.title.clone());
    let words = RwSignal::new(keywords_as_text(&filter));
    let whole = RwSignal::new(filter.keywords.iter().flatten().all(|word| word.whole_word));
    let hide = RwSignal::new(filter.filter_action == FilterAction::Hide);
    let context = RwSignal::new(filter.context.clone());
    // As it is, until another is chosen.
    let seconds = RwSignal::new(-1);
    let before = filter.expires_at;
    let is_complete =
        move || words.with(|words| !words.trim().is_empty()) && context.with(|all| !all.is_empty());
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let keywords = keywords_of(&words.get_untracked(), whole.get_untracked());
        let name = title.get_untracked().trim().to_owned();
        let first = keywords.first().map(|word| word.keyword.clone()).unwrap_or_default();
        let until = match seconds.get_untracked() {
            ..0 => before,
            0 => None,
            seconds => Some(Timestamp::from_millis(clock::now().as_millis() + seconds * 1000)),
        };
        let draft = FilterDraft {
            title: if name.is_empty() { first } else { name },
            context: context.get_untracked(),
            action: if hide.get_untracked() { FilterAction::Hide } else { FilterAction::Warn },
            until,
            keywords,
        };
        actions::save_filter(id.as_ref(), draft);
        edited.set(None);
    };
    let kept = before.filter(|_| !is_new).map(|at| {
        view! { <option value="-1">{format!("As it is: until {}", intl::exact(at))}</option> }
    });
    let durations =
        DURATIONS.map(|(words, seconds)| view! { <option value=seconds.to_string()>{words}</option> });
    view! {
        <form class="section" on:submit=save>
            <h2>{if is_new { "New filter" } else { "Change the filter" }}</h2>
            <label class="field"><span>"Words, one a line"</span>
                <textarea class="input" rows="3" dir="auto" required autofocus prop:value=words.get_untracked()
                    on:input=move |event| words.set(event_target_value(&event))></textarea>
            </label>
            <label class="field"><span>"Name, to know it by"</span>
                <input class="input" dir="auto" maxlength="255" placeholder="The first word" prop:value=title.get_untracked()
                    on:input=move |event| title.set(event_target_value(&event))/>
            </label>
            {check("Whole words only", whole)}
            {check("Leave posts out altogether, instead of covering them", hide)}
            {places(context)}
            <label class="field"><span>"How long"</span>
                <select class="input" on:change=move |event| seconds.set(event_target_value(&event).parse().unwrap_or(-1))>
                    {kept}{durations.collect_view()}
                </select>
            </label>
            <div class="row">
                <button class="button primary" disabled=move || !is_complete()>"Save"</button>
                <button class="button" type="button" on:click=move |_| edited.set(None)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}

fn places(context: RwSignal<Vec<FilterContext>>) -> AnyView {
    let place = |(one, words): (FilterContext, &'static str)| {
        let (shown, toggled) = (one.clone(), one);
        let toggle = move |event| {
            let on = event_target_checked(&event);
            context.update(|all| {
                all.retain(|other| *other != toggled);
                if on {
                    all.push(toggled.clone());
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || context.with(|all| all.contains(&shown)) on:change=toggle/>
                <span>{words}</span>
            </label>
        }
    };
    view! { <fieldset class="choices"><legend>"Where"</legend>{CONTEXTS.map(place).collect_view()}</fieldset> }.into_any()
}

fn keywords_as_text(filter: &Filter) -> String {
    let words: Vec<&str> = filter.keywords.iter().flatten().map(|word| word.keyword.as_str()).collect();
    words.join("\n")
}

fn keywords_of(text: &str, whole_word: bool) -> Vec<Keyword> {
    let words = text.lines().map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| Keyword { keyword: word.to_owned(), whole_word }).collect()
}
