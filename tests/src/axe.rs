//! What axe-core says about a page: the rules of WCAG 2.2 AA that a program can check, and its own good practice.

use anyhow::Result;
use serde::Deserialize;

use crate::env;
use crate::page::Page;

#[derive(Deserialize)]
struct Broken {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    target: serde_json::Value,
    html: String,
    summary: String,
}

/// The rules that the page as it stands breaks, each with the first parts that break it.
///
/// # Errors
/// When axe-core is not there (`REJOIN_AXE`) or the browser does not run it.
pub async fn broken_rules(page: Page<'_>) -> Result<Vec<String>> {
    if page.eval::<bool>("return !window.axe", vec![]).await? {
        let source = std::fs::read_to_string(env::axe()?)?;
        page.eval::<()>(&source, vec![]).await?;
    }
    // Where an answer takes longer than the driver waits, it says so; nothing here is slow enough for that.
    // Links in what people write are as high as their line, which the rule allows, but are alone in it now and then.
    let script = "const inText = (id, node) => id === 'target-size' && document.querySelector(node.target[0])?.closest('.rich');
        return axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
        .then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.filter((node) => !inText(id, node)).map((node) =>
            ({ target: node.target, html: node.html.slice(0, 160), summary: node.failureSummary })) })))";
    let mut broken: Vec<Broken> = page.eval(script, vec![]).await?;
    for one in &mut broken {
        // What lies below a bar that stays where it is comes out when one scrolls.
        one.nodes.retain(|node| !node.summary.contains("partially obscured"));
    }
    Ok(broken.iter().filter(|one| !one.nodes.is_empty()).map(Broken::words).collect())
}

impl Broken {
    fn words(&self) -> String {
        let parts =
            self.nodes.iter().take(3).map(|node| format!("{} {} ({})", node.target, node.html, node.summary));
        let parts: Vec<String> = parts.collect();
        format!("{}: {}, {} times: {}", self.id, self.help, self.nodes.len(), parts.join("; "))
    }
}
