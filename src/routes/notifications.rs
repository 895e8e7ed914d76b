//! Notifications, grouped.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use rejoin_api::NotificationKind as Kind;

use super::requests::answers;
use crate::components::avatar::{account_path, picture};
use crate::components::clock::ago;
use crate::components::feed::watch;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::page::{empty, instead_of_rows, page_head, tabs};
use crate::components::post::{Layout, is_empty_part, post, post_path};
use crate::components::rich_text::{line, rich_text};
use crate::components::windowed::{Rows, Windowed};
use crate::state::{NotificationRow, use_app};

/// Which kinds are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// Who wrote to the reader.
    Mentions,
    /// Who reacted to what the reader wrote.
    Reactions,
    /// Who follows the reader, or asks to.
    Follows,
}

impl Wanted {
    /// By their word in the address.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "mentions" => Some(Self::Mentions),
            "reactions" => Some(Self::Reactions),
            "follows" => Some(Self::Follows),
            _ => None,
        }
    }

    fn takes(self, kind: &Kind) -> bool {
        match self {
            Self::All => true,
            Self::Mentions => matches!(kind, Kind::Mention | Kind::Quote),
            Self::Reactions => matches!(kind, Kind::Favourite | Kind::Reblog | Kind::Poll),
            Self::Follows => matches!(kind, Kind::Follow | Kind::FollowRequest),
        }
    }
}

/// The page. What was seen on it is read.
pub fn page(wanted: Wanted) -> AnyView {
    let app = use_app();
    if app.session().with_untracked(|s| s.me().is_none()) {
        return super::sign_in::page();
    }
    let list = app.notifications();
    let rows = Memo::new(move |_| {
        list.rows.with(|rows| rows.iter().filter(|row| wanted.takes(&row.kind)).cloned().collect::<Vec<_>>())
    });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let nothing = || {
        empty(
            "bell",
            "Nothing here yet",
            "When people answer, follow, boost or favourite you, you find it here.",
            None,
        )
    };
    let near = RwSignal::new(false);
    let node = NodeRef::<html::Div>::new();
    watch(node, near);
    Effect::new(move |_| {
        list.rows.track();
        if near.get() && !list.at_end.get_untracked() {
            list.load_older();
        }
    });
    on_cleanup(move || list.mark_read());
    let tab = |href: &str, label: &'static str, is: Wanted| (href.to_owned(), label, is == wanted);
    let kinds = [
        tab("/notifications", "All", Wanted::All),
        tab("/notifications/mentions", "Mentions", Wanted::Mentions),
        tab("/notifications/reactions", "Reactions", Wanted::Reactions),
        tab("/notifications/follows", "Follows", Wanted::Follows),
    ];
    let window = Windowed::new();
    window.follow(Rows::of(rows.into(), |row| name_of(row), |row| is_there(row), |row| notification(&row)));
    let body = move || {
        if is_empty.get() {
            return list.phase.with(|phase| instead_of_rows(phase, move || list.refresh(), nothing));
        }
        view! {
            <div role="feed" aria-label="Notifications" node_ref=window.node()></div>
        }
        .into_any()
    };
    let unread = list.unread;
    view! {
        {page_head(|| "Notifications".into(), false)}
        {tabs("Kinds", true, kinds)}
        // It stands there from the beginning, whatever comes into it: what is below stays where a finger goes.
        <div class="row notifications-tools">
            {to_answer()}
            {aside()}
            {live(move || (unread.get() > 0).then(|| view! {
                <button class="text-button end" on:click=move |_| list.mark_read()>{icon("check")}" Mark all as read"</button>
            }))}
        </div>
        {live(body)}
        <div node_ref=node class="feed-end">{live(move || list.loading_older.get().then_some("Loading older ones…"))}</div>
    }
    .into_any()
}

/// What becomes another is drawn anew.
fn name_of(row: &NotificationRow) -> String {
    format!("{} {} {}", row.key, row.count, row.unread)
}

fn is_there(row: &NotificationRow) -> bool {
    row.post.as_ref().is_none_or(|id| use_app().post(id).with_untracked(Option::is_some))
}

/// To what waits for an answer, and how much that is as far as the device knows.
fn to_answer() -> AnyView {
    let inbox = use_app().inbox().value;
    let waiting = Memo::new(move |_| inbox.with(|all| all.mentions.iter().filter(|one| one.waits()).count()));
    let words = move || match waiting.get() {
        0 => "To answer".to_owned(),
        count => format!("To answer: {count}"),
    };
    view! { <a class="text-button" href="/answers">{icon("reply")}" "{words}</a> }.into_any()
}

/// How much was put aside, where something was.
fn aside() -> AnyView {
    let policy = use_app().notification_policy().value;
    let waiting = Memo::new(move |_| policy.with(|policy| policy.summary.pending_requests_count));
    live(move || {
        let people = waiting.get();
        (people > 0).then(|| {
            let words = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
            view! { <a class="text-button" href="/notifications/aside">{icon("bell")}" Put aside: "{words}</a> }
        })
    })
}

fn notification(row: &Arc<NotificationRow>) -> AnyView {
    let mention = matches!(row.kind, Kind::Mention | Kind::Status | Kind::Quote);
    if mention && let Some(id) = &row.post {
        return view! {
            <div class="notification with-post" class:unread=row.unread>{post(id, Layout::Row, "", None)}</div>
        }
        .into_any();
    }
    let (symbol, words) = words(row);
    let people = row.people.iter().take(8).map(|account| {
        view! { <a href=account_path(account) title=account.plain_name() aria-label=account.plain_name()>{picture(account, "tiny")}</a> }
    });
    let first = row.people.first().map(|account| {
        view! { <a class="name" href=account_path(account)><bdi>{line(&account.name)}</bdi></a> }
    });
    let others = match row.count.saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    };
    let own = row.kind == Kind::Poll && row.people.first().is_some_and(|account| is_me(&account.id));
    let who = (!own).then(|| view! { {first}{others}" " });
    let words = if own { "Your poll has ended".to_owned() } else { words };
    let concerned = row.post.as_ref().map(|id| use_app().post(id));
    let open = move |event: web_sys::MouseEvent| {
        let path =
            concerned.and_then(|view| view.with_untracked(|view| view.as_ref().map(|view| post_path(view))));
        if let Some(path) = path.filter(|_| is_empty_part(&event)) {
            super::go(&path);
        }
    };
    let request =
        (row.kind == Kind::FollowRequest).then(|| row.people.first().map(|account| answers(&account.id)));
    view! {
        <article class="notification" class:unread=row.unread tabindex="0" on:click=open>
            {icon(symbol)}
            <div>
                <div class="notification-people">{people.collect_view()}</div>
                <p class="notification-words">
                    <span>{who}{words}</span>
                    {when(row)}
                </p>
                {row.post.as_ref().map(excerpt)}
                {request}
            </div>
        </article>
    }
    .into_any()
}

fn is_me(id: &rejoin_api::AccountId) -> bool {
    use_app().session().with_untracked(|s| s.me().is_some_and(|me| me.id == *id))
}

/// When it was, which leads to the post concerned where there is one.
fn when(row: &NotificationRow) -> AnyView {
    let at = row.at;
    let Some(id) = &row.post else { return view! { <span class="muted small">{ago(at)}</span> }.into_any() };
    let view = use_app().post(id);
    let path = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| post_path(view))));
    view! { <a class="post-link muted small" href=path>{ago(at)}</a> }.into_any()
}

/// The post concerned, in a few lines.
fn excerpt(id: &rejoin_api::StatusId) -> AnyView {
    let view = use_app().post(id);
    live(move || {
        view.get().map(|view| {
            let text = if view.post.warning.is_empty() {
                rich_text(&view.post.content, view.post.language.as_deref())
            } else {
                line(&view.post.warning)
            };
            view! { <div class="notification-text">{text}</div> }
        })
    })
}

fn words(row: &NotificationRow) -> (&'static str, String) {
    let (symbol, words) = match row.kind {
        Kind::Favourite => ("star", "favourited your post"),
        Kind::Reblog => ("boost", "boosted your post"),
        Kind::Follow => ("user", "followed you"),
        Kind::FollowRequest => ("user", "would like to follow you"),
        Kind::Poll => ("poll", "ran a poll that has ended"),
        Kind::Update | Kind::QuotedUpdate => ("compose", "edited a post"),
        Kind::AdminSignUp => ("user", "signed up"),
        Kind::AdminReport => ("warning", "sent a report"),
        _ => {
            return ("bell", row.words.clone().unwrap_or_else(|| row.kind.as_str().replace(['_', '.'], " ")));
        }
    };
    (symbol, words.to_owned())
}
