//! Thousands of disasters a minute: the real engine, in several tabs, over a store that crashes, a network that lies, a server
//! with moods, and a user who does what comes to mind, in virtual time. `docs/simulation.md` tells more.
//!
//! `SEED=n` replays one run (with `TRACE=1` in words), `SEEDS=n` says how many are run, `FROM=n` where they begin.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "all of this is a test, and clippy.toml knows only the functions that are marked so"
)]

mod check;
mod device;
mod executor;
mod net;
mod others;
mod own;
mod people;
mod plan;
mod rng;
mod run;
mod server;
mod store;
mod user;
mod world;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// How many seeds an ordinary test run plays.
const ORDINARY: u64 = 10_000;
/// After so many failures there is enough to look at.
const ENOUGH: usize = 10;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn nothing_is_lost_and_nothing_happens_twice() {
    if let Some(seed) = number("SEED") {
        if let Err(why) = run::run(seed) {
            panic!("seed {seed}: {why}");
        }
        return;
    }
    let from = number("FROM").unwrap_or(1);
    let seeds = number("SEEDS").unwrap_or(ORDINARY);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (next, failed) = (AtomicU64::new(from), Mutex::new(BTreeSet::new()));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + seeds || failed.lock().expect("sound").len() >= ENOUGH {
                        return;
                    }
                    let outcome = std::panic::catch_unwind(|| run::run(seed));
                    let why = match outcome {
                        Ok(Ok(())) => continue,
                        Ok(Err(why)) => why,
                        Err(_) => "it panicked".into(),
                    };
                    println!("seed {seed}: {why}\nReplay it with: SEED={seed} TRACE=1 cargo test -p rejoin-sync --test simulation -- --nocapture");
                    failed.lock().expect("sound").insert(seed);
                }
            });
        }
    });
    let failed = failed.into_inner().expect("sound");
    let done = next.into_inner().saturating_sub(from).min(seeds);
    let took = began.elapsed();
    println!(
        "{done} seeds in {took:.1?}, {} a second",
        done * 1000 / u64::try_from(took.as_millis().max(1)).expect("fits")
    );
    assert!(failed.is_empty(), "these seeds fail: {failed:?}");
}
