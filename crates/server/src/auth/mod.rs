//! Tokens, scopes, passwords and the browser sessions of the server's own pages.

pub(crate) mod identity;
pub(crate) mod password;
pub(crate) mod scope;
pub(crate) mod secret;
pub(crate) mod sweep;
pub(crate) mod tokens;
