//! The app: a social client for every server that speaks the Mastodon REST API.
//!
//! Where is what: [`routes`] hold the pages, [`components`] what they are made of, [`actions`] what a user can do,
//! [`state`] what they read, and [`browser`] the wrappers of browser APIs. See `docs/architecture.md`.

// In a binary everything is unreachable from outside; `pub` says what a module offers its neighbours.
#![allow(unreachable_pub, reason = "a binary has no outside")]

mod actions;
mod app;
mod browser;
mod components;
mod routes;
mod state;

fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| leptos::logging::error!("{info}")));
    leptos::mount::mount_to_body(app::Root);
}
