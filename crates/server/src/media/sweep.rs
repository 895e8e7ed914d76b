//! Once an hour: uploads that nobody posted go, and files that no row knows of, such as those of a write that was cut
//! short.

use std::{
    collections::HashSet,
    time::{Duration, SystemTime},
};

use super::rows;
use crate::{error::ApiResult, state::AppState};

const EVERY: Duration = Duration::from_secs(60 * 60);
/// A file younger than this may belong to a write under way.
const SETTLED: Duration = Duration::from_secs(24 * 60 * 60);

/// Sweeps now and then until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut stopping = state.stopping.clone();
    loop {
        match sweep(&state).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "swept away media that nothing refers to"),
            Err(error) => tracing::warn!(%error, "media could not be swept"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Sweeps once, and says how many files went.
pub(crate) async fn sweep(state: &AppState) -> ApiResult<usize> {
    let loose = state.write(|tx| rows::delete_loose(tx)).await?;
    let known: HashSet<String> =
        state.db.read(|db| Ok(rows::files_in_use(db)?.into_iter().collect())).await?;
    let store = state.media.clone();
    let swept = tokio::task::spawn_blocking(move || {
        let mut gone = loose;
        gone.extend(
            store.older_than(SystemTime::now() - SETTLED)?.into_iter().filter(|name| !known.contains(name)),
        );
        let count = gone.len();
        store.discard(gone);
        Ok::<_, std::io::Error>(count)
    });
    swept.await.map_err(crate::error::ApiError::internal)?.map_err(crate::error::ApiError::internal)
}
