//! Answers that their reader has picked, and the summary that is drafted from them and the figures.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::heard::Answer;
use rejoin_domain::richtext::plain_line;
use rejoin_sync::Draft;

use super::View;
use crate::components::composer::{Composing, use_composing};
use crate::components::icon::icon;
use crate::state::{DraftKey, PostView, Unsaved, use_app};

/// So many letters of an answer stand in a summary.
const EXCERPT: usize = 120;

/// The picked answers to a post. Kept on this device until a summary is written.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    ids: RwSignal<Vec<StatusId>>,
    kept: StoredValue<Unsaved>,
}

impl Picked {
    pub(super) fn of(post: &StatusId) -> Self {
        let kept = use_app().unsaved(&format!("picked:{post}"));
        Self { ids: RwSignal::new(kept.read().unwrap_or_default()), kept: StoredValue::new(kept) }
    }

    pub(super) fn has(self, id: &StatusId) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    pub(super) fn toggle(self, id: &StatusId) {
        self.ids.update(|ids| match ids.iter().position(|one| one == id) {
            Some(place) => drop(ids.remove(place)),
            None => ids.push(id.clone()),
        });
        self.kept.with_value(|kept| self.ids.with_untracked(|ids| kept.keep(ids)));
    }
}

/// The button that begins the summary: an answer to the post itself, for its author to go on with.
pub(super) fn summary(view: View, answers: Memo<Vec<Answer>>, picked: Picked) -> AnyView {
    let write = move |_| {
        if let Some(view) = view.get_untracked() {
            // Apart from a reply that was begun; what was begun of a summary goes on.
            let key = DraftKey::Aside(format!("summary:{}", view.post.id));
            let fresh = || {
                let text = drafted(&view, &answers.get_untracked(), &picked.ids.get_untracked());
                Draft { text, ..use_app().reply_draft(&view.post.id) }
            };
            let first_draft = use_app().draft(&key).is_none().then(fresh);
            use_composing().open(Composing { key, first_draft });
        }
    };
    view! {
        <section class="section" aria-label="Summary">
            <h2>"Close with a summary"</h2>
            <p class="muted">"It is drafted from the figures and the answers you put into it, for you to go on with. Nothing is sent before you say so."</p>
            <div class="row"><button class="button" on:click=write>{icon("compose")}"Write a summary"</button></div>
        </section>
    }
    .into_any()
}

fn drafted(view: &PostView, answers: &[Answer], picked: &[StatusId]) -> String {
    let mut people: Vec<_> = answers.iter().map(|one| &one.author).collect();
    people.sort_unstable_by_key(|id| id.as_str());
    people.dedup();
    let mut lines = vec![match people.len() {
        0 => "Thank you for reading.".to_owned(),
        1 => "One of you answered. Thank you!".to_owned(),
        many => format!("{many} of you answered. Thank you!"),
    }];
    if let Some(poll) = &view.post.poll {
        let all = poll.voters_count.unwrap_or(poll.votes_count).max(1);
        let option = |option: &rejoin_domain::PollOption| {
            let votes = option.votes_count?;
            Some(format!("{}: {votes} ({} %)", plain_line(&option.title), votes * 100 / all))
        };
        lines.extend(poll.options.iter().filter_map(option));
    }
    for id in picked {
        if let Some(view) = use_app().post(id).get_untracked() {
            let text = view.post.content.plain_text();
            // Whom it was for is known here.
            let words = text
                .split_whitespace()
                .skip_while(|word| word.starts_with('@'))
                .collect::<Vec<_>>()
                .join(" ");
            let excerpt: String = words.chars().take(EXCERPT).collect();
            let dots = if words.chars().count() > EXCERPT { "…" } else { "" };
            lines.push(format!("“{excerpt}{dots}” (@{})", view.author.acct));
        }
    }
    lines.join("\n")
}
