//! In which folder of the reader's a post is, and what they noted of it.

use leptos::prelude::*;
use rejoin_api::StatusId;

use crate::components::dialog::dialog;
use crate::state::use_app;

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + 'static) -> AnyView {
    let app = use_app();
    let shelf = app.shelf();
    // Stored things are known a moment after they are asked for; what is typed meanwhile stays.
    let (folder, note) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let of = post.clone();
    let saved = Memo::new(move |_| shelf.with(|shelf| shelf.of(&of).cloned()).unwrap_or_default());
    let in_folder = move || folder.get().unwrap_or_else(|| saved.get().folder);
    let noted = move || note.get().unwrap_or_else(|| saved.get().note);
    let names = move || {
        let folders = shelf.with(rejoin_domain::shelf::Shelf::folders);
        folders.into_iter().map(|(name, _)| view! { <option value=name></option> }).collect_view()
    };
    let post = post.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        app.put_on_shelf(post.clone(), untrack(in_folder), untrack(noted));
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
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button primary">"Save"</button>
            </div>
        </form>
    };
    dialog("Folder and note", "sheet", close, body.into_any())
}
