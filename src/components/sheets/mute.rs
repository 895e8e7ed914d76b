//! Muting somebody: for how long, and how much.

use leptos::prelude::*;
use rejoin_api::Timestamp;
use rejoin_domain::Account;
use rejoin_sync::How;

use super::check;
use crate::actions;
use crate::browser::clock;
use crate::components::dialog::dialog;

/// For how long, in words and in seconds; 0 for good.
const DURATIONS: [(&str, i64); 6] = [
    ("Until I unmute them", 0),
    ("For an hour", 3_600),
    ("For a day", 86_400),
    ("For 3 days", 259_200),
    ("For a week", 604_800),
    ("For 30 days", 2_592_000),
];

pub(super) fn sheet(account: &Account, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let seconds = RwSignal::new(0);
    let notifications = RwSignal::new(true);
    let id = account.id.clone();
    let options =
        DURATIONS.map(|(words, seconds)| view! { <option value=seconds.to_string()>{words}</option> });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let seconds = seconds.get_untracked();
        let until = (seconds > 0).then(|| Timestamp::from_millis(clock::now().as_millis() + seconds * 1000));
        actions::mute(
            &id,
            How { notifications: Some(notifications.get_untracked()), until, ..How::default() },
        );
        close();
    };
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p>"You will not see posts of "<b dir="auto">{account.plain_name()}</b>" in your feeds. They are not told."</p>
            <label class="field">
                <span>"How long"</span>
                <select class="input" autofocus on:change=move |event| seconds.set(event_target_value(&event).parse().unwrap_or_default())>
                    {options.collect_view()}
                </select>
            </label>
            {check("Hide notifications from them, too", notifications)}
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button primary">"Mute"</button>
            </div>
        </form>
    };
    dialog("Mute", "sheet", close, body.into_any())
}
