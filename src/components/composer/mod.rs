//! Writing: a post, a reply, an edit. Every change is kept as a draft on the device.

pub mod attachments;
mod completion;
mod context;
mod counter;
mod focus_point;
mod keeping;
mod parts;
mod poll;
mod schedule;
mod sent;
mod settings;
mod shelf;

pub use settings::{QUOTE_POLICIES, languages};

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_sync::{Draft, Mutation, MutationId};

use super::avatar::picture;
use super::dialog::dialog;
use super::toast::use_toasts;
use crate::browser::focus;
use crate::components::later::later;
use crate::components::live::live;
use crate::state::{DraftKey, WriteError, use_app};

/// What is being written in the dialog.
#[derive(Debug, Clone, PartialEq)]
pub struct Composing {
    /// Which draft.
    pub key: DraftKey,
    /// What it starts with, if not with what was kept under the key.
    pub first_draft: Option<Draft>,
}

/// The composer's dialog, of which there is one.
#[derive(Debug, Clone, Copy)]
pub struct ComposerDialog(RwSignal<Option<Composing>>);

thread_local! {
    // Not a context: it is opened from handlers of events, which run under no owner.
    static DIALOG: Cell<Option<ComposerDialog>> = const { Cell::new(None) };
}

/// The composer's dialog; made at the first call, which is the root component's.
pub fn use_composing() -> ComposerDialog {
    DIALOG.get().unwrap_or_else(|| {
        let dialog = ComposerDialog(RwSignal::new(None));
        DIALOG.set(Some(dialog));
        dialog
    })
}

impl ComposerDialog {
    /// Opens it.
    pub fn open(self, composing: Composing) {
        self.0.set(Some(composing));
    }

    /// Closes it; what was written stays a draft.
    pub fn close(self) {
        self.0.set(None);
    }

    /// The dialog while it is open: a sheet on phones.
    pub fn view(self) -> AnyView {
        live(move || {
            self.0.get().map(|composing| {
                let title = match composing.key {
                    DraftKey::New | DraftKey::Aside(_) => "New post",
                    DraftKey::Reply(_) => "Reply",
                    DraftKey::Quote(_) => "Quote",
                    DraftKey::Edit(_) => "Edit post",
                };
                let close = move || self.close();
                let body = later(move || Box::pin(in_dialog(composing.clone())));
                dialog(title, "sheet", close, body)
            })
        })
    }
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn in_dialog(composing: Composing) -> Result<AnyView, SplitLoaderError> {
    Ok(composer(composing, Place::Dialog, || use_composing().close()))
}

/// Where a composer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the dialog: it takes the focus.
    Dialog,
    /// In a page of its own: it takes the focus, and the drafts stand below it.
    Alone,
    /// In a page of its own for questions, which leads to their answers.
    Asking,
    /// In a page.
    Page,
}

/// A composer; `done` is called once what was written is safe in the outbox.
pub fn composer(composing: Composing, place: Place, done: impl Fn() + Copy + 'static) -> AnyView {
    let app = use_app();
    let Composing { key, first_draft } = composing;
    // One from which everything was deleted is kept for its versions alone.
    let begun = app.draft(&key).filter(|begun| !begun.is_empty());
    let gone = context::is_gone(&key, begun.is_some());
    // A change that was begun goes on; the text as it was published can be had back.
    let original = first_draft
        .clone()
        .filter(|first| is_edit(&key) && begun.as_ref().is_some_and(|begun| begun != first));
    let first_draft = if original.is_some() { None } else { first_draft };
    let draft = RwSignal::new(first_draft.or(begun).unwrap_or_else(|| fresh(&key)));
    let node = NodeRef::<html::Textarea>::new();
    keeping::keep(key.clone(), draft);
    if place != Place::Page {
        focus_at_end(node);
    }
    let sending = RwSignal::new(false);
    // What it starts with, such as whom a reply addresses, is nothing written yet.
    let start = StoredValue::new(fresh(&key).text);
    wait_for_parent(&key, draft, start);
    let problem = move || gone.get() || start.with_value(|start| counter::problem(draft, start)).is_some();
    // In a page it is one line until it is wanted.
    let awake = RwSignal::new(place != Place::Page || !problem());
    let drafts = RwSignal::new(place == Place::Alone);
    let kept_key = key.clone();
    let send = move || {
        if sending.get_untracked() || untrack(problem) {
            return;
        }
        sending.set(true);
        let (key, sent) = (kept_key.clone(), draft.get_untracked());
        let at = sent.scheduled_at;
        leptos::task::spawn_local(async move {
            let submitted = match &key {
                DraftKey::Edit(id) => app.submit(Mutation::Edit { id: id.clone(), draft: sent }).await,
                _ => submit_all(sent, draft).await,
            };
            match submitted {
                Ok(id) => {
                    sent::say(place, &key, id, at);
                    // The dialog may have been closed in the meantime, its signals with it.
                    draft.try_set(fresh(&key));
                    app.discard_draft(&key);
                    done();
                }
                Err(error) => use_toasts().say(error.to_string()),
            }
            sending.try_set(false);
        });
    };
    let send_by_key = send.clone();
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send_by_key();
        } else if event.key() == "ArrowDown" && at_end(node) && completion::enter(node) {
            event.prevent_default();
        }
    };
    let label = match key {
        DraftKey::Reply(_) => "Reply",
        DraftKey::Edit(_) => "Save",
        _ => "Post",
    };
    let placeholder = if matches!(key, DraftKey::Reply(_)) {
        "Write your answer"
    } else {
        "What would you like to say or ask?"
    };
    let me = app.me();
    let dropping = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    // Until it is wanted, it says what it is for and not whom it would mention.
    let text = move || {
        let text = draft.with(|d| d.text.clone());
        let asleep = !awake.get() && start.with_value(|start| *start == text);
        if asleep { String::new() } else { text }
    };
    view! {
        <form class="composer" class:inline=place == Place::Page class:dropping=move || dropping.get()
            class:awake=move || awake.get() aria-label=label on:focusin=move |_| if !awake.get_untracked() { awake.set(true) }
            on:submit=move |event| { event.prevent_default(); send(); } on:keydown=keys
            on:dragover=move |event| { event.prevent_default(); dropping.set(true); } on:dragleave=move |_| dropping.set(false)
            on:drop=move |event| { event.prevent_default(); dropping.set(false); attachments::take(draft, trouble, event.data_transfer()); }
            on:paste=move |event| if attachments::take(draft, trouble, event.clipboard_data()) { event.prevent_default() }>
            {(place != Place::Page).then(|| context::context(&key))}
            {context::instead(&key, draft, gone)}
            {original.map(|original| start_again(draft, original, gone))}
            {parts::others(draft, parts::Side::Earlier)}
            {settings::warning(draft)}
            <div class="composer-row">
                {live(move || me.get().map(|me| picture(&me, "")))}
                <textarea node_ref=node class="composer-text" dir="auto" aria-label="Text" placeholder=placeholder
                    prop:value=text
                    on:input=move |event| draft.update(|d| d.text = event_target_value(&event))></textarea>
            </div>
            {completion::completion(node, draft)}
            {attachments::attachments(draft)}
            <div role="alert">{live(move || trouble.get().map(|words| view! { <p class="composer-error">{words}</p> }))}</div>
            {poll::poll(draft)}
            {schedule::field(draft)}
            <div class="composer-tools">
                {attachments::pick(draft, trouble)}
                {poll::toggle(draft)}
                {settings::warning_toggle(draft)}
                {(!is_edit(&key)).then(|| parts::add(draft))}
                {(!is_edit(&key)).then(|| schedule::toggle(draft, awake))}
                {shelf::toggle(drafts)}
                <div class="composer-choices">
                    {settings::visibility(draft, is_edit(&key))}
                    {settings::quote_policy(draft)}
                    {settings::language(draft)}
                </div>
                <div class="push">
                    {counter::counter(draft)}
                    <button class="button primary" type="submit" disabled=move || sending.get() || problem()>{parts::label(draft, label)}</button>
                </div>
            </div>
            {parts::others(draft, parts::Side::Later)}
        </form>
        {shelf::shelf(key, draft, drafts)}
    }
    .into_any()
}

/// Hands posts that were written together to the outbox, each as an answer to the one before. What is there already is no longer in
/// the draft, so that what cannot be kept stays in it alone. Answers with the first.
async fn submit_all(whole: Draft, draft: RwSignal<Draft>) -> Result<MutationId, WriteError> {
    let (mut parts, _) = whole.parts();
    if parts.len() > 1 {
        parts.retain(|part| !counter::says_nothing(part));
    }
    let mut first = None;
    let mut parts = std::collections::VecDeque::from(parts);
    while let Some(part) = parts.pop_front() {
        let id = use_app().submit(Mutation::Post(part)).await?;
        if let Some(next) = parts.front_mut() {
            next.in_reply_to = Some(id.as_post());
            draft.try_set(Draft::of_parts(parts.iter().cloned().collect(), 0));
        }
        first.get_or_insert(id);
    }
    first.ok_or(WriteError::NotLoaded)
}

/// Gives the focus to the text of the open composer once it is drawn.
fn give_text() {
    request_animation_frame(|| {
        let text = focus::all(".composer.awake .composer-text").pop();
        focus::give(text);
    });
}

fn is_edit(key: &DraftKey) -> bool {
    matches!(key, DraftKey::Edit(_))
}

/// A change that was begun earlier can be begun anew.
fn start_again(draft: RwSignal<Draft>, original: Draft, gone: Signal<bool>) -> AnyView {
    let done = RwSignal::new(false);
    let again = move |_| {
        draft.set(original.clone());
        done.set(true);
    };
    live(move || {
        (!done.get() && !gone.get()).then(|| {
            let again = again.clone();
            view! {
                <div class="notice" role="status">
                    <p>"You began to change this post earlier. This is what you wrote then."</p>
                    <button class="button" type="button" on:click=again>"Start from the post"</button>
                </div>
            }
        })
    })
}

/// Whether the caret stands where Down leads nowhere in the text.
fn at_end(node: NodeRef<html::Textarea>) -> bool {
    node.get_untracked().is_some_and(|text| {
        let caret = text.selection_end().ok().flatten().unwrap_or(0) as usize;
        !text.value().encode_utf16().skip(caret).any(|unit| unit == u16::from(b'\n'))
    })
}

/// What a draft starts with that was never written in.
fn fresh(key: &DraftKey) -> Draft {
    match key {
        DraftKey::Reply(id) => use_app().reply_draft(id),
        DraftKey::Quote(id) => use_app().quote_draft(id),
        DraftKey::New | DraftKey::Aside(_) => use_app().new_draft(),
        DraftKey::Edit(_) => Draft::default(),
    }
}

/// A reply opened by a link learns whom it addresses when the post that it answers has arrived.
fn wait_for_parent(key: &DraftKey, draft: RwSignal<Draft>, start: StoredValue<String>) {
    let DraftKey::Reply(id) = key else { return };
    let parent = use_app().post(id);
    if parent.with_untracked(Option::is_some) {
        return;
    }
    let key = key.clone();
    Effect::new(move |_| {
        if parent.with(Option::is_some) && draft.with_untracked(Draft::is_empty) {
            let fresh = fresh(&key);
            start.set_value(fresh.text.clone());
            draft.set(fresh);
        }
    });
}

fn focus_at_end(node: NodeRef<html::Textarea>) {
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            // After the dialog has opened, which moves the focus too.
            request_animation_frame(move || {
                let _ = element.focus();
                let end = u32::try_from(element.value().encode_utf16().count()).ok();
                let _ = element.set_selection_range(end.unwrap_or(0), end.unwrap_or(0));
            });
        }
    });
}
