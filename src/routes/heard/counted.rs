//! How a post spread and its poll moved, as plots, as a table, and as a file.

use leptos::prelude::*;
use rejoin_api::{StatusId, Timestamp};
use rejoin_domain::csv::quoted;
use rejoin_domain::heard::{Answer, Sample};
use rejoin_domain::richtext::plain_line;

use super::View;
use crate::browser::{download, intl};
use crate::components::clock::use_now;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::plot::{Line, plot};
use crate::state::{PostView, use_app};

/// How the counts grew. When people answered is known; when they did the rest only from when it was counted.
pub(super) fn spread(view: View, samples: Memo<Vec<Sample>>, answers: Memo<Vec<Answer>>) -> AnyView {
    let came = Memo::new(move |_| {
        let at = |one: &Answer| {
            use_app().post(&one.id).with(|view| Some(view.as_ref()?.post.created_at.as_millis()))
        };
        let mut came: Vec<i64> = answers.with(|all| all.iter().filter_map(at).collect());
        came.sort_unstable();
        came
    });
    let drawn = move || {
        let (samples, view) = (samples.get(), view.get()?);
        let start = std::iter::once((view.post.created_at.as_millis(), 0));
        let counted = |name: &str, count: fn(&Sample) -> u64| {
            let points = samples.iter().map(|one| (one.at.as_millis(), count(one)));
            Line { name: name.to_owned(), points: start.clone().chain(points).collect(), is_exact: false }
        };
        let answers = start.clone().chain(came.get().into_iter().zip(1..)).collect();
        let lines = vec![
            Line { name: "Answers".to_owned(), points: answers, is_exact: true },
            counted("Boosts", |one| one.boosts),
            counted("Favourites", |one| one.favourites),
        ];
        Some(plot(
            "Answers, boosts and favourites over time; the table below has the numbers".to_owned(),
            lines,
            now(),
        ))
    };
    view! {
        <section class="section" aria-label="How it spread">
            <h2>"How it spread"<span class="small muted">" · what this device saw"</span></h2>
            {live(drawn)}
        </section>
    }
    .into_any()
}

/// The present, told anew as the clock of the page does.
fn now() -> Timestamp {
    use_now().get()
}

/// How the poll moved.
pub(super) fn votes(view: View, samples: Memo<Vec<Sample>>) -> AnyView {
    let drawn = move || {
        let (samples, view) = (samples.get(), view.get()?);
        let poll = view.post.poll.as_ref()?;
        let seen: Vec<&Sample> = samples.iter().filter(|one| !one.votes.is_empty()).collect();
        let lines = poll.options.iter().enumerate().map(|(place, option)| {
            let points = seen.iter().filter_map(|one| Some((one.at.as_millis(), *one.votes.get(place)?)));
            Line { name: plain_line(&option.title), points: points.collect(), is_exact: true }
        });
        let lines: Vec<Line> = lines.collect();
        let ended = poll.expires_at.map_or_else(now, |end| end.min(now()));
        Some(view! {
            <section class="section" aria-label="How the poll moved">
                <h2>"How the poll moved"<span class="small muted">" · what this device saw"</span></h2>
                {plot("Votes for each answer over time; the table below has the numbers".to_owned(), lines, ended)}
            </section>
        })
    };
    live(drawn)
}

/// The same as numbers, to read or to take away.
pub(super) fn table(
    id: &StatusId,
    view: View,
    samples: Memo<Vec<Sample>>,
    answers: Memo<Vec<Answer>>,
) -> AnyView {
    let row = |one: &Sample| {
        view! {
            <tr>
                <td>{intl::moment(one.at)}</td>
                <td>{intl::full(one.replies)}</td>
                <td>{intl::full(one.boosts)}</td>
                <td>{intl::full(one.favourites)}</td>
            </tr>
        }
    };
    let body = move || samples.with(|all| all.iter().rev().map(row).collect_view());
    let name = format!("what-came-back-{id}.csv");
    let export = move |_| {
        let text = csv(view, &samples.get_untracked(), &answers.get_untracked());
        // A browser without downloads has the table on the screen.
        let _ = download::offer(&name, &text);
    };
    view! {
        <section class="section" aria-label="Numbers">
            <details>
                <summary>"The numbers"</summary>
                <table class="amounts">
                    <thead><tr><th scope="col">"Seen"</th><th scope="col">"Answers"</th><th scope="col">"Boosts"</th><th scope="col">"Favourites"</th></tr></thead>
                    <tbody>{live(body)}</tbody>
                </table>
            </details>
            <div class="row"><button class="button" on:click=export>{icon("down")}"Export as CSV"</button></div>
        </section>
    }
    .into_any()
}

/// One line an answer, then one a moment at which something was counted.
fn csv(view: View, samples: &[Sample], answers: &[Answer]) -> String {
    let app = use_app();
    let written = |what: &str, view: &PostView| {
        let post = &view.post;
        format!("{},{what},{},{},,,,\n", post.created_at, quoted(&view.author.acct), quoted(&post.uri))
    };
    let mut text = "moment,what,who,post,answers,boosts,favourites,votes\n".to_owned();
    text.extend(view.get_untracked().map(|view| written("written", &view)));
    for one in answers {
        text.extend(app.post(&one.id).get_untracked().map(|view| written("answer", &view)));
    }
    for one in samples {
        let votes: Vec<String> = one.votes.iter().map(u64::to_string).collect();
        let (replies, boosts, favourites) = (one.replies, one.boosts, one.favourites);
        text.push_str(&format!("{},counted,,,{replies},{boosts},{favourites},{}\n", one.at, votes.join(" ")));
    }
    text
}
