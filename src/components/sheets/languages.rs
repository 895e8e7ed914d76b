//! Following somebody in some languages alone.

use leptos::prelude::*;
use rejoin_domain::Account;
use rejoin_sync::How;

use crate::actions;
use crate::browser::intl;
use crate::components::composer::languages;
use crate::components::dialog::dialog;
use crate::components::form::check;

pub(super) fn sheet(
    account: &Account,
    chosen: Vec<String>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let all: Vec<(String, RwSignal<bool>)> = languages(&chosen)
        .into_iter()
        .map(|code| {
            let is_chosen = chosen.contains(&code);
            (code, RwSignal::new(is_chosen))
        })
        .collect();
    let boxes = all.iter().map(|(code, on)| check(intl::language_name(code), *on)).collect_view();
    let id = account.id.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = all.iter().filter(|(_, on)| on.get_untracked()).map(|(code, _)| code.clone());
        actions::follow_how(&id, How { languages: Some(wanted.collect()), ..How::default() });
        close();
    };
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p>"Of "<b dir="auto">{account.plain_name()}</b>", only posts in these languages come to your home feed; all of them where you choose none."</p>
            <div class="languages">{boxes}</div>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button primary">"Save"</button>
            </div>
        </form>
    };
    dialog("Languages", "sheet", close, body.into_any())
}
