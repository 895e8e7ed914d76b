//! The binary: reads the command line and does what it says. All else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    rejoin_server::cli::main()
}
