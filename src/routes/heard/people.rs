//! Who did what with a post.

use leptos::prelude::*;
use rejoin_api::{AccountId, StatusId};
use rejoin_domain::TimelineKey;
use rejoin_domain::heard::Answer;

use crate::components::avatar::{account_path, picture};
use crate::components::live::live;
use crate::state::{PeopleKey, Row, use_app};

/// Who did what.
pub(super) fn people(id: &StatusId, answers: Memo<Vec<Answer>>) -> AnyView {
    let app = use_app();
    let unique = move |which: fn(&Answer) -> bool| {
        Memo::new(move |_| {
            let mut authors: Vec<AccountId> = Vec::new();
            for one in answers.get().into_iter().filter(which) {
                if !authors.contains(&one.author) {
                    authors.push(one.author);
                }
            }
            authors
        })
    };
    let boosted = app.people(&PeopleKey::RebloggedBy(id.clone())).accounts;
    let quotes = app.timeline(&TimelineKey::Quotes(id.clone())).rows;
    let quoted = Memo::new(move |_| {
        let mut authors: Vec<AccountId> = Vec::new();
        for quote in quotes.get().iter().filter_map(Row::post) {
            let author = app.post(quote).with(|view| view.as_ref().map(|view| view.author.id.clone()));
            authors.extend(author.filter(|author| !authors.contains(author)));
        }
        authors
    });
    let favourited = app.people(&PeopleKey::FavouritedBy(id.clone())).accounts;
    let line = |words: &'static str, all: Signal<Vec<AccountId>>| {
        live(move || {
            let all = all.get();
            (!all.is_empty()).then(|| {
                view! { <div class="heard-people"><h3>{words}</h3><p>{all.iter().map(face).collect_view()}</p></div> }
            })
        })
    };
    view! {
        <section class="section" aria-label="Who">
            <h2>"Who"</h2>
            {line("Answered", unique(|_| true).into())}
            {line("New to you", unique(|one| one.is_new).into())}
            {line("Boosted it", boosted)}
            {line("Quoted it", quoted.into())}
            {line("Favourited it", favourited)}
        </section>
    }
    .into_any()
}

fn face(id: &AccountId) -> AnyView {
    let account = use_app().account(id);
    live(move || {
        account.get().map(|account| {
            let name = account.plain_name();
            view! { <a href=account_path(&account) title=name.clone() aria-label=name>{picture(&account, "small")}</a> }
        })
    })
}
