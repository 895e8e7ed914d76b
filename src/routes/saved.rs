//! Posts in the reader's folders, and those they wrote a note to.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use rejoin_domain::shelf::{Saved, Shelf};

use crate::browser::download;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, page_head, tabs};
use crate::components::post::{Layout, post};
use crate::components::rows::rows;
use crate::components::sheets::{self, Sheet};
use crate::components::toast::use_toasts;
use crate::state::use_app;

/// The three pages of what one has saved, of which one is shown.
pub(super) fn parts(shown: &str) -> AnyView {
    let tab = |path: &str, words| (path.to_owned(), words, path == shown);
    tabs(
        "Saved",
        false,
        [tab("/bookmarks", "Bookmarks"), tab("/favourites", "Favourites"), tab("/saved", "Folders")],
    )
}

/// The page. Its address holds which folder is open.
pub fn page() -> AnyView {
    let shelf = use_app().shelf();
    let query = use_query_map();
    let opened = Memo::new(move |_| query.with(|query| query.get("folder")).filter(|name| !name.is_empty()));
    let is_empty = Memo::new(move |_| shelf.with(|shelf| shelf.saved.is_empty()));
    let shown = move || opened.with(|folder| shelf.with(|shelf| shelf.within(folder.as_deref())));
    let body = move || {
        if is_empty.get() {
            return nothing();
        }
        view! {
            {live(move || folders(&shelf.get(), opened.get().as_deref()))}
            {live(move || opened.get().map(|name| renaming(&name)))}
            <section aria-label="Saved posts">{rows(shown, |one: &Saved| format!("{one:?}"), |one| row(&one))}</section>
            <p class="more"><button class="button" on:click=|_| export()>{icon("down")}"Export as CSV"</button></p>
        }
        .into_any()
    };
    view! { {page_head(|| "Folders and notes".into(), false)}{parts("/saved")}{live(body)} }.into_any()
}

fn nothing() -> AnyView {
    empty(
        "bookmark",
        "No folders and notes yet",
        "In the menu of a post that you bookmarked or favourited, choose “Folder and note”. Only this device keeps them.",
        None,
    )
}

fn folders(shelf: &Shelf, opened: Option<&str>) -> AnyView {
    let chip = |name: Option<&str>, words: String, count: usize| {
        let href = name.map_or_else(
            || "/saved".to_owned(),
            |name| format!("/saved?folder={}", js_sys::encode_uri_component(name)),
        );
        let current = (name == opened).then_some("page");
        view! { <a class="chip" href=href aria-current=current><bdi>{words}</bdi>" "<span class="count">{count}</span></a> }
    };
    let all = chip(None, "All".to_owned(), shelf.saved.len());
    let each = shelf.folders().into_iter().map(|(name, count)| chip(Some(&name), name.clone(), count));
    view! { <nav class="row shelf-folders" aria-label="Folders">{all}{each.collect_view()}</nav> }.into_any()
}

/// Another name for the folder, or none.
fn renaming(folder: &str) -> AnyView {
    let name = RwSignal::new(folder.to_owned());
    let (renamed, dissolved) = (folder.to_owned(), folder.to_owned());
    let rename = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if !name.is_empty() {
            use_app().rename_folder(renamed.clone(), name.clone());
            super::go_instead(&format!("/saved?folder={}", js_sys::encode_uri_component(&name)));
        }
    };
    let dissolve = move |_| {
        use_app().rename_folder(dissolved.clone(), String::new());
        super::go_instead("/saved");
    };
    view! {
        <form class="row shelf-rename" on:submit=rename>
            <input class="input grow" dir="auto" maxlength="60" aria-label="Name of this folder" prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))/>
            <button class="button">"Rename"</button>
            <button class="button" type="button" on:click=dissolve>"Dissolve"</button>
        </form>
    }
    .into_any()
}

fn row(saved: &Saved) -> AnyView {
    let id = saved.post.clone();
    let edit = move |_| sheets::open(Sheet::Saved(id.clone()));
    let folder = (!saved.folder.is_empty())
        .then(|| view! { <span class="muted">{icon("bookmark")}<bdi>{saved.folder.clone()}</bdi></span> });
    let note = (!saved.note.is_empty())
        .then(|| view! { <p class="quoted-words" dir="auto">{saved.note.clone()}</p> });
    view! {
        <div class="shelf-row">
            {post(&saved.post, Layout::Row, "", None)}
            <div class="shelf-note">
                {note}
                <div class="row small">{folder}<button class="text-button" on:click=edit>"Folder and note…"</button></div>
            </div>
        </div>
    }
    .into_any()
}

fn export() {
    let (app, toasts) = (use_app(), use_toasts());
    spawn_local(async move {
        match app.shelf_csv().await {
            // A browser without downloads has all of it on the page.
            Ok(text) => drop(download::offer("folders-and-notes.csv", &text)),
            Err(words) => toasts.say(words),
        }
    });
}
