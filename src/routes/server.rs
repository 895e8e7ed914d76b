//! The account's server: what it is, what it allows, what it asks of its people, and what it has not.

use leptos::prelude::*;
use rejoin_domain::Capabilities;
use rejoin_sync::Feature;

use crate::browser::intl;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head};
use crate::state::use_app;

/// What servers may not have: its name, what it is to people, and what the app does without it.
const FEATURES: [(&str, &str, &str); 18] = [
    ("streaming", "New posts at once", "They come when you look, and every minute."),
    ("grouped-notifications", "Notifications in groups", "This app groups them by itself."),
    ("filters", "Filters", "You cannot hide posts by words."),
    ("lists", "Lists", "You cannot sort people into feeds of their own."),
    ("quotes", "Quotes", "A quoted post is a link."),
    ("translation", "Translations", "You read posts as they are written."),
    ("scheduled", "Publishing later", "Posts are published when you send them."),
    ("conversations", "Private mentions as conversations", "They stand among the notifications."),
    ("followed-tags", "Following hashtags", "A hashtag's page has its posts all the same."),
    ("trending-tags", "Much used hashtags", "Explore has none to show."),
    ("trending-links", "Much shared links", "Explore has none to show."),
    ("suggestions", "Suggestions of people", "Explore has none to show."),
    ("directory", "People who want to be found", "Explore has none to show."),
    ("blocked", "The list of those you block", "You find them on their profiles."),
    ("muted", "The list of those you mute", "You find them on their profiles."),
    ("domain-blocks", "Blocking servers", "You can block people one by one."),
    ("notification-policy", "Rules for people you do not know", "Everybody's notifications come through."),
    ("notification-requests", "Notifications put aside", "Everybody's notifications come through."),
];

/// The page.
pub fn page() -> AnyView {
    let app = use_app();
    let features = app.features();
    let again = || {
        use_app().features();
    };
    let nothing = || empty("globe", "Not asked yet", "The server has not said what it has.", None);
    let about = move || app.capabilities().with(|all| about(all));
    let look = move |_| again();
    view! {
        {page_head(|| "Your server".into(), true)}
        {live(about)}
        <section aria-label="What it has">
            <h2 class="section">"What it has"</h2>
            {own_list(features, again, nothing, |one: &Feature| format!("{} {}", one.name, one.has), |one| row(&one))}
            <p class="more"><button class="button" on:click=look>{icon("refresh")}"Ask again"</button></p>
        </section>
    }
    .into_any()
}

fn about(all: &Capabilities) -> AnyView {
    let fact =
        |name: &'static str, value: String| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> };
    let megabytes = |bytes: u64| format!("{} MB", bytes / (1024 * 1024));
    let name = if all.title.is_empty() { use_app().server_host() } else { all.title.clone() };
    let rules = all.rules.iter().map(|rule| view! { <li dir="auto">{rule.text.clone()}</li> }).collect_view();
    let says = [
        ("Address", use_app().server_host()),
        ("Software", all.version.clone()),
        (
            "A post",
            format!("{} characters, {} files", intl::full(all.posts.characters.into()), all.posts.media),
        ),
        ("A picture", format!("up to {}", megabytes(all.media.image_bytes))),
        ("A film", format!("up to {}", megabytes(all.media.video_bytes))),
        ("A poll", format!("{} answers of {} characters", all.polls.options, all.polls.option_characters)),
    ];
    let facts =
        says.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| fact(name, value));
    view! {
        <section class="section" aria-label="About">
            <h2 dir="auto">{name}</h2>
            {(!all.description.is_empty()).then(|| view! { <p dir="auto">{all.description.clone()}</p> })}
            <table class="amounts"><tbody>{facts.collect_view()}</tbody></table>
            {(!all.rules.is_empty()).then(|| view! { <h3>"Its rules"</h3><ol class="server-rules">{rules}</ol> })}
        </section>
    }
    .into_any()
}

fn row(one: &Feature) -> AnyView {
    let known = FEATURES.iter().find(|(name, ..)| *name == one.name);
    let (label, without) =
        known.map_or((one.name.clone(), ""), |(_, label, without)| ((*label).to_owned(), *without));
    let (symbol, said) = if one.has { ("check", "") } else { ("close", without) };
    let state = if one.has { "Has: " } else { "Has not: " };
    view! {
        <div class="list-link feature">
            {icon(symbol)}
            <span><span class="hidden-text">{state}</span>{label}<span class="small muted">{said}</span></span>
        </div>
    }
    .into_any()
}
