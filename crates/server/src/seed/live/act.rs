//! What a neighbour does, a little later.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::heard::HeardPoll;
use crate::{
    accounts::relate::{self, FollowOptions},
    db::Tx,
    error::{ApiError, ApiResult},
    ids::{AccountId, StatusId},
    state::AppState,
    statuses::{
        create,
        draft::{Draft, Words},
        polls, react,
    },
};

/// Most deeds that wait for their time; what would be more is left undone.
const WAITING: usize = 64;

/// Something to do.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Answer { to: StatusId, visibility: i64, text: String },
    Favourite(StatusId),
    Vote(HeardPoll, u32),
    Follow(AccountId),
}

/// Does things after a while.
#[derive(Debug, Clone)]
pub(super) struct Later {
    places: Arc<Semaphore>,
}

impl Default for Later {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Later {
    /// Lets `who` do `act` after `delay`, unless the server stops before.
    pub(super) fn plan(&self, state: &AppState, who: AccountId, act: Act, delay: Duration) {
        let Ok(place) = self.places.clone().try_acquire_owned() else { return };
        let state = state.clone();
        tokio::spawn(async move {
            let _place = place;
            let mut stopping = state.stopping.clone();
            tokio::select! {
                () = tokio::time::sleep(delay) => {}
                _ = stopping.wait_for(|stop| *stop) => return,
            }
            match state.write(move |tx| perform(tx, who, &act)).await {
                // What it was about may be gone by now, or closed to us.
                Ok(())
                | Err(
                    ApiError::NotFound | ApiError::Invalid(_) | ApiError::Forbidden(_) | ApiError::Other(..),
                ) => {}
                Err(error) => tracing::warn!(%error, "a neighbour could not do something"),
            }
        });
    }
}

fn perform(tx: &mut Tx<'_>, who: AccountId, act: &Act) -> ApiResult<()> {
    match act {
        Act::Answer { to, visibility, text } => {
            let draft = draft(text.clone(), None, *visibility, Some(*to));
            create::create(tx, who, None, &draft, None).map(|_| ())
        }
        Act::Favourite(status) => react::favourite(tx, who, *status, None).map(|_| ()),
        Act::Vote(poll, choice) => polls::vote(tx, who, poll.id, &[*choice]),
        Act::Follow(whom) => relate::follow(tx, who, *whom, &FollowOptions::default(), None),
    }
}

/// A post of plain words.
pub(super) fn draft(
    text: String,
    language: Option<String>,
    visibility: i64,
    reply_to: Option<StatusId>,
) -> Draft {
    Draft {
        words: Words { text, spoiler_text: String::new(), sensitive: false, language },
        visibility,
        reply_to,
        quoted: None,
        quote_policy: 0,
        media: Vec::new(),
        poll: None,
    }
}
