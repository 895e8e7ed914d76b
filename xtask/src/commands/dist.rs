//! `cargo xtask dist`: the app for any host of static files.

use crate::{
    bundle::{self, Kind},
    checks::budgets,
};
use anyhow::Result;

/// Builds `dist/` and prints what a visitor downloads.
pub(crate) fn run() -> Result<()> {
    let folder = bundle::ensure(Kind::Release)?;
    print!("{}", budgets::measure(&folder)?.table());
    println!("\n{}/ is ready for any static host at the root of a domain.", bundle::shown(&folder));
    println!(
        "Serve index.html for unknown addresses, /assets/ as immutable, and the header in public/csp.txt."
    );
    Ok(())
}
