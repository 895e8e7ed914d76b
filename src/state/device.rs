//! Whether the device gives what it keeps, and has room for more.

use leptos::prelude::{ArcRwSignal, Set, Signal, WithUntracked};
use rejoin_store_idb::{Access, watch_access};

use super::App;

/// What became of a device that had no room left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// There is room.
    Enough,
    /// What was only read has made way.
    Made,
    /// There is none, whatever was forgotten.
    None,
}

thread_local! {
    static ACCESS: ArcRwSignal<Access> = start();
    static ROOM: ArcRwSignal<Room> = ArcRwSignal::new(Room::Enough);
}

/// Says what became of a device that had no room.
pub(super) fn tell_room(room: Room) {
    ROOM.with(Clone::clone).set(room);
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

    /// Whether the device has room.
    pub fn device_room(self) -> Signal<Room> {
        ROOM.with(Clone::clone).into()
    }

    /// The user has read what became of it.
    pub fn heard_of_room(self) {
        tell_room(Room::Enough);
    }
}
