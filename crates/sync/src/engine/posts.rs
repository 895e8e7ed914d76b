//! Single posts and threads.

use futures::future::join;
use rejoin_api::requests::statuses;
use rejoin_api::{Context, Status, StatusId, StatusSource};
use rejoin_domain::edits::Version;
use rejoin_domain::{Harvest, Post, Reply, Thread, Translation};

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::{Mode, Store, Table};

/// What the names of values begin with that hold what posts were before.
pub(super) const HISTORY: &str = "history:";

/// The name of the value that holds what a post was before it was edited.
#[must_use]
pub fn history_of(id: &StatusId) -> String {
    format!("{HISTORY}{id}")
}

/// What the names of values begin with that hold what posts say in another language.
pub(super) const TRANSLATION: &str = "translation:";

/// The name of the value that holds a post in the reader's language.
#[must_use]
pub fn translation_of(id: &StatusId) -> String {
    format!("{TRANSLATION}{id}")
}

impl<P: Platform> Engine<P> {
    /// Asks for a post.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_post(&self, id: &StatusId) -> Result<(), Problem> {
        let asked_at = Some(self.now());
        let answer = self.ask(&statuses::get(id)).await;
        let entities = self.unless_gone(id, answer).await?;
        self.write(Batch { entities, asked_at, ..Batch::default() }).await?;
        Ok(())
    }

    /// Asks for a post and what is around it. Answers with after how many seconds there may be more, where the server is still
    /// looking for replies elsewhere.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_thread(&self, id: &StatusId) -> Result<Option<u32>, Problem> {
        let asked_at = Some(self.now());
        let (post_request, context_request) = (statuses::get(id), statuses::context(id));
        let (post, context) = join(self.ask(&post_request), self.ask_page(&context_request)).await;
        let mut entities = self.unless_gone(id, post).await?;
        let (context, response) = context?;
        let thread = take_apart(&context, &mut entities);
        let threads = vec![(id.clone(), thread)];
        self.write(Batch { entities, threads, asked_at, ..Batch::default() }).await?;
        Ok(response.async_refresh())
    }

    /// Asks for what a post was before it was edited, the first version first.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_history(&self, id: &StatusId) -> Result<(), Problem> {
        let versions = self.ask(&statuses::history(id)).await?.items;
        let versions: Vec<Version> = versions.iter().map(Version::from_wire).collect();
        let values = vec![(history_of(id), Some(records::json(&versions)))];
        self.write(Batch { values, ..Batch::default() }).await?;
        Ok(())
    }

    /// Has the server translate a post.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn refresh_translation(&self, id: &StatusId, language: &str) -> Result<(), Problem> {
        let translated = self.ask(&statuses::translate(id, Some(language))).await?;
        let text = records::json(&Translation::from_wire(&translated));
        let values = vec![(translation_of(id), Some(text))];
        self.write(Batch { values, ..Batch::default() }).await?;
        Ok(())
    }

    /// A post as its author wrote it, for an edit.
    ///
    /// # Errors
    /// When the server does not answer or refuses.
    pub async fn source(&self, id: &StatusId) -> Result<StatusSource, Problem> {
        self.ask(&statuses::source(id)).await
    }

    pub(super) async fn stored_post(&self, id: &StatusId) -> Result<Option<Post>, Problem> {
        let tx = self.store.begin(&[Table::Posts], Mode::Read).await?;
        let found = records::posts(&tx, std::slice::from_ref(id)).await?.pop();
        Ok(found.map(std::sync::Arc::unwrap_or_clone))
    }

    /// Takes a post apart; one that is gone is forgotten here too.
    async fn unless_gone(&self, id: &StatusId, answer: Result<Status, Problem>) -> Result<Harvest, Problem> {
        let mut entities = Harvest::default();
        match answer {
            Ok(status) => {
                entities.status(&status);
                Ok(entities)
            }
            Err(problem) if problem.is_gone() => {
                self.write(Batch { removed: vec![id.clone()], ..Batch::default() }).await?;
                Err(problem)
            }
            Err(problem) => Err(problem),
        }
    }
}

fn take_apart(context: &Context, entities: &mut Harvest) -> Thread {
    let reply = |status: &Status| Reply { id: status.id.clone(), to: status.in_reply_to_id.clone() };
    let descendants = context.descendants.iter().map(reply).collect();
    entities.statuses(&context.descendants);
    Thread { ancestors: entities.statuses(&context.ancestors), descendants }
}
