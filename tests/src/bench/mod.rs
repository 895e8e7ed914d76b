//! Measurements of the app in a real browser, each beside a plain baseline of the same run. `docs/bench.md` says what each
//! number is.

mod enqueue;
mod figures;
mod filling;
mod lighthouse;
mod load;
mod scroll;
mod search;
mod size;
mod start;
mod thread;
mod throughput;

use anyhow::Result;

pub use figures::{Figure, report, table};
pub use lighthouse::lighthouse;
pub use load::load;
pub use scroll::scroll;
pub use search::search;
pub use thread::thread;

/// Runs before the page: notes when the first post has been painted, in milliseconds since the navigation began.
const WATCH: &str = "new MutationObserver((_, watch) => {
    if (!document.querySelector('main article')) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.__painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true })";

/// How often each thing is measured.
const TIMES: usize = 5;

/// How many posts the device holds when it holds few, and when it holds many.
const STORED: [usize; 2] = [1_000, 100_000];

/// Measures how the engine and the device get on.
pub async fn sync() -> Result<Vec<Figure>> {
    let mut figures = throughput::measure().await?;
    figures.extend(size::measure().await?);
    figures.extend(start::measure().await?);
    Ok(figures)
}

/// The one in the middle.
fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}
