//! Where one was reading, here and on other devices. What it means is told in `rejoin_sync` (`engine/positions.rs`); here is
//! when it is looked at.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::{ArcRwSignal, Set, Signal, WithUntracked};
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::StatusId;
use rejoin_domain::TimelineKey;
use rejoin_sync::Clock;

use super::TimelineView;
use super::client::Client;
use super::platform::WebClock;
use crate::browser::{self, connectivity, viewport};

/// How often it is noted what stands at the top of the window, in milliseconds.
const LOOK: u32 = 2_000;
/// How often the server is told at most, in milliseconds.
const TELL: i64 = 10_000;
/// What is above this is hidden below the page's head, or as good as gone, in CSS pixels from the top of the window.
const HIDDEN: f64 = 96.0;
/// Who comes back after so long may have read elsewhere in the meantime, in milliseconds.
const AWAY: i64 = 10 * 60_000;

impl Client {
    /// Asks at the start, and after a long absence, where another device was reading; notes and tells what is read here.
    pub(super) async fn keep_position(self: Rc<Self>) {
        if self.me.is_none() {
            return;
        }
        let (mut seen_at, mut asked_at, mut told_at) = (0, 0, 0);
        let mut noted = None;
        loop {
            WebClock.sleep(LOOK).await;
            if !connectivity::visible() {
                continue;
            }
            let now = WebClock.now().as_millis();
            if now - seen_at > AWAY {
                // A server that does not answer is not asked with every look.
                if now - asked_at < TELL || !connectivity::online() {
                    continue;
                }
                asked_at = now;
                // Before what is read here is noted: at the top stands what is new, read or not.
                match self.engine.position_elsewhere().await {
                    Ok(found) => self.elsewhere.set(found),
                    Err(problem) if problem.is_unsupported() => return,
                    Err(_) => continue,
                }
            }
            seen_at = now;
            let (offered, here) = (self.elsewhere.with_untracked(Clone::clone), at_the_top());
            if offered.is_some() && offered != here {
                continue;
            }
            if offered.is_some() {
                // The reader has come there without being taken.
                self.elsewhere.set(None);
            }
            // Unnoted, it is noted with the next look.
            if let Some(post) = here.filter(|post| noted.as_ref() != Some(post))
                && self.engine.note_read(&post).await.is_ok()
            {
                noted = Some(post);
            }
            if now - told_at > TELL && connectivity::online() {
                told_at = now;
                // Untold, it is told after a while.
                let _ = self.engine.send_position().await;
            }
        }
    }
}

/// The post of home that stands at the top of the window.
fn at_the_top() -> Option<StatusId> {
    let here = browser::window()?.location().pathname().ok()?;
    let key = viewport::first_below(".feed [data-key]", HIDDEN).filter(|_| here == "/")?;
    Some(StatusId::from(key))
}

impl TimelineView {
    /// Where another device was reading, while that is offered; of home only.
    pub fn elsewhere(self) -> Signal<Option<StatusId>> {
        let client = self.app.client();
        match client.timeline_state(self.view) {
            Some(state) if *state.key() == TimelineKey::Home => client.elsewhere.clone().into(),
            _ => Signal::stored(None),
        }
    }

    /// The reader goes there, or does not want to.
    pub fn settle_elsewhere(self, id: StatusId, gone_there: bool) {
        let client = self.app.client();
        client.elsewhere.set(None);
        spawn_local(async move {
            if let Ok(settling) = settle(client, id, gone_there).await {
                settling.await;
            }
        });
    }
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn settle(
    client: Rc<Client>,
    id: StatusId,
    gone_there: bool,
) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    Ok(Box::pin(async move {
        // Unkept, it is offered once more.
        let _ = client.engine.settle_elsewhere(&id, gone_there).await;
    }))
}

/// Where another device was reading, while that is offered.
pub type Elsewhere = ArcRwSignal<Option<StatusId>>;
