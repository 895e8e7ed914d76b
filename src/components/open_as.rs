//! Acting as another account of this device: it is shown, with the post or person in question as its server knows them.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{GetUntracked, WithUntracked};
use leptos::task::spawn_local;

use crate::components::menu::Entry;
use crate::routes::go;
use crate::state::{Connectivity, Me, OutboxEntry, OutboxState, use_app};

/// So often it is looked whether all is sent, and so many milliseconds lie between. What takes longer waits on the device.
const LOOKS: usize = 20;
const BETWEEN: u32 = 100;

/// One way for each other account. `path` is where the page is on the server of the account that is shown, `address` where the thing
/// is on the web.
pub fn ways_to_open_as(path: &str, address: &str) -> Vec<Entry> {
    let app = use_app();
    let host = app.server_host();
    let shown = app.session().get_untracked().key();
    let all = app.accounts().get_untracked();
    let others = all.into_iter().filter(|one| one.key != shown);
    let entry = |one: Arc<Me>| {
        // Ids are the server's own; another server finds the thing by its address.
        let path = if one.server.host() == host {
            path.to_owned()
        } else {
            format!("/search?q={}", js_sys::encode_uri_component(address))
        };
        let name = format!("Open as @{}@{}", one.username, one.server.host());
        Entry::new("user", name, move || switch_and_go(one.key.clone(), path.clone()))
    };
    others.map(entry).collect()
}

/// Shows another account, and a page of it. What was done a moment ago is sent first: an account that is not shown sends nothing.
pub fn switch_and_go(key: String, path: String) {
    let app = use_app();
    spawn_local(async move {
        for _ in 0..LOOKS {
            let is_online = app.online().get_untracked() == Connectivity::Online;
            let is_under_way =
                |one: &OutboxEntry| matches!(one.state, OutboxState::Queued | OutboxState::Sending);
            if !is_online || !app.outbox().with_untracked(|all| all.iter().any(is_under_way)) {
                break;
            }
            TimeoutFuture::new(BETWEEN).await;
        }
        app.switch_account(&key);
        go(&path);
    });
}
