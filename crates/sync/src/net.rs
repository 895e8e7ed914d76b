//! The port to servers.

use rejoin_api::{Call, Response};

/// Sends requests to one server, with one token or none.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Network {
    /// A file, however the platform holds it.
    type File: Clone;
    /// An open stream.
    type Socket: Socket;

    /// Sends a request. `files` holds what the body names by [`rejoin_api::FileSource::Handle`].
    ///
    /// # Errors
    /// When no answer came back. Whatever the server says, be it a refusal, is an answer.
    async fn send(&self, call: &Call, files: &[(String, Self::File)]) -> Result<Response, NetworkError>;

    /// Opens a WebSocket at this address.
    ///
    /// # Errors
    /// When it was not opened.
    async fn connect(&self, address: &str, auth: SocketAuth) -> Result<Self::Socket, NetworkError>;
}

/// How a WebSocket carries the token, since browsers let it carry no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketAuth {
    /// As its subprotocol, which leaves no trace in logs.
    Protocol,
    /// In the query, for servers that do not look at the subprotocol.
    Query,
}

/// An open stream of text frames.
#[expect(async_fn_in_trait, reason = "the engine runs on one thread and needs no Send futures")]
pub trait Socket {
    /// The next frame; `None` once the stream is closed.
    async fn receive(&mut self) -> Option<String>;

    /// Sends a frame; `false` once the stream is closed.
    async fn send(&mut self, text: &str) -> bool;
}

/// Why no answer came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// The device has no network; nothing was sent.
    #[error("you are offline")]
    Offline,
    /// Nothing came back: the server cannot be reached, or its answer may not be read. The request may have arrived.
    #[error("the server cannot be reached")]
    Unreachable,
    /// Nothing came back in time. The request may have arrived.
    #[error("the server does not answer")]
    TimedOut,
}

impl NetworkError {
    /// Whether the request may have reached the server all the same.
    #[must_use]
    pub fn may_have_arrived(self) -> bool {
        self != Self::Offline
    }
}
