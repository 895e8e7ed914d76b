//! Waiting for a condition, with a deadline.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a journey waits for anything a person would call "soon". Generous, since a busy machine with two cores
/// runs the server and two browsers at once; a healthy run rarely needs a tenth of it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const STEP: Duration = Duration::from_millis(60);

/// Asks `look` until it answers `Ok(Some(value))`. Errors on the way count as "not yet"; the last one is reported.
pub async fn until<T>(
    what: &str,
    patience: Duration,
    look: impl AsyncFn() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    let mut last;
    loop {
        match look().await {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => last = None,
            Err(error) => last = Some(error),
        }
        if start.elapsed() > patience {
            let why = last.map(|error| format!(": {error:#}")).unwrap_or_default();
            return Err(anyhow!("waited {} s in vain for {what}{why}", patience.as_secs()));
        }
        tokio::time::sleep(STEP).await;
    }
}
