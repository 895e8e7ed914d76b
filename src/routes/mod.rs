//! The pages, one file each.

pub mod compose;
pub mod feeds;
pub mod home;
pub mod landing;
pub mod not_found;
pub mod notifications;
pub mod outbox;
pub mod profile;
pub mod requests;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod thread;

use std::cell::RefCell;

use leptos_router::hooks::{use_navigate, use_params_map};

type Navigate = Box<dyn Fn(&str)>;

thread_local! {
    // The router's hook works in components only; keys, toasts and clicks on posts lead somewhere too.
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
}

/// Takes the router's hook for [`go`]. Called once, inside the router.
pub fn provide_navigation() {
    let navigate = use_navigate();
    NAVIGATE.set(Some(Box::new(move |path| navigate(path, Default::default()))));
}

/// Opens a page of the app.
pub fn go(path: &str) {
    NAVIGATE.with_borrow(|navigate| {
        if let Some(navigate) = navigate {
            navigate(path);
        }
    });
}

/// A part of the page's address.
fn param(name: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || {
        use leptos::prelude::With;
        params.with(|params| params.get(name).unwrap_or_default())
    }
}
