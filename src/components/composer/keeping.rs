//! What is written is kept with every change; and what another tab writes under the same key, or what is recovered after the
//! browser was killed, comes into the open composer.

use leptos::prelude::*;
use rejoin_sync::Draft;

use super::fresh;
use crate::state::{DraftKey, use_app};

/// Keeps a draft as long as its composer is open.
pub(super) fn keep(key: DraftKey, draft: RwSignal<Draft>) {
    let app = use_app();
    // What the composer and the device last agreed on.
    let agreed = StoredValue::new(draft.get_untracked());
    let start = StoredValue::new(fresh(&key));
    let says_nothing = move |draft: &Draft| start.with_value(|start| says_nothing(draft, start));
    let is_kept = StoredValue::new(app.draft(&key).is_some());
    let saved = key.clone();
    Effect::new(move |_| {
        let now = draft.get();
        if agreed.with_value(|agreed| *agreed == now) {
            return;
        }
        let (nothing, empty) = (says_nothing(&now), Draft::default());
        // Nothing is kept too where something was: it may have been deleted by mistake, and has versions.
        if !nothing || is_kept.get_value() {
            app.save_draft(&saved, if nothing { &empty } else { &now });
            is_kept.set_value(true);
        }
        agreed.set_value(now);
    });
    let all = app.drafts();
    Effect::new(move |_| {
        all.track();
        let mine = draft.get_untracked();
        let (theirs, was_kept) = (app.draft(&key), is_kept.get_value());
        is_kept.set_value(theirs.is_some());
        let theirs = theirs.filter(|theirs| !theirs.is_empty());
        // One that was never kept has not gone either, and what it starts with is no draft.
        if theirs.is_none() && (!was_kept || says_nothing(&mine)) {
            return;
        }
        let theirs = theirs.unwrap_or_else(|| start.get_value());
        // What was typed just now is kept in a moment, and then theirs is a version of it.
        if mine != theirs && agreed.with_value(|agreed| *agreed == mine) {
            agreed.set_value(theirs.clone());
            draft.set(theirs);
        }
    });
    on_cleanup(move || app.flush_drafts());
}

/// Whether nothing was written besides what it starts with, such as whom a reply addresses.
fn says_nothing(draft: &Draft, start: &Draft) -> bool {
    let words = draft.text.trim() == start.text.trim() || draft.text.trim().is_empty();
    let warning = draft.warning.trim().is_empty() || draft.warning == start.warning;
    let alone = draft.earlier.is_empty() && draft.later.is_empty();
    // A poll that was only put there has nothing to lose.
    let poll =
        draft.poll.as_ref().is_none_or(|poll| poll.options.iter().all(|option| option.trim().is_empty()));
    alone && words && warning && draft.media.is_empty() && poll
}
