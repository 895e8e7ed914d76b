//! What this device keeps of the account.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rejoin_sync::Amount;
use rejoin_sync::store::Table;

use crate::browser::{download, intl, quota};
use crate::components::confirm::ask;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{failure, page_head, skeletons};
use crate::components::toast::use_toasts;
use crate::state::use_app;

/// What the browser says of the room it gives.
#[derive(Clone, Copy, Default)]
struct Room {
    used_and_most: Option<(f64, f64)>,
    is_persistent: Option<bool>,
}

/// The page.
pub fn page() -> AnyView {
    let app = use_app();
    let amounts = RwSignal::new(None::<Result<Vec<Amount>, String>>);
    let room = RwSignal::new(Room::default());
    let look = move || {
        spawn_local(async move {
            let found = app.amounts().await.map_err(|error| error.to_string());
            amounts.try_set(Some(found));
            let used_and_most = quota::estimate().await;
            room.try_set(Room { used_and_most, is_persistent: quota::is_persistent().await });
        });
    };
    look();
    let body = move || match amounts.get() {
        None => skeletons(),
        Some(Err(words)) => failure(words, look),
        Some(Ok(all)) => {
            view! { {table(&all)}{live(move || browser_room(room, look))}{steps(look)} }.into_any()
        }
    };
    view! { {page_head(|| "Storage".into(), true)}{live(body)} }.into_any()
}

fn table(all: &[Amount]) -> AnyView {
    let row = |amount: &Amount| {
        let words = match amount.table {
            Table::Posts => "Posts",
            Table::Accounts => "People",
            Table::Timelines => "Feeds",
            Table::Threads => "Threads",
            Table::Relationships => "How you stand to people",
            Table::Notifications => "Notifications",
            Table::Outbox => "Waiting to be sent",
            // Files are not counted.
            Table::Values | Table::Files => "Lists, filters and the rest",
        };
        view! {
            <tr><th scope="row">{words}</th><td>{intl::full(amount.records as u64)}</td><td>{size(amount.bytes as f64)}</td></tr>
        }
    };
    view! {
        <section class="section">
            <p>"Rejoin keeps what you have read on this device, so that it is there without a connection."</p>
            <table class="amounts">
                <thead><tr><th scope="col">"What"</th><th scope="col">"How many"</th><th scope="col">"Size"</th></tr></thead>
                <tbody>{all.iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What the browser grants, and whether it may take it back.
fn browser_room(room: RwSignal<Room>, look: impl Fn() + Copy + 'static) -> AnyView {
    let Room { used_and_most, is_persistent } = room.get();
    let used = used_and_most.map(|(used, most)| {
        let words =
            format!("The browser has stored {} for this page, of {} that it allows.", size(used), size(most));
        view! { <p>{words}</p> }
    });
    let keep = move |_| {
        spawn_local(async move {
            let words = match quota::persist().await {
                Some(true) => "The browser keeps it until you delete it.",
                _ => "The browser does not promise that.",
            };
            use_toasts().say(words);
            look();
        });
    };
    let promise = is_persistent.map(|kept| {
        if kept {
            view! { <p>"The browser keeps it until you delete it."</p> }.into_any()
        } else {
            view! {
                <p>"When the device runs out of room, the browser may delete it."</p>
                <p><button class="button" on:click=keep>{icon("check")}"Ask to keep it"</button></p>
            }
            .into_any()
        }
    });
    view! { <section class="section"><h2>"Room"</h2>{used}{promise}</section> }.into_any()
}

fn steps(look: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let app = use_app();
    let export = move |_| {
        spawn_local(async move {
            match app.export().await {
                Ok(text) if download::offer("rejoin.json", &text).is_some() => {}
                Ok(_) => use_toasts().say("The browser did not take the file."),
                Err(error) => use_toasts().say(error.to_string()),
            }
        });
    };
    let forget = move || {
        spawn_local(async move {
            match app.forget_read().await {
                Ok(_) => use_toasts().say("Forgotten. It comes again as you open it."),
                Err(error) => use_toasts().say(error.to_string()),
            }
            look();
        });
    };
    let words = "Feeds, threads and people are loaded again as you open them.";
    let asked = move |_| ask("Forget everything that was only read?", words, "Forget", forget);
    view! {
        <section class="section">
            <h2>"Yours"</h2>
            <p class="small muted">"Your own posts, bookmarks, drafts and what waits to be sent are never forgotten."</p>
            <div class="row">
                <button class="button" on:click=export>{icon("open")}"Export as JSON"</button>
                <button class="button danger" on:click=asked>{icon("trash")}"Forget what was read"</button>
            </div>
        </section>
    }
    .into_any()
}

/// Bytes in words, in steps of a thousand.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are neither negative nor that large"
)]
fn size(bytes: f64) -> String {
    let tenths = |unit: f64| {
        let tenths = (bytes / unit * 10.0).round() as u64;
        format!("{}.{}", intl::full(tenths / 10), tenths % 10)
    };
    match bytes {
        _ if bytes >= 1e9 => format!("{} GB", tenths(1e9)),
        _ if bytes >= 1e6 => format!("{} MB", tenths(1e6)),
        _ => format!("{} kB", tenths(1e3).trim_end_matches(".0")),
    }
}
