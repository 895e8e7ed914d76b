//! `cargo xtask`: everything a person working on Rejoin runs, from the first start to the checks before a commit.

mod bundle;
mod checks;
mod commands;
mod levels;
mod paths;
mod shell;
mod tally;
mod tools;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Run, build, check and test Rejoin", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the app and the server, and start them with the demo community
    Run(commands::serve::Options),
    /// The same, rebuilding and reloading the page whenever a file changes
    Dev(commands::serve::Options),
    /// Build the app into dist/, ready for any static host
    Dist,
    /// Formatting, lints, layering, licences, spelling, size budgets
    Check,
    /// Every test, or one level (check, unit, store, clients, journeys), or one journey by its name
    Test {
        /// A level or a journey
        name: Option<String>,
    },
    /// Play disasters: the engine's simulation, more of it than a test run does
    Simulate(commands::simulate::Options),
    /// Measure: in a real browser, each number beside a plain baseline of the same run; or the index for search
    Bench {
        /// What to measure
        #[command(subcommand)]
        what: commands::bench::What,
    },
    /// Install every tool without building anything
    Tools,
    /// Draw the app's icons into public/
    Icons,
    /// The step after Trunk: optimise, name, list and compress what is in TRUNK_STAGING_DIR
    #[command(hide = true)]
    PostBuild,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run(options) => commands::run::run(&options),
        Command::Dev(options) => commands::dev::run(&options),
        Command::Dist => commands::dist::run(),
        Command::Check => commands::check::run(),
        Command::Test { name } => commands::test::run(name.as_deref()),
        Command::Simulate(options) => commands::simulate::run(&options),
        Command::Bench { what } => commands::bench::run(&what),
        Command::Tools => commands::tools::run(),
        Command::Icons => commands::icons::run(),
        Command::PostBuild => bundle::post_build::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
