//! What Lighthouse says of the landing page and of home, as somebody with a phone sees them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use super::{Figure, TIMES, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::{env, pages};

/// What it judges, and how many points of 100 are asked for at least.
const CATEGORIES: [(&str, f64); 4] =
    [("performance", 95.0), ("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0)];

/// The landing page to who was never there, and home to who was there before.
pub async fn lighthouse() -> Result<Vec<Figure>> {
    let server = Server::demo().await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let mut figures = judged(&browser, &server, "landing", false).await?;
    browser.quit().await?;

    let ada = server.api()?.register("ada").await?;
    pages::signed_in(&ada).await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    figures.extend(judged(&browser, &server, "home", true).await?);
    browser.quit().await?;
    Ok(figures)
}

/// The medians of several runs, and in words what cost points in the last.
async fn judged(browser: &Browser, server: &Server, page: &str, was_there: bool) -> Result<Vec<Figure>> {
    let folder = TempDir::with_prefix("rejoin-lighthouse-")?;
    let mut points: [Vec<f64>; 4] = Default::default();
    for run in 1..=TIMES {
        let report = run_once(browser, &server.origin(), folder.path(), was_there).await?;
        for (all, (category, _)) in points.iter_mut().zip(CATEGORIES) {
            let score = &report["categories"][category]["score"];
            all.push(100.0 * score.as_f64().with_context(|| format!("no score for {category}: {score}"))?);
        }
        if run == TIMES {
            tell_faults(&report, page);
        }
    }
    let figure = |(all, (category, asked))| {
        Figure::new(format!("{page}: {category}"), (median(all), "points"), (asked, "what is asked"))
    };
    Ok(points.into_iter().zip(CATEGORIES).map(figure).collect())
}

async fn run_once(browser: &Browser, url: &str, folder: &Path, was_there: bool) -> Result<Value> {
    let file = folder.join("report.json");
    let mut program = Command::new("node");
    program.arg(env::lighthouse()?).arg(url).args(["--quiet", "--output=json"]);
    program.arg(format!("--port={}", browser.debugging_port()?));
    program.arg(format!("--output-path={}", file.display()));
    if was_there {
        // Who is signed in stays so, and with that what the device keeps.
        program.arg("--disable-storage-reset");
    }
    let done = program.kill_on_drop(true).output().await.context("node cannot be started")?;
    ensure!(done.status.success(), "Lighthouse failed: {}", String::from_utf8_lossy(&done.stderr));
    Ok(serde_json::from_slice(&std::fs::read(&file)?)?)
}

fn tell_faults(report: &Value, page: &str) {
    for (category, _) in CATEGORIES {
        for audit in report["categories"][category]["auditRefs"].as_array().into_iter().flatten() {
            let (id, weight) = (audit["id"].as_str().unwrap_or_default(), audit["weight"].as_f64());
            let audit = &report["audits"][id];
            let score = audit["score"].as_f64().unwrap_or(1.0);
            if score < 0.9 && weight.is_some_and(|weight| weight > 0.0) {
                println!("{page}: {category}: {} {}", audit["title"], audit["displayValue"]);
            }
        }
    }
}
