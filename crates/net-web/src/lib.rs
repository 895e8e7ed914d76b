//! The engine's network on the browser's fetch and WebSocket.
