//! `cargo xtask simulate`: the simulation of `crates/sync`, for as many seeds as one likes. `docs/simulation.md` tells more.

use crate::shell;
use anyhow::Result;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many seeds to play
    #[arg(long, default_value_t = 10_000)]
    seeds: u64,
    /// The first of them
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Play this one alone, and tell what happens
    #[arg(long, conflicts_with_all = ["seeds", "from"])]
    seed: Option<u64>,
}

const ADVICE: &str = "Play the failing seed alone: `cargo xtask simulate --seed N` tells what happens in it.";

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut command =
        shell::cargo(["test", "--quiet", "-p", "rejoin-sync", "--test", "simulation", "--", "--nocapture"]);
    match options.seed {
        Some(seed) => command.env("SEED", seed.to_string()).env("TRACE", "1"),
        None => command.env("SEEDS", options.seeds.to_string()).env("FROM", options.from.to_string()),
    };
    shell::run(&mut command, ADVICE)
}
