//! What the server does by itself when a time has come: posts that were scheduled, and polls that end.

use std::time::Duration;

use crate::{
    db::Query,
    error::ApiResult,
    state::AppState,
    statuses::{
        polls::close_ended,
        schedule::{any_due, publish_due},
    },
    time::Millis,
};

/// How late a post or the end of a poll may be.
const EVERY: Duration = Duration::from_secs(1);

/// Does what is due until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut stopping = state.stopping.clone();
    loop {
        if let Err(error) = work(&state).await {
            tracing::warn!(%error, "what was due could not be done; trying again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Asks without writing, since mostly there is nothing to do.
async fn work(state: &AppState) -> ApiResult<()> {
    let due = state.db.read(|db| {
        let now = Millis::now();
        let posts = any_due(db, now)?;
        let polls = db.any("SELECT 1 FROM polls WHERE closed_at IS NULL AND expires_at <= ?1", [now])?;
        Ok((posts, polls))
    });
    let (posts, polls) = due.await?;
    if posts {
        state.write(publish_due).await?;
    }
    if polls {
        state.write(close_ended).await?;
    }
    Ok(())
}
