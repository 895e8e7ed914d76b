//! Who somebody is: pictures, names, what they say of themselves, and how one stands to them.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::{AccountId, Relationship};
use rejoin_domain::Account;
use rejoin_sync::How;

use super::{about, around};
use crate::actions;
use crate::browser::intl;
use crate::components::avatar::{account_path, picture};
use crate::components::confirm::ask;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::menu::{Entry, menu_button};
use crate::components::open_as::ways_to_open_as;
use crate::components::people::follow_button;
use crate::components::rich_text::{line, rich_text};
use crate::components::sheets::{self, Sheet};
use crate::state::use_app;

/// Everything above the tabs.
pub(super) fn header(account: Signal<Option<Arc<Account>>>) -> AnyView {
    let id = Memo::new(move |_| account.with(|account| account.as_ref().map(|account| account.id.clone())));
    // What one presses stays when a count changes, so that a menu stays open and the focus where it is.
    let top = move || id.get().map(|id| top(account, &id));
    let words = move || account.get().map(|account| words(&account));
    // What is around somebody is asked for once.
    let around = move || id.get().map(|id| around::around(&id));
    let about = move || id.get().map(|id| about::about(&id));
    view! { <section aria-label="Profile">{live(top)}{live(words)}{live(around)}{live(about)}</section> }
        .into_any()
}

/// The pictures, and what can be done.
fn top(account: Signal<Option<Arc<Account>>>, id: &AccountId) -> AnyView {
    view! {
        {live(move || account.get().map(|account| wide(&account)))}
        <div class="profile-top">
            {live(move || account.get().map(|account| picture(&account, "large")))}
            {buttons(account, id)}
        </div>
    }
    .into_any()
}

fn wide(account: &Account) -> AnyView {
    let wide = account.header_static.as_ref().or(account.header.as_ref()).map(|url| url.as_str().to_owned());
    match wide {
        Some(src) => {
            view! { <img class="profile-header" src=src alt="" width="1500" height="500"/> }.into_any()
        }
        None => view! { <div class="profile-header"></div> }.into_any(),
    }
}

fn words(account: &Arc<Account>) -> AnyView {
    let server = use_app().capabilities().with(|c| c.domain.clone());
    let chip = |words: &str| view! { <span class="tag-chip">{words.to_owned()}</span> };
    view! {
        <div class="profile-names">
            <h2><bdi>{line(&account.name)}</bdi></h2>
            <p>
                <span dir="ltr" translate="no">{account.full_handle(&server)}</span>
                {account.locked.then(|| view! { <span role="img" aria-label="Approves followers" title="Approves followers">{icon("lock")}</span> })}
                {account.bot.then(|| chip("Automated"))}
                {account.group.then(|| chip("Group"))}
                {account.roles.iter().map(|role| chip(role)).collect_view()}
                {follows_you(account)}
            </p>
        </div>
        {notices(account)}
        <div class="profile-note">{rich_text(&account.note, None)}</div>
        {fields(account)}
        {counts(account)}
    }
    .into_any()
}

fn fields(account: &Account) -> Option<AnyView> {
    let rows = account.fields.iter().map(|field| {
        let verified = field.verified_at.map(|at| format!("Verified on {}", intl::exact(at)));
        let mark = verified.clone().map(|words| view! { <span role="img" aria-label=words.clone() title=words>{icon("check")}" "</span> });
        view! { <div class:verified=verified.is_some()><dt dir="auto">{line(&field.name)}</dt><dd>{mark}{rich_text(&field.value, None)}</dd></div> }
    });
    (!account.fields.is_empty())
        .then(|| view! { <dl class="profile-fields">{rows.collect_view()}</dl> }.into_any())
}

fn counts(account: &Account) -> AnyView {
    let path = account_path(account);
    let of = |count: u64, one: &'static str, many: &'static str| if count == 1 { one } else { many };
    view! {
        <p class="profile-counts">
            <a href=path.clone()><b class="count">{intl::compact(account.statuses_count)}</b>{of(account.statuses_count, " post", " posts")}</a>
            <a href=format!("{path}/following")><b class="count">{intl::compact(account.following_count)}</b>" following"</a>
            <a href=format!("{path}/followers")><b class="count">{intl::compact(account.followers_count)}</b>{of(account.followers_count, " follower", " followers")}</a>
            <span>"Joined "{intl::month(account.created_at)}</span>
        </p>
    }
    .into_any()
}

fn follows_you(account: &Account) -> AnyView {
    let relationship = use_app().relationship(&account.id);
    let follows = move || relationship.with(|r| r.as_ref().is_some_and(|r| r.followed_by));
    live(move || follows().then(|| view! { <span class="tag-chip">"Follows you"</span> }))
}

/// What stands between the reader and the account.
fn notices(account: &Arc<Account>) -> AnyView {
    let relationship = use_app().relationship(&account.id);
    let (unmute, unblock) = (account.id.clone(), account.id.clone());
    let muted = move || relationship.with(|r| r.as_ref().is_some_and(|r| r.muting));
    let blocked = move || relationship.with(|r| r.as_ref().is_some_and(|r| r.blocking));
    let suspended = account
        .suspended
        .then(|| view! { <p class="notice profile-notice">"The server has suspended this account."</p> });
    let moved = account.moved_to.as_ref().map(|id| {
        let target = use_app().account(id);
        move || target.get().map(|target| {
            view! { <p class="notice profile-notice">"This account has moved to "<a href=account_path(&target)>{format!("@{}", target.acct)}</a></p> }
        })
    });
    view! {
        {suspended}
        {moved}
        {live(move || { let id = unmute.clone(); muted().then(|| view! {
            <div class="notice profile-notice"><p>"You muted this account."</p><button class="text-button" on:click=move |_| actions::unmute(&id)>"Unmute"</button></div>
        }) })}
        {live(move || { let id = unblock.clone(); blocked().then(|| view! {
            <div class="notice profile-notice"><p>"You blocked this account."</p><button class="text-button" on:click=move |_| actions::block(&id, false)>"Unblock"</button></div>
        }) })}
    }
    .into_any()
}

fn buttons(account: Signal<Option<Arc<Account>>>, id: &AccountId) -> AnyView {
    let is_me = use_app().session().with_untracked(|s| s.me().is_some_and(|me| me.id == *id));
    let settings = is_me.then(|| {
        view! {
            <a class="icon-button" href="/settings" aria-label="Settings" title="Settings">{icon("settings")}</a>
            <a class="button" href="/settings/profile">"Edit profile"</a>
        }
    });
    let entries = move || account.get_untracked().map(|account| entries(&account)).unwrap_or_default();
    view! {
        <div class="profile-actions">
            {settings}
            {menu_button("icon-button", "More about this account", entries)}
            {follow_button(id)}
        </div>
    }
    .into_any()
}

fn entries(account: &Arc<Account>) -> Vec<Entry> {
    let app = use_app();
    let mut entries = Vec::new();
    if let Some(url) = &account.url {
        let (address, copied) = (url.as_str().to_owned(), url.as_str().to_owned());
        entries.push(Entry::new("link", "Copy link", move || actions::copy_link(copied.clone())));
        entries.push(Entry::link("open", "Open original page", address.clone()));
        entries.extend(ways_to_open_as(&format!("/@{}", account.acct), &address));
    }
    if app.session().with_untracked(|s| s.me().is_some_and(|me| me.id != account.id)) {
        let relationship = app.relationship(&account.id).get_untracked();
        let relationship = relationship.map(Arc::unwrap_or_clone).unwrap_or_default();
        if relationship.following {
            entries.extend(ways_to_follow(&account.id, &relationship));
            let (followed, chosen) =
                (Arc::clone(account), relationship.languages.clone().unwrap_or_default());
            let open = move || sheets::open(Sheet::Languages(Arc::clone(&followed), chosen.clone()));
            entries.push(Entry::new("globe", "Languages…", open));
        }
        entries.extend(ways_apart(account, &relationship));
    }
    entries
}

fn ways_to_follow(id: &AccountId, relationship: &Relationship) -> [Entry; 2] {
    let (notified, boosted) = (id.clone(), id.clone());
    let (notify, reblogs) = (!relationship.notifying, !relationship.showing_reblogs);
    let words = if notify { "Notify me of their posts" } else { "Stop notifying me of their posts" };
    let notify = move || actions::follow_how(&notified, How { notify: Some(notify), ..How::default() });
    let notify = Entry::new("bell", words, notify);
    let words = if reblogs { "Show their boosts" } else { "Hide their boosts" };
    let reblogs = move || actions::follow_how(&boosted, How { reblogs: Some(reblogs), ..How::default() });
    [notify, Entry::new("boost", words, reblogs)]
}

fn ways_apart(account: &Arc<Account>, relationship: &Relationship) -> Vec<Entry> {
    let (listed, muted, reported) = (Arc::clone(account), Arc::clone(account), Arc::clone(account));
    let lists = Entry::new("people", "Lists…", move || sheets::open(Sheet::Lists(Arc::clone(&listed))));
    let mute = match relationship.muting {
        true => Entry::new("mute", "Unmute", move || actions::unmute(&muted.id)),
        false => Entry::new("mute", "Mute…", move || sheets::open(Sheet::Mute(Arc::clone(&muted)))),
    };
    let (blocked, blocking) = (account.id.clone(), relationship.blocking);
    let words = if blocking { "Unblock" } else { "Block" };
    let block = Entry::new("block", words, move || actions::block(&blocked, !blocking)).dangerous();
    let report = move || sheets::open(Sheet::Report(Arc::clone(&reported), None));
    let mut all = vec![lists];
    if relationship.following || relationship.endorsed {
        let (id, on) = (account.id.clone(), !relationship.endorsed);
        let words = if on { "Show on my profile" } else { "Take off my profile" };
        all.push(Entry::new("pin", words, move || actions::endorse(&id, on)));
    }
    all.push(mute);
    if relationship.followed_by {
        let id = account.id.clone();
        let remove = move || {
            let id = id.clone();
            let words = "They can follow you again, unless you block them. They are not told.";
            ask("Remove this follower?", words, "Remove", move || actions::remove_follower(&id));
        };
        all.push(Entry::new("close", "Remove from my followers…", remove).dangerous());
    }
    all.push(block);
    if let Some((_, domain)) = account.acct.split_once('@') {
        let domain = domain.to_owned();
        let label = format!("Block all of {domain}…");
        let block = move || {
            let domain = domain.clone();
            let words = "You will see nothing of that server. Its people who follow you, and those you follow there, are removed. That cannot be taken back.";
            ask("Block the whole server?", words, "Block", move || actions::block_domain(&domain, true));
        };
        all.push(Entry::new("block", label, block).dangerous());
    }
    all.push(Entry::new("warning", "Report…", report).dangerous());
    all
}
