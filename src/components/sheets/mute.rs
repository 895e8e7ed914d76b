//! Muting somebody: for how long, and how much.

use leptos::prelude::*;
use rejoin_domain::Account;
use rejoin_sync::How;

use crate::actions;
use crate::components::dialog::dialog;
use crate::components::form::{HowLong, check, how_long};

pub(super) fn sheet(account: &Account, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let lasts = RwSignal::new(HowLong::ForGood);
    let notifications = RwSignal::new(true);
    let id = account.id.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let until = lasts.get_untracked().until(None);
        actions::mute(
            &id,
            How { notifications: Some(notifications.get_untracked()), until, ..How::default() },
        );
        close();
    };
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p>"You will not see posts of "<b dir="auto">{account.plain_name()}</b>" in your feeds. They are not told."</p>
            {how_long("Until I unmute them", None, lasts)}
            {check("Hide notifications from them, too", notifications)}
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button primary">"Mute"</button>
            </div>
        </form>
    };
    dialog("Mute", "sheet", close, body.into_any())
}
