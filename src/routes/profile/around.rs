//! What stands around somebody: who of those one follows follows them, what they often write about, whom they point to.

use leptos::prelude::*;
use rejoin_api::AccountId;

use crate::components::avatar::{account_path, picture};
use crate::components::live::live;
use crate::components::rich_text::{line, tag_path};
use crate::state::use_app;

/// How many people are named.
const NAMED: usize = 3;

/// Hashtags, familiar followers, and people they feature; each only where there are any.
pub(super) fn around(id: &AccountId) -> AnyView {
    let app = use_app();
    let me = app.session().with_untracked(|s| s.me().map(|me| me.id.clone()));
    let familiar = me.filter(|me| me != id).map(|_| familiar(id));
    view! { {familiar}{tags(id)}{endorsed(id)} }.into_any()
}

fn familiar(id: &AccountId) -> AnyView {
    let all = use_app().familiar(id).value;
    live(move || {
        let all = all.get();
        let others = all.len().saturating_sub(NAMED);
        let people = all.iter().take(NAMED).map(linked).collect_view();
        (!all.is_empty()).then(|| {
            view! {
                <p class="profile-around small muted">
                    "Followed by "{people}
                    {(others > 0).then(|| format!("and {others} more "))}
                    "whom you follow"
                </p>
            }
        })
    })
}

fn linked(id: &AccountId) -> AnyView {
    let account = use_app().account(id);
    live(move || {
        account.get().map(|account| {
            view! { <a class="familiar" href=account_path(&account)>{picture(&account, "tiny")}<bdi>{line(&account.name)}</bdi></a>" " }
        })
    })
}

fn tags(id: &AccountId) -> AnyView {
    let all = use_app().featured_tags(id).value;
    live(move || {
        let all = all.get();
        let tags = all.iter().map(
            |tag| view! { <a class="tag-chip" href=tag_path(&tag.name)>{format!("#{}", tag.name)}</a>" " },
        );
        (!all.is_empty()).then(
            || view! { <p class="profile-around" aria-label="Featured hashtags">{tags.collect_view()}</p> },
        )
    })
}

fn endorsed(id: &AccountId) -> AnyView {
    let all = use_app().endorsed(id).value;
    live(move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            view! { <p class="profile-around small"><span class="muted">"Points to "</span>{all.iter().map(linked).collect_view()}</p> }
        })
    })
}
