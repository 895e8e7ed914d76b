//! What only the reader sees of an account: their own note about somebody else; of the own profile whether changes wait.

use leptos::html;
use leptos::prelude::*;
use rejoin_api::AccountId;
use rejoin_sync::Mutation;

use crate::actions;
use crate::browser::focus;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::use_app;

/// The button that opens the note, in the page.
const EDIT: &str = "edit-note";

/// The note about an account, or what waits of the own profile.
pub(super) fn about(id: &AccountId) -> AnyView {
    match use_app().session().with_untracked(|s| s.me().map(|me| me.id == *id)) {
        None => ().into_any(),
        Some(true) => changes_waiting(),
        Some(false) => note(id),
    }
}

fn changes_waiting() -> AnyView {
    let outbox = use_app().outbox();
    let waits = Memo::new(move |_| {
        outbox.with(|all| all.iter().any(|entry| matches!(&*entry.mutation, Mutation::EditProfile(_))))
    });
    live(move || {
        waits.get().then(|| {
            view! {
                <p class="notice profile-notice">{icon("clock")}"Changes to your profile wait to be sent. "<a href="/outbox">"Outbox"</a></p>
            }
        })
    })
}

fn note(id: &AccountId) -> AnyView {
    let relationship = use_app().relationship(id);
    let words = Memo::new(move |_| relationship.with(|r| r.as_ref().map(|r| r.note.clone())));
    let editing = RwSignal::new(false);
    let id = id.clone();
    // What is being written is not drawn anew by what comes meanwhile.
    live(move || match editing.get() {
        true => words.get_untracked().map(|words| editor(id.clone(), words, editing)),
        false => words.get().map(|words| shown(words, editing)),
    })
}

fn shown(words: String, editing: RwSignal<bool>) -> AnyView {
    let edit = move |_| editing.set(true);
    if words.is_empty() {
        return view! { <p class="private-note"><button class="text-button" id=EDIT on:click=edit>{icon("lock")}"Add a private note"</button></p> }
            .into_any();
    }
    view! {
        <div class="private-note" role="group" aria-label="Your private note">
            <p class="small muted">{icon("lock")}"Only you see this note"</p>
            <p class="words" dir="auto">{words}</p>
            <button class="text-button" id=EDIT on:click=edit>"Edit note"</button>
        </div>
    }
    .into_any()
}

fn editor(id: AccountId, words: String, editing: RwSignal<bool>) -> AnyView {
    let unsaved = use_app().unsaved(&format!("note:{id}"));
    let text = StoredValue::new(unsaved.read::<String>().unwrap_or_else(|| words.clone()));
    let (kept, given_up) = (unsaved.clone(), unsaved.clone());
    let write = move |event| {
        text.set_value(event_target_value(&event));
        text.with_value(|words| kept.keep(words));
    };
    let node = NodeRef::<html::Textarea>::new();
    focus::on_mount(node);
    let close = move || {
        editing.set(false);
        focus::give_to(vec![EDIT.to_owned()]);
    };
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (now, unsaved) = (text.get_value(), unsaved.clone());
        let done = move || {
            unsaved.forget();
            close();
        };
        match now.trim() == words.trim() {
            true => done(),
            false => actions::note(&id, now.trim().to_owned(), done),
        }
    };
    let cancel = move |_| {
        given_up.forget();
        close();
    };
    view! {
        <form class="private-note" on:submit=save>
            <label class="field">
                <span>"Your private note"</span>
                <textarea class="input" rows="3" dir="auto" maxlength="2000" node_ref=node prop:value=text.get_value()
                    on:input=write></textarea>
            </label>
            <div class="row">
                <button class="button primary">"Save"</button>
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
