//! Counting tests by the summaries their runners print.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// One test that passed or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// Adds up the closing lines of cargo test, nextest, wasm-bindgen-test, node's runner, and the plain
    /// `N passed, N failed`.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines().map(str::trim) {
            let counted = line.starts_with("test result:")
                || line.contains(" tests run: ")
                || line.contains(" test run: ")
                || is_plain_summary(line);
            if counted {
                tally.passed += number_before(line, "passed").unwrap_or(0);
                tally.failed += number_before(line, "failed").unwrap_or(0);
            } else if let Some(passed) = node_count(line, "pass") {
                tally.passed += passed;
            } else if let Some(failed) = node_count(line, "fail") {
                tally.failed += failed;
            }
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

fn is_plain_summary(line: &str) -> bool {
    let mut words = line.split(' ');
    words.next().is_some_and(|word| word.parse::<usize>().is_ok()) && words.next() == Some("passed,")
}

/// Node writes `# pass 4` or `ℹ pass 4`.
fn node_count(line: &str, word: &str) -> Option<usize> {
    let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
    rest.strip_prefix(word)?.trim().parse().ok()
}

/// The number in front of `word`, whatever colours are around it.
fn number_before(line: &str, word: &str) -> Option<usize> {
    let (before, _) = line.split_once(word)?;
    before.split(|c: char| !c.is_ascii_digit()).rfind(|part| !part.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_runner() {
        let output =
            "test result: ok. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.2s
     Summary [   0.1s] 12 tests run: 11 passed, 1 failed, 0 skipped
# pass 4
# fail 0
ℹ pass 2
ℹ fail 1
5 passed, 0 failed
the 9 passed by us count not
test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out";
        assert_eq!(Tally::read(output), Tally { passed: 27, failed: 3 });
    }

    #[test]
    fn one_nextest_test_is_counted() {
        assert_eq!(
            Tally::read("  Summary [ 0.1s] 1 test run: 1 passed, 0 skipped"),
            Tally { passed: 1, failed: 0 }
        );
    }
}
