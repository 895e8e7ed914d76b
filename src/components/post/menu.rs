//! What else can be done with a post.

use std::future::ready;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_api::{StatusId, Visibility};
use rejoin_domain::translation::is_foreign;

use super::actions::address;
use super::post_path;
use crate::actions;
use crate::browser::intl;
use crate::components::composer::{Composing, use_composing};
use crate::components::confirm::ask;
use crate::components::menu::{Coming, Entry, menu_button_later};
use crate::components::open_as::ways_to_open_as;
use crate::components::sheets::{self, Sheet};
use crate::components::toast::use_toasts;
use crate::state::{DraftKey, PostView, WriteError, use_app};

/// The button with its menu.
pub(super) fn menu(view: Signal<Option<Arc<PostView>>>) -> AnyView {
    let load = move || -> Coming {
        match view.get_untracked() {
            Some(view) => Box::pin(entries(view)),
            None => Box::pin(ready(Ok(Vec::new()))),
        }
    };
    menu_button_later("action", "More", load)
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn entries(view: Arc<PostView>) -> Result<Vec<Entry>, SplitLoaderError> {
    let signed_in = use_app().session().with_untracked(|s| s.me().is_some());
    let mut entries = Vec::new();
    if let Some(address) = address(&view) {
        let copied = address.clone();
        entries.push(Entry::new("link", "Copy link", move || actions::copy_link(copied.clone())));
        entries.push(Entry::link("open", "Open original page", address.clone()));
        entries.extend(ways_to_open_as(&post_path(&view), &address));
    }
    if !signed_in {
        return Ok(entries);
    }
    entries.extend(translate(&view));
    if actions::may_quote(&view) {
        let key = DraftKey::Quote(view.post.id.clone());
        let quote = move || use_composing().open(Composing { key: key.clone(), first_draft: None });
        entries.push(Entry::new("quote", "Quote", quote));
    }
    let muted = view.post.mine.muted == Some(true);
    let saved = view.post.id.clone();
    let save = move || sheets::open(Sheet::Saved(saved.clone()));
    entries.push(Entry::new("bookmark", "Folder and note…", save));
    let words = if muted { "Unmute conversation" } else { "Mute conversation" };
    let conversation = view.clone();
    entries.push(Entry::new("bell", words, move || actions::mute_conversation(&conversation)));
    if view.is_mine {
        let words = if view.post.mine.pinned == Some(true) { "Unpin from profile" } else { "Pin to profile" };
        let (pinned, edited) = (view.clone(), view.clone());
        let heard = format!("{}/heard", post_path(&view));
        entries.push(Entry::new("reply", "What came back", move || crate::routes::go(&heard)));
        entries.push(Entry::new("pin", words, move || actions::pin(&pinned)));
        if actions::may_be_quotable(&view) {
            let id = view.post.id.clone();
            let quotable = move || sheets::open(Sheet::Quotable(id.clone()));
            entries.push(Entry::new("quote", "Who may quote it…", quotable));
        }
        entries.push(Entry::new("compose", "Edit", move || edit(&edited)));
        let anew = view.clone();
        let redraft = Entry::new("compose", "Delete and write anew", move || confirm_redraft(anew.clone()));
        entries.push(redraft.dangerous());
        entries.push(Entry::new("trash", "Delete", move || confirm_delete(view.clone())).dangerous());
    } else {
        entries.extend(take_out(&view));
        let name = &view.author.acct;
        let filtered = view.post.id.clone();
        let filter = move || sheets::open(Sheet::Filter(filtered.clone()));
        entries.push(Entry::new("mute", "Filter this post…", filter));
        let (muted, blocked) = (Arc::clone(&view.author), view.author.id.clone());
        let mute = move || sheets::open(Sheet::Mute(Arc::clone(&muted)));
        entries.push(Entry::new("mute", format!("Mute @{name}…"), mute));
        let block = Entry::new("block", format!("Block @{name}"), move || actions::block(&blocked, true));
        entries.push(block.dangerous());
        let report = move || sheets::open(Sheet::Report(Arc::clone(&view.author), Some(Arc::clone(&view))));
        entries.push(Entry::new("warning", "Report…", report).dangerous());
    }
    Ok(entries)
}

/// Where the server translates, for a post that may be in a language that the reader does not read.
fn translate(view: &PostView) -> Option<Entry> {
    let offered = use_app().capabilities().with_untracked(|c| c.translates);
    let is_open = matches!(view.post.visibility, Visibility::Public | Visibility::Unlisted);
    let foreign = is_foreign(view.post.language.as_deref(), &intl::languages());
    let id = view.post.id.clone();
    (offered && is_open && foreign)
        .then(|| Entry::new("globe", "Translate", move || sheets::open(Sheet::Translation(id.clone()))))
}

/// For whoever wrote what a post quotes.
fn take_out(view: &PostView) -> Option<Entry> {
    let me = use_app().session().with_untracked(|s| s.me().map(|me| me.id.clone()));
    let quoted = view.quoted.as_ref().filter(|quoted| Some(&quoted.author.id) == me.as_ref())?;
    let (id, quoting) = (quoted.post.id.clone(), view.post.id.clone());
    let confirm = move || {
        let (id, quoting) = (id.clone(), quoting.clone());
        let words =
            "Readers of this post then see that you do not want to be quoted in it. It cannot be put back.";
        ask("Take your post out of this one?", words, "Take it out", move || {
            actions::revoke_quote(&id, &quoting);
        });
    };
    Some(Entry::new("quote", "Take my post out of it…", confirm).dangerous())
}

fn edit(view: &PostView) {
    let id = view.post.id.clone();
    leptos::task::spawn_local(async move {
        if begin_edit(id).await.is_err() {
            use_toasts().say(WriteError::NotLoaded.to_string());
        }
    });
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn begin_edit(id: StatusId) -> Result<(), SplitLoaderError> {
    let (app, toasts, composing) = (use_app(), use_toasts(), use_composing());
    leptos::task::spawn_local(async move {
        match app.edit_draft(&id).await {
            Ok(draft) => composing.open(Composing { key: DraftKey::Edit(id), first_draft: Some(draft) }),
            Err(words) => toasts.say(format!("This post cannot be edited now. {words}")),
        }
    });
    Ok(())
}

fn confirm_delete(view: Arc<PostView>) {
    let words = "It goes from your server, and from everywhere it was sent to.";
    ask("Delete this post for good?", words, "Delete", move || actions::delete(&view));
}

fn confirm_redraft(view: Arc<PostView>) {
    let words = "It goes from your server with its boosts and favourites, and answers to it answer nothing. What is in it becomes a draft.";
    ask("Delete this post and write it anew?", words, "Delete and write anew", move || {
        redraft(Arc::clone(&view));
    });
}

fn redraft(view: Arc<PostView>) {
    let (app, toasts) = (use_app(), use_toasts());
    leptos::task::spawn_local(async move {
        match app.redraft(&view.post.id).await {
            Ok(draft) => {
                // Kept before the post goes: in between it exists twice, never not at all.
                let key = app.new_key();
                app.replace_draft(&key, draft);
                app.flush_drafts();
                actions::delete(&view);
                use_composing().open(Composing { key, first_draft: None });
            }
            Err(words) => toasts.say(format!("This post cannot be written anew now. {words}")),
        }
    });
}
