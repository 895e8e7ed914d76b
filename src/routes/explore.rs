//! What is going on: posts, hashtags and links that many react to, and people to follow.

use leptos::prelude::*;
use rejoin_api::{AccountId, TagHistory, TrendsLink};
use rejoin_domain::TimelineKey;

use super::feeds;
use super::tags::tag_row;
use crate::actions;
use crate::browser::{focus, intl};
use crate::components::icon::icon;
use crate::components::own_list::own_list;
use crate::components::page::{empty, page_head, tabs};
use crate::components::people::{person, with_name};
use crate::state::use_app;

/// Which part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Posts.
    Posts,
    /// Hashtags.
    Tags,
    /// Links.
    Links,
    /// People.
    People,
}

impl Part {
    /// By its word in the address.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "tags" => Some(Self::Tags),
            "links" => Some(Self::Links),
            "people" => Some(Self::People),
            _ => None,
        }
    }
}

/// The page.
pub fn page(part: Part) -> AnyView {
    let tab = |href: &str, label: &'static str, is: Part| (href.to_owned(), label, is == part);
    let list = match part {
        Part::Posts => posts(),
        Part::Tags => tags(),
        Part::Links => links(),
        Part::People => people(),
    };
    let all = [
        tab("/explore", "Posts", Part::Posts),
        tab("/explore/tags", "Hashtags", Part::Tags),
        tab("/explore/links", "Links", Part::Links),
        tab("/explore/people", "People", Part::People),
    ];
    view! {
        {page_head(|| "Explore".into(), false)}
        {tabs("Explore", false, all)}
        {list}
    }
    .into_any()
}

fn quiet(symbol: &'static str) -> AnyView {
    empty(symbol, "Quiet at present", "What many people react to appears here.", None)
}

fn posts() -> AnyView {
    feeds::of(TimelineKey::Trending, "Posts that many react to", || quiet("star"))
}

fn tags() -> AnyView {
    let again = || {
        use_app().trending_tags();
    };
    own_list(use_app().trending_tags(), again, || quiet("hash"), |tag| tag.name.clone(), |tag| tag_row(&tag))
}

fn links() -> AnyView {
    let again = || {
        use_app().trending_links();
    };
    own_list(
        use_app().trending_links(),
        again,
        || quiet("link"),
        |link| link.url.clone(),
        |link| link_row(&link),
    )
}

fn link_row(link: &TrendsLink) -> AnyView {
    let title = if link.title.is_empty() { link.url.clone() } else { link.title.clone() };
    let from = [&link.provider_name, &link.author_name].into_iter().filter(|name| !name.is_empty());
    let from = from.cloned().collect::<Vec<_>>().join(" · ");
    let image = link.image.clone().map(|src| view! { <img src=src alt="" loading="lazy" decoding="async"/> });
    view! {
        <article class="trend-link">
            <a class="link-card" href=link.url.clone() target="_blank" rel="nofollow noopener noreferrer">
                {image}
                <div dir="auto"><b>{title}</b><span>{from}</span></div>
            </a>
            <p class="small muted">{shared_by(&link.history)}{sparkline(&link.history)}</p>
        </article>
    }
    .into_any()
}

/// By how many people in the days that are known.
pub(super) fn shared_by(history: &[TagHistory]) -> Option<String> {
    let people: u64 = history.iter().map(|day| day.accounts).sum();
    let days = history.len();
    (people > 0).then(|| {
        let many =
            if people == 1 { "1 person".to_owned() } else { format!("{} people", intl::compact(people)) };
        format!("{many} in {days} {}", if days == 1 { "day" } else { "days" })
    })
}

/// The height of a sparkline, and the width of a day in it, in CSS pixels.
const HEIGHT: u64 = 24;
const DAY: usize = 10;

/// How it went, day by day, the latest at the end. What it says is also said in words.
pub(super) fn sparkline(history: &[TagHistory]) -> Option<AnyView> {
    let most = history.iter().map(|day| day.uses).max().filter(|most| *most > 0)?;
    let days = history.iter().rev().enumerate();
    let points = days.map(|(at, day)| format!("{},{}", at * DAY, HEIGHT - day.uses * HEIGHT / most));
    let points = points.collect::<Vec<_>>().join(" ");
    let width = history.len().saturating_sub(1) * DAY;
    let view_box = format!("-2 -2 {} {}", width + 4, HEIGHT + 4);
    (history.len() > 1).then(|| {
        view! { <svg class="sparkline" viewBox=view_box width=width + 4 height=HEIGHT + 4 aria-hidden="true"><polyline points=points/></svg> }
            .into_any()
    })
}

fn people() -> AnyView {
    let app = use_app();
    let signed_in = app.session().with_untracked(|s| s.me().is_some());
    let suggested = signed_in.then(|| {
        let again = || {
            use_app().suggestions();
        };
        let nobody = || view! { <p class="section muted">"Nobody at present. Follow some people, and more are found."</p> }.into_any();
        view! {
            <section aria-label="For you">
                <h2 class="section">"For you"</h2>
                {own_list(app.suggestions(), again, nobody, ToString::to_string, suggestion)}
            </section>
        }
    });
    let again = || {
        use_app().directory();
    };
    let nobody = || view! { <p class="section muted">"Nobody wants to be listed here."</p> }.into_any();
    view! {
        {suggested}
        <section aria-label="Directory">
            <h2 class="section">"Who wants to be found"</h2>
            {own_list(app.directory(), again, nobody, ToString::to_string, |id| person(&id))}
        </section>
    }
    .into_any()
}

fn suggestion(id: AccountId) -> AnyView {
    let label = with_name(&id, |name| format!("Do not suggest {name}"));
    let declined = id.clone();
    let decline = move |_| focus::leave(".member .icon-button", || actions::decline_suggestion(&declined));
    view! {
        <div class="member">
            {person(&id)}
            <button class="icon-button" aria-label=label title="Not interested" on:click=decline>{icon("close")}</button>
        </div>
    }
    .into_any()
}
