//! Taking what is one's own from server to server, as the CSV files that Mastodon writes and reads, and from device to device.

mod settings;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rejoin_domain::transfer::{self, Kind, Row};
use wasm_bindgen_futures::JsFuture;

use crate::browser::{download, intl};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{page_head, signed_out};
use crate::components::toast::use_toasts;
use crate::state::{ImportState, Importing, use_app};

/// A file that was chosen and is not taken in yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    text: String,
    kind: Kind,
}

/// The page.
pub fn page() -> AnyView {
    let head = page_head(|| "Import and export".into(), true);
    if use_app().session().with_untracked(|session| session.me().is_none()) {
        return view! { {head}{signed_out()} }.into_any();
    }
    view! { {head}{exports()}{imports()}{settings::settings()} }.into_any()
}

/// What it is, in words.
fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Follows => "People you follow",
        Kind::Blocks => "People you block",
        Kind::Mutes => "People you mute",
        Kind::Domains => "Servers you block",
        Kind::Lists => "Who is on your lists",
        Kind::Bookmarks => "Bookmarks",
    }
}

fn exports() -> AnyView {
    let under_way = RwSignal::new(None::<Kind>);
    let row = move |kind: Kind| {
        let export = move |_| {
            under_way.set(Some(kind));
            spawn_local(async move {
                match use_app().export_csv(kind).await {
                    Ok(text) if download::offer(kind.file_name(), &text).is_some() => {}
                    Ok(_) => use_toasts().say("The browser did not take the file."),
                    Err(words) => use_toasts().say(format!("This could not be exported. {words}")),
                }
                under_way.try_set(None);
            });
        };
        let is_it = move || under_way.get() == Some(kind);
        view! {
            <li class="row">
                <span class="grow">{named(kind)}</span>
                <button class="button" aria-label=format!("Export: {}", named(kind)) disabled=move || under_way.with(Option::is_some) on:click=export>
                    {icon("down")}{move || if is_it() { "Asking …" } else { "Export" }}
                </button>
            </li>
        }
    };
    view! {
        <section class="section" aria-label="Export">
            <h2>"Export"</h2>
            <p class="small muted">"As CSV files that Mastodon and others read. Your server is asked for all of it."</p>
            <ul class="transfers">{Kind::ALL.map(row).collect_view()}</ul>
            <p class="small muted">"Everything that this device keeps of the account comes as JSON from "<a href="/storage">"Storage"</a>"."</p>
        </section>
    }
    .into_any()
}

fn imports() -> AnyView {
    let importing = use_app().importing();
    let chosen = RwSignal::new(None::<Chosen>);
    let shown = importing.clone();
    let is_begun = Memo::new(move |_| shown.with(Option::is_some));
    let body = move || match is_begun.get() {
        true => {
            let importing = importing.clone();
            live(move || importing.get().map(|import| progress(&import)))
        }
        false => live(move || match chosen.get() {
            Some(file) => preview(file, chosen),
            None => choose(chosen),
        }),
    };
    view! {
        <section class="section" aria-label="Import">
            <h2>"Import"</h2>
            <p class="small muted">"From files of that kind. What you have stays; what is in the file is added."</p>
            {live(body)}
        </section>
    }
    .into_any()
}

fn choose(chosen: RwSignal<Option<Chosen>>) -> AnyView {
    choose_file("Choose a CSV file", ".csv,text/csv,text/plain", move |name, text| {
        let kind = Kind::guess(&name, &text);
        chosen.try_set(Some(Chosen { text, kind }));
    })
}

/// A button that lets one choose a file, which is read as text: its name, and what is in it.
fn choose_file(
    label: &'static str,
    accept: &'static str,
    read: impl Fn(String, String) + Copy + 'static,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let open = move |_| node.get_untracked().iter().for_each(|input| input.click());
    let picked = move |_| {
        let Some(input) = node.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        spawn_local(async move {
            match JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                Some(text) => read(file.name(), text),
                None => use_toasts().say("The browser could not read this file."),
            }
        });
    };
    view! {
        <div class="row">
            <input node_ref=node class="hidden-text" type="file" accept=accept tabindex="-1" aria-hidden="true" on:change=picked/>
            <button class="button" on:click=open>{icon("open")}{label}</button>
        </div>
    }
    .into_any()
}

/// What is in the file, before anything is done.
fn preview(file: Chosen, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let (rows, other) = transfer::read(file.kind, &file.text);
    let option = |kind: Kind| {
        view! { <option value=kind.file_name() selected=kind == file.kind>{named(kind)}</option> }
    };
    let text = file.text.clone();
    let set = move |event| {
        let name = event_target_value(&event);
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.file_name() == name) {
            chosen.set(Some(Chosen { text: text.clone(), kind }));
        }
    };
    let count = rows.len();
    let some: Vec<_> = rows.iter().take(3).map(Row::subject).collect();
    let words = match count {
        0 => "Nothing in it can be read as that.".to_owned(),
        1..=3 => some.join(", "),
        _ => format!("{} and {} more", some.join(", "), intl::full((count - 3) as u64)),
    };
    let other = (other > 0).then(|| {
        let lines =
            if other == 1 { "1 line".to_owned() } else { format!("{} lines", intl::full(other as u64)) };
        view! { <p class="composer-error">{lines}" cannot be read as that, and will be left out."</p> }
    });
    let kind = file.kind;
    let begin = move |_| {
        use_app().begin_import(kind, rows.clone());
        chosen.set(None);
    };
    view! {
        <label class="field"><span>"What the file holds"</span><select class="input" on:change=set>{Kind::ALL.map(option).collect_view()}</select></label>
        <p dir="auto" class="small muted wraps">{words}</p>
        {other}
        <div class="row">
            <button class="button primary" disabled=count == 0 on:click=begin>"Import "{intl::full(count as u64)}</button>
            <button class="button" on:click=move |_| chosen.set(None)>"Cancel"</button>
        </div>
    }
    .into_any()
}

fn progress(import: &Importing) -> AnyView {
    let app = use_app();
    let through = import.done + import.failed.len();
    let all = through + import.left;
    let is_over = import.left == 0;
    let (full, of) = (intl::full(import.done as u64), intl::full(all as u64));
    let words = match &import.state {
        _ if is_over => format!("{}: {full} of {of} taken in.", named(import.kind)),
        ImportState::Running => format!("{}: {full} of {of} …", named(import.kind)),
        ImportState::Waiting(why) => {
            format!("{}: {full} of {of}. {why} This goes on by itself.", named(import.kind))
        }
        ImportState::Stopped(Some(why)) => format!("{}: {full} of {of}. {why}", named(import.kind)),
        ImportState::Stopped(None) => format!("{}: {full} of {of}. It was interrupted.", named(import.kind)),
    };
    let failed = (!import.failed.is_empty()).then(|| {
        let row = |one: &crate::state::NotTaken| view! { <li><bdi>{one.what.clone()}</bdi>": "{one.why.clone()}</li> };
        view! {
            <details><summary>{import.failed.len()}" could not be taken in"</summary>
                <ul class="small wraps">{import.failed.iter().map(row).collect_view()}</ul>
            </details>
        }
    });
    let stopped = matches!(import.state, ImportState::Stopped(_));
    let buttons = match (is_over, stopped) {
        (true, _) => view! { <button class="button" on:click=move |_| app.forget_import()>{icon("check")}"Done"</button> }.into_any(),
        (false, true) => view! {
            <button class="button primary" on:click=move |_| app.go_on_importing()>"Go on"</button>
            <button class="button" on:click=move |_| app.forget_import()>"Leave out the rest"</button>
        }
        .into_any(),
        (false, false) => view! { <button class="button" on:click=move |_| app.stop_importing()>"Stop"</button> }.into_any(),
    };
    view! {
        <p role="status">{words}</p>
        <progress max=all.to_string() value=through.to_string() aria-label="Import"></progress>
        {failed}
        <div class="row">{buttons}</div>
    }
    .into_any()
}
