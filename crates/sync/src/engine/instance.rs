//! What the server can do, and who the reader is.

use rejoin_api::Visibility;
use rejoin_api::requests::{accounts, instance};
use rejoin_domain::{Capabilities, Harvest, record};
use serde::Serialize;

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::{Mode, Store, Table};

const CAPABILITIES: &str = "capabilities";
const PREFERENCES: &str = "preferences";

record! {
    /// How the reader's posts start.
    #[derive(Eq)]
    pub struct Preferences {
        /// Whom they are for.
        pub visibility: Visibility,
        /// Whether media are covered.
        pub sensitive: bool,
        /// Their language.
        pub language: Option<String>,
    }
}

impl<P: Platform> Engine<P> {
    /// What the server can do, as it last said.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn capabilities(&self) -> Result<Option<Capabilities>, Problem> {
        self.kept(CAPABILITIES).await
    }

    /// How the reader's posts start, as the server last said.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn preferences(&self) -> Result<Option<Preferences>, Problem> {
        self.kept(PREFERENCES).await
    }

    /// Asks what the server can do.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_capabilities(&self) -> Result<Capabilities, Problem> {
        let all = match self.ask(&instance::get()).await {
            Ok(instance) => Capabilities::from_v2(&instance),
            Err(Problem::Network(error)) => return Err(error.into()),
            Err(_) => Capabilities::from_v1(&self.ask(&instance::get_v1()).await?),
        };
        self.keep(CAPABILITIES, &all, Batch::default()).await?;
        Ok(all)
    }

    /// Asks who the reader is.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_me(&self) -> Result<(), Problem> {
        let me = self.ask(&accounts::verify_credentials()).await?;
        let mut entities = Harvest::default();
        entities.account(&me);
        let batch = Batch { entities, ..Batch::default() };
        let Some(source) = me.source else {
            self.write(batch).await?;
            return Ok(());
        };
        let preferences = Preferences {
            visibility: source.privacy,
            sensitive: source.sensitive,
            language: source.language,
        };
        self.keep(PREFERENCES, &preferences, batch).await
    }

    async fn kept<T: rejoin_api::FromJson>(&self, name: &str) -> Result<Option<T>, Problem> {
        let tx = self.store.begin(&[Table::Values], Mode::Read).await?;
        let text = records::value(&tx, name).await?;
        Ok(text.and_then(|text| rejoin_api::parse(&text).ok()))
    }

    async fn keep(&self, name: &str, value: &impl Serialize, mut batch: Batch) -> Result<(), Problem> {
        batch.values.push((name.to_owned(), serde_json::to_string(value).ok()));
        self.write(batch).await?;
        Ok(())
    }
}
