//! What was said in the home feed in the last hours.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{RwSignal, Set};
use leptos::task::spawn_local;
use rejoin_api::Timestamp;
use rejoin_domain::CatchUp;

use super::client::Client;
use super::{App, Phase};
use crate::browser::clock;

/// What was said, as it becomes known.
#[derive(Debug, Clone, Copy)]
pub struct CatchUpView {
    /// What was said.
    pub found: RwSignal<Arc<CatchUp>>,
    /// What it is doing.
    pub phase: RwSignal<Phase>,
}

impl App {
    /// What was said in the last `hours`: what the device has at once, then what the server still gives.
    pub fn catch_up(self, hours: i64) -> CatchUpView {
        let view = CatchUpView { found: RwSignal::new(Arc::default()), phase: RwSignal::new(Phase::Opening) };
        let since = Timestamp::from_millis(clock::now().as_millis() - hours * 3_600_000);
        let client = self.client();
        spawn_local(async move {
            show(&client, view, since).await;
            let again = async || show(&client, view, since).await;
            let phase = match client.engine.fetch_home_since(since, again).await {
                Ok(()) => Phase::Ready,
                Err(problem) => super::phase_of(&problem),
            };
            show(&client, view, since).await;
            view.phase.try_set(phase);
        });
        view
    }
}

async fn show(client: &Rc<Client>, view: CatchUpView, since: Timestamp) {
    // What cannot be read is as good as not there.
    let posts = client.engine.home_since(since).await.unwrap_or_default();
    view.found.try_set(Arc::new(CatchUp::of(&posts)));
}
