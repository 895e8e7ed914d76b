//! What the server turned out not to have. It is not asked for again before a week has passed or its version has changed.

use rejoin_api::{ApiError, Timestamp};
use rejoin_domain::record;

use super::{Engine, Kept};
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

/// The value that holds what a server has and has not, as a [`Feature`] each.
pub const FEATURES: &str = "features";

record! {
    /// Whether a server has something.
    #[derive(Eq)]
    pub struct Feature {
        /// What.
        pub name: String,
        /// Whether it has it.
        pub has: bool,
    }
}

/// From this version of Mastodon's API on there are quotes.
const QUOTES: u32 = 7;

impl<P: Platform> Engine<P> {
    /// Asks for everything that servers may not have, also for what this one is believed not to have, and keeps what was found
    /// out ([`FEATURES`]).
    ///
    /// # Errors
    /// When the server does not answer or is in trouble, or the device's storage fails; then nothing is kept.
    pub async fn survey(&self) -> Result<(), Problem> {
        self.write(Batch { values: vec![(MISSING.to_owned(), None)], ..Batch::default() }).await?;
        let capabilities = self.refresh_capabilities().await?;
        let mut found = vec![
            ("streaming", capabilities.streaming.is_some()),
            ("quotes", capabilities.api_version >= QUOTES),
            ("translation", capabilities.translates),
            ("filters", answers(self.refresh_filters().await)?),
            ("lists", answers(self.refresh_lists().await)?),
        ];
        self.refresh_notifications().await?;
        found.push(("grouped-notifications", self.server_groups()));
        for which in Kept::ASKED_FOR_ALL {
            found.push((which.feature(), answers(self.refresh_kept(&which).await)?));
        }
        let found: Vec<Feature> =
            found.into_iter().map(|(name, has)| Feature { name: name.to_owned(), has }).collect();
        let values = vec![(FEATURES.to_owned(), Some(records::json(&found)))];
        self.write(Batch { values, ..Batch::default() }).await?;
        Ok(())
    }

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

/// Whether a server has what it was asked for.
fn answers(outcome: Result<(), Problem>) -> Result<bool, Problem> {
    match outcome {
        Ok(()) => Ok(true),
        Err(problem) if problem.is_unsupported() || problem.is_gone() => Ok(false),
        Err(problem) => Err(problem),
    }
}
