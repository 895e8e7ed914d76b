//! The answers to a post: those that wait for one themselves, all of them, or those together that share a word.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::heard::{Answer, by_words};

use super::View;
use super::picked::Picked;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::post::{Layout, post};
use crate::components::rows::rows;
use crate::state::use_app;

/// Which of them are shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Those that wait for an answer, questions first.
    ToAnswer,
    /// All, in the order of the thread.
    All,
    /// Those together that share a word.
    ByWord,
}

/// The answers.
pub(super) fn answers(view: View, all: Memo<Vec<Answer>>, picked: Picked) -> AnyView {
    let shown = RwSignal::new(Shown::ToAnswer);
    let choice = move |which: Shown, label: &'static str| {
        view! { <button type="button" aria-pressed=move || (shown.get() == which).to_string() on:click=move |_| shown.set(which)>{label}</button> }
    };
    let body = move || match shown.get() {
        Shown::ToAnswer => to_answer(all, picked),
        Shown::All => {
            list(Memo::new(move |_| all.with(|all| all.iter().map(|one| one.id.clone()).collect())), picked)
        }
        Shown::ByWord => by_word(view, all, picked),
    };
    let any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let nobody =
        || view! { <p class="aside-words">"Nobody has answered yet. Answers stand here as they come."</p> };
    view! {
        <section aria-label="Answers">
            <h2 class="section">"Answers"</h2>
            {live(move || match any.get() {
                false => nobody().into_any(),
                true => view! {
                    <div class="row heard-choice"><div class="segmented" role="group" aria-label="Which answers">
                        {choice(Shown::ToAnswer, "To answer")}{choice(Shown::All, "All")}{choice(Shown::ByWord, "By word")}
                    </div></div>
                    {live(body)}
                }
                .into_any(),
            })}
        </section>
    }
    .into_any()
}

fn to_answer(all: Memo<Vec<Answer>>, picked: Picked) -> AnyView {
    let open = Memo::new(move |_| {
        let mut open: Vec<Answer> = all.with(|all| all.iter().filter(|one| !one.answered).cloned().collect());
        open.sort_by_key(|one| !one.asks);
        open.into_iter().map(|one| one.id).collect::<Vec<StatusId>>()
    });
    let none = Memo::new(move |_| open.with(Vec::is_empty));
    live(move || match none.get() {
        true => view! { <p class="aside-words">"You have answered everybody."</p> }.into_any(),
        false => list(open, picked),
    })
}

fn by_word(view: View, all: Memo<Vec<Answer>>, picked: Picked) -> AnyView {
    let groups = Memo::new(move |_| {
        let question =
            view.with(|view| view.as_ref().map(|view| view.post.content.plain_text())).unwrap_or_default();
        let text = |one: &Answer| {
            let text = use_app().post(&one.id).with(|view| Some(view.as_ref()?.post.content.plain_text()))?;
            Some((one.id.clone(), text))
        };
        by_words(&question, &all.with(|all| all.iter().filter_map(text).collect::<Vec<_>>()))
    });
    live(move || {
        let groups = groups.get();
        if groups.is_empty() {
            return view! { <p class="aside-words">"No two answers share a word yet."</p> }.into_any();
        }
        let group = |(word, ids): (String, Vec<StatusId>)| {
            let label = word.clone();
            view! {
                <section aria-label=label>
                    <h3 class="heard-word" dir="auto">{word}<span class="small muted">{format!(" · {} answers", ids.len())}</span></h3>
                    {list(Memo::new(move |_| ids.clone()), picked)}
                </section>
            }
        };
        groups.into_iter().map(group).collect_view().into_any()
    })
}

fn list(ids: Memo<Vec<StatusId>>, picked: Picked) -> AnyView {
    let row = move |id: StatusId| {
        let (own, toggled) = (id.clone(), id.clone());
        let on = Memo::new(move |_| picked.has(&own));
        let label = move || if on.get() { "In the summary" } else { "Put into the summary" };
        view! {
            <div class="mention">
                {post(&id, Layout::Row, "", None)}
                <div class="mention-foot row">
                    <button class="text-button" aria-pressed=move || on.get().to_string() on:click=move |_| picked.toggle(&toggled)>
                        {live(move || icon(if on.get() { "check" } else { "plus" }))}" "{label}
                    </button>
                </div>
            </div>
        }
        .into_any()
    };
    rows(move || ids.get(), StatusId::to_string, row)
}
