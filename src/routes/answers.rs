//! Who wrote to the reader and has no answer yet, for those who answer many.

use std::time::Duration;

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::{Decision, Mention};

use crate::browser::focus;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head, tabs};
use crate::components::post::{Layout, post};
use crate::components::rows::rows;
use crate::components::toast::use_toasts;
use crate::state::{Own, use_app};

/// So long after the last key a note is kept.
const PAUSE: Duration = Duration::from_millis(300);

/// Which mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those that wait.
    Waiting,
    /// Those that wait for another time.
    Later,
    /// Those that were answered or are done.
    Done,
}

impl Part {
    /// By its word in the address.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "later" => Some(Self::Later),
            "done" => Some(Self::Done),
            _ => None,
        }
    }

    fn takes(self, mention: &Mention) -> bool {
        match self {
            Self::Waiting => mention.waits(),
            Self::Later => mention.waits_for_later(),
            Self::Done => !mention.waits() && !mention.waits_for_later(),
        }
    }
}

/// The page.
pub fn page(part: Part) -> AnyView {
    let inbox = use_app().inbox();
    let mentions = Memo::new(move |_| {
        inbox.value.with(|all| all.mentions.iter().filter(|one| part.takes(one)).cloned().collect::<Vec<_>>())
    });
    let list = Own { value: mentions.into(), phase: inbox.phase };
    let tab = |href: &str, label: &'static str, is: Part| (href.to_owned(), label, is == part);
    let all = [
        tab("/answers", "Waiting", Part::Waiting),
        tab("/answers/later", "Later", Part::Later),
        tab("/answers/done", "Done", Part::Done),
    ];
    let is_empty = Memo::new(move |_| list.value.with(Vec::is_empty));
    let again = || {
        use_app().inbox();
    };
    let body = move || match is_empty.get() {
        true => list.phase.with(|phase| instead_of_rows(phase, again, || nothing(part))),
        false => {
            rows(move || list.value.get(), |one| one.post.to_string(), move |one| row(one, part, list.value))
        }
    };
    view! {
        {page_head(|| "To answer".into(), true)}
        {tabs("Which", true, all)}
        {live(body)}
    }
    .into_any()
}

fn nothing(part: Part) -> AnyView {
    match part {
        Part::Waiting => {
            let words = "Posts that mention you stand here until you have answered them, or set them aside.";
            empty("check", "Nobody waits for an answer", words, None)
        }
        Part::Later => empty("clock", "Nothing for later", "What you put off stands here.", None),
        Part::Done => {
            empty("check", "Nothing is done yet", "What you answered or ticked off stands here.", None)
        }
    }
}

/// A mention with what can be decided about it. What it is in the list may change while it stands there.
fn row(mention: Mention, part: Part, all: Signal<Vec<Mention>>) -> AnyView {
    let id = mention.post;
    let decide = {
        let id = id.clone();
        move |decision, words: &'static str| {
            focus::leave(".mention-foot button", || use_app().decide_mention(id.clone(), decision));
            let back = id.clone();
            let before = if part == Part::Later { Decision::Later } else { Decision::Open };
            let undo = move || use_app().decide_mention(back.clone(), before);
            use_toasts().offer(words, "Undo", undo);
        }
    };
    let button = |symbol: &'static str, label: &'static str, decision: Decision, said: &'static str| {
        let decide = decide.clone();
        view! { <button class="text-button" on:click=move |_| decide(decision, said)>{icon(symbol)}" "{label}</button> }
    };
    let buttons = match part {
        Part::Waiting => vec![
            button("check", "Done", Decision::Done, "Ticked off."),
            button("clock", "Later", Decision::Later, "Put off."),
        ],
        Part::Later => vec![
            button("check", "Done", Decision::Done, "Ticked off."),
            button("back", "Back to waiting", Decision::Open, "Waits again."),
        ],
        Part::Done => vec![button("back", "Back to waiting", Decision::Open, "Waits again.")],
    };
    let answered = Memo::new({
        let id = id.clone();
        move |_| all.with(|all| all.iter().any(|one| one.post == id && one.answered))
    });
    view! {
        <div class="mention">
            {post(&id, Layout::Row, "", None)}
            <div class="mention-foot row">
                {live(move || answered.get().then(|| view! { <span class="small muted">{icon("reply")}" You answered"</span> }))}
                {buttons.into_iter().collect_view()}
                {note(id, mention.note)}
            </div>
        </div>
    }
    .into_any()
}

/// A note for oneself: a button until there is one. Kept while one types.
fn note(id: StatusId, kept: String) -> AnyView {
    let open = RwSignal::new(!kept.is_empty());
    let words = RwSignal::new(kept);
    let keep = StoredValue::new(move |now: String| use_app().note_mention(id.clone(), now));
    let typed = move |event| {
        let now: String = event_target_value(&event);
        words.set(now.clone());
        let rests = move || {
            if words.try_get_untracked().as_ref() == Some(&now) {
                keep.with_value(|keep| keep(now.clone()));
            }
        };
        set_timeout(rests, PAUSE);
    };
    // Who leaves the page faster than that.
    on_cleanup(move || {
        if let Some(now) = words.try_get_untracked() {
            keep.try_with_value(|keep| keep(now));
        }
    });
    live(move || {
        match open.get() {
        false => view! { <button class="text-button" on:click=move |_| open.set(true)>{icon("compose")}" Note"</button> }.into_any(),
        true => {
            let node = NodeRef::new();
            if words.with_untracked(String::is_empty) {
                focus::on_mount(node);
            }
            view! {
                <input node_ref=node class="input mention-note" dir="auto" aria-label="Note to yourself" placeholder="Only you see this"
                    prop:value=move || words.get_untracked() on:input=typed/>
            }
            .into_any()
        }
    }
    })
}
