//! Parts of forms that several pages have.

use leptos::html;
use leptos::prelude::*;
use rejoin_api::Timestamp;

use super::icon::icon;
use super::live::live;
use crate::browser::{clock, intl};

/// A box to tick, with its words.
pub fn check(words: impl IntoView + 'static, on: RwSignal<bool>) -> AnyView {
    let words = words.into_any();
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event))/>
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// One of several, with its words. `group` names those of which one is chosen.
pub fn radio(
    group: &'static str,
    words: &'static str,
    is_chosen: bool,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="check">
            <input type="radio" name=group prop:checked=is_chosen on:change=move |_| choose()/>
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// How long something is to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowLong {
    /// As long as it does now.
    AsItIs,
    /// Until it is ended.
    ForGood,
    /// So many seconds from now.
    Seconds(i64),
}

impl HowLong {
    /// When that ends, if it ends `before` now.
    pub fn until(self, before: Option<Timestamp>) -> Option<Timestamp> {
        match self {
            Self::AsItIs => before,
            Self::ForGood => None,
            Self::Seconds(seconds) => Some(Timestamp::from_millis(clock::now().as_millis() + seconds * 1000)),
        }
    }
}

const TIMES: [(&str, i64); 6] = [
    ("For an hour", 3_600),
    ("For 6 hours", 6 * 3_600),
    ("For a day", 86_400),
    ("For 3 days", 3 * 86_400),
    ("For a week", 7 * 86_400),
    ("For 30 days", 30 * 86_400),
];

/// A choice of how long: as it is, if it ends at `before`, for good in the words given, or for a time.
pub fn how_long(for_good: &'static str, before: Option<Timestamp>, chosen: RwSignal<HowLong>) -> AnyView {
    let kept = before.map(|at| (format!("As it is: until {}", intl::exact(at)), HowLong::AsItIs));
    let times = TIMES.map(|(words, seconds)| (words.to_owned(), HowLong::Seconds(seconds)));
    let all: Vec<_> =
        kept.into_iter().chain([(for_good.to_owned(), HowLong::ForGood)]).chain(times).collect();
    let first = all.first().map_or(HowLong::ForGood, |(_, first)| *first);
    chosen.set(first);
    let ways: Vec<HowLong> = all.iter().map(|(_, way)| *way).collect();
    let choose = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        chosen.set(at.and_then(|at| ways.get(at)).copied().unwrap_or(first));
    };
    let option = |(at, (words, _)): (usize, (String, HowLong))| view! { <option value=at.to_string()>{words}</option> };
    view! {
        <label class="field"><span>"How long"</span>
            <select class="input" on:change=choose>{all.into_iter().enumerate().map(option).collect_view()}</select>
        </label>
    }
    .into_any()
}

/// A field with a button that makes something of a name. `make` gets the name, and what to call when it is kept.
pub fn name_new(
    label: &'static str,
    placeholder: &'static str,
    make: impl Fn(String, Box<dyn FnOnce()>) + 'static,
) -> AnyView {
    let title = RwSignal::new(String::new());
    let node = NodeRef::<html::Input>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = title.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        // Its button can do nothing more: the next one is written where this one was.
        node.get_untracked().iter().for_each(|field| drop(field.focus()));
        let made = name.clone();
        let kept = move || {
            if title.try_with_untracked(|now| now.trim() == made).unwrap_or_default() {
                title.set(String::new());
            }
        };
        make(name, Box::new(kept));
    };
    view! {
        <form class="row" on:submit=submit>
            <input class="input grow" dir="auto" maxlength="255" aria-label=label placeholder=placeholder node_ref=node
                prop:value=move || title.get() on:input=move |event| title.set(event_target_value(&event))/>
            <button class="button" disabled=move || title.with(|name| name.trim().is_empty())>{icon("plus")}"Make it"</button>
        </form>
    }
    .into_any()
}

/// Says that what stands in a form was begun earlier, and offers to begin again.
pub fn begun(again: impl Fn() + Clone + Send + Sync + 'static) -> AnyView {
    let done = RwSignal::new(false);
    live(move || {
        (!done.get()).then(|| {
            let again = again.clone();
            let press = move |_| {
                done.set(true);
                again();
            };
            view! {
                <div class="notice" role="status">
                    <p>"You began this earlier and did not save it. This is what you wrote then."</p>
                    <button class="button" type="button" on:click=press>"Begin again"</button>
                </div>
            }
        })
    })
}
