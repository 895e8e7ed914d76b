//! Questions before something that cannot be undone.

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;

use super::dialog::dialog;
use super::live::live;

/// A question, with the verb of its yes.
#[derive(Clone)]
struct Question {
    title: &'static str,
    words: &'static str,
    verb: &'static str,
    run: Arc<dyn Fn() + Send + Sync>,
}

thread_local! {
    // Not a context: questions are asked by handlers of events, which run under no owner.
    static ASKED: Cell<Option<RwSignal<Option<Question>>>> = const { Cell::new(None) };
}

fn asked() -> RwSignal<Option<Question>> {
    ASKED.get().unwrap_or_else(|| {
        let asked = RwSignal::new(None);
        ASKED.set(Some(asked));
        asked
    })
}

/// Asks, and does it on a yes.
pub fn ask(
    title: &'static str,
    words: &'static str,
    verb: &'static str,
    run: impl Fn() + Send + Sync + 'static,
) {
    asked().set(Some(Question { title, words, verb, run: Arc::new(run) }));
}

/// Where questions appear. Drawn once, by the root component.
pub fn questions() -> AnyView {
    let asked = asked();
    live(move || {
        asked.get().map(|question| {
            let close = move || asked.set(None);
            let yes = move |_| {
                close();
                (question.run)();
            };
            let body = view! {
                <div class="dialog-body">
                    <p>{question.words}</p>
                    <div class="dialog-foot">
                        <button class="button" autofocus on:click=move |_| close()>"Cancel"</button>
                        <button class="button danger" on:click=yes>{question.verb}</button>
                    </div>
                </div>
            };
            dialog(question.title, "", close, body.into_any())
        })
    })
}
