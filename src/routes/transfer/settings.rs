//! The settings of this device as a file, for another device.

use leptos::prelude::*;
use rejoin_domain::record;

use super::choose_file;
use crate::browser::download;
use crate::components::icon::icon;
use crate::components::toast::use_toasts;
use crate::routes::settings::{set_theme, theme};
use crate::state::{choices, set_choices};

/// What such a file says of itself.
const WHAT: &str = "Rejoin settings";

record! {
    /// The settings of a device.
    struct Settings {
        what: String,
        theme: String,
        reading: String,
    }
}

/// The part of the page.
pub(super) fn settings() -> AnyView {
    let export = move |_| {
        let all = Settings { what: WHAT.to_owned(), theme: theme(), reading: choices() };
        let taken = serde_json::to_string_pretty(&all)
            .ok()
            .and_then(|text| download::offer("rejoin-settings.json", &text));
        if taken.is_none() {
            use_toasts().say("The browser did not take the file.");
        }
    };
    let import =
        choose_file(
            "Take settings from a file",
            ".json,application/json",
            |_, text| match rejoin_api::parse::<Settings>(&text) {
                Ok(all) if all.what == WHAT => {
                    set_theme(match all.theme.as_str() {
                        "light" => "light",
                        "dark" => "dark",
                        _ => "",
                    });
                    set_choices(&all.reading);
                    use_toasts().say("This device has these settings now.");
                }
                _ => use_toasts().say("There are no settings of Rejoin in this file."),
            },
        );
    view! {
        <section class="section" aria-label="Settings of this device">
            <h2>"Settings of this device"</h2>
            <p class="small muted">"Theme, and what is covered in posts. Filters and lists are your server's, and there on every device."</p>
            <div class="row"><button class="button" on:click=export>{icon("down")}"Export the settings"</button>{import}</div>
        </section>
    }
    .into_any()
}
