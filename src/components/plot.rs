//! Small plots of how something grew. What they show is also told in words and as a table, by whoever draws them.

use leptos::prelude::*;
use rejoin_api::Timestamp;

use crate::browser::intl;

/// One thing that grew.
pub struct Line {
    /// What it is.
    pub name: String,
    /// How many there were from these moments on (milliseconds since 1970), the earliest first.
    pub points: Vec<(i64, u64)>,
    /// Whether it is known when each came. If not, they came at some time between the first two moments.
    pub is_exact: bool,
}

/// The size of the drawing in its own units; it is as wide as its place.
const WIDTH: i64 = 1000;
const HEIGHT: u64 = 240;

/// The lines over the time from their first moment to `until`, each as stairs: what was counted holds until it was counted
/// again.
pub fn plot(label: String, lines: Vec<Line>, until: Timestamp) -> AnyView {
    let starts = lines.iter().filter_map(|line| line.points.first()).map(|(at, _)| *at);
    let Some(from) = starts.min() else { return ().into_any() };
    // Something may have been looked at when it was over.
    let last = lines.iter().filter_map(|line| line.points.last()).map(|(at, _)| *at).max().unwrap_or(from);
    let until = Timestamp::from_millis(until.as_millis().max(last));
    let span = (until.as_millis() - from).max(1);
    let most = lines.iter().flat_map(|line| &line.points).map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let x = |at: i64| (at - from).clamp(0, span) * WIDTH / span;
    let y = |count: u64| HEIGHT - count * HEIGHT / most;
    let stairs = |line: &Line| {
        let mut path = String::new();
        for (place, (at, count)) in line.points.iter().enumerate() {
            let (x, y) = (x(*at), y(*count));
            let step = match place {
                0 => format!("M{x} {y}"),
                1 if !line.is_exact => format!("L{x} {y}"),
                _ => format!("H{x}V{y}"),
            };
            path.push_str(&step);
        }
        path.push_str(&format!("H{WIDTH}"));
        path
    };
    let drawn = lines
        .iter()
        .map(|line| view! { <path d=stairs(line) vector-effect="non-scaling-stroke"/> })
        .collect_view();
    let legend = lines.iter().map(|line| {
        let last = line.points.last().map_or(0, |(_, count)| *count);
        view! { <li><i aria-hidden="true"></i><span dir="auto">{line.name.clone()}</span>" "<b>{intl::full(last)}</b></li> }
    });
    let legend = legend.collect_view();
    view! {
        <figure class="plot">
            <svg viewBox=format!("0 -4 {WIDTH} {}", HEIGHT + 8) preserveAspectRatio="none" role="img" aria-label=label>{drawn}</svg>
            <div class="plot-times small muted"><span>{intl::moment(Timestamp::from_millis(from))}</span><span>{intl::moment(until)}</span></div>
            <ul class="plot-legend">{legend}</ul>
        </figure>
    }
    .into_any()
}
