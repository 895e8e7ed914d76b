//! A question to everybody: the composer with a poll at hand, and from there to the page that gathers the answers.

use leptos::prelude::*;
use rejoin_sync::{Draft, PollDraft};

use crate::components::composer::{Composing, Place, composer};
use crate::components::page::page_head;
use crate::state::{DraftKey, use_app};

/// The draft of a question, apart from that of a post.
const ASIDE: &str = "ask";

/// A day: what most questions need, in seconds.
const OPEN_FOR: u32 = 86_400;

/// The page.
pub fn page() -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let key = DraftKey::Aside(ASIDE.to_owned());
    let poll = PollDraft { options: vec![String::new(); 2], expires_in: OPEN_FOR, ..PollDraft::default() };
    let first_draft = app.draft(&key).is_none().then(|| Draft { poll: Some(poll), ..app.new_draft() });
    view! {
        {page_head(|| "Ask".into(), true)}
        <p class="section muted">
            "Ask one thing. People can choose an answer, and write their own; take the choices out if you want only words. "
            "Afterwards you find the answers gathered: how the votes moved, who waits for a reply, and a summary to close with."
        </p>
        {composer(Composing { key, first_draft }, Place::Asking, || ())}
    }
    .into_any()
}
