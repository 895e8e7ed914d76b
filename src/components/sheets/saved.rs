//! In which folder of the reader's a post is, and what they noted of it.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::record;

use crate::components::dialog::dialog;
use crate::state::use_app;

record! {
    /// What was changed and not saved yet.
    struct Written {
        folder: Option<String>,
        note: Option<String>,
    }
}

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + 'static) -> AnyView {
    let app = use_app();
    let shelf = app.shelf();
    // What was typed and not saved is there again; what is not touched stays as it is stored.
    let unsaved = app.unsaved(&format!("saved:{post}"));
    let written: Written = unsaved.read().unwrap_or_default();
    let (folder, note) = (RwSignal::new(written.folder), RwSignal::new(written.note));
    let keep = unsaved.clone();
    Effect::new(move |before: Option<()>| {
        let written = Written { folder: folder.get(), note: note.get() };
        if before.is_some() {
            keep.keep(&written);
        }
    });
    let of = post.clone();
    let saved = Memo::new(move |_| shelf.with(|shelf| shelf.of(&of).cloned()).unwrap_or_default());
    let in_folder = move || folder.get().unwrap_or_else(|| saved.get().folder);
    let noted = move || note.get().unwrap_or_else(|| saved.get().note);
    let names = move || {
        let folders = shelf.with(rejoin_domain::shelf::Shelf::folders);
        folders.into_iter().map(|(name, _)| view! { <option value=name></option> }).collect_view()
    };
    let given_up = unsaved.clone();
    let cancel = move |_| {
        given_up.forget();
        close();
    };
    let post = post.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let unsaved = unsaved.clone();
        let done = move || unsaved.forget();
        app.put_on_shelf(post.clone(), folder.get_untracked(), note.get_untracked(), done);
        close();
    };
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p class="muted">"Only this device keeps folders and notes; nobody else sees them."</p>
            <label class="field"><span>"Folder"</span>
                <input class="input" dir="auto" list="folders" maxlength="60" autocomplete="off" prop:value=in_folder
                    on:input=move |event| folder.set(Some(event_target_value(&event)))/>
            </label>
            <datalist id="folders">{names}</datalist>
            <label class="field"><span>"Note"</span>
                <textarea class="input" dir="auto" rows="4" prop:value=noted
                    on:input=move |event| note.set(Some(event_target_value(&event)))></textarea>
            </label>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
                <button class="button primary">"Save"</button>
            </div>
        </form>
    };
    dialog("Folder and note", "sheet", close, body.into_any())
}
