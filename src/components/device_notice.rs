//! Words for when what the device keeps is out of reach, and what to do about it.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_store_idb::Access;

use super::icon::icon;
use super::later::later;
use super::live::live;
use crate::browser;
use crate::state::{Room, use_app};

/// The notice, while there is anything to say.
pub fn device_notice() -> AnyView {
    let (access, room) = (use_app().device_access(), use_app().device_room());
    live(move || {
        let (access, room) = (access.get(), room.get());
        let quiet = access == Access::Open && room == Room::Enough;
        (!quiet).then(|| later(move || Box::pin(notice(access, room))))
    })
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn notice(access: Access, room: Room) -> Result<AnyView, SplitLoaderError> {
    let words = match access {
        Access::Open => return Ok(of_room(room)),
        Access::Blocked => {
            "Rejoin was updated, and another tab still runs the version before. Close the other tabs of Rejoin, or reload them: this one then goes on by itself."
        }
        Access::Gone => "The browser has deleted what Rejoin keeps on this device. Reload to go on.",
        Access::Outdated => {
            "Rejoin was updated in another tab. Reload this one to go on. What you are writing is kept."
        }
        Access::Newer => {
            "This device holds what a newer version of Rejoin has written, and this page is an older one. Reload to get the newer version. Should this stay, the server has gone back to an older one: everything is kept until the newer one returns."
        }
    };
    let reload = (access != Access::Blocked).then(|| {
        view! { <button class="button" on:click=|_| browser::reload()>{icon("refresh")}"Reload"</button> }
    });
    Ok(view! { <div class="notice across" role="alert"><p>{words}</p>{reload}</div> }.into_any())
}

fn of_room(room: Room) -> AnyView {
    let words = match room {
        Room::Enough => return ().into_any(),
        Room::Made => {
            "This device was full. Pictures and feeds that were only read have made way; what you wrote is kept."
        }
        Room::None => {
            "This device is full, and nothing is left that could make way. What you are writing stays as a draft: delete something else on the device, then send it."
        }
    };
    view! {
        <div class="notice across" role="alert">
            <p>{words}</p>
            <a class="button" href="/storage">"Storage"</a>
            <button class="button" on:click=|_| use_app().heard_of_room()>{icon("check")}"All right"</button>
        </div>
    }
    .into_any()
}
