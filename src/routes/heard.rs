//! What came back to a post of one's own: who answered and waits for an answer, who else did something with it, and how it
//! spread, as this device saw it.

mod answers;
mod counted;
mod people;
mod picked;

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::heard::Answer;

use self::picked::Picked;
use crate::browser::intl;
use crate::components::live::live;
use crate::components::page::{empty, page_head, skeletons};
use crate::components::post::{Layout, post};
use crate::state::{Phase, PostView, ThreadView, use_app};

type View = Signal<Option<Arc<PostView>>>;

/// The page.
pub fn page(id: &StatusId) -> AnyView {
    let app = use_app();
    let view = app.post(id);
    let thread = app.thread(id);
    // Another one once the post is sent: what is counted goes by the real id.
    let own =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| (view.is_mine, view.post.id.clone()))));
    let body = move || match (own.get(), thread.phase.get()) {
        (Some((true, id)), _) => whole(&id, view, thread),
        (Some((false, _)), _) => empty(
            "lock",
            "Only its author sees this",
            "What came back to a post is gathered for who wrote it.",
            None,
        ),
        (None, Phase::Opening | Phase::Refreshing) => skeletons(),
        (None, _) => {
            empty("search", "This post is not here", "It was deleted, or was not read on this device.", None)
        }
    };
    view! { {page_head(|| "What came back".into(), true)}{live(body)} }.into_any()
}

fn whole(id: &StatusId, view: View, thread: ThreadView) -> AnyView {
    let app = use_app();
    let all = app.answers(thread);
    let samples = app.samples(id);
    let picked = Picked::of(id);
    view! {
        {post(id, Layout::Row, "", None)}
        {figures(view, all)}
        {answers::answers(view, all, picked)}
        {people::people(id, all)}
        {counted::spread(view, samples, all)}
        {counted::votes(view, samples)}
        {counted::table(id, view, samples, all)}
        {picked::summary(view, all, picked)}
    }
    .into_any()
}

fn figures(view: View, answers: Memo<Vec<Answer>>) -> AnyView {
    let figure = |words: &'static str, count: Memo<u64>| {
        view! { <div><dt>{words}</dt><dd>{move || intl::full(count.get())}</dd></div> }
    };
    let of_post = move |count: fn(&PostView) -> u64| {
        Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, |view| count(view))))
    };
    let of_answers = move |which: fn(&Answer) -> bool| {
        Memo::new(move |_| answers.with(|all| all.iter().filter(|one| which(one)).count() as u64))
    };
    view! {
        <dl class="figures">
            {figure("answers", of_answers(|_| true))}
            {figure("to answer", of_answers(|one| !one.answered))}
            {figure("questions among them", of_answers(|one| !one.answered && one.asks))}
            {figure("boosts", of_post(|view| view.post.reblogs_count))}
            {figure("quotes", of_post(|view| view.post.quotes_count))}
            {figure("favourites", of_post(|view| view.post.favourites_count))}
        </dl>
    }
    .into_any()
}
