//! The people of the community, read from their file: blocks that begin with `@username`, `key: value` lines, the words
//! `live`, `bot` and `locked`, and then what they say about themselves.

use super::{art, script::duration};

/// Somebody who lives here.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub(super) username: String,
    pub(super) name: String,
    pub(super) language: String,
    /// Milliseconds before now.
    pub(super) joined: i64,
    /// Painter and number of the picture behind the profile.
    pub(super) header: Option<(String, u32)>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) bio: String,
    pub(super) locked: bool,
    /// A machine in the story.
    pub(super) bot: bool,
    /// Posts and answers by itself while the demo runs.
    pub(super) live: bool,
}

/// Reads the file of people.
///
/// # Errors
/// The line and what is wrong with it.
pub(super) fn people(text: &str) -> Result<Vec<Person>, String> {
    let mut all: Vec<Person> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        read_line(line, &mut all).map_err(|words| format!("line {}: {words}", number + 1))?;
    }
    Ok(all)
}

fn read_line(line: &str, all: &mut Vec<Person>) -> Result<(), String> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(());
    }
    if let Some(username) = line.strip_prefix('@') {
        all.push(Person { username: username.trim().to_owned(), ..Person::default() });
        return Ok(());
    }
    let person = all.last_mut().ok_or("belongs to nobody")?;
    match line.trim() {
        "locked" => person.locked = true,
        "bot" => person.bot = true,
        "live" => person.live = true,
        line => match line.split_once(": ") {
            Some(("name", value)) => value.clone_into(&mut person.name),
            Some(("lang", value)) => value.clone_into(&mut person.language),
            Some(("joined", value)) => person.joined = duration(value)?,
            Some(("header", value)) => person.header = Some(header(value)?),
            Some(("field", value)) => {
                let (name, value) = value.split_once('|').ok_or("a field is `name | value`")?;
                person.fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => {
                if !person.bio.is_empty() {
                    person.bio.push('\n');
                }
                person.bio.push_str(line);
            }
        },
    }
    Ok(())
}

fn header(text: &str) -> Result<(String, u32), String> {
    let (painter, number) = text.split_once(' ').ok_or("a header is `painter number`")?;
    if !art::is_known(painter) {
        return Err(format!("nobody paints {painter}"));
    }
    Ok((painter.to_owned(), number.parse().map_err(|_| format!("{number} is not a number"))?))
}
