//! One stream over server-sent events, for clients that know no WebSockets.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event as Sent, KeepAlive, Sse},
};
use futures::stream;
use rejoin_api::StreamFrame;

use super::Listener;

/// How often a line says that the connection lives, and the token is asked after.
const THUMP: Duration = Duration::from_secs(15);

/// The response that goes on until either side has enough.
pub(crate) fn serve(listener: Listener) -> Response {
    let events = stream::unfold((listener, Vec::new()), |(mut listener, mut waiting)| async move {
        loop {
            if let Some(frame) = waiting.pop() {
                return Some((Ok::<_, Infallible>(written(&frame)), (listener, waiting)));
            }
            waiting = match tokio::time::timeout(THUMP, listener.next()).await {
                Ok(Ok(event)) => listener.frames(event).await.ok()?,
                Ok(Err(_)) => return None,
                Err(_) => listener.check_token().await.map(|()| Vec::new()).ok()?,
            };
            waiting.reverse();
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(THUMP).text("thump")).into_response()
}

/// Every event carries data, since clients pass over those without.
fn written(frame: &StreamFrame) -> Sent {
    Sent::default()
        .event(frame.event.name())
        .data(frame.event.payload().unwrap_or_else(|| "undefined".to_owned()))
}
