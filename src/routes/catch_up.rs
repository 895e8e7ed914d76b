//! What was said while one was away: most answered first, by person, by topic.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rejoin_api::{AccountId, StatusId};
use rejoin_domain::CatchUp;

use crate::components::avatar::picture;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head, tabs};
use crate::components::post::{Layout, post};
use crate::components::rich_text::line;
use crate::components::rows::rows;
use crate::state::{CatchUpView, Phase, use_app};

/// How many hours can be chosen, with the words for it.
const HOURS: [(i64, &str); 5] =
    [(4, "4 hours"), (12, "12 hours"), (24, "a day"), (72, "3 days"), (168, "a week")];

/// Of whom nothing else is known: since yesterday.
const USUAL: i64 = 24;

/// So many posts are drawn at first, and so many more at a time.
const STEP: usize = 30;

/// How what was said is put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Most answered first.
    Answered,
    /// By who wrote it.
    People,
    /// By what it is about.
    Topics,
}

impl Part {
    fn path(self) -> &'static str {
        match self {
            Self::Answered => "/catch-up",
            Self::People => "/catch-up/people",
            Self::Topics => "/catch-up/topics",
        }
    }

    /// By its word in the address.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "people" => Some(Self::People),
            "topics" => Some(Self::Topics),
            _ => None,
        }
    }
}

/// The page. Its address holds the hours, so that the parts and coming back agree.
pub fn page(part: Part) -> AnyView {
    let query = use_query_map();
    let hours = Memo::new(move |_| {
        let wanted = query.with(|q| q.get("hours")).or_else(|| crate::browser::query("hours"));
        wanted.and_then(|hours| hours.parse().ok()).unwrap_or(USUAL).clamp(1, 168)
    });
    let body = move || {
        let hours = hours.get();
        let tab = |label: &'static str, is: Part| (format!("{}?hours={hours}", is.path()), label, is == part);
        let all = [
            tab("Most answered", Part::Answered),
            tab("By person", Part::People),
            tab("By topic", Part::Topics),
        ];
        view! { {tabs("In which order", true, all)}{choose(part, hours)}{said(part, use_app().catch_up(hours))} }
    };
    view! { {page_head(|| "Catch up".into(), true)}{live(body)} }.into_any()
}

fn choose(part: Part, hours: i64) -> AnyView {
    let options =
        HOURS.map(|(value, words)| view! { <option value=value.to_string()>{words}</option> }).collect_view();
    let change =
        move |event| super::go_instead(&format!("{}?hours={}", part.path(), event_target_value(&event)));
    view! {
        <label class="row catch-up-hours"><span>"What was said in the last"</span>
            <select class="input" on:change=change prop:value=hours.to_string()>{options}</select>
        </label>
    }
    .into_any()
}

fn said(part: Part, view: CatchUpView) -> AnyView {
    let is_empty = Memo::new(move |_| view.found.with(|found| found.most_answered.is_empty()));
    let nothing =
        || empty("clock", "Nobody said anything", "In this time nothing came into your home feed.", None);
    let state = move || match view.phase.get() {
        Phase::Opening | Phase::Refreshing => Some("Looking further back…"),
        Phase::Offline => Some("The server cannot be reached: this is what the device has."),
        Phase::Failed(_) => Some("The server did not give all of it: this is what the device has."),
        _ => None,
    };
    let body = move || match is_empty.get() {
        // Trying again is choosing the hours again.
        true => view.phase.with(|phase| instead_of_rows(phase, crate::browser::reload, nothing)),
        false => match part {
            Part::Answered => answered(view),
            Part::People => people(view),
            Part::Topics => topics(view),
        },
    };
    view! {
        {live(move || (!is_empty.get()).then(|| state().map(|words| view! { <p class="small muted catch-up-state" role="status">{words}</p> })))}
        {live(body)}
    }
    .into_any()
}

fn answered(view: CatchUpView) -> AnyView {
    listed(Memo::new(move |_| view.found.with(|found| found.most_answered.clone())))
}

/// Posts, some at a time.
fn listed(all: Memo<Vec<StatusId>>) -> AnyView {
    let drawn = RwSignal::new(STEP);
    let more = Memo::new(move |_| all.with(Vec::len) > drawn.get());
    let shown = move || all.with(|all| all.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    view! {
        {rows(shown, StatusId::to_string, |id| post(&id, Layout::Row, "", None))}
        {live(move || more.get().then(|| view! {
            <p class="more"><button class="button" on:click=move |_| drawn.update(|n| *n += STEP)>"Show more"</button></p>
        }))}
    }
    .into_any()
}

fn people(view: CatchUpView) -> AnyView {
    let all =
        move || view.found.with(|found| found.by_author.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    let of = |id: &AccountId| {
        let id = id.clone();
        move |found: &CatchUp| {
            found.by_author.iter().find(|(author, _)| *author == id).map(|(_, posts)| posts.clone())
        }
    };
    let row = move |id: AccountId| {
        let account = use_app().account(&id);
        let name = move || {
            account.get().map(
                |account| view! { {picture(&account, "small")}<bdi class="name">{line(&account.name)}</bdi> },
            )
        };
        group(view, live(name), of(&id))
    };
    rows(all, AccountId::to_string, row)
}

fn topics(view: CatchUpView) -> AnyView {
    let none = Memo::new(move |_| view.found.with(|found| found.by_topic.is_empty()));
    let all = move || {
        view.found.with(|found| found.by_topic.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())
    };
    let row = move |name: String| {
        let shown = view! { <bdi class="name">{name.clone()}</bdi> }.into_any();
        group(view, shown, move |found: &CatchUp| {
            found.by_topic.iter().find(|(topic, _)| *topic == name).map(|(_, posts)| posts.clone())
        })
    };
    live(move || match none.get() {
        true => empty("hash", "No topic in common", "No two people wrote about the same in this time.", None),
        false => rows(all, Clone::clone, row),
    })
}

/// Posts that belong together, under what they have in common; drawn when they are opened.
fn group(
    view: CatchUpView,
    title: AnyView,
    posts: impl Fn(&CatchUp) -> Option<Vec<StatusId>> + Send + Sync + 'static,
) -> AnyView {
    let posts = Memo::new(move |_| view.found.with(|found: &Arc<CatchUp>| posts(found).unwrap_or_default()));
    let open = RwSignal::new(false);
    let count = move || match posts.with(Vec::len) {
        1 => "1 post".to_owned(),
        many => format!("{many} posts"),
    };
    view! {
        <section class="catch-up-group">
            <button class="list-link" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {title}" "<span class="end">{count}</span>{icon("down")}
            </button>
            {live(move || open.get().then(|| listed(posts)))}
        </section>
    }
    .into_any()
}
