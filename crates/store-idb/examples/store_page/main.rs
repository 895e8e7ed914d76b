//! A page that is nothing but the store, for tests that kill the browser and for measurements. `tests/` opens it:
//! `cargo xtask test store` and `cargo xtask bench sync` build it.
#![allow(unreachable_pub, reason = "what is exported to the page is reached from there")]

#[cfg(target_arch = "wasm32")]
mod crash;
#[cfg(target_arch = "wasm32")]
mod measure;

/// What the page offers is called from outside.
fn main() {}
