//! The pages, one file each.

pub mod answers;
pub mod ask;
pub mod blocks;
pub mod catch_up;
pub mod compose;
pub mod edit_profile;
pub mod explore;
pub mod feeds;
pub mod filters;
pub mod heard;
pub mod home;
pub mod landing;
pub mod lists;
pub mod messages;
pub mod not_found;
pub mod notifications;
pub mod outbox;
pub mod profile;
pub mod put_aside;
pub mod requests;
pub mod saved;
mod scheduled;
pub mod search;
pub mod server;
pub mod settings;
pub mod sign_in;
pub mod storage;
pub mod tags;
pub mod thread;
pub mod transfer;

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use rejoin_api::{FilterContext, ListId, StatusId};

use crate::browser::{self, focus};
use crate::components::later::later;
use crate::components::post::enter;

/// Where one can be. The address bar always holds one of these.
///
/// Matched here and not by the router's own routes: those cost a tenth of the WebAssembly, and the addresses of people
/// (`/@name`) are nothing they can tell from other words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Route {
    Home,
    Local,
    Public,
    Tag(String),
    FollowedTags,
    Explore(explore::Part),
    Messages,
    Blocks(blocks::Part),
    Bookmarks,
    Favourites,
    Notifications(notifications::Wanted),
    PutAside,
    Saved,
    Scheduled,
    Answers(answers::Part),
    Ask,
    Server,
    CatchUp(catch_up::Part),
    Search,
    Compose,
    Outbox,
    Settings,
    EditProfile,
    Transfer,
    Lists,
    List(ListId, lists::Part),
    Filters,
    Storage,
    Requests,
    SignIn,
    SignInCallback,
    Profile(String, profile::Part),
    Thread(StatusId),
    BoostedBy(StatusId),
    FavouritedBy(StatusId),
    Quotes(StatusId),
    Heard(StatusId),
    NotFound,
}

impl Route {
    fn of(path: &str) -> Self {
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(decoded).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["local"] => Self::Local,
            ["public"] => Self::Public,
            ["tags", name] => Self::Tag((*name).to_owned()),
            ["bookmarks"] => Self::Bookmarks,
            ["favourites"] => Self::Favourites,
            ["notifications"] => Self::Notifications(notifications::Wanted::All),
            ["notifications", "aside"] => Self::PutAside,
            ["notifications", kinds] => {
                notifications::Wanted::of(kinds).map_or(Self::NotFound, Self::Notifications)
            }
            ["catch-up"] => Self::CatchUp(catch_up::Part::Answered),
            ["catch-up", part] => catch_up::Part::of(part).map_or(Self::NotFound, Self::CatchUp),
            ["ask"] => Self::Ask,
            ["server"] => Self::Server,
            ["saved"] => Self::Saved,
            ["scheduled"] => Self::Scheduled,
            ["answers"] => Self::Answers(answers::Part::Waiting),
            ["answers", part] => answers::Part::of(part).map_or(Self::NotFound, Self::Answers),
            ["search"] => Self::Search,
            ["compose"] => Self::Compose,
            ["outbox"] => Self::Outbox,
            ["settings"] => Self::Settings,
            ["settings", "profile"] => Self::EditProfile,
            ["settings", "transfer"] => Self::Transfer,
            ["explore"] => Self::Explore(explore::Part::Posts),
            ["explore", part] => explore::Part::of(part).map_or(Self::NotFound, Self::Explore),
            ["tags"] => Self::FollowedTags,
            ["messages"] => Self::Messages,
            ["blocks"] => Self::Blocks(blocks::Part::Blocked),
            ["blocks", "muted"] => Self::Blocks(blocks::Part::Muted),
            ["blocks", "servers"] => Self::Blocks(blocks::Part::Servers),
            ["lists"] => Self::Lists,
            ["lists", id] => Self::List(ListId::from(*id), lists::Part::Posts),
            ["lists", id, "people"] => Self::List(ListId::from(*id), lists::Part::People),
            ["filters"] => Self::Filters,
            ["storage"] => Self::Storage,
            ["requests"] => Self::Requests,
            ["sign-in"] => Self::SignIn,
            ["sign-in", "callback"] => Self::SignInCallback,
            [handle, rest @ ..] => match handle.strip_prefix('@') {
                Some(acct) if !acct.is_empty() => Self::of_somebody(acct, rest),
                _ => Self::NotFound,
            },
        }
    }

    fn of_somebody(acct: &str, rest: &[&str]) -> Self {
        let id = |id: &str| StatusId::from(id.to_owned());
        match rest {
            [] | [_] if rest.first().is_none_or(|word| profile::Part::of(word).is_some()) => {
                let part = rest.first().and_then(|word| profile::Part::of(word)).unwrap_or_default();
                Self::Profile(acct.to_owned(), part)
            }
            [post] => Self::Thread(id(post)),
            [post, "boosts"] => Self::BoostedBy(id(post)),
            [post, "heard"] => Self::Heard(id(post)),
            [post, "quotes"] => Self::Quotes(id(post)),
            [post, "favourites"] => Self::FavouritedBy(id(post)),
            _ => Self::NotFound,
        }
    }

    /// As what filters know the page; none where the reader has gathered or looked for what is on it.
    fn place(&self) -> Option<FilterContext> {
        Some(match self {
            Self::Home | Self::List(..) => FilterContext::Home,
            Self::Notifications(_) | Self::PutAside => FilterContext::Notifications,
            Self::Local | Self::Public | Self::Tag(_) | Self::Explore(_) | Self::CatchUp(_) => {
                FilterContext::Public
            }
            Self::Thread(_) | Self::Quotes(_) => FilterContext::Thread,
            Self::Profile(..) => FilterContext::Account,
            _ => return None,
        })
    }

    fn page(self) -> AnyView {
        enter(self.place());
        match self {
            Self::Home => home::page(),
            Self::Local => feeds::local(),
            Self::Public => feeds::public(),
            Self::NotFound => not_found::page(),
            other => later(move || Box::pin(other_page(other.clone()))),
        }
    }

    /// The pages that are in the second part of the app.
    fn later_page(self) -> AnyView {
        match self {
            Self::Tag(name) => tags::tag(&name),
            Self::FollowedTags => tags::followed(),
            Self::Explore(part) => explore::page(part),
            Self::Messages => messages::page(),
            Self::Blocks(part) => blocks::page(part),
            Self::Bookmarks => feeds::bookmarks(),
            Self::Favourites => feeds::favourites(),
            Self::Notifications(wanted) => notifications::page(wanted),
            Self::PutAside => put_aside::page(),
            Self::Saved => saved::page(),
            Self::Scheduled => scheduled::page(),
            Self::Answers(part) => answers::page(part),
            Self::Ask => ask::page(),
            Self::Server => server::page(),
            Self::CatchUp(part) => catch_up::page(part),
            Self::Search => search::page(),
            Self::Compose => compose::page(),
            Self::Outbox => outbox::page(),
            Self::Settings => settings::page(),
            Self::EditProfile => edit_profile::page(),
            Self::Transfer => transfer::page(),
            Self::Lists => lists::page(),
            Self::List(id, part) => lists::list(&id, part),
            Self::Filters => filters::page(),
            Self::Storage => storage::page(),
            Self::Requests => requests::page(),
            Self::SignIn => sign_in::page(),
            Self::SignInCallback => sign_in::callback(),
            Self::Profile(acct, part) => profile::page(&acct, part),
            Self::Thread(id) => thread::page(id),
            Self::BoostedBy(id) => thread::boosts(id),
            Self::FavouritedBy(id) => thread::favourites(id),
            Self::Quotes(id) => feeds::quotes(id),
            Self::Heard(id) => heard::page(&id),
            Self::Home | Self::Local | Self::Public | Self::NotFound => not_found::page(),
        }
    }
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn other_page(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(route.later_page())
}

/// A segment without its percent signs; as it is where they make no sense.
pub fn decoded(segment: &str) -> String {
    js_sys::decode_uri_component(segment).map_or_else(|_| segment.to_owned(), String::from)
}

/// Another page takes the focus, so that keys and screen readers go on from there; back from a thread, the post that was
/// opened has it again.
fn take_focus(left: Option<Route>) {
    let post = match left {
        Some(Route::Thread(id)) => Some(id.to_string()),
        _ => None,
    };
    // Once the page is drawn.
    request_animation_frame(move || {
        if !post.is_some_and(|post| focus::give_entry(&post)) {
            focus::give_page();
        }
    });
}

/// The page of the address, whichever it is.
#[component]
pub fn Page() -> impl IntoView {
    provide_navigation();
    let path = use_location().pathname;
    let route = Memo::new(move |_| Route::of(&path.get()));
    Effect::new(move |before: Option<(Route, String)>| {
        let (route, path) = (route.get(), path.get_untracked());
        if let Some((before, left)) = before.filter(|(before, _)| *before != route) {
            if route == Route::SignIn && before != Route::SignInCallback {
                sign_in::come_back_to(&left);
            }
            take_focus(Some(before));
        }
        (route, path)
    });
    move || route.get().page()
}

type Navigate = Box<dyn Fn(&str, bool)>;

thread_local! {
    // The router's hook works in components only; keys, toasts and clicks on posts lead somewhere too.
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
}

fn provide_navigation() {
    let navigate = use_navigate();
    NAVIGATE.set(Some(Box::new(move |path, replace| {
        navigate(path, NavigateOptions { replace, scroll: !replace, ..NavigateOptions::default() });
    })));
}

/// Opens a page of the app.
pub fn go(path: &str) {
    navigate(path, false);
}

/// Opens a page of the app in place of this one: back leads to what was before.
pub fn go_instead(path: &str) {
    navigate(path, true);
}

fn navigate(path: &str, replace: bool) {
    NAVIGATE.with_borrow(|navigate| {
        if let Some(navigate) = navigate {
            navigate(path, replace);
        }
    });
}

/// Goes back to where one came from in the app, or home where one came from elsewhere.
pub fn back() {
    if !browser::go_back() {
        go("/");
    }
}
