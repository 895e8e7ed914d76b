//! How a post is put together for showing.

use std::rc::Rc;
use std::sync::Arc;

use rejoin_api::{AccountId, QuoteState, StatusId};
use rejoin_domain::{Account, Post};
use rejoin_sync::Mutation;
use rejoin_sync::outbox::{Entry, State};

use super::client::Client;
use super::{Delivery, PostView, Quoted};

impl Client {
    /// The view of a post; `None` while something that it cannot do without is not in memory, or when it shall be deleted.
    pub(super) fn post_view(self: &Rc<Self>, id: &StatusId) -> Option<Arc<PostView>> {
        let id = &self.real_id(id);
        let overlay = self.entities.overlay.borrow();
        if let Some(entry) = overlay.unsent(id) {
            let me = &self.me.as_ref()?.id;
            let post = Arc::new(overlay.unsent_post(id, me)?);
            return self.assemble(id, post, None, delivery(entry)).map(Arc::new);
        }
        let stored = self.stored_post(id)?;
        let (shown, boosted_by) = match &stored.reblog {
            Some(inner) => (self.stored_post(inner)?, Some(self.stored_account(&stored.account)?)),
            None => (stored, None),
        };
        let edit = overlay
            .entries()
            .iter()
            .find(|entry| matches!(&entry.mutation, Mutation::Edit { id, .. } if *id == shown.id));
        let post = overlay.post(&shown)?;
        self.assemble(id, post, boosted_by, edit.map_or(Delivery::Sent, |entry| delivery(entry)))
            .map(Arc::new)
    }

    fn assemble(
        self: &Rc<Self>,
        id: &StatusId,
        post: Arc<Post>,
        boosted_by: Option<Arc<Account>>,
        delivery: Delivery,
    ) -> Option<PostView> {
        let author = self.stored_account(&post.account)?;
        let reply_to =
            post.in_reply_to_account_id.clone().or_else(|| self.author_of(post.in_reply_to_id.as_ref()?));
        let quoted = post.quote.as_ref().filter(|quote| shows(&quote.state));
        let quoted = quoted.and_then(|quote| self.stored_post(quote.id.as_ref()?));
        Some(PostView {
            id: id.clone(),
            author,
            boosted_by,
            reply_to: reply_to.and_then(|id| self.stored_account(&id)),
            quoted: quoted
                .and_then(|post| Some(Quoted { author: self.stored_account(&post.account)?, post })),
            is_mine: self.me.as_ref().is_some_and(|me| me.id == post.account),
            delivery,
            post,
        })
    }

    fn author_of(&self, id: &StatusId) -> Option<AccountId> {
        self.entities.posts.borrow().get(id).map(|post| post.account.clone())
    }

    fn stored_post(self: &Rc<Self>, id: &StatusId) -> Option<Arc<Post>> {
        self.entities.posts.borrow().get(id).cloned()
    }

    /// An account that is in memory; one that is not is asked for.
    fn stored_account(self: &Rc<Self>, id: &AccountId) -> Option<Arc<Account>> {
        let known = self.entities.accounts.borrow().get(id).cloned();
        if known.is_none() {
            self.want(|wanted| wanted.accounts.insert(id.clone()));
        }
        known
    }
}

fn delivery(entry: &Entry) -> Delivery {
    match &entry.state {
        State::Queued | State::Waiting { .. } => Delivery::Queued,
        State::Sending => Delivery::Sending,
        State::Wedged(words) => Delivery::Refused(words.clone()),
    }
}

/// Whether a quote in such a state comes with the post that it quotes.
fn shows(state: &QuoteState) -> bool {
    use QuoteState::{Accepted, BlockedAccount, BlockedDomain, MutedAccount};
    matches!(state, Accepted | BlockedAccount | BlockedDomain | MutedAccount)
}
