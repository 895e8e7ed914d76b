//! Signing in and out, as the pages ask for it.

use rejoin_domain::WebUrl;

use super::app::{App, shared};
use super::registry::Registry;
use super::{SignInError, client, sign_in};
use crate::browser::{scroll, service_worker, storage};

impl App {
    /// Asks a server to let somebody sign in; answers with the page to go to.
    ///
    /// # Errors
    /// In words for the person.
    pub async fn begin_sign_in(self, server: String) -> Result<WebUrl, SignInError> {
        sign_in::begin(server).await?.await
    }

    /// Ends the sign-in with the query string that the server sent the browser back with, leading `?` or not.
    ///
    /// # Errors
    /// In words for the person.
    pub async fn finish_sign_in(self, query: String) -> Result<(), SignInError> {
        // The new session draws all pages anew, and this one asks again for what it already has.
        if shared().finished.borrow().as_deref() == Some(query.as_str()) {
            return Ok(());
        }
        let account = sign_in::finish(&query).await?;
        *shared().finished.borrow_mut() = Some(query);
        let mut registry = Registry::load();
        registry.add(account);
        if !registry.save() {
            return Err(SignInError::Device("the browser keeps no data for this page".to_owned()));
        }
        self.take_registry(&registry, true);
        self.tell_other_tabs();
        Ok(())
    }

    /// Revokes the token of the account that is shown and deletes all that the device keeps of it.
    pub async fn sign_out(self) {
        let mut registry = Registry::load();
        let Some(account) = registry.current().cloned() else { return };
        let me = account.me();
        super::drafts::forget(&me.key);
        registry.remove(&me.key);
        registry.to_revoke.push(account.clone());
        // Forgotten first: what comes after can fail or be cut short, and must not bring the account back.
        let _ = registry.save();
        self.take_registry(&registry, true);
        self.tell_other_tabs();
        storage::remove_all(&scroll::key_of_lists(&me.key));
        super::unsaved::forget_all(&me.key);
        service_worker::forget_images();
        // Other tabs close the database when they hear of it; the browser deletes it then.
        let _ = rejoin_store_idb::delete(&client::database(account.server.as_str(), Some(&me))).await;
        revoke_those_who_left().await;
    }
}

/// Gives back the tokens of those who have signed out, also while there was no network.
pub(super) async fn revoke_those_who_left() {
    for account in Registry::load().to_revoke {
        if sign_in::revoke(&account).await {
            let mut registry = Registry::load();
            registry.to_revoke.retain(|left| left.token != account.token);
            // Unkept, a token that is revoked is revoked again, which harms nobody.
            let _ = registry.save();
        }
    }
}
