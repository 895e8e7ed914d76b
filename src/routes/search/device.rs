//! What this device has seen of what is searched for, at once and without network.

use leptos::html;
use leptos::prelude::*;
use rejoin_api::StatusId;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::browser::intl;
use crate::browser::marks::{self, Texts};
use crate::components::live::live;
use crate::components::page::skeletons;
use crate::components::post::{Layout, post};
use crate::components::rows::rows;
use crate::state::{DeviceSearch, Seen};

/// How many posts are shown at first, and how many more at a time.
const STEP: usize = 20;

/// What of a post can be marked.
const MARKED: &str = ".rich p, .rich pre, .post-warning, .poll-option .title, .link-card b, .link-card span";

/// The posts of this device that fit what is typed.
pub(super) fn posts(search: &DeviceSearch, typed: RwSignal<String>) -> AnyView {
    let seen = search.seen();
    let limit = RwSignal::new(STEP);
    Effect::new({
        let search = search.clone();
        let search = StoredValue::new_local(search);
        move |before: Option<String>| {
            let typed = typed.get();
            if before.is_some_and(|before| before != typed) {
                limit.set(STEP);
            }
            search.with_value(|search| search.find(&typed, limit.get()));
            typed
        }
    });
    let ids = Memo::new(move |_| seen.with(|seen| seen.ids.clone()));
    let count = Memo::new(move |_| seen.with(count_words));
    let problem = Memo::new(move |_| seen.with(|seen| seen.problem.clone()));
    let waiting = Memo::new(move |_| seen.with(|seen| seen.waiting));
    let more = Memo::new(move |_| seen.with(|seen| seen.total > seen.ids.len()));
    let node = NodeRef::<html::Section>::new();
    keep_marked(search, node);
    view! {
        <section node_ref=node aria-label="On this device">
            <h2 class="section">"On this device"<span class="end" role="status">{count}</span></h2>
            {live(move || problem.get().map(|words| view! { <p class="aside-words" role="status">{words}</p> }))}
            {live(move || waiting.get().then(skeletons))}
            {rows(move || ids.get(), StatusId::to_string, |id| post(&id, Layout::Row, "", None))}
            {live(move || more.get().then(|| view! {
                <p class="more"><button class="button" on:click=move |_| limit.update(|limit| *limit += STEP)>"Show more"</button></p>
            }))}
        </section>
    }
    .into_any()
}

fn count_words(seen: &Seen) -> Option<String> {
    if seen.problem.is_some() || seen.waiting {
        return None;
    }
    let posts = |many: usize| match many {
        1 => "1 post".to_owned(),
        many => format!("{} posts", intl::full(many as u64)),
    };
    Some(match (seen.whole, seen.total) {
        (true, 0) => format!("none of {}", posts(seen.looked_at)),
        (true, total) => posts(total),
        (false, total) => format!("{total} of {} looked through so far", posts(seen.looked_at)),
    })
}

/// Marks what was found, again whenever the posts are drawn otherwise.
fn keep_marked(search: &DeviceSearch, node: NodeRef<html::Section>) {
    let search = search.clone();
    let seen = search.seen();
    let search = StoredValue::new_local(search);
    let mark = move || {
        let Some(Some(root)) = node.try_get_untracked() else { return };
        let texts = Texts::below(&root, MARKED);
        let words = texts.words();
        search.try_with_value(|search| search.mark(words, move |places| texts.mark(&places)));
    };
    let observer = StoredValue::new_local(None::<(web_sys::MutationObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(root) = node.get() else { return };
        let drawn = Closure::<dyn FnMut()>::new(mark);
        let Ok(watching) = web_sys::MutationObserver::new(drawn.as_ref().unchecked_ref()) else { return };
        let what = web_sys::MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        // Throws for a node of another kind only.
        let _ = watching.observe_with_options(&root, &what);
        observer.set_value(Some((watching, drawn)));
    });
    // Other words over the same posts.
    Effect::new(move |_| {
        seen.track();
        mark();
    });
    on_cleanup(move || {
        if let Some((watching, _)) = observer.try_update_value(Option::take).flatten() {
            watching.disconnect();
        }
        marks::clear();
    });
}
