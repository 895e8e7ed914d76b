//! Who may quote a post of one's own.

use leptos::prelude::*;
use rejoin_api::StatusId;

use crate::actions;
use crate::components::composer::QUOTE_POLICIES;
use crate::components::dialog::dialog;
use crate::components::form::radio;
use crate::components::live::live;
use crate::state::use_app;

pub(super) fn sheet(id: &StatusId, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let post = use_app().post(id);
    let chosen = RwSignal::new(None);
    let is_there = Memo::new(move |_| post.with(Option::is_some));
    let choices = move || {
        let now = is_there
            .get()
            .then(|| post.with_untracked(|view| Some(view.as_ref()?.post.quote_policy())))??;
        let one = QUOTE_POLICIES.map(|(policy, words)| {
            let is_chosen = policy == now;
            radio("quotes", words, is_chosen, move || chosen.set(Some(policy.clone())))
        });
        Some(one.collect_view())
    };
    let id = id.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(policy) = chosen.get_untracked() {
            actions::set_quote_policy(&id, policy);
        }
        close();
    };
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p class="muted">"This goes for quotes that are yet to be made. You can always take your post out of one."</p>
            <fieldset class="choices"><legend class="hidden-text">"Who may quote this post"</legend>{live(choices)}</fieldset>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button primary">"Save"</button>
            </div>
        </form>
    };
    dialog("Who may quote this post", "sheet", close, body.into_any())
}
