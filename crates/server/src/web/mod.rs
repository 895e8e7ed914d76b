//! What browsers get that is not the API.

pub(crate) mod app;
