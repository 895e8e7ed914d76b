//! Telling the moderators.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_api::{ReportCategory, RuleId};
use rejoin_domain::Account;
use rejoin_sync::outbox::Report;

use crate::actions;
use crate::components::dialog::dialog;
use crate::components::form::{check, radio};
use crate::components::live::live;
use crate::state::{PostView, use_app};

const CATEGORIES: [(ReportCategory, &str); 4] = [
    (ReportCategory::Spam, "It is spam"),
    (ReportCategory::Violation, "It breaks a rule of this server"),
    (ReportCategory::Legal, "It is against the law"),
    (ReportCategory::Other, "Something else"),
];

pub(super) fn sheet(
    account: &Arc<Account>,
    post: Option<Arc<PostView>>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let category = RwSignal::new(None::<ReportCategory>);
    let rules = RwSignal::new(Vec::<RuleId>::new());
    // A report that is closed without being sent keeps its words.
    let unsaved = use_app().unsaved(&format!("report:{}", account.id));
    let comment = RwSignal::new(unsaved.read::<String>().unwrap_or_default());
    let (kept, given_up) = (unsaved.clone(), unsaved.clone());
    let write = move |event| {
        comment.set(event_target_value(&event));
        comment.with_untracked(|words| kept.keep(words));
    };
    let with_post = RwSignal::new(true);
    let elsewhere = account.acct.split_once('@').map(|(_, server)| server.to_owned());
    let forward = RwSignal::new(false);
    let told = post.clone().map(|post| {
        let words = post.post.content.plain_text();
        view! { {check("Send this post along", with_post)}<blockquote class="quoted-words" dir="auto">{words}</blockquote> }
    });
    let id = account.id.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(category) = category.get_untracked() else { return };
        let breaks_rules = category == ReportCategory::Violation;
        let posts = post.iter().filter(|_| with_post.get_untracked()).map(|post| post.post.id.clone());
        actions::report(Report {
            account: id.clone(),
            posts: posts.collect(),
            comment: comment.get_untracked(),
            category,
            rules: if breaks_rules { rules.get_untracked() } else { Vec::new() },
            forward: forward.get_untracked(),
        });
        unsaved.forget();
        close();
    };
    let cancel = move |_| {
        given_up.forget();
        close();
    };
    let other = elsewhere.map(|server| check(format!("Tell the moderators of {server}, too"), forward));
    let body = view! {
        <form class="dialog-body" on:submit=submit>
            <p>"The moderators of your server read it. "<b dir="auto">{account.plain_name()}</b>" is not told who wrote it."</p>
            {reasons(category)}
            {live(move || (category.get() == Some(ReportCategory::Violation)).then(|| rules_of_server(rules)))}
            {told}
            <label class="field">
                <span>"What should they know?"</span>
                <textarea class="input" rows="3" dir="auto" maxlength="1000" prop:value=comment.get_untracked() on:input=write></textarea>
            </label>
            {other}
            <div class="dialog-foot">
                <button class="button" type="button" on:click=cancel>"Cancel"</button>
                <button class="button danger" disabled=move || category.with(Option::is_none)>"Report"</button>
            </div>
        </form>
    };
    dialog("Report", "sheet", close, body.into_any())
}

fn reasons(category: RwSignal<Option<ReportCategory>>) -> AnyView {
    let no_rules = use_app().capabilities().with_untracked(|all| all.rules.is_empty());
    let offered = CATEGORIES.into_iter().filter(|(one, _)| *one != ReportCategory::Violation || !no_rules);
    let reason = |(one, words): (ReportCategory, &'static str)| {
        radio("category", words, false, move || category.set(Some(one.clone())))
    };
    view! { <fieldset class="choices"><legend>"Why?"</legend>{offered.map(reason).collect_view()}</fieldset> }
        .into_any()
}

fn rules_of_server(rules: RwSignal<Vec<RuleId>>) -> AnyView {
    let all = use_app().capabilities().with_untracked(|all| all.rules.clone());
    let rule = |rule: rejoin_domain::Rule| {
        let (id, changed) = (rule.id.clone(), rule.id);
        let toggle = move |event| {
            let on = event_target_checked(&event);
            rules.update(|rules| {
                rules.retain(|other| *other != changed);
                if on {
                    rules.push(changed.clone());
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || rules.with(|rules| rules.contains(&id)) on:change=toggle/>
                <span dir="auto">{rule.text}</span>
            </label>
        }
    };
    view! { <fieldset class="choices"><legend>"Which rules?"</legend>{all.into_iter().map(rule).collect_view()}</fieldset> }.into_any()
}
