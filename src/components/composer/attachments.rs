//! Pictures and files of a draft: picked, dropped or pasted, kept on the device at once, described by their author.

use crate::components::rows::rows;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rejoin_sync::{Attachment, Draft};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileList};

use super::focus_point::{Point, choose};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::media::percent;
use crate::state::use_app;

/// What could not be attached, in words.
type Trouble = RwSignal<Option<String>>;

/// Takes the files of a drop or paste. Says whether there were any.
pub(super) fn take(draft: RwSignal<Draft>, trouble: Trouble, from: Option<DataTransfer>) -> bool {
    let files = from.and_then(|transfer| transfer.files());
    files.is_some_and(|files| add(draft, trouble, &files))
}

/// The button that opens the file dialog.
pub(super) fn pick(draft: RwSignal<Draft>, trouble: Trouble) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let app = use_app();
    let types = move || app.capabilities().with(|c| c.media.types.join(","));
    let full = move || {
        draft.with(|d| {
            d.poll.is_some() || d.media.len() >= app.capabilities().with(|c| c.posts.media as usize)
        })
    };
    let open = move |_| node.get_untracked().iter().for_each(|input| input.click());
    let picked = move |_| {
        if let Some(input) = node.get_untracked() {
            input.files().iter().for_each(|files| {
                add(draft, trouble, files);
            });
            // The same file may be picked again.
            input.set_value("");
        }
    };
    view! {
        <input node_ref=node class="hidden-text" type="file" multiple accept=types tabindex="-1" aria-hidden="true" on:change=picked/>
        <button class="icon-button" type="button" aria-label="Add pictures" title="Add pictures" disabled=full on:click=open>{icon("image")}</button>
    }
    .into_any()
}

fn add(draft: RwSignal<Draft>, trouble: Trouble, files: &FileList) -> bool {
    let files: Vec<File> = (0..files.length()).filter_map(|number| files.get(number)).collect();
    let any = !files.is_empty();
    if any {
        trouble.set(None);
        spawn_local(keep_all(draft, trouble, files));
    }
    any
}

/// Takes what another app has shared. Answers with what could not be taken, in words.
pub async fn take_shared(draft: RwSignal<Draft>, form: &web_sys::FormData) -> Option<String> {
    let trouble = RwSignal::new(None);
    let files = form.get_all("files").iter().filter_map(|file| file.dyn_into().ok()).collect();
    keep_all(draft, trouble, files).await;
    trouble.try_get_untracked().flatten()
}

async fn keep_all(draft: RwSignal<Draft>, trouble: Trouble, files: Vec<File>) {
    let app = use_app();
    let say = |words: String| drop(trouble.try_set(Some(words)));
    let limits = app.capabilities().get_untracked();
    for file in files {
        let Some(count) = draft.try_with_untracked(|d| d.media.len()) else { return };
        let known = limits.media.types.is_empty() || limits.media.types.contains(&file.type_());
        #[expect(clippy::cast_precision_loss, reason = "sizes of files stay below 2^53")]
        let too_large = file.type_().starts_with("image/") && file.size() > limits.media.image_bytes as f64;
        if count >= limits.posts.media as usize {
            say(format!("A post can have {} files on this server.", limits.posts.media));
            return;
        }
        if !known {
            say(format!("This server does not take files like {}.", file.name()));
        } else if too_large {
            say(format!(
                "{} is larger than the {} MB that this server takes.",
                file.name(),
                limits.media.image_bytes / (1024 * 1024)
            ));
        } else {
            match app.keep_file(file).await {
                Ok(attachment) => {
                    draft.try_update(|d| d.media.push(attachment));
                }
                Err(error) => say(error.to_string()),
            }
        }
    }
}

/// What is attached, each with its description.
pub(super) fn attachments(draft: RwSignal<Draft>) -> AnyView {
    let any = Memo::new(move |_| draft.with(|d| !d.media.is_empty()));
    let all = move || draft.with(|d| d.media.clone());
    live(move || {
        any.get().then(|| {
            view! {
                <div class="composer-media">
                    {rows(all, name_of, move |attachment| item(draft, attachment))}
                </div>
            }
        })
    })
}

fn name_of(attachment: &Attachment) -> String {
    let uploaded = attachment.uploaded.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{}{uploaded}", attachment.file)
}

fn item(draft: RwSignal<Draft>, attachment: Attachment) -> AnyView {
    let app = use_app();
    let picture = Picture::of(draft, &attachment);
    let address = RwSignal::new(attachment.preview.as_ref().map(|url| url.as_str().to_owned()));
    let (key, file) = (name_of(&attachment), attachment.file.clone());
    let limit = app.capabilities().with_untracked(|c| c.media.description);
    let label = format!("Description of {}", attachment.name);
    let first_words = attachment.description.clone();
    let remove_label = format!("Remove {}", attachment.name);
    spawn_local(async move {
        if let Some(url) = app.file_url(&attachment).await
            && address.try_set(Some(url.clone())).is_some()
        {
            revoke(&url);
        }
    });
    on_cleanup(move || address.try_get_untracked().flatten().iter().for_each(|url| revoke(url)));
    let described = key.clone();
    let describe = move |event| {
        let words = event_target_value(&event);
        draft.update(|d| {
            if let Some(found) = d.media.iter_mut().find(|a| name_of(a) == described) {
                found.description = words;
            }
        });
    };
    let remove = move |_| {
        draft.update(|d| d.media.retain(|a| name_of(a) != key));
        app.forget_files_later(vec![file.clone()]);
    };
    view! {
        <div class="composer-item">
            {thumbnail(address, &picture)}
            <textarea class="input" dir="auto" maxlength=limit.to_string() aria-label=label
                placeholder="Describe it for people who cannot see it" prop:value=first_words on:input=describe></textarea>
            <button class="icon-button" type="button" aria-label=remove_label on:click=remove>{icon("close")}</button>
        </div>
    }
    .into_any()
}

fn revoke(url: &str) {
    if url.starts_with("blob:") {
        // Fails only for addresses that were revoked already.
        let _ = web_sys::Url::revoke_object_url(url);
    }
}

/// What of an attachment is drawn small.
struct Picture {
    name: String,
    /// What stays in view, where that can be chosen.
    point: Option<RwSignal<Point>>,
}

impl Picture {
    fn of(draft: RwSignal<Draft>, attachment: &Attachment) -> Self {
        let point = RwSignal::new(attachment.focus.unwrap_or_default());
        let key = name_of(attachment);
        Effect::new(move |before: Option<()>| {
            let chosen = point.get();
            // What was there is not a choice.
            if before.is_some() {
                draft.update(|d| {
                    if let Some(found) = d.media.iter_mut().find(|a| name_of(a) == key) {
                        found.focus = Some(chosen);
                    }
                });
            }
        });
        let is_picture = attachment.mime.starts_with("image/");
        Self { name: attachment.name.clone(), point: is_picture.then_some(point) }
    }
}

/// The file, small; of a picture one can choose what stays in view.
fn thumbnail(address: RwSignal<Option<String>>, picture: &Picture) -> AnyView {
    let image = move || view! { <img src=move || address.get() alt=""/> };
    let Some(point) = picture.point else { return image().into_any() };
    let choosing = RwSignal::new(false);
    let label = format!("What stays in view of {}", picture.name);
    let (across, down) = (move || percent(point.get().0), move || percent(-point.get().1));
    let chooser = move || choosing.get().then(|| choose(address, point, move || choosing.set(false)));
    view! {
        <button class="composer-picture" type="button" aria-label=label title="What stays in view"
            style:--focus-x=across style:--focus-y=down on:click=move |_| choosing.set(true)>{image()}</button>
        {live(chooser)}
    }
    .into_any()
}
