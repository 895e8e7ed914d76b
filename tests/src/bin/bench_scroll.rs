//! `cargo xtask bench scroll`: measures, prints a table, and writes the same as JSON to the file that `REJOIN_BENCH` names.

use anyhow::Result;
use rejoin_journeys::bench;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    bench::report(&bench::scroll().await?)
}
