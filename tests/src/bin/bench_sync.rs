//! `cargo xtask bench sync`: measures, prints a table, and writes the same as JSON to the file that `REJOIN_BENCH` names.

use anyhow::{Context, Result};
use rejoin_journeys::bench;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let figures = bench::sync().await?;
    print!("{}", bench::table(&figures));
    if let Some(file) = std::env::var_os("REJOIN_BENCH") {
        let text = serde_json::to_string_pretty(&figures)?;
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
