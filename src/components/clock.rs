//! Times that stay true while one reads.

use std::time::Duration;

use leptos::prelude::*;
use rejoin_api::Timestamp;

use super::live::live;
use crate::browser::{clock, intl};

/// How often relative times are told anew.
const TICK: Duration = Duration::from_secs(30);

/// The present, in steps of [`TICK`].
#[derive(Clone, Copy)]
pub struct Now(RwSignal<Timestamp>);

/// Starts the clock of the page. Called once, by the root component.
pub fn provide_clock() {
    let now = RwSignal::new(clock::now());
    provide_context(Now(now));
    // Without timers the times stay as they were, which is as good as can be.
    if let Ok(timer) = set_interval_with_handle(move || now.set(clock::now()), TICK) {
        on_cleanup(move || timer.clear());
    }
}

/// The present, as a signal.
pub fn use_now() -> Signal<Timestamp> {
    use_context::<Now>().map_or_else(|| Signal::stored(clock::now()), |now| now.0.into())
}

/// How long ago something was; the exact time on hover and for screen readers.
pub fn ago(then: Timestamp) -> AnyView {
    let now = use_now();
    let exact = intl::exact(then);
    view! { <time datetime=then.to_string() title=exact.clone() aria-label=exact>{live(move || intl::ago(then, now.get()))}</time> }
        .into_any()
}
