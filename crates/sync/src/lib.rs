//! The engine of the client.

pub mod store;
