//! Accounts by their handles, as they stand in addresses.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, Signal, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::AccountId;
use rejoin_domain::Account;
use rejoin_sync::Problem;
use rejoin_sync::records::Changes;
use rejoin_sync::store::{Mode, Store, Table, Transaction};

use super::Phase;
use super::client::Client;

/// An account that was asked for by its handle.
pub struct ByAcct {
    id: RefCell<Option<AccountId>>,
    account: ArcRwSignal<Option<Arc<Account>>>,
    phase: ArcRwSignal<Phase>,
}

impl Client {
    /// The account of a handle, and how finding it goes.
    pub fn account_by_acct(self: &Rc<Self>, acct: &str) -> (Signal<Option<Arc<Account>>>, Signal<Phase>) {
        let name = self.local_name(acct);
        let known = self.by_acct.borrow().get(&name).cloned();
        let state = known.unwrap_or_else(|| {
            let state = Rc::new(ByAcct {
                id: RefCell::default(),
                account: ArcRwSignal::new(None),
                phase: ArcRwSignal::new(Phase::Opening),
            });
            self.by_acct.borrow_mut().insert(name.clone(), Rc::clone(&state));
            state
        });
        let (client, finding) = (Rc::clone(self), Rc::clone(&state));
        spawn_local(async move { client.find(&name, &finding).await });
        (state.account.clone().into(), state.phase.clone().into())
    }

    /// The handle as the own server writes it: without the server where it is the own one.
    fn local_name(&self, acct: &str) -> String {
        let name = acct.trim_start_matches('@').to_lowercase();
        let host = self.engine.identity().host();
        match name.split_once('@') {
            Some((user, at)) if at == host => user.to_owned(),
            _ => name,
        }
    }

    async fn find(self: Rc<Self>, name: &str, state: &ByAcct) {
        if state.id.borrow().is_none()
            && let Some(account) = self.find_stored(name).await
        {
            self.found(state, &account);
            state.phase.set(Phase::Refreshing);
        }
        let known = state.id.borrow().clone();
        let outcome = match known {
            Some(id) => self.engine.refresh_account(&id).await,
            None => self.look_up(name, state).await,
        };
        state.phase.set(match outcome {
            Ok(()) => Phase::Ready,
            Err(problem) => super::phase_of(&problem),
        });
    }

    async fn find_stored(&self, name: &str) -> Option<Arc<Account>> {
        let tx = self.engine.store().begin(&[Table::Accounts], Mode::Read).await.ok()?;
        let (_, text) = tx.find(Table::Accounts, name).await.ok()?.into_iter().next()?;
        rejoin_api::parse(&text).ok().map(Arc::new)
    }

    async fn look_up(self: &Rc<Self>, name: &str, state: &ByAcct) -> Result<(), Problem> {
        let id = self.engine.look_up(name).await?;
        *state.id.borrow_mut() = Some(id.clone());
        let known = self.entities.accounts.borrow().get(&id).cloned();
        if let Some(account) = known {
            self.found(state, &account);
        }
        self.engine.refresh_relationships(&[id]).await
    }

    fn found(self: &Rc<Self>, state: &ByAcct, account: &Arc<Account>) {
        *state.id.borrow_mut() = Some(account.id.clone());
        self.take_entities(&Changes { accounts: vec![Arc::clone(account)], ..Changes::default() });
        state.account.set(self.account_view(&account.id));
    }

    pub(super) fn take_accts(&self, changes: &Changes) {
        if changes.accounts.is_empty() && changes.outbox.is_none() {
            return;
        }
        for state in self.by_acct.borrow().values() {
            let new = state.id.borrow().as_ref().and_then(|id| self.account_view(id));
            if new.is_some() && state.account.with_untracked(|old| *old != new) {
                state.account.set(new);
            }
        }
    }
}
