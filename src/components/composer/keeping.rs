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
    let is_kept = StoredValue::new(app.draft(&key).is_some());
    let start = fresh(&key);
    let (saved, begun) = (key.clone(), start.clone());
    Effect::new(move |_| {
        let now = draft.get();
        if agreed.with_value(|agreed| *agreed == now) {
            return;
        }
        if says_nothing(&now, &begun) {
            app.discard_draft(&saved);
            is_kept.set_value(false);
        } else {
            app.save_draft(&saved, &now);
            is_kept.set_value(true);
        }
        agreed.set_value(now);
    });
    let all = app.drafts();
    Effect::new(move |_| {
        all.track();
        let theirs = app.draft(&key);
        // One that was never kept has not gone either.
        if theirs.is_none() && !is_kept.get_value() {
            return;
        }
        is_kept.set_value(theirs.is_some());
        let theirs = theirs.unwrap_or_else(|| start.clone());
        let mine = draft.get_untracked();
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
    words && warning && draft.media.is_empty() && draft.poll.is_none()
}
