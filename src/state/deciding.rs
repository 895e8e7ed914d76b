//! What the user decides about what waits in the outbox, and what has to be known for that.

use std::sync::Arc;

use rejoin_api::StatusId;
use rejoin_domain::{Account, Post};
use rejoin_sync::outbox::{Entry, State, order};
use rejoin_sync::records;
use rejoin_sync::store::{Mode, Store, Table};
use rejoin_sync::{Draft, Mutation, MutationId};

use super::{App, DraftKey, OutboxEntry, OutboxState, WriteError};

/// What was given up: everything that is needed to take that back.
pub type GivenUp = Vec<Entry>;

impl OutboxEntry {
    /// An entry as it is shown.
    pub(super) fn of(entry: &Entry) -> Self {
        let state = match &entry.state {
            State::Queued => OutboxState::Queued,
            State::Sending => OutboxState::Sending,
            State::Waiting { until, why } => OutboxState::Waiting { until: *until, why: why.clone() },
            State::Wedged(words) => OutboxState::Refused(words.clone()),
        };
        Self {
            id: entry.id.clone(),
            mutation: Arc::new(entry.mutation.clone()),
            made_at: entry.made_at,
            state,
        }
    }
}

impl App {
    /// Tries an entry again now: one that was refused, or one that waits.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn retry(self, id: &MutationId) -> Result<(), WriteError> {
        Ok(self.client().engine.retry(id).await?)
    }

    /// Gives up an entry, and what makes no sense without it; what they did is undone on the screen. Answers with what
    /// [`App::restore`] needs, for as long as files are kept that nothing needs.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn discard(self, id: &MutationId) -> Result<GivenUp, WriteError> {
        let gone = self.client().engine.discard(id, true).await?;
        self.forget_files_later(
            gone.iter().flat_map(|entry| entry.mutation.files()).map(str::to_owned).collect(),
        );
        Ok(gone)
    }

    /// Takes back that entries were given up.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn restore(self, entries: GivenUp) -> Result<(), WriteError> {
        Ok(self.client().engine.restore(entries).await?)
    }

    /// Takes a post or edit out of the outbox to be edited; keeps it as a draft, whose key is the answer.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn take_back(self, id: &MutationId) -> Result<Option<DraftKey>, WriteError> {
        let client = self.client();
        let entries = client.engine.outbox().await?;
        let mutation = entries.iter().find(|entry| entry.id == *id).map(|entry| &entry.mutation);
        let (key, draft) = match mutation {
            Some(Mutation::Post(draft)) => (key_of(draft), draft),
            Some(Mutation::Edit { id, draft }) => (DraftKey::Edit(id.clone()), draft),
            _ => return Ok(None),
        };
        // What is begun there already stays a draft of its own.
        let key = if key == DraftKey::New { self.new_key() } else { key };
        // Kept before it is taken out: in between it exists twice, never not at all.
        self.replace_draft(&key, draft.clone());
        client.engine.discard(id, true).await?;
        Ok(Some(key))
    }

    /// Lets one waiting post be sent before another.
    ///
    /// # Errors
    /// When the device failed.
    pub async fn move_before(self, id: &MutationId, before: &MutationId) -> Result<(), WriteError> {
        Ok(self.client().engine.move_before(id, before).await?)
    }

    /// The waiting posts next to one of them: the one that it comes before when it is moved up, and the one that comes before
    /// it when it is moved down. To be asked again when [`App::outbox`] changes.
    pub fn neighbours(self, id: &MutationId) -> [Option<MutationId>; 2] {
        let client = self.client();
        let overlay = client.entities.overlay.borrow();
        [order::above(overlay.entries(), id), order::below(overlay.entries(), id)]
    }

    /// Whether an entry may have arrived at the server without its answer having come back, and sending it twice would do harm.
    pub fn may_have_arrived(self, id: &MutationId) -> bool {
        let client = self.client();
        let overlay = client.entities.overlay.borrow();
        overlay.entries().iter().any(|entry| entry.id == *id && entry.uncertain && entry.mutation.creates())
    }

    /// A post as the device knows it, also one that waits or that shall be deleted, and who wrote it.
    pub async fn known_post(self, id: &StatusId) -> Option<(Arc<Post>, Arc<Account>)> {
        let client = self.client();
        let id = client.real_id(id);
        let me = client.me.as_ref().map(|me| &me.id);
        let unsent = me.and_then(|me| client.entities.overlay.borrow().unsent_post(&id, me)).map(Arc::new);
        let tx = client.engine.store().begin(&[Table::Posts, Table::Accounts], Mode::Read).await.ok()?;
        let stored = records::load(&tx, std::slice::from_ref(&id)).await.ok()?;
        let post = unsent.or_else(|| stored.posts.into_iter().find(|post| post.id == id))?;
        let authors = records::accounts(&tx, std::slice::from_ref(&post.account)).await.ok()?;
        Some((post, authors.into_iter().next()?))
    }
}

fn key_of(draft: &Draft) -> DraftKey {
    match (&draft.in_reply_to, &draft.quote) {
        (Some(id), _) => DraftKey::Reply(id.clone()),
        (None, Some(id)) => DraftKey::Quote(id.clone()),
        (None, None) => DraftKey::New,
    }
}
