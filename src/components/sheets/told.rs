//! A dialog with something that the server has to be asked for.

use leptos::prelude::*;

use crate::components::dialog::dialog;
use crate::components::live::live;
use crate::components::page::skeletons;
use crate::state::{Own, Phase};

/// Why it is not there, in words.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// The server cannot be reached, and it was not asked for here before.
    pub(super) offline: &'static str,
    /// The server has no such thing.
    pub(super) lacking: &'static str,
    /// The server does not tell it to just anybody.
    pub(super) signed_out: &'static str,
}

pub(super) fn sheet<T: Send + Sync + 'static>(
    title: &'static str,
    what: Own<T>,
    words: Words,
    drawn: impl Fn(&T) -> AnyView + Send + Sync + 'static,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let body = move || {
        let why = match what.phase.get() {
            Phase::Opening | Phase::Refreshing => return skeletons(),
            Phase::Ready => return what.value.with(&drawn),
            Phase::Offline => words.offline.to_owned(),
            Phase::Gone | Phase::Lacking => words.lacking.to_owned(),
            Phase::SignedOut => words.signed_out.to_owned(),
            Phase::Failed(why) => why,
        };
        view! { <p role="alert">{why}</p> }.into_any()
    };
    let body = view! { <div class="dialog-body">{live(body)}</div> }.into_any();
    dialog(title, "sheet", close, body)
}
