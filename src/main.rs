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
    // The boot script takes it from there: after a panic the module can do nothing for anybody.
    std::panic::set_hook(Box::new(|info| browser::report_error(&info.to_string())));
    leptos::mount::mount_to_body(app::Root);
}
