//! One line that moves while a long command works.

use crate::{paths, shell};
use anyhow::{Context, Result, bail};
use std::{
    fs::File,
    io::{IsTerminal, Write},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many lines of the log explain a failure.
const TOLD: usize = 40;

/// Runs a command of several minutes with its output in a log, says beforehand how long it may take on two cores, and
/// shows how far it is. On failure the telling part of the log is printed.
pub(crate) fn with_progress(what: &str, minutes: u32, command: &mut Command, advice: &str) -> Result<()> {
    std::fs::create_dir_all(paths::logs())?;
    let name: String = what.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let log_path = paths::logs().join(format!("{name}.log"));
    let log = File::create(&log_path).with_context(|| format!("cannot write {}", log_path.display()))?;

    let mut child = command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("`{}` cannot be started", shell::describe(command)))?;
    let mut line = Line::new(what, minutes);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(200));
        line.show(|| read_log(&log_path));
    };
    line.end();

    if !status.success() {
        let log = std::fs::read_to_string(&log_path).unwrap_or_default();
        for line in telling(&log) {
            eprintln!("  {line}");
        }
        bail!("{what} failed. {advice} The whole output is in {}", log_path.display());
    }
    if line.announced {
        println!("{what}: done in {}", duration(line.started.elapsed()));
    }
    Ok(())
}

/// The part of a log that tells why: from the first error on, or else its end.
fn telling(log: &str) -> impl Iterator<Item = &str> {
    let lines = log.lines();
    let first = log.lines().position(|line| line.starts_with("error"));
    let start = first.unwrap_or_else(|| log.lines().count().saturating_sub(TOLD));
    lines.skip(start).take(TOLD)
}

fn read_log(path: &std::path::Path) -> String {
    let log = std::fs::read(path).unwrap_or_default();
    progress(&String::from_utf8_lossy(&log))
}

/// What a log of cargo, npm, pip or apt says about how far it is.
fn progress(log: &str) -> String {
    let compiled = log.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count();
    if compiled > 0 {
        return format!("{compiled} crates");
    }
    log.lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect()
}

/// How long a command may take before a word is said about it: most have nothing to do.
const QUICK: Duration = Duration::from_millis(1500);

/// On a terminal a line that is drawn over; elsewhere a new line every half minute.
struct Line<'a> {
    what: &'a str,
    minutes: u32,
    announced: bool,
    started: Instant,
    shown: Instant,
    terminal: bool,
}

impl<'a> Line<'a> {
    fn new(what: &'a str, minutes: u32) -> Self {
        let now = Instant::now();
        let terminal = std::io::stdout().is_terminal();
        Self { what, minutes, announced: false, started: now, shown: now, terminal }
    }

    fn show(&mut self, progress: impl Fn() -> String) {
        if !self.announced && self.started.elapsed() > QUICK {
            self.announced = true;
            let minutes = self.minutes;
            let about = if minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") };
            println!("{}: up to {about} on two cores when nothing is there yet", self.what);
        }
        let every = if self.terminal { Duration::from_millis(500) } else { Duration::from_secs(30) };
        if !self.announced || self.shown.elapsed() < every {
            return;
        }
        self.shown = Instant::now();
        let text = format!("  {}  {}", duration(self.started.elapsed()), progress());
        if self.terminal {
            print!("\r\x1b[2K{text}");
            let _ = std::io::stdout().flush();
        } else {
            println!("{text}");
        }
    }

    fn end(&self) {
        if self.terminal && self.announced {
            print!("\r\x1b[2K");
            let _ = std::io::stdout().flush();
        }
    }
}

/// `2m05s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds}s") } else { format!("{}m{:02}s", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_counted_and_others_are_quoted() {
        assert_eq!(progress("  Downloaded a v1\n   Compiling a v1\n   Compiling b v1\n"), "2 crates");
        assert_eq!(progress("Collecting typos\n\n"), "Collecting typos");
        assert_eq!(progress(""), "");
    }

    #[test]
    fn a_log_tells_its_first_error_or_its_end() {
        let log = format!("Compiling\nerror: a\n why\n{}", "more\n".repeat(100));
        assert_eq!(telling(&log).next(), Some("error: a"));
        assert_eq!(telling(&log).count(), TOLD);
        assert_eq!(telling("one\ntwo").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(telling(&"x\n".repeat(100)).count(), TOLD);
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_secs(59)), "59s");
        assert_eq!(duration(Duration::from_secs(125)), "2m05s");
    }

    #[test]
    fn a_failure_names_the_advice() {
        let error =
            with_progress("Failing on purpose", 1, &mut shell::command("false"), "Do this.").unwrap_err();
        assert!(error.to_string().contains("Do this."), "{error}");
    }
}
