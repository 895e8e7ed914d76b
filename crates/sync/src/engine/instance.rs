//! What the server can do, and who the reader is.

use rejoin_api::requests::{accounts, instance};
use rejoin_api::{CredentialAccount, Field, QuotePolicy, Source, Visibility};
use rejoin_domain::{Capabilities, record};

use super::Engine;
use crate::outbox::{Profile, ProfileField};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};

const CAPABILITIES: &str = "capabilities";
const PREFERENCES: &str = "preferences";

/// The name of the value that holds the own profile as its owner wrote it.
pub const PROFILE: &str = "profile";

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
        /// Who may quote them, where the server knows quotes.
        pub quote_policy: Option<QuotePolicy>,
    }
}

impl<P: Platform> Engine<P> {
    /// What the server can do, as it last said.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn capabilities(&self) -> Result<Option<Capabilities>, Problem> {
        Ok(self.value_of(CAPABILITIES).await?)
    }

    /// How the reader's posts start, as the server last said.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn preferences(&self) -> Result<Option<Preferences>, Problem> {
        Ok(self.value_of(PREFERENCES).await?)
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
        let values = vec![(CAPABILITIES.to_owned(), Some(records::json(&all)))];
        self.write(Batch { values, ..Batch::default() }).await?;
        Ok(all)
    }

    /// Asks who the reader is.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_me(&self) -> Result<(), Problem> {
        let me = self.ask(&accounts::verify_credentials()).await?;
        self.write(Self::with_me(&me)).await?;
        Ok(())
    }

    /// What a server says of the reader.
    pub(super) fn with_me(me: &CredentialAccount) -> Batch {
        let mut batch = Batch::default();
        batch.entities.account(me);
        if let Some(source) = &me.source {
            let preferences = Preferences {
                visibility: source.privacy.clone(),
                sensitive: source.sensitive,
                language: source.language.clone(),
                quote_policy: source.quote_policy.clone(),
            };
            batch.values.push((PREFERENCES.to_owned(), Some(records::json(&preferences))));
            batch.values.push((PROFILE.to_owned(), Some(records::json(&profile(me, source)))));
        }
        batch
    }
}

/// A profile as its owner wrote it.
fn profile(me: &CredentialAccount, source: &Source) -> Profile {
    let field = |field: &Field| ProfileField { name: field.name.clone(), value: field.value.clone() };
    Profile {
        display_name: me.display_name.clone(),
        note: source.note.clone(),
        fields: source.fields.iter().map(field).collect(),
        locked: me.locked,
        bot: me.bot,
        discoverable: source.discoverable.or(me.discoverable).unwrap_or_default(),
        hide_collections: source.hide_collections.or(me.hide_collections).unwrap_or_default(),
        visibility: source.privacy.clone(),
        sensitive: source.sensitive,
        language: source.language.clone(),
        quote_policy: source.quote_policy.clone(),
        avatar: None,
        header: None,
    }
}
