//! What every handler can reach.

use std::{ops::Deref, sync::Arc};

use crate::{
    config::{Config, Site},
    db::Db,
    events::Hub,
    limits::RateLimits,
    media::store::Store,
};

/// Shared by all requests; a clone is a reference.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Parts>);

/// The parts of [`AppState`].
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) site: Site,
    pub(crate) db: Db,
    pub(crate) hub: Hub,
    /// Files of avatars, headers and attachments.
    pub(crate) media: Store,
    pub(crate) limits: RateLimits,
    /// Becomes true when the server is told to stop: long connections end then.
    pub(crate) stopping: tokio::sync::watch::Receiver<bool>,
}

impl AppState {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
