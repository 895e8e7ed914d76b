//! Running other programs: said before, watched during, explained after.

use crate::paths;
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    thread,
};

/// A command in the project's folder whose PATH begins with our tools. `NO_COLOR` is removed since Trunk takes any
/// value of it but `true` and `false` for a mistake.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root()).env_remove("NO_COLOR").env("PATH", path_with_tools());
    // Set by `cargo run` for this very process; they would make other packages' build scripts run again.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    command
}

/// `cargo` with these arguments.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(arguments);
    cargo
}

fn path_with_tools() -> std::ffi::OsString {
    let ours = [paths::tools().join("bin"), paths::tools().join("node/node_modules/.bin")];
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&theirs))).unwrap_or(theirs)
}

/// The program's place, if PATH or our own tools have it.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&path_with_tools()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Says what runs, runs it with its output on the screen, and fails with `advice`.
pub(crate) fn run(command: &mut Command, advice: &str) -> Result<()> {
    println!("$ {}", describe(command));
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed. {advice}", describe(command));
    }
    Ok(())
}

/// What the command prints, or `None` when it cannot be started or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs with the output both on the screen and returned, for commands whose summary is counted.
pub(crate) fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    println!("$ {}", describe(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let stdout = child.stdout.take().map(|pipe| thread::spawn(move || copy(pipe, std::io::stdout())));
    let stderr = child.stderr.take().map(|pipe| thread::spawn(move || copy(pipe, std::io::stderr())));
    let status = child.wait()?;
    let mut text = String::new();
    for thread in [stdout, stderr].into_iter().flatten() {
        text.push_str(&thread.join().unwrap_or_default());
    }
    Ok((status, text))
}

fn copy(from: impl Read, mut to: impl Write) -> String {
    let mut seen = String::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A closed screen must not stop the command; its output is still counted.
        let _ = writeln!(to, "{line}");
        seen.push_str(&line);
        seen.push('\n');
    }
    seen
}

/// The command as one would type it.
pub(crate) fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().replace(&*paths::root().to_string_lossy(), "."))
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` cannot be started; is it installed?", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tee_returns_both_streams_and_the_status() {
        let (status, text) = tee(command("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!(status.code(), Some(3));
        assert!(text.contains("out\n") && text.contains("err\n"), "{text}");
    }

    #[test]
    fn a_failure_carries_the_advice() {
        let error = run(command("sh").args(["-c", "exit 1"]), "Do this.").unwrap_err();
        assert!(error.to_string().ends_with("failed. Do this."), "{error}");
    }
}
