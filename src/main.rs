//! The app's entry point.

mod browser;
mod state;

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| {
        view! { <main class="start"><h1>"Rejoin"</h1><p>"Read, answer, keep up."</p></main> }
    });
}
