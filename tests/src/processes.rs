//! Processes that end with the journey that started them, however it ends.
//!
//! A WebDriver starts a browser, and that starts a dozen more, some of which leave their parent's group. All inherit
//! the environment, so each tree carries a mark of its own there, and whoever carries the mark is ended.

use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};

use crate::wait::PATIENCE;

const MARK: &str = "REJOIN_JOURNEY_TREE";

/// A started program with all that it started.
#[derive(Debug)]
pub struct Tree {
    child: Child,
    mark: String,
}

impl Tree {
    /// Starts `program` and drops what it prints.
    pub fn silent<S: AsRef<OsStr>>(
        program: impl AsRef<OsStr>,
        args: impl IntoIterator<Item = S>,
    ) -> Result<Self> {
        let mut command = Command::new(program);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self::start(command, args)
    }

    /// Starts a command whose streams its caller has chosen.
    pub fn start<S: AsRef<OsStr>>(mut command: Command, args: impl IntoIterator<Item = S>) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let program = command.get_program().to_owned();
        let child = command
            .args(args)
            .env(MARK, &mark)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{} did not start", program.display()))?;
        Ok(Self { child, mark })
    }

    /// The program itself, to read its output or wait for it.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Sends the program itself `signal`.
    pub fn signal(&self, signal: Signal) -> Result<()> {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).with_context(|| format!("process {pid:?} took no signal"))
    }

    fn members(&self) -> Vec<Pid> {
        let wanted = format!("{MARK}={}", self.mark);
        let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
        processes
            .flatten()
            .filter_map(|entry| {
                let pid = entry.file_name().to_str()?.parse().ok().and_then(Pid::from_raw)?;
                let environment = std::fs::read(entry.path().join("environ")).ok()?;
                environment.split(|byte| *byte == 0).any(|pair| pair == wanted.as_bytes()).then_some(pid)
            })
            .collect()
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // Twice, for what was being started during the first look.
        let mut killed = Vec::new();
        for _ in 0..2 {
            for pid in self.members() {
                let _ = kill_process(pid, Signal::KILL);
                killed.push(pid);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        // A process holds its files and their locks until it is over: a browser that is started with the same profile before that
        // begins with an empty one.
        let deadline = Instant::now() + PATIENCE;
        while killed.iter().any(|pid| !is_over(*pid)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Whether a process is gone, or waits only for its parent to hear of it.
fn is_over(pid: Pid) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())) else {
        return true;
    };
    // Its state stands after its name, which stands in parentheses and may hold anything.
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    matches!(state, Some('Z' | 'X') | None)
}
