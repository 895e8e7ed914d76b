//! How a post is put together for showing.

use std::rc::Rc;
use std::sync::Arc;

use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::{AccountId, Filter, FilterResult, QuoteState, StatusId};
use rejoin_domain::filters::matching;
use rejoin_domain::{Account, Post};
use rejoin_sync::outbox::{Entry, Overlay, State};
use rejoin_sync::{Mutation, SIMPLE_FILTERS};

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
        let is_mine = self.me.as_ref().is_some_and(|me| me.id == post.account);
        let post = if is_mine { post } else { self.filtered(post) };
        Some(PostView {
            id: id.clone(),
            author,
            boosted_by,
            reply_to: reply_to.and_then(|id| self.stored_account(&id)),
            quoted: quoted.and_then(|post| {
                Some(Quoted { author: self.stored_account(&post.account)?, post: self.filtered(post) })
            }),
            is_mine,
            delivery,
            post,
        })
    }

    /// With the filters of the reader that it matches, where the server leaves finding them to the app.
    fn filtered(&self, post: Arc<Post>) -> Arc<Post> {
        let own = self.own_filters.borrow();
        let Some((find, filters)) = own.as_ref() else { return post };
        let filtered = find(&self.entities.overlay.borrow(), filters, &post);
        if filtered.is_empty() { post } else { Arc::new(Post { filtered, ..Post::clone(&post) }) }
    }

    /// Reads the filters that it is for the app to apply.
    pub(super) async fn read_own_filters(self: &Rc<Self>) {
        let are_simple = self.read_value(SIMPLE_FILTERS).await.is_ok_and(|value| value.is_some());
        if !are_simple && self.own_filters.borrow().is_none() {
            return;
        }
        let own = match finder().await {
            Ok(find) if are_simple => {
                Some((find, self.engine.filters().await.ok().flatten().unwrap_or_default()))
            }
            _ => None,
        };
        *self.own_filters.borrow_mut() = own;
        self.remake_posts();
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

/// Finds which of these filters, with what is pending, a post matches.
pub type Finder = fn(&Overlay, &[Filter], &Post) -> Vec<FilterResult>;

// Few servers need it.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn finder() -> Result<Finder, SplitLoaderError> {
    Ok(|overlay, filters, post| matching(&overlay.filters(filters.to_vec()), post))
}

/// Whether a quote in such a state comes with the post that it quotes.
fn shows(state: &QuoteState) -> bool {
    use QuoteState::{Accepted, BlockedAccount, BlockedDomain, MutedAccount};
    matches!(state, Accepted | BlockedAccount | BlockedDomain | MutedAccount)
}
