//! The way around: a bar at the bottom of phones, a rail at the side elsewhere.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::composer::{Composing, use_composing};
use super::icon::icon;
use super::live::live;
use crate::browser::{badge, viewport};
use crate::state::{DraftKey, use_app};

/// The main navigation.
pub fn rail() -> AnyView {
    let app = use_app();
    let path = use_location().pathname;
    let signed_in = Memo::new(move |_| app.session().with(|s| s.me().is_some()));
    let you = Memo::new(move |_| app.session().with(|s| s.me().map(|me| format!("/@{}", me.username))));
    let current = move |href: String| (path.get() == href).then_some("page");
    let link = move |href: &'static str, symbol: &'static str, label: &'static str| {
        view! {
            <a class="rail-link" href=href aria-label=label title=label aria-current=move || current(href.to_owned()) on:click=move |_| again(href)>
                {icon(symbol)}<span class="label">{label}</span>
            </a>
        }
        .into_any()
    };
    let items = move || {
        if !signed_in.get() {
            return view! {
                <li>{link("/", "home", "Home")}</li>
                <li>{link("/search", "search", "Search")}</li>
                <li>{link("/sign-in", "user", "Sign in")}</li>
                <li>{link("/settings", "settings", "Settings")}</li>
            }
            .into_any();
        }
        view! {
            <li>{link("/", "home", "Home")}</li>
            <li>{link("/search", "search", "Search")}</li>
            <li class="wide-only">{link("/local", "people", "Local")}</li>
            <li class="write-item">{write()}</li>
            <li>{notifications(move || path.with(|path| path.starts_with("/notifications")).then_some("page"))}</li>
            <li class="wide-only">{link("/bookmarks", "bookmark", "Bookmarks")}</li>
            <li class="wide-only">{link("/favourites", "star", "Favourites")}</li>
            <li>
                <a class="rail-link" href=move || you.get() aria-label="You" title="You" aria-current=move || you.get().and_then(current)>
                    {icon("user")}<span class="label">"You"</span>
                </a>
            </li>
            <li class="wide-only last">{link("/settings", "settings", "Settings")}</li>
        }
        .into_any()
    };
    view! {
        <nav class="rail" aria-label="Main">
            <ul>
                <li class="wide-only"><a class="brand" href="/" aria-label="Rejoin">{icon("mark")}<span class="label">"Rejoin"</span></a></li>
                {live(items)}
            </ul>
        </nav>
    }
    .into_any()
}

/// Pressed on the page it leads to, a link leads to the page's top.
fn again(href: &str) {
    if crate::browser::path().as_deref() == Some(href) {
        viewport::to_top();
    }
}

fn write() -> AnyView {
    let composing = use_composing();
    let open = move |event: web_sys::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            composing.open(Composing { key: DraftKey::New, first_draft: None });
        }
    };
    view! {
        <a class="rail-link write" href="/compose" aria-label="Write" title="Write" on:click=open>{icon("compose")}<span class="label">"Write"</span></a>
    }
    .into_any()
}

fn notifications(current: impl Fn() -> Option<&'static str> + Send + Sync + 'static) -> AnyView {
    let unread = use_app().notifications().unread;
    Effect::new(move |_| badge::show(unread.get()));
    on_cleanup(|| badge::show(0));
    let label = move || match unread.get() {
        0 => "Notifications".to_owned(),
        count => format!("Notifications, {count} unread"),
    };
    let badge = move || match unread.get() {
        0 => None,
        count @ 1..100 => Some(count.to_string()),
        _ => Some("99+".to_owned()),
    };
    view! {
        <a class="rail-link" href="/notifications" aria-label=label title="Notifications" aria-current=current>
            {icon("bell")}<span class="label">"Notifications"</span>
            {live(move || badge().map(|count| view! { <span class="badge" data-count=count aria-hidden="true"></span> }))}
        </a>
    }
    .into_any()
}
