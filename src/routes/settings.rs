//! This device's settings and the account.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::browser::{install, storage};
use crate::components::confirm::ask;
use crate::components::form::check;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::open_as::switch_and_go;
use crate::components::page::page_head;
use crate::state::{Choice, use_app};

/// Read by the boot script too, before the first paint.
const THEME: &str = "rejoin.theme";

/// The colour of the page in light and dark, as in `index.html` and, in OKLCH, in `style/tokens.css`.
const PAPER: [&str; 2] = ["#fcfaf7", "#15120f"];

/// The page.
pub fn page() -> AnyView {
    view! {
        {page_head(|| "Settings".into(), false)}
        {appearance()}
        {reading()}
        {accounts()}
        {elsewhere()}
        {installing()}
        {about()}
    }
    .into_any()
}

/// Only where the browser would do it now: nobody is told of what they cannot have.
fn installing() -> AnyView {
    let is_offered = RwSignal::new(install::is_offered());
    // Installed or refused, the same offer does not come again.
    let accept = move |_| {
        is_offered.set(false);
        spawn_local(install::accept());
    };
    let section = move || {
        is_offered.get().then(|| {
            view! {
                <section class="section">
                    <h2>"Install"</h2>
                    <p class="muted">"In a window of its own, with an icon that tells how many notifications you have not seen."</p>
                    <div class="row"><button class="button" on:click=accept>{icon("down")}"Install Rejoin"</button></div>
                </section>
            }
        })
    };
    live(section)
}

fn appearance() -> AnyView {
    let theme = RwSignal::new(theme());
    let choice = move |value: &'static str, label: &'static str| {
        let choose = move |_| {
            theme.set(value.to_owned());
            set_theme(value);
        };
        view! { <button type="button" aria-pressed=move || theme.with(|t| t == value).to_string() on:click=choose>{label}</button> }
    };
    view! {
        <section class="section">
            <h2>"Appearance"</h2>
            <div><div class="segmented" role="group" aria-label="Theme">{choice("", "System")}{choice("light", "Light")}{choice("dark", "Dark")}</div></div>
        </section>
    }
    .into_any()
}

/// What is covered in posts; for this device.
fn reading() -> AnyView {
    let warnings = RwSignal::new(Choice::OpenWarnings.is_on());
    Effect::new(move |before: Option<bool>| {
        let now = warnings.get();
        if before.is_some_and(|before| before != now) {
            Choice::OpenWarnings.set(now);
        }
        now
    });
    let media = [("", "Cover sensitive ones"), ("show", "Show all"), ("cover", "Cover all")];
    let current = match () {
        () if Choice::CoverMedia.is_on() => "cover",
        () if Choice::ShowSensitive.is_on() => "show",
        () => "",
    };
    let option = |(value, words): (&'static str, &'static str)| {
        view! { <option value=value selected=value == current>{words}</option> }
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        Choice::CoverMedia.set(value == "cover");
        Choice::ShowSensitive.set(value == "show");
    };
    view! {
        <section class="section">
            <h2>"Reading"</h2>
            {check("Open posts with a content warning", warnings)}
            <label class="field"><span>"Pictures and videos"</span><select class="input" on:change=choose>{media.map(option).collect_view()}</select></label>
        </section>
    }
    .into_any()
}

/// The theme that was chosen; empty where the system's is followed.
pub(super) fn theme() -> String {
    storage::get(THEME).unwrap_or_default()
}

pub(super) fn set_theme(value: &str) {
    let root = browser::document().and_then(|document| document.document_element());
    let Some(root) = root else { return };
    // Setting a valid attribute name does not fail.
    if value.is_empty() {
        storage::remove(THEME);
        let _ = root.remove_attribute("data-theme");
    } else {
        storage::set(THEME, value);
        let _ = root.set_attribute("data-theme", value);
    }
    colour_browser(value);
}

/// Gives the browser's own bars the colour of the theme that was chosen by hand, if one was. The boot script has given it to
/// the page.
pub fn restore_theme() {
    if let Some(theme) = storage::get(THEME) {
        colour_browser(&theme);
    }
}

/// `index.html` holds two colours, the first for light; a theme chosen by hand has one of them for both.
fn colour_browser(theme: &str) {
    let metas = browser::document().and_then(|d| d.query_selector_all("meta[name=theme-color]").ok());
    let Some(metas) = metas else { return };
    for (number, own) in PAPER.into_iter().enumerate() {
        let colour = match theme {
            "light" => PAPER[0],
            "dark" => PAPER[1],
            _ => own,
        };
        let meta = u32::try_from(number).ok().and_then(|number| metas.get(number));
        if let Some(meta) = meta.and_then(|meta| meta.dyn_into::<web_sys::Element>().ok()) {
            let _ = meta.set_attribute("content", colour);
        }
    }
}

fn accounts() -> AnyView {
    let app = use_app();
    let current = app.session().with_untracked(|s| s.key());
    if current.is_empty() {
        return view! {
            <section class="section"><h2>"Account"</h2><p><a class="button primary" href="/sign-in">{icon("user")}"Sign in"</a></p></section>
        }
        .into_any();
    }
    let leaving = RwSignal::new(false);
    let others = move || {
        let all = app.accounts().get();
        all.into_iter()
            .map(|me| {
                let is_current = me.key == current;
                let key = me.key.clone();
                let switch = move |_| switch_and_go(key.clone(), "/".to_owned());
                view! {
                    <div class="row">
                        <span>{me.name.clone()}" "<span class="handle">{format!("@{}@{}", me.username, me.server.host())}</span></span>
                        {(!is_current).then(|| view! { <button class="button" on:click=switch>"Switch to it"</button> })}
                    </div>
                }
            })
            .collect_view()
    };
    let waiting = move || app.outbox().with(Vec::len);
    let leave = move || {
        leaving.set(true);
        spawn_local(async move {
            app.sign_out().await;
            super::go("/");
        });
    };
    let sign_out = move |_| {
        let words = "What this device keeps of the account is deleted, with drafts and what is not sent yet.";
        ask("Sign out?", words, "Sign out", leave);
    };
    let warning = move || {
        let count = waiting();
        (count > 0).then(|| view! { <p class="notice error">{format!("{count} not yet sent: signing out discards it.")}</p> })
    };
    view! {
        <section class="section">
            <h2>"Account"</h2>
            {live(others)}
            {live(warning)}
            <div class="row">
                <a class="button" href="/settings/profile">{icon("user")}"Edit profile"</a>
                <a class="button" href="/sign-in">{icon("plus")}"Add an account"</a>
                <button class="button danger" disabled=move || leaving.get() on:click=sign_out>{icon("sign-out")}"Sign out"</button>
            </div>
            <p class="small muted">"Signing out revokes this device's access and deletes what it keeps of the account."</p>
        </section>
    }
    .into_any()
}

/// What has no place in the bar of phones.
fn elsewhere() -> AnyView {
    let link = |href: &'static str, symbol: &'static str, label: &'static str| {
        view! { <li><a class="list-link" href=href>{icon(symbol)}{label}</a></li> }
    };
    if use_app().session().with_untracked(|s| s.me().is_none()) {
        return ().into_any();
    }
    view! {
        <nav aria-label="More pages">
            <ul>
                {link("/catch-up", "clock", "Catch up")}
                {link("/ask", "poll", "Ask")}
                {link("/answers", "reply", "To answer")}
                {link("/local", "people", "Local feed")}
                {link("/explore", "globe", "Explore")}
                {link("/messages", "mail", "Private mentions")}
                {link("/bookmarks", "bookmark", "Bookmarks")}
                {link("/favourites", "star", "Favourites")}
                {link("/lists", "people", "Lists")}
                {link("/tags", "hash", "Followed hashtags")}
                {link("/requests", "user", "Follow requests")}
                {link("/notifications/aside", "bell", "Notifications put aside")}
                {link("/filters", "mute", "Filters")}
                {link("/blocks", "block", "Blocked and muted")}
                {link("/scheduled", "clock", "To be published later")}
                {link("/outbox", "outbox", "Outbox")}
                {link("/settings/transfer", "share", "Import and export")}
                {link("/storage", "settings", "Storage")}
                {link("/server", "globe", "Your server")}
            </ul>
        </nav>
    }
    .into_any()
}

fn about() -> AnyView {
    let app = use_app();
    let server = move || {
        app.capabilities()
            .with(|c| (!c.domain.is_empty()).then(|| format!("Your server is {} ({}).", c.domain, c.version)))
    };
    view! {
        <section class="section">
            <h2>"About"</h2>
            <p class="small muted">"Rejoin "{env!("CARGO_PKG_VERSION")}". "{live(server)}" Press ? for the keyboard."</p>
        </section>
    }
    .into_any()
}
