//! What the server turned out not to have. It is not asked for again before a week has passed or its version has changed.

use rejoin_api::{ApiError, Timestamp};
use rejoin_domain::record;

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};

/// The value that holds it.
const MISSING: &str = "missing-features";

/// How long a server is believed not to have something, in milliseconds.
const BELIEVED: i64 = 7 * 24 * 60 * 60 * 1000;

record! {
    struct Missing {
        feature: String,
        version: String,
        at: Timestamp,
    }
}

impl<P: Platform> Engine<P> {
    /// Asks for something that servers may not have, unless this one is known not to.
    pub(super) async fn ask_for<T>(
        &self,
        feature: &str,
        asked: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let version = self.capabilities().await?.map(|all| all.version).unwrap_or_default();
        let mut missing: Vec<Missing> = self.value_of(MISSING).await?.unwrap_or_default();
        let now = self.now();
        missing.retain(|one| {
            one.version == version && (0..BELIEVED).contains(&(now.as_millis() - one.at.as_millis()))
        });
        if missing.iter().any(|one| one.feature == feature) {
            return Err(ApiError::NotSupported.into());
        }
        let answer = asked.await;
        if answer.as_ref().is_err_and(Problem::is_unsupported) {
            missing.push(Missing { feature: feature.to_owned(), version, at: now });
            let values = vec![(MISSING.to_owned(), Some(records::json(&missing)))];
            self.write(Batch { values, ..Batch::default() }).await?;
        }
        answer
    }
}
