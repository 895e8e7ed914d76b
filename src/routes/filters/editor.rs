//! The form of a filter.

use leptos::html;
use leptos::prelude::*;
use rejoin_api::{Filter, FilterAction, FilterContext};
use rejoin_sync::outbox::{FilterDraft, Keyword};

use super::{NEW, edit_button};
use crate::actions;
use crate::browser::focus;
use crate::components::form::{HowLong, begun, how_long, radio};
use crate::components::live::live;
use crate::state::use_app;

/// The form for a filter, or for a new one; `edited` is emptied when it is done.
pub(super) fn editor(filter: Option<Filter>, edited: RwSignal<Option<Option<Filter>>>) -> AnyView {
    let name = filter.as_ref().map_or_else(|| "filter".to_owned(), |filter| format!("filter:{}", filter.id));
    let unsaved = use_app().unsaved(&name);
    let was_begun = unsaved.read::<FilterDraft>();
    let (id, opener) = match &filter {
        Some(filter) => (Some(filter.id.clone()), edit_button(filter)),
        None => (None, NEW.to_owned()),
    };
    let (is_new, is_begun) = (filter.is_none(), was_begun.is_some());
    let names_posts = filter.as_ref().is_some_and(|one| one.statuses.iter().flatten().next().is_some());
    let begin = draft_of(&filter.unwrap_or_else(everywhere));
    let before = begin.until;
    let draft = RwSignal::new(was_begun.unwrap_or_else(|| begin.clone()));
    let drawn = RwSignal::new(());
    let kept = unsaved.clone();
    Effect::new(move |is_first: Option<()>| {
        draft.with(|draft| {
            if is_first.is_some() {
                kept.keep(draft);
            }
        });
    });
    let lasts = RwSignal::new(HowLong::ForGood);
    let close = move || {
        edited.set(None);
        focus::give_to(vec![opener.clone(), NEW.to_owned()]);
    };
    let (closed, given_up) = (close.clone(), unsaved.clone());
    let cancel = move |_| {
        given_up.forget();
        closed();
    };
    let again = move || {
        draft.set(begin.clone());
        drawn.set(());
    };
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let draft =
            FilterDraft { until: lasts.get_untracked().until(before), ..ready(draft.get_untracked()) };
        let (unsaved, close) = (unsaved.clone(), close.clone());
        actions::save_filter(id.as_ref(), draft, move || {
            unsaved.forget();
            close();
        });
    };
    let is_complete = move || {
        let ready = draft.with(|draft| ready(draft.clone()));
        let counts = !ready.keywords.is_empty() || (names_posts && !ready.title.is_empty());
        counts && !ready.context.is_empty()
    };
    view! {
        <form class="section" on:submit=save>
            <h2>{if is_new { "New filter" } else { "Change the filter" }}</h2>
            {is_begun.then(|| begun(again))}
            {live(move || { drawn.track(); fields(draft, names_posts) })}
            {how_long("For good", before.filter(|_| !is_new), lasts)}
            <div class="row">
                <button class="button primary" disabled=move || !is_complete()>"Save"</button>
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}

/// A new filter covers everywhere.
fn everywhere() -> Filter {
    Filter { context: actions::FILTER_PLACES.to_vec(), ..Filter::default() }
}

/// What is filled in for a filter as it is.
fn draft_of(filter: &Filter) -> FilterDraft {
    let word = |word: &rejoin_api::FilterKeyword| Keyword {
        keyword: word.keyword.clone(),
        whole_word: word.whole_word,
    };
    FilterDraft {
        title: filter.title.clone(),
        context: filter.context.clone(),
        action: filter.filter_action.clone(),
        until: filter.expires_at,
        keywords: filter.keywords.iter().flatten().map(word).collect(),
    }
}

/// What is sent of what is filled in: no empty words, and a name.
fn ready(mut draft: FilterDraft) -> FilterDraft {
    draft.keywords.iter_mut().for_each(|word| word.keyword = word.keyword.trim().to_owned());
    draft.keywords.retain(|word| !word.keyword.is_empty());
    let name = Some(draft.title.trim()).filter(|name| !name.is_empty());
    draft.title =
        name.or(draft.keywords.first().map(|word| word.keyword.as_str())).unwrap_or_default().to_owned();
    draft
}

/// One that names posts can do without words.
fn fields(draft: RwSignal<FilterDraft>, names_posts: bool) -> AnyView {
    let node = NodeRef::<html::Textarea>::new();
    focus::on_mount(node);
    let words = draft.with_untracked(|draft| text_of(&draft.keywords));
    let are_simple = use_app().filters_are_simple();
    let write = move |event| {
        draft.update(|draft| draft.keywords = keywords_of(&event_target_value(&event), &draft.keywords));
    };
    view! {
        <label class="field"><span>"Words, one a line"</span>
            <textarea class="input" rows="3" dir="auto" required=!names_posts node_ref=node prop:value=words on:input=write></textarea>
        </label>
        {live(move || (!are_simple.get()).then(|| name(draft)))}
        {whole_words(draft)}
        {what_becomes(draft)}
        {places(draft)}
    }
    .into_any()
}

fn name(draft: RwSignal<FilterDraft>) -> AnyView {
    let title = draft.with_untracked(|draft| draft.title.clone());
    view! {
        <label class="field"><span>"Name, to know it by"</span>
            <input class="input" dir="auto" maxlength="255" placeholder="The first word" prop:value=title
                on:input=move |event| draft.update(|draft| draft.title = event_target_value(&event))/>
        </label>
    }
    .into_any()
}

/// One box for all words. Where they differ it is neither ticked nor not, and stays so until somebody decides.
fn whole_words(draft: RwSignal<FilterDraft>) -> AnyView {
    let count = move |whole: bool| {
        draft.with(|draft| draft.keywords.iter().filter(|word| word.whole_word == whole).count())
    };
    let (all, mixed) =
        (Memo::new(move |_| count(false) == 0), Memo::new(move |_| count(false) > 0 && count(true) > 0));
    let set = move |event| {
        let on = event_target_checked(&event);
        draft.update(|draft| draft.keywords.iter_mut().for_each(|word| word.whole_word = on));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || all.get() prop:indeterminate=move || mixed.get() on:change=set/>
            <span>{live(move || if mixed.get() { "Whole words only: for some of them" } else { "Whole words only" })}</span>
        </label>
    }
    .into_any()
}

fn what_becomes(draft: RwSignal<FilterDraft>) -> AnyView {
    let now = draft.with_untracked(|draft| draft.action.clone());
    let can_blur = use_app().capabilities().with_untracked(|all| all.blurs()) || now == FilterAction::Blur;
    let ways = [
        (FilterAction::Warn, "Cover it, and say why"),
        (FilterAction::Blur, "Cover its media only"),
        (FilterAction::Hide, "Leave it out altogether"),
    ];
    let offered = ways.into_iter().filter(|(way, _)| can_blur || *way != FilterAction::Blur);
    let way = |(way, words): (FilterAction, &'static str)| {
        let is_chosen = way == now;
        radio("action", words, is_chosen, move || draft.update(|draft| draft.action = way.clone()))
    };
    view! { <fieldset class="choices"><legend>"What becomes of a post with one of them"</legend>{offered.map(way).collect_view()}</fieldset> }
        .into_any()
}

fn places(draft: RwSignal<FilterDraft>) -> AnyView {
    let place = |(one, words): (FilterContext, &'static str)| {
        let (shown, toggled) = (one.clone(), one);
        let toggle = move |event| {
            let on = event_target_checked(&event);
            draft.update(|draft| {
                draft.context.retain(|other| *other != toggled);
                if on {
                    draft.context.push(toggled.clone());
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || draft.with(|draft| draft.context.contains(&shown)) on:change=toggle/>
                <span>{words}</span>
            </label>
        }
    };
    view! { <fieldset class="choices"><legend>"Where"</legend>{super::places().map(place).collect_view()}</fieldset> }.into_any()
}

fn text_of(keywords: &[Keyword]) -> String {
    keywords.iter().map(|word| word.keyword.as_str()).collect::<Vec<_>>().join("\n")
}

/// The words of a text, one a line. One that stays is as it was; a new one is as the others are, and whole at first.
fn keywords_of(text: &str, before: &[Keyword]) -> Vec<Keyword> {
    let usual = before.iter().all(|word| word.whole_word);
    let whole =
        |word: &str| before.iter().find(|old| old.keyword == word).map_or(usual, |old| old.whole_word);
    text.lines().map(|word| Keyword { keyword: word.to_owned(), whole_word: whole(word) }).collect()
}
