//! Hashtags: the posts with one, following it, and all that one follows.

use leptos::prelude::*;
use rejoin_api::Tag;
use rejoin_domain::TimelineKey;
use rejoin_domain::timeline::SEVERAL;

use super::explore::{shared_by, sparkline};
use super::feeds;
use crate::actions;
use crate::browser::focus;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head};
use crate::components::rich_text::tag_path;
use crate::state::use_app;

/// Posts with a hashtag, or with any of several.
pub fn tag(name: &str) -> AnyView {
    let app = use_app();
    let names: Vec<String> = name.split(SEVERAL).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        return super::not_found::page();
    }
    let signed_in = app.session().with_untracked(|s| s.me().is_some());
    let title = names.iter().map(|name| format!("#{name}")).collect::<Vec<_>>().join(" or ");
    let one = names.first().filter(|_| names.len() == 1 && signed_in);
    let key = TimelineKey::Tag(together(&names));
    let words = format!("Nothing with {title} yet");
    let nothing = move || {
        empty("hash", words.clone(), "Posts with this hashtag that your server knows appear here.", None)
    };
    view! {
        {page_head(move || title.clone(), true)}
        {one.map(|one| about(one))}
        {others(&names)}
        {feeds::of(key, "Posts with the hashtag", nothing)}
    }
    .into_any()
}

fn together(names: &[String]) -> String {
    names.join(&SEVERAL.to_string())
}

/// Which hashtags these are, where there are several, and one more.
fn others(names: &[String]) -> AnyView {
    let chip = |place: usize, name: &String| {
        let left: Vec<String> =
            names.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, one)| one.clone()).collect();
        let label = format!("Without #{name}");
        view! { <a class="chip" href=tag_path(&together(&left)) aria-label=label.clone() title=label><bdi>{format!("#{name}")}</bdi>{icon("close")}</a> }
    };
    let chips = names.iter().enumerate().map(|(place, name)| chip(place, name)).collect_view();
    let (typed, before) = (RwSignal::new(String::new()), names.to_vec());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut all = before.clone();
        for name in typed.get_untracked().split([SEVERAL, '#', ' ', ',']).filter(|name| !name.is_empty()) {
            if !all.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                all.push(name.to_owned());
            }
        }
        super::go(&tag_path(&together(&all)));
    };
    view! {
        <form class="tag-others" on:submit=add>
            {(names.len() > 1).then_some(chips)}
            <input class="input" type="text" dir="auto" autocapitalize="none" aria-label="Another hashtag" placeholder="or another hashtag"
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <button class="button" type="submit" disabled=move || typed.with(|typed| typed.trim_matches(['#', ' ']).is_empty())>"Add"</button>
        </form>
    }
    .into_any()
}

/// How much it is used, whether one follows it, and whether it stands on one's profile.
fn about(name: &str) -> AnyView {
    let app = use_app();
    let known = app.hashtag(name).value;
    let me = app.session().with_untracked(|s| s.me().map(|me| me.id.clone()));
    let featured = me.map(|me| app.featured_tags(&me).value);
    let name = name.to_owned();
    live(move || {
        let tag = known.with(|all| all.first().cloned())?;
        let (followed, shown) = (name.clone(), name.clone());
        let follows = tag.following == Some(true);
        let features = featured
            .is_some_and(|all| all.with(|all| all.iter().any(|one| one.name.eq_ignore_ascii_case(&name))));
        Some(view! {
            <div class="section tag-about">
                <p class="small muted">{shared_by(&tag.history)}{sparkline(&tag.history)}</p>
                <div class="row">
                    <button class="button" class:primary=!follows aria-pressed=follows.to_string()
                        on:click=move |_| actions::follow_tag(&followed, !follows)>{if follows { "Following" } else { "Follow" }}</button>
                    <button class="button" aria-pressed=features.to_string()
                        on:click=move |_| actions::feature_tag(&shown, !features)>{icon("pin")}{if features { "On your profile" } else { "Put on your profile" }}</button>
                </div>
            </div>
        })
    })
}

/// The hashtags that one follows.
pub fn followed() -> AnyView {
    let again = || {
        use_app().followed_tags();
    };
    let nothing = || {
        let step = view! { <a class="button" href="/explore/tags">"See what is much used"</a> }.into_any();
        empty(
            "hash",
            "You follow no hashtags",
            "Follow one, and posts with it come to your home feed.",
            Some(step),
        )
    };
    let list = own_list(use_app().followed_tags(), again, nothing, |tag| tag.name.clone(), followed_row);
    view! { {page_head(|| "Followed hashtags".into(), true)}{list} }.into_any()
}

fn followed_row(tag: Tag) -> AnyView {
    let (name, label) = (tag.name.clone(), format!("Unfollow #{}", tag.name));
    let unfollow = move |_| {
        focus::leave(".member .icon-button", || actions::follow_tag(&name, false));
    };
    view! {
        <div class="member">
            {tag_row(&tag)}
            <button class="icon-button" aria-label=label title="Unfollow" on:click=unfollow>{icon("close")}</button>
        </div>
    }
    .into_any()
}

/// A hashtag with how much it is used.
pub fn tag_row(tag: &Tag) -> AnyView {
    view! {
        <a class="list-link grow" href=tag_path(&tag.name)>
            {icon("hash")}
            <span class="tag-words"><bdi>{tag.name.clone()}</bdi>" "<span class="small muted">{shared_by(&tag.history)}</span></span>
            <span class="end">{sparkline(&tag.history)}</span>
        </a>
    }
    .into_any()
}
