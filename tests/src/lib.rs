//! What every journey stands on: the real server, real browsers, and helpers that speak of a page as a person does.
//!
//! A journey is one file under `tests/`. It starts the server binary on a free port with data of its own, opens one
//! or more browsers, and asserts only what a person could notice: by role, accessible name and text. Nothing waits
//! for a fixed time; everything waits for a condition, with a deadline.
//!
//! `cargo xtask test journeys` builds what is needed, sets the environment that [`env`] reads, and runs them.

pub mod api;
pub mod app;
pub mod axe;
pub mod bench;
pub mod browser;
pub mod disk;
pub mod env;
pub mod page;
pub mod pages;
pub mod picture;
pub mod processes;
pub mod proxy;
pub mod server;
pub mod shots;
pub mod store_page;
pub mod translator;
pub mod wait;
