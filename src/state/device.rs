//! Whether the device gives what it keeps.

use leptos::prelude::{ArcRwSignal, Set, Signal, WithUntracked};
use rejoin_store_idb::{Access, watch_access};

use super::App;

thread_local! {
    static ACCESS: ArcRwSignal<Access> = start();
}

fn start() -> ArcRwSignal<Access> {
    let access = ArcRwSignal::new(Access::Open);
    let told = access.clone();
    watch_access(move |now| {
        if told.with_untracked(|before| *before != now) {
            told.set(now);
        }
    });
    access
}

impl App {
    /// How this page stands to the databases of the device.
    pub fn device_access(self) -> Signal<Access> {
        ACCESS.with(Clone::clone).into()
    }
}
