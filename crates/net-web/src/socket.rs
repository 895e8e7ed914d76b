//! Streams by WebSocket.

use std::future::poll_fn;
use std::pin::Pin;

use futures::{Sink, SinkExt, StreamExt};
use gloo_net::websocket::futures::WebSocket as Inner;
use gloo_net::websocket::{Message, State};
use rejoin_sync::net::{NetworkError, Socket, SocketAuth};

/// An open WebSocket; closed when dropped.
pub struct WebSocket(Inner);

impl std::fmt::Debug for WebSocket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebSocket")
    }
}

impl WebSocket {
    pub(crate) async fn open(
        address: &str,
        auth: SocketAuth,
        token: Option<&str>,
    ) -> Result<Self, NetworkError> {
        let opened = match (auth, token) {
            (SocketAuth::Protocol, Some(token)) => Inner::open_with_protocol(address, token),
            (SocketAuth::Query, Some(token)) => {
                let joint = if address.contains('?') { '&' } else { '?' };
                Inner::open(&format!("{address}{joint}access_token={}", js_sys::encode_uri_component(token)))
            }
            (_, None) => Inner::open(address),
        };
        opened.map(Self).map_err(|_| NetworkError::Unreachable)
    }
}

impl Socket for WebSocket {
    async fn receive(&mut self) -> Option<String> {
        loop {
            match self.0.next().await? {
                Ok(Message::Text(text)) => return Some(text),
                // The API speaks in text; anything else is somebody's ping.
                Ok(Message::Bytes(_)) => {}
                Err(_) => return None,
            }
        }
    }

    async fn send(&mut self, text: &str) -> bool {
        // It may still be opening, and never come to it. Browsers complain to whoever writes to one that is closed, and tell the
        // page nothing.
        let opened = poll_fn(|cx| Pin::new(&mut self.0).poll_ready(cx)).await;
        if opened.is_err() || !matches!(self.0.state(), State::Open) {
            return false;
        }
        self.0.send(Message::Text(text.to_owned())).await.is_ok()
    }
}
