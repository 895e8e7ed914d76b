//! Acting as another account of this device: it is shown, with the post or person in question as its server knows them.

use std::sync::Arc;

use leptos::prelude::GetUntracked;

use crate::components::menu::Entry;
use crate::routes::go;
use crate::state::use_app;

/// One way for each other account. `path` is where the page is on the server of the account that is shown, `address` where the thing
/// is on the web.
pub fn ways_to_open_as(path: &str, address: &str) -> Vec<Entry> {
    let app = use_app();
    let host = app.server_host();
    let shown = app.session().get_untracked().key();
    let all = app.accounts().get_untracked();
    let others = all.into_iter().filter(|one| one.key != shown);
    let entry = |one: Arc<crate::state::Me>| {
        // Ids are the server's own; another server finds the thing by its address.
        let path = if one.server.host() == host {
            path.to_owned()
        } else {
            format!("/search?q={}", js_sys::encode_uri_component(address))
        };
        let name = format!("Open as @{}@{}", one.username, one.server.host());
        Entry::new("user", name, move || {
            app.switch_account(&one.key);
            go(&path);
        })
    };
    others.map(entry).collect()
}
