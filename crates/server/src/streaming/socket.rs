//! Streams over a WebSocket: frames out, `{"type": "subscribe", "stream": …}` in, pings both ways.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use rejoin_api::{StreamCommand, StreamCommandKind, StreamEvent, StreamFrame, streaming::StreamError};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::{Asked, Listener, listener::HangUp};
use crate::error::ApiError;

/// How often the other side is asked whether it is still there, and whether its token is still good.
const PING: Duration = Duration::from_secs(30);
/// How long it may take to accept a message.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a connection is over.
enum End {
    /// The client went, or does not take what it is sent.
    Gone,
    Ours(HangUp),
}

impl From<HangUp> for End {
    fn from(reason: HangUp) -> Self {
        Self::Ours(reason)
    }
}

/// Serves `socket` until either side has enough.
pub(crate) async fn serve(mut socket: WebSocket, mut listener: Listener) {
    if let Err(End::Ours(reason)) = talk(&mut socket, &mut listener).await {
        let _ = send(&mut socket, Message::Close(Some(farewell(reason)))).await;
    }
}

async fn talk(socket: &mut WebSocket, listener: &mut Listener) -> Result<(), End> {
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard_of = true;
    loop {
        tokio::select! {
            event = listener.next() => {
                for frame in listener.frames(event?).await? {
                    send(socket, Message::text(frame.to_json())).await?;
                }
            }
            message = socket.recv() => {
                heard_of = true;
                let Some(Ok(message)) = message else { return Ok(()) };
                match message {
                    Message::Text(text) => {
                        if let Err(refusal) = obey(listener, text.as_str()).await {
                            send(socket, Message::text(refusal.to_json())).await?;
                        }
                    }
                    Message::Close(_) => return Ok(()),
                    Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
                }
            }
            _ = ping.tick() => {
                if !std::mem::take(&mut heard_of) {
                    return Err(End::Gone);
                }
                listener.check_token().await?;
                send(socket, Message::Ping(Vec::new().into())).await?;
            }
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Gone),
    }
}

/// Does what a message says; what can't be done is told in a frame.
async fn obey(listener: &mut Listener, text: &str) -> Result<(), StreamFrame> {
    let command = match rejoin_api::parse::<StreamCommand>(text) {
        Ok(command) => command,
        Err(fault) => return Err(refusal(&ApiError::bad(format!("This message can't be read: {fault}")))),
    };
    let asked = Asked {
        stream: Some(command.stream),
        tag: command.tag,
        list: command.list.map(|id| id.as_str().to_owned()),
    };
    let done = match command.kind {
        StreamCommandKind::Subscribe => listener.subscribe(&asked).await,
        StreamCommandKind::Unsubscribe => listener.unsubscribe(&asked),
        StreamCommandKind::Unknown(kind) => {
            Err(ApiError::bad(format!("A message can subscribe or unsubscribe, not {kind}")))
        }
    };
    done.map_err(|error| refusal(&error))
}

fn refusal(error: &ApiError) -> StreamFrame {
    let error = StreamError { error: error.to_string(), status: Some(u32::from(error.status().as_u16())) };
    StreamFrame { stream: Vec::new(), event: StreamEvent::Error(error) }
}

fn farewell(reason: HangUp) -> CloseFrame {
    let (code, words) = match reason {
        HangUp::Behind => (close_code::AGAIN, "too far behind: come back and fill the gap"),
        HangUp::SignedOut => (close_code::POLICY, "the access token is no longer good"),
        HangUp::Stopping => (close_code::AWAY, "the server is stopping"),
    };
    CloseFrame { code, reason: words.into() }
}
