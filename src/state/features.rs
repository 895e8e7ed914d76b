//! What the session's server has and has not.

use std::rc::Rc;

use rejoin_sync::{FEATURES, Feature};

use super::App;
use super::own::Own;
use super::platform::WebEngine;

impl App {
    /// What the server has and has not, found by asking.
    pub fn features(self) -> Own<Vec<Feature>> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.survey().await };
        self.own(FEATURES, |_, all| all, refresh)
    }
}
