//! The engine's network on the browser's fetch and WebSocket.
//!
//! A browser says little of why a fetch failed: a server that is down, a name that does not exist, and an answer without
//! CORS headers all look the same. So only what the device itself knows, that it has no network, is told apart; the rest is
//! "unreachable", and the engine never concludes from it that nothing has happened.

mod http;
mod multipart;
mod socket;

use rejoin_api::{Auth, Call, Response};
use rejoin_sync::net::{Network, NetworkError, SocketAuth};
use web_sys::Blob;

pub use socket::WebSocket;

/// The way to one server.
#[derive(Debug, Clone)]
pub struct WebNetwork {
    server: String,
    token: Option<String>,
}

impl WebNetwork {
    /// To the server at this address (scheme and host, no slash at the end), with a token or none.
    #[must_use]
    pub fn new(server: &str, token: Option<String>) -> Self {
        Self { server: server.trim_end_matches('/').to_owned(), token }
    }
}

impl Network for WebNetwork {
    type File = Blob;
    type Socket = WebSocket;

    async fn send(&self, call: &Call, files: &[(String, Blob)]) -> Result<Response, NetworkError> {
        let token = match call.auth {
            Auth::Never => None,
            Auth::Required | Auth::Optional => self.token.as_deref(),
        };
        http::send(&format!("{}{}", self.server, call.target()), token, call, files).await
    }

    async fn connect(&self, address: &str, auth: SocketAuth) -> Result<WebSocket, NetworkError> {
        WebSocket::open(address, auth, self.token.as_deref()).await
    }
}

/// Whether a server answers at this address, be it an answer that a page of another origin may not read. Tells a server
/// that refuses to be read from one that is not there.
pub async fn answers_at_all(address: &str) -> bool {
    http::answers_at_all(address).await
}
