//! The composer as a page, for links and shortcuts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use rejoin_api::StatusId;
use rejoin_sync::Draft;

use crate::browser::{fetch, service_worker};
use crate::components::composer::{Composing, Place, attachments, composer};
use crate::components::live::live;
use crate::components::page::{page_head, skeletons};
use crate::components::toast::use_toasts;
use crate::state::{DraftKey, use_app};

/// What a link or another app names its words.
const PARTS: [&str; 3] = ["title", "text", "url"];

/// The page; `?reply_to=` names the post that is answered, `?title=`, `?text=` and `?url=` bring what a link asks for, and
/// `?shared=` names what the service worker has kept of what another app shares.
pub fn page() -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let query = use_query_map();
    let part = move |name: &str| query.with_untracked(|query| query.get(name));
    if let Some(id) = part("shared") {
        return of_shared(&id);
    }
    let first_draft = of_words(PARTS.map(part)).map(|text| Draft { text, ..app.new_draft() });
    let key = match part("reply_to") {
        Some(id) => DraftKey::Reply(StatusId::from(id)),
        // What is shared does not take the place of what was begun.
        None if first_draft.is_some() => app.new_key(),
        None => DraftKey::New,
    };
    let title = if matches!(key, DraftKey::Reply(_)) { "Reply" } else { "New post" };
    view! { {page_head(move || title.into(), true)}{alone(key, first_draft)} }.into_any()
}

fn alone(key: DraftKey, first_draft: Option<Draft>) -> AnyView {
    composer(Composing { key, first_draft }, Place::Alone, super::back)
}

/// The words that are shared, one part a line; `None` when there are none.
fn of_words(parts: [Option<String>; 3]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// A draft of its own, which is the same one when the page is loaded again.
fn of_shared(id: &str) -> AnyView {
    let key = DraftKey::Aside(format!("shared-{id}"));
    let is_taken = RwSignal::new(use_app().draft(&key).is_some());
    if !is_taken.get_untracked() {
        let (key, address) = (key.clone(), format!("/shared/{id}"));
        spawn_local(async move {
            take_shared(&key, &address).await;
            is_taken.try_set(true);
        });
    }
    let body = move || match is_taken.get() {
        true => alone(key.clone(), None),
        false => skeletons(),
    };
    view! { {page_head(|| "New post".into(), true)}{live(body)} }.into_any()
}

/// It is kept as a draft before the service worker forgets it.
async fn take_shared(key: &DraftKey, address: &str) {
    let app = use_app();
    let Some(form) = fetch::form(address).await else { return };
    let words = PARTS.map(|name| form.get(name).as_string());
    let draft = RwSignal::new(Draft { text: of_words(words).unwrap_or_default(), ..app.new_draft() });
    if let Some(trouble) = attachments::take_shared(draft, &form).await {
        use_toasts().say(trouble);
    }
    if let Some(draft) = draft.try_get_untracked() {
        app.replace_draft(key, draft);
        app.flush_drafts();
        service_worker::forget_shared();
    }
}
