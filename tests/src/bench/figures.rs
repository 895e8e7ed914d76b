//! Figures, and how they are shown.

use anyhow::{Context, Result};
use serde::Serialize;

/// A median beside what it is compared with.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// The median.
    pub value: f64,
    /// What it is counted in.
    pub unit: &'static str,
    /// The same of what it is compared with.
    pub baseline: f64,
    /// What that is.
    pub against: String,
    /// `value / baseline`; 1 where both are nothing.
    pub ratio: f64,
}

impl Figure {
    /// A figure with its ratio.
    pub fn new(
        name: impl Into<String>,
        (value, unit): (f64, &'static str),
        (baseline, against): (f64, impl Into<String>),
    ) -> Self {
        let ratio = if value.max(baseline) > 0.0 { value / baseline } else { 1.0 };
        Self { name: name.into(), value, unit, baseline, against: against.into(), ratio }
    }
}

/// Prints them, and writes them as JSON to the file that `REJOIN_BENCH` names.
pub fn report(figures: &[Figure]) -> Result<()> {
    print!("{}", table(figures));
    if let Some(file) = std::env::var_os("REJOIN_BENCH") {
        let text = serde_json::to_string_pretty(figures)?;
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// All of them, as a table for a terminal.
pub fn table(figures: &[Figure]) -> String {
    let width = figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or_default();
    let line = |figure: &Figure| {
        let padding = " ".repeat(width - figure.name.chars().count());
        format!(
            "{}{padding}  {:>9} {:<8}  {:>5.2} of {} {} for {}\n",
            figure.name,
            rounded(figure.value),
            figure.unit,
            figure.ratio,
            rounded(figure.baseline),
            figure.unit,
            figure.against
        )
    };
    figures.iter().map(line).collect()
}

/// Three digits that count are all that a busy machine can tell.
fn rounded(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, table};

    #[test]
    fn a_figure_stands_beside_what_it_is_compared_with() {
        let figures = [
            Figure::new("start", (250.0, "ms"), (200.0, "a plain page")),
            Figure::new("enqueue", (4.126, "ms"), (2.0, "one put")),
        ];
        let shown = table(&figures);
        assert_eq!(
            shown,
            "start          250 ms         1.25 of 200 ms for a plain page\n\
             enqueue       4.13 ms         2.06 of 2.00 ms for one put\n"
        );
    }
}
