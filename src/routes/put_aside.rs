//! What becomes of notifications by people one does not know: the rules, and what was put aside by them.

use leptos::prelude::*;
use rejoin_api::{NotificationPolicy, PolicyDecision};
use rejoin_sync::{PolicyOf, PutAside};

use crate::actions;
use crate::browser::focus;
use crate::components::clock::ago;
use crate::components::live::live;
use crate::components::own_list::own_list;
use crate::components::page::{empty, instead_of_rows, page_head};
use crate::components::people::named;
use crate::state::{Phase, use_app};

const RULES: [PolicyOf; 5] = [
    PolicyOf::NotFollowing,
    PolicyOf::NotFollowers,
    PolicyOf::NewAccounts,
    PolicyOf::PrivateMentions,
    PolicyOf::LimitedAccounts,
];

const DECISIONS: [PolicyDecision; 3] = [PolicyDecision::Accept, PolicyDecision::Filter, PolicyDecision::Drop];

/// Whose notifications a rule is about, in words.
pub(super) fn of_whom(of: PolicyOf) -> &'static str {
    match of {
        PolicyOf::NotFollowing => "by people you do not follow",
        PolicyOf::NotFollowers => "by people who do not follow you",
        PolicyOf::NewAccounts => "by accounts made in the past month",
        PolicyOf::PrivateMentions => "by private mentions you did not ask for",
        PolicyOf::LimitedAccounts => "by accounts that moderators have limited",
    }
}

/// What becomes of them, in words.
pub(super) fn decided(decision: &PolicyDecision) -> &'static str {
    match decision {
        PolicyDecision::Filter => "put aside",
        PolicyDecision::Drop => "never shown",
        _ => "shown",
    }
}

/// The page.
pub fn page() -> AnyView {
    let policy = use_app().notification_policy();
    let again = || {
        use_app().notification_policy();
    };
    // Not by way of another memo: one that comes out the same would keep this from hearing that the phase is another.
    let body = move || match policy.phase.get() {
        Phase::Ready => view! { {rules(policy.value)}{requests()} }.into_any(),
        phase => instead_of_rows(&phase, again, || ().into_any()),
    };
    view! { {page_head(|| "Put aside".into(), true)}{live(body)} }.into_any()
}

fn rules(policy: Signal<NotificationPolicy>) -> AnyView {
    let rule = |of: PolicyOf| {
        let current = Memo::new(move |_| of.within(&mut policy.get()).clone());
        let choose =
            move |event| actions::set_policy(of, PolicyDecision::from(event_target_value(&event).as_str()));
        let option = |one: PolicyDecision| {
            let (value, words) = (one.as_str().to_owned(), decided(&one));
            view! { <option value=value selected=move || current.get() == one>{capital(words)}</option> }
        };
        view! {
            <label class="field rule"><span>{capital(of_whom(of))}</span>
                <select class="input" on:change=choose>{DECISIONS.map(option).collect_view()}</select>
            </label>
        }
    };
    view! {
        <section class="section">
            <h2>"Notifications …"</h2>
            {RULES.map(rule).collect_view()}
        </section>
    }
    .into_any()
}

fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| format!("{}{}", first.to_uppercase(), rest.as_str())).unwrap_or_default()
}

fn requests() -> AnyView {
    let again = || {
        use_app().put_aside();
    };
    let nothing =
        || empty("bell", "Nothing was put aside", "What the rules above put aside waits here for you.", None);
    let list = own_list(use_app().put_aside(), again, nothing, |one| format!("{one:?}"), request);
    view! { <section aria-label="Put aside">{list}</section> }.into_any()
}

fn request(one: PutAside) -> AnyView {
    let post = one.last.as_ref().map(|id| use_app().post(id));
    let words = move || {
        let view = post?.get()?;
        let href = format!("/@{}/{}", view.author.acct, view.post.id);
        Some(
            view! { <a class="conversation-words" href=href dir="auto">{view.post.content.plain_text()}</a> },
        )
    };
    let count =
        if one.count == 1 { "1 notification".to_owned() } else { format!("{} notifications", one.count) };
    let answer = |accept: bool| {
        let id = one.id.clone();
        move |_| {
            focus::leave(".request .button", || actions::answer_put_aside(&id, accept));
        }
    };
    view! {
        <div class="request">
            {named(&one.account)}
            <div class="row request-answers">
                <p class="small muted">{count}", "{ago(one.at)}</p>
                {live(words)}
                <button class="button primary" on:click=answer(true)>"Let through"</button>
                <button class="button" on:click=answer(false)>"Dismiss"</button>
            </div>
        </div>
    }
    .into_any()
}
