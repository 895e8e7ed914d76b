//! One connection's ear: whose it is, what they listen to, and what they get to hear.

use rejoin_api::{StreamEvent, StreamFrame};
use rusqlite::{named_params, params};
use tokio::sync::{broadcast, watch};

use super::stream::{Asked, Stream};
use crate::{
    auth::{
        identity::{Token, still_good},
        scope::Scopes,
    },
    db::Query,
    error::{ApiError, ApiResult},
    events::Event,
    ids::{AccountId, StatusId, TokenId},
    notifications::notification,
    render::Render,
    state::AppState,
    visibility::in_timelines,
};

/// Streams that one connection can listen to.
const MAX_STREAMS: usize = 100;

/// Why a connection ends from this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HangUp {
    /// Too many events behind.
    Behind,
    /// The token is no longer good.
    SignedOut,
    /// The server stops, or cannot read its database.
    Stopping,
}

/// Someone's ear.
pub(crate) struct Listener {
    state: AppState,
    token: TokenId,
    viewer: AccountId,
    scopes: Scopes,
    streams: Vec<Stream>,
    events: broadcast::Receiver<Event>,
    stopping: watch::Receiver<bool>,
}

impl Listener {
    /// Listens from now on, to nothing yet. An app's own token is nobody's ear.
    pub(crate) fn new(state: AppState, token: Token) -> ApiResult<Self> {
        let viewer = token
            .account
            .ok_or_else(|| ApiError::Forbidden("This method requires an authenticated user".to_owned()))?;
        Ok(Self {
            token: token.id,
            viewer,
            scopes: token.scopes,
            streams: Vec::new(),
            events: state.hub.listen(),
            stopping: state.stopping.clone(),
            state,
        })
    }

    /// Listens to one more stream; twice is once.
    pub(crate) async fn subscribe(&mut self, asked: &Asked) -> ApiResult<()> {
        let stream = Stream::parse(asked).map_err(ApiError::BadRequest)?;
        let scope = stream.scope();
        if !self.scopes.allow(scope) {
            return Err(ApiError::forbidden(format!(
                "This action is outside the authorized scopes: it needs {scope}"
            )));
        }
        if let Stream::List(id) = stream {
            let viewer = self.viewer;
            let sql = "SELECT 1 FROM lists WHERE id = ?1 AND account_id = ?2";
            let own = self.state.db.read(move |db| Ok(db.any(sql, params![id, viewer])?)).await?;
            if !own {
                return Err(ApiError::NotFound);
            }
        }
        if self.streams.len() >= MAX_STREAMS {
            return Err(ApiError::bad(format!("One connection listens to at most {MAX_STREAMS} streams")));
        }
        if !self.streams.contains(&stream) {
            self.streams.push(stream);
        }
        Ok(())
    }

    /// Listens to a stream no more.
    pub(crate) fn unsubscribe(&mut self, asked: &Asked) -> ApiResult<()> {
        let stream = Stream::parse(asked).map_err(ApiError::BadRequest)?;
        self.streams.retain(|known| *known != stream);
        Ok(())
    }

    /// The next event, for whomever. Nothing is lost if this is dropped halfway.
    pub(crate) async fn next(&mut self) -> Result<Event, HangUp> {
        tokio::select! {
            event = self.events.recv() => event.map_err(|error| match error {
                broadcast::error::RecvError::Lagged(_) => HangUp::Behind,
                broadcast::error::RecvError::Closed => HangUp::Stopping,
            }),
            _ = self.stopping.wait_for(|stop| *stop) => Err(HangUp::Stopping),
        }
    }

    /// What this connection gets to hear of `event`: a frame for each stream that it is in.
    pub(crate) async fn frames(&self, event: Event) -> Result<Vec<StreamFrame>, HangUp> {
        let heard = |stream: &&Stream| stream.hears(&event, self.viewer, &self.scopes);
        let labels: Vec<Vec<String>> = self.streams.iter().filter(heard).map(Stream::labels).collect();
        if matches!(event, Event::SignedOut) {
            self.check_token().await?;
        }
        if labels.is_empty() {
            return Ok(Vec::new());
        }
        let token = self.token;
        let read = self.state.read(Some(self.viewer), move |render| {
            if !still_good(render.db, token)? {
                return Ok(Err(HangUp::SignedOut));
            }
            what_happened(render, &event).map(Ok)
        });
        let event = read.await.map_err(|_| HangUp::Stopping)??;
        Ok(event.into_iter().flat_map(|event| framed(&labels, event)).collect())
    }

    /// Hangs up on a token that is no longer good.
    pub(crate) async fn check_token(&self) -> Result<(), HangUp> {
        let token = self.token;
        match self.state.db.read(move |db| still_good(db, token)).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(HangUp::SignedOut),
            Err(_) => Err(HangUp::Stopping),
        }
    }
}

fn framed(labels: &[Vec<String>], event: StreamEvent) -> Vec<StreamFrame> {
    labels.iter().map(|stream| StreamFrame { stream: stream.clone(), event: event.clone() }).collect()
}

/// The event as the viewer sees it now; `None` if by now there is nothing that they may see.
fn what_happened(render: &Render<'_>, event: &Event) -> ApiResult<Option<StreamEvent>> {
    Ok(match event {
        Event::Posted(status) => {
            shown(render, status.id)?.map(|status| StreamEvent::Update(Box::new(status)))
        }
        Event::Edited(status) => {
            shown(render, status.id)?.map(|status| StreamEvent::StatusUpdate(Box::new(status)))
        }
        Event::Deleted(status) => Some(StreamEvent::Delete(status.id.into())),
        Event::Notified { account, id } => match notification(render, *account, *id) {
            Ok(notification) => Some(StreamEvent::Notification(Box::new(notification))),
            Err(ApiError::NotFound) => None,
            Err(error) => return Err(error),
        },
        Event::NotificationsMerged { .. } => Some(StreamEvent::NotificationsMerged),
        Event::FiltersChanged { .. } => Some(StreamEvent::FiltersChanged),
        Event::Conversation { id, .. } => {
            let conversation = render.conversations(&[*id])?.pop();
            conversation.map(|conversation| StreamEvent::Conversation(Box::new(conversation)))
        }
        Event::SignedOut => None,
    })
}

fn shown(render: &Render<'_>, id: StatusId) -> ApiResult<Option<rejoin_api::Status>> {
    let sql = format!("SELECT 1 FROM statuses s WHERE s.id = :id AND {}", in_timelines("s", ":viewer"));
    if !render.db.any(&sql, named_params! { ":id": id, ":viewer": render.viewer })? {
        return Ok(None);
    }
    Ok(render.statuses(&[id])?.pop())
}
