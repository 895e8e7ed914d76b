//! Someone who listens to streams over a WebSocket.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::StatusCode, protocol::CloseFrame},
};

use super::{Host, PATIENCE, Person};

/// An open connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The protocol that the server chose.
    pub protocol: Option<String>,
}

impl Socket {
    /// Connects with the token as the protocol, as browsers do.
    pub async fn open(host: &Host, person: &Person, query: &str) -> Self {
        Self::try_open(host, query, &[("sec-websocket-protocol", &person.token)]).await.unwrap()
    }

    /// Connects with these headers, or says with which status it was refused.
    pub async fn try_open(
        host: &Host,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, StatusCode> {
        let mut request =
            host.socket_url(&format!("/api/v1/streaming{query}")).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((stream, response)) => {
                let protocol = response.headers().get("sec-websocket-protocol");
                let protocol = protocol.and_then(|value| value.to_str().ok()).map(str::to_owned);
                Ok(Self { stream, protocol })
            }
            Err(Error::Http(response)) => Err(response.status()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Says something to the server.
    pub async fn tell(&mut self, message: Value) {
        self.stream.send(Message::text(message.to_string())).await.unwrap();
    }

    /// Listens to one more stream, and returns once the server does so: it answers messages in order, so that what it
    /// says to nonsense says that all before is done.
    pub async fn subscribe(&mut self, mut message: Value) {
        message["type"] = json!("subscribe");
        self.tell(message).await;
        self.settle().await;
    }

    /// As [`Self::subscribe`], the other way round.
    pub async fn unsubscribe(&mut self, mut message: Value) {
        message["type"] = json!("unsubscribe");
        self.tell(message).await;
        self.settle().await;
    }

    async fn settle(&mut self) {
        self.tell(json!({"type": "subscribe", "stream": "nonsense"})).await;
        let answer = self.next().await;
        assert_eq!(answer["error"], "Unknown stream type: nonsense", "{answer}");
    }

    /// The next frame, its payload read where it is JSON.
    pub async fn next(&mut self) -> Value {
        loop {
            match self.message().await {
                Message::Text(text) => return read(text.as_str()),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("not a frame: {other:?}"),
            }
        }
    }

    /// The frames up to and with the first that `last` is true of.
    pub async fn until(&mut self, last: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            let done = last(&frame);
            frames.push(frame);
            if done {
                return frames;
            }
        }
    }

    /// Waits until the server hangs up.
    pub async fn closed(&mut self) -> Option<CloseFrame> {
        loop {
            if let Message::Close(frame) = self.message().await {
                return frame;
            }
        }
    }

    async fn message(&mut self) -> Message {
        timeout(PATIENCE, self.stream.next()).await.expect("nothing came").expect("it hung up").unwrap()
    }
}

fn read(text: &str) -> Value {
    let mut frame: Value = serde_json::from_str(text).unwrap();
    if let Some(payload) = frame["payload"].as_str() {
        frame["payload"] = match frame["event"].as_str() {
            // An id, which is no JSON by meaning though it looks like a number.
            Some("delete") => json!(payload),
            _ => serde_json::from_str(payload).unwrap(),
        };
    }
    frame
}
