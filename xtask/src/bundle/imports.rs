//! Short names for what the module imports from its script. wasm-bindgen ends each name with a digest, which no compression makes
//! smaller, and there are hundreds, in the module and in the script.

use super::wasm::{number, sections, short};
use anyhow::{Context, Result, bail};

/// The number of the section that lists imports.
const IMPORTS: u8 = 2;

/// The module and its script with short names instead of those that the script exports to the module.
pub(super) fn shorten(module: &[u8], script: &str, from: &str) -> Result<(Vec<u8>, String)> {
    let (head, all) = sections(module)?;
    let mut out = head.to_vec();
    let mut renamed = Vec::new();
    for section in all {
        if section.kind == IMPORTS {
            let content = with_short_names(section.content, from, &mut renamed)?;
            out.push(IMPORTS);
            put_number(&mut out, content.len());
            out.extend(content);
        } else {
            out.extend_from_slice(section.whole);
        }
    }
    let mut script = script.to_owned();
    for (place, old) in renamed.iter().enumerate() {
        script = rename_key(&script, old, &name(place))?;
    }
    Ok((out, script))
}

/// The content of the section, anew; the names that were there go to `renamed`, in their order.
fn with_short_names(content: &[u8], from: &str, renamed: &mut Vec<String>) -> Result<Vec<u8>> {
    let mut rest = Bytes(content);
    let mut out = Vec::new();
    let count = rest.number()?;
    put_number(&mut out, count);
    for _ in 0..count {
        let source = rest.text()?;
        let mut called = rest.text()?;
        if source == from.as_bytes() {
            renamed.push(String::from_utf8(called.to_vec()).context("a name is no text")?);
            called = name(renamed.len() - 1).into_bytes();
        }
        for text in [source, called] {
            put_number(&mut out, text.len());
            out.extend(text);
        }
        out.extend(rest.description()?);
    }
    Ok(out)
}

/// What is left of a section.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(short)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize> {
        let (value, size) = number(self.0).ok_or_else(short)?;
        self.take(size)?;
        Ok(value)
    }

    fn text(&mut self) -> Result<Vec<u8>> {
        let size = self.number()?;
        Ok(self.take(size)?.to_vec())
    }

    /// What kind of thing is imported, as it stands.
    fn description(&mut self) -> Result<&'a [u8]> {
        let whole = self.0;
        match *self.take(1)? {
            // A function, by its type.
            [0] => drop(self.number()?),
            // A table, by what it holds and its limits.
            [1] => {
                self.take(1)?;
                self.limits()?;
            }
            [2] => self.limits()?,
            // A global, by its type and whether it changes.
            [3] => drop(self.take(2)?),
            _ => bail!("the module imports something unknown"),
        }
        whole.get(..whole.len() - self.0.len()).ok_or_else(short)
    }

    fn limits(&mut self) -> Result<()> {
        let has_most = self.number()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }
}

/// Renames a key of the object that the script hands to the module.
fn rename_key(script: &str, old: &str, new: &str) -> Result<String> {
    let key = format!(" {old}: ");
    let mut parts = script.split(&key);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => Ok(format!("{before} {new}: {after}")),
        _ => bail!("the script does not give {old} to the module exactly once"),
    }
}

/// The short name of the import at a place: `a` to `z`, then two letters, and so on.
fn name(place: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or_default());
    match place / 26 {
        0 => letter.to_string(),
        more => name(more - 1) + &letter.to_string(),
    }
}

/// Writes an unsigned number in LEB128.
fn put_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        out.push(if value == 0 { low } else { low | 0x80 });
        if value == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{name, shorten};

    /// A module of one type and these imports: from where, its name, what kind it is of.
    fn module(imports: &[(&str, &str, &[u8])]) -> Vec<u8> {
        let text = |text: &str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        let mut content = vec![u8::try_from(imports.len()).unwrap()];
        for (from, called, kind) in imports {
            content.extend([text(from), text(called), kind.to_vec()].concat());
        }
        let size = u8::try_from(content.len()).unwrap();
        [b"\0asm\x01\0\0\0".as_slice(), &[1, 4, 1, 0x60, 0, 0, 2, size], &content, &[10, 1, 0]].concat()
    }

    #[test]
    fn module_and_script_keep_knowing_each_other() {
        let kinds: [&[u8]; 3] = [&[0, 0], &[2, 1, 1, 9], &[3, 0x7f, 0]];
        let before = module(&[
            ("./x.js", "__wbg_a_0123456789abcdef", kinds[0]),
            ("./other.js", "kept", kinds[1]),
            ("./x.js", "__wbg_b_0123456789abcdef", kinds[2]),
        ]);
        let script = "{ __wbg_a_0123456789abcdef: function() {}, __wbg_b_0123456789abcdef: 1 }";
        let (after, script) = shorten(&before, script, "./x.js").unwrap();
        let wanted =
            module(&[("./x.js", "a", kinds[0]), ("./other.js", "kept", kinds[1]), ("./x.js", "b", kinds[2])]);
        assert_eq!(after, wanted);
        assert_eq!(script, "{ a: function() {}, b: 1 }");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let before = module(&[("./x.js", "there", &[0, 0])]);
        assert!(shorten(&before, "{ elsewhere: 1 }", "./x.js").is_err());
        assert!(shorten(before.get(..20).unwrap(), "{ there: 1 }", "./x.js").is_err());
    }

    #[test]
    fn names_are_all_different() {
        assert_eq!([0, 25, 26, 701, 702].map(name), ["a", "z", "aa", "zz", "aaa"]);
    }
}
