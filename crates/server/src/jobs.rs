//! What the server does by itself when a time has come: posts that were scheduled, polls that end, and once an hour what
//! nobody needs any more.

use std::time::Duration;

use crate::{
    auth::sweep::sweep,
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

/// How many rounds lie between two sweeps: an hour's.
const SWEEP_EVERY: u32 = 60 * 60;

/// Does what is due until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut stopping = state.stopping.clone();
    for round in 0_u32.. {
        if round.is_multiple_of(SWEEP_EVERY)
            && let Err(error) = state.write(sweep).await
        {
            tracing::warn!(%error, "apps and tokens could not be swept");
        }
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
