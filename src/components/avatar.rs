//! Who it is: picture, name, handle.

use leptos::prelude::*;
use rejoin_domain::Account;

use super::rich_text::line;

/// The page of an account.
pub fn account_path(account: &Account) -> String {
    format!("/@{}", account.acct)
}

/// The picture of an account. Its name stands beside it, so screen readers skip it.
pub fn picture(account: &Account, class: &'static str) -> AnyView {
    let image = |url: &rejoin_domain::WebUrl| {
        view! { <img src=url.as_str().to_owned() alt="" width="44" height="44" loading="lazy" decoding="async"/> }
    };
    let class = format!("avatar {class}");
    // The still one: nothing in a feed moves by itself.
    view! { <span class=class>{account.avatar_static.as_ref().map(image)}</span> }.into_any()
}

/// The picture as a link to the profile, which keyboards reach by the name beside it.
pub fn linked_picture(account: &Account) -> AnyView {
    view! { <a class="avatar" href=account_path(account) tabindex="-1" aria-hidden="true">{picture(account, "")}</a> }.into_any()
}

/// Name and handle as one link to the profile.
pub fn names(account: &Account) -> AnyView {
    view! {
        <a class="post-names" href=account_path(account)>
            <bdi class="name">{line(&account.name)}</bdi>
            <span class="handle" dir="ltr" translate="no">{format!("@{}", account.acct)}</span>
        </a>
    }
    .into_any()
}
