//! What a post was before it was edited, and what became other each time.

use leptos::prelude::*;
use rejoin_api::StatusId;
use rejoin_domain::edits::{Other, Piece, Version, compare};
use rejoin_domain::richtext::plain_line;

use super::told::{self, Words};
use crate::browser::intl;
use crate::state::use_app;

pub(super) fn sheet(post: &StatusId, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let words = Words {
        offline: "The server cannot be reached, and the edits were not read here before.",
        lacking: "This server keeps no earlier versions of this post.",
        signed_out: "The server tells this only to people who are signed in.",
    };
    told::sheet("Edits", use_app().history(post), words, |versions: &Vec<Version>| all(versions), close)
}

/// The latest first.
fn all(versions: &[Version]) -> AnyView {
    if versions.len() < 2 {
        return view! { <p>"The server has no earlier version of this post."</p> }.into_any();
    }
    let before = std::iter::once(None).chain(versions.iter().map(Some));
    let drawn: Vec<_> = versions.iter().zip(before).map(|(version, before)| entry(version, before)).collect();
    view! { <ol class="edits">{drawn.into_iter().rev().collect_view()}</ol> }.into_any()
}

fn entry(version: &Version, before: Option<&Version>) -> AnyView {
    let what = if before.is_none() { "Written " } else { "Edited " };
    let at = version.created_at;
    let was = |text: fn(&Version) -> String| before.map_or_else(|| text(version), text);
    let text = |of: &Version| of.content.plain_text();
    let warning = |of: &Version| plain_line(&of.warning);
    let others = before.map(|before| version.other_than(before)).unwrap_or_default();
    let others = others.into_iter().map(|other| view! { <li>{words(other)}</li> }).collect_view();
    let warned = compare(&was(warning), &warning(version));
    view! {
        <li>
            <h3>{what}<time datetime=at.to_string()>{intl::moment(at)}</time></h3>
            {(!warned.is_empty()).then(|| view! { <p class="muted" dir="auto">"Content warning: "{pieces(warned)}</p> })}
            <p class="edit-text" dir="auto">{pieces(compare(&was(text), &text(version)))}</p>
            <ul class="muted">{others}</ul>
        </li>
    }
    .into_any()
}

fn pieces(all: Vec<Piece>) -> AnyView {
    let piece = |piece| match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Gone(text) => view! { <del>{text}</del> }.into_any(),
        Piece::New(text) => view! { <ins>{text}</ins> }.into_any(),
    };
    all.into_iter().map(piece).collect_view().into_any()
}

fn words(other: Other) -> &'static str {
    match other {
        Other::Media => "Attachments were changed",
        Other::Descriptions => "Descriptions of attachments were changed",
        Other::Poll => "The poll was changed",
        Other::Covered => "Attachments were marked as sensitive",
        Other::Uncovered => "Attachments are no longer marked as sensitive",
    }
}
