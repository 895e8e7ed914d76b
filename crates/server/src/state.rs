//! What every handler can reach.

use std::{ops::Deref, sync::Arc};

use crate::{
    config::{Config, Site},
    db::{Db, Tx},
    error::ApiResult,
    events::Hub,
    ids::AccountId,
    limits::RateLimits,
    media::store::Store,
    render::Render,
    seed::live::Presence,
};

/// Shared by all requests; a clone is a reference.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Parts>);

/// The parts of [`AppState`].
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) site: Arc<Site>,
    pub(crate) db: Db,
    pub(crate) hub: Hub,
    /// Files of avatars, headers and attachments.
    pub(crate) media: Store,
    pub(crate) limits: RateLimits,
    /// When somebody last asked for anything.
    pub(crate) presence: Presence,
    /// Becomes true when the server is told to stop: long connections end then.
    pub(crate) stopping: tokio::sync::watch::Receiver<bool>,
}

impl AppState {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl AppState {
    /// Reads for `viewer`, inside one snapshot, with entities at hand.
    pub(crate) async fn read<T, F>(&self, viewer: Option<AccountId>, job: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Render<'_>) -> ApiResult<T> + Send + 'static,
    {
        let site = self.site.clone();
        self.db.read(move |db| job(&Render::new(db, &site, viewer))).await
    }

    /// Writes, all or nothing: see [`Db::write`].
    pub(crate) async fn write<T, F>(&self, job: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.db.write(job).await
    }
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
