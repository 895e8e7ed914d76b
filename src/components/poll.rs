//! Polls: a form until one has voted, then bars.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::Timestamp;
use rejoin_domain::Poll;

use super::clock::use_now;
use super::icon::icon;
use super::live::live;
use super::rich_text::line;
use crate::actions;
use crate::browser::intl;
use crate::browser::viewport::whole;
use crate::state::{PostView, use_app};

/// The poll of a post.
pub fn poll(view: Signal<Option<Arc<PostView>>>) -> AnyView {
    let poll = Memo::new(move |_| view.with(|v| v.as_ref().and_then(|v| v.post.poll.clone())));
    let peek = RwSignal::new(false);
    let app = use_app();
    let now = use_now();
    live(move || {
        let poll = poll.get()?;
        let over = has_ended(&poll, now.get_untracked());
        let may_vote = !poll.voted && !over && !peek.get() && app.session().with(|s| s.me().is_some());
        Some(if may_vote { form(poll, view, peek) } else { bars(&poll, over, peek) })
    })
}

fn has_ended(poll: &Poll, now: Timestamp) -> bool {
    poll.expired || poll.expires_at.is_some_and(|at| at.as_millis() <= now.as_millis())
}

fn form(poll: Poll, view: Signal<Option<Arc<PostView>>>, peek: RwSignal<bool>) -> AnyView {
    let chosen = RwSignal::new(Vec::<u32>::new());
    let multiple = poll.multiple;
    let group = format!("poll-{}", poll.id);
    let options = poll
        .options
        .iter()
        .zip(0u32..)
        .map(|(option, number)| {
            let choose = move |_| {
                chosen.update(|chosen| {
                    if !multiple {
                        *chosen = vec![number];
                    } else if let Some(at) = chosen.iter().position(|n| *n == number) {
                        chosen.remove(at);
                    } else {
                        chosen.push(number);
                    }
                });
            };
            let kind = if multiple { "checkbox" } else { "radio" };
            view! {
                <label class="poll-option">
                    <input type=kind name=group.clone() on:change=choose/>
                    <span class="title" dir="auto">{line(&option.title)}</span>
                </label>
            }
        })
        .collect_view();
    let foot = foot(&poll, false);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let choices = chosen.get_untracked();
        view.with_untracked(|v| v.iter().for_each(|v| actions::vote(v, &poll, choices.clone())));
    };
    view! {
        <form on:submit=send>
            <fieldset class="poll">
                <legend class="hidden-text">"Poll"</legend>
                {options}
                <div class="poll-foot">
                    <button class="button" type="submit" disabled=move || chosen.with(Vec::is_empty)>"Vote"</button>
                    <button class="text-button" type="button" on:click=move |_| peek.set(true)>"See results"</button>
                    {foot}
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}

fn bars(poll: &Poll, over: bool, peek: RwSignal<bool>) -> AnyView {
    // With several choices the shares are of people, and may add up to more than all.
    let total = poll.voters_count.filter(|_| poll.multiple).unwrap_or(poll.votes_count);
    let most = poll.options.iter().filter_map(|option| option.votes_count).max().unwrap_or(0);
    let options = poll
        .options
        .iter()
        .zip(0u32..)
        .map(|(option, number)| {
            let mine = poll.own_votes.contains(&number);
            let share = option.votes_count.map(|votes| if total == 0 { 0.0 } else { ratio(votes, total) });
            let leading = over && most > 0 && option.votes_count == Some(most);
            let width = share.map(|share| format!("{}%", whole(share * 100.0)));
            view! {
                <div class="poll-option" class:chosen=mine class:leading=leading>
                    <span class="poll-bar" style:--share=width></span>
                    <span class="title" dir="auto">{line(&option.title)}</span>
                    {mine.then(|| view! { <span role="img" aria-label="Your vote" title="Your vote">{icon("check")}</span> })}
                    {share.map(|share| view! { <span class="count">{intl::percent(share)}</span> })}
                </div>
            }
        })
        .collect_view();
    let back = (!poll.voted && !over && peek.get_untracked()).then(
        || view! { <button class="text-button" on:click=move |_| peek.set(false)>"Back to voting"</button> },
    );
    view! { <div class="poll" role="group" aria-label="Poll results">{options}<div class="poll-foot">{back}{foot(poll, over)}</div></div> }
        .into_any()
}

fn foot(poll: &Poll, over: bool) -> AnyView {
    let people = poll.voters_count.unwrap_or(poll.votes_count);
    let who = if people == 1 { "1 person".to_owned() } else { format!("{} people", intl::full(people)) };
    let now = use_now();
    let ends = poll.expires_at;
    let when = move || match ends {
        _ if over => "closed".to_owned(),
        Some(at) => format!("{} left", intl::until(at, now.get())),
        None => "open".to_owned(),
    };
    view! { <span class="count">{who}" · "{live(when)}</span> }.into_any()
}

#[expect(clippy::cast_precision_loss, reason = "a share of votes needs no more than 52 bits")]
fn ratio(part: u64, whole: u64) -> f64 {
    (part as f64 / whole as f64).min(1.0)
}
