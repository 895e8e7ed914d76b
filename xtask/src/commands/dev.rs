//! `cargo xtask dev`: the app and the server, built again whenever a file changes.

use super::serve::{self, Options};
use crate::{
    bundle::{self, Kind},
    paths,
};
use anyhow::Result;
use std::{
    path::Path,
    process::Child,
    thread,
    time::{Duration, SystemTime},
};
use walkdir::WalkDir;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(400);

/// Runs until ctrl-c, which the terminal sends to the server as well.
pub(crate) fn run(options: &Options) -> Result<()> {
    options.check_port()?;
    let app = bundle::ensure(Kind::Dev)?;
    let binary = serve::build_server()?;
    let mut server = options.server(&binary, &app);
    let mut running = server.spawn()?;
    options.greet();
    println!("Watching: the page reloads after each build\n");

    let mut built = modified(&binary);
    let mut seen = newest();
    loop {
        thread::sleep(EVERY);
        let now = newest();
        if now == seen {
            continue;
        }
        seen = now;
        if let Err(error) = bundle::ensure(Kind::Dev).and_then(|_| serve::build_server()) {
            eprintln!("\nerror: {error:#}\nWaiting for the next change\n");
            continue;
        }
        if modified(&binary) != built {
            built = modified(&binary);
            stop(&mut running);
            running = server.spawn()?;
        }
    }
}

fn stop(server: &mut Child) {
    // SQLite's journal makes a killed server as safe as a stopped one, and development should not wait.
    let _ = server.kill();
    let _ = server.wait();
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}

/// How many source files there are and when the newest was written: changes when a file does, comes or goes.
fn newest() -> (usize, Option<SystemTime>) {
    let server = WalkDir::new(paths::root().join("crates/server")).into_iter().flatten();
    let app = bundle::sources().unwrap_or_default();
    let files = app.into_iter().chain(server.map(walkdir::DirEntry::into_path));
    files.fold((0, None), |(count, newest), path| (count + 1, newest.max(modified(&path))))
}
