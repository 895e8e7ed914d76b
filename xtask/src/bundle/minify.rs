//! Smaller text. Brotli does the rest.
//!
//! Of styles, comments and white space go, which is safe without parsing. Scripts need to be parsed: terser does it, where it
//! is there.

use super::Kind;
use crate::{shell, tools::npm};
use anyhow::{Context, Result, bail};
use std::{io::Write, process::Stdio};

/// A module for visitors, with short names.
pub(crate) fn module(text: &str, kind: Kind) -> Result<String> {
    script(text, kind, &["--module"])
}

/// A script that is no module.
pub(crate) fn classic(text: &str, kind: Kind) -> Result<String> {
    script(text, kind, &[])
}

fn script(text: &str, kind: Kind, options: &[&str]) -> Result<String> {
    let Some(terser) = npm::installed("terser").filter(|_| kind == Kind::Release) else {
        return Ok(text.to_owned());
    };
    let mut command = shell::command(terser);
    command.args(["--compress", "--mangle"]).args(options).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("cannot start terser")?;
    // Closed at the end of the statement, which is the end of its input.
    child.stdin.take().context("terser takes no input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("terser failed. Build without it: remove target/tools/node and take npm from PATH.");
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// CSS without comments, with one blank where white space may matter and none where it cannot.
pub(crate) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut blank = false;
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                for c in rest.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                blank = true;
            }
            '"' | '\'' => {
                settle(&mut out, &mut blank, c);
                out.push(c);
                copy_string(c, &mut rest, &mut out);
            }
            c if c.is_whitespace() => blank = true,
            c => {
                settle(&mut out, &mut blank, c);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

/// Writes the blank that is due, unless a neighbour makes it needless. A colon in front of which a blank stands may be a
/// descendant selector, so only the one after it goes.
fn settle(out: &mut String, blank: &mut bool, next: char) {
    let needless = out.is_empty()
        || out.ends_with(['{', '}', ';', ',', ':', ' '])
        || matches!(next, '{' | '}' | ';' | ',');
    if std::mem::take(blank) && !needless {
        out.push(' ');
    }
}

fn copy_string(quote: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        } else if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn white_space_and_comments_go() {
        assert_eq!(css("/* x */ a ,\n b {\n  color : red ;\n}\n"), "a,b{color :red}\n");
    }

    #[test]
    fn what_matters_stays() {
        assert_eq!(
            css("a :hover > b { margin: calc(1px + 2px) auto }"),
            "a :hover > b{margin:calc(1px + 2px) auto}\n"
        );
        assert_eq!(
            css("q::before { content: \"/* ; } \\\" */\" }"),
            "q::before{content:\"/* ; } \\\" */\"}\n"
        );
        assert_eq!(css("@media (min-width: 1px) and (x) { }"), "@media (min-width:1px) and (x){}\n");
        assert_eq!(css("a{b:c/**/d}"), "a{b:c d}\n");
    }
}
