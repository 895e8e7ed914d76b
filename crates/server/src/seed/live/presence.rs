//! Whether anybody is here. Neighbours do not talk to an empty room.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{state::AppState, time::Millis};

/// When somebody last asked the API for anything.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    last: AtomicI64,
}

impl Presence {
    /// True if somebody was here within so many milliseconds.
    pub(crate) fn within(&self, millis: i64, now: Millis) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        last > 0 && now.0 - last <= millis
    }

    fn touch(&self, now: Millis) {
        self.last.store(now.0, Ordering::Relaxed);
    }
}

/// Notes that somebody is here.
pub(crate) async fn notice(State(state): State<AppState>, request: Request, next: Next) -> Response {
    state.presence.touch(Millis::now());
    next.run(request).await
}
