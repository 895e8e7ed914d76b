//! The community's files, read.
//!
//! They are written for people, so that the prose is easily edited:
//!
//! ```text
//! # A comment.
//! == nell 2d4h            a post by nell, two days and four hours before now
//! Its text, with #tags
//! and @mentions.
//! ! pic loaf 2 | What the picture shows, for those who can't see it.
//! > ivo 5m                an answer, five minutes after what it answers
//! Its text.
//! >> nell 3m en           an answer to the answer; in English, whatever nell's language is
//! ```
//!
//! A line that begins with `! ` says more about the post above it:
//!
//! | line | meaning |
//! |---|---|
//! | `! pic NAME NUMBER [tall or square] \| alt` | a picture, made by the painter NAME |
//! | `! cw words` | a content warning |
//! | `! sensitive` | its pictures are hidden at first |
//! | `! lang CODE`, `! vis unlisted` (or `private`, `direct`) | as said |
//! | `! poll 2d [multiple] \| option = votes \| …` | a poll, its length counted from the post |
//! | `! boost NAME DELAY, …` | who boosted it, and how long after |
//! | `! fav NUMBER` | how many people like it; chance decides where it is not said |
//! | `! edit DELAY \| text` | what it said before it was edited |
//! | `! quote` | it quotes what began the thread above it |
//! | `! pin`, `! bookmark` | pinned by its author; bookmarked by the demo account |

use super::art;
use crate::{
    time::{DAY, HOUR, MINUTE, SECOND},
    visibility::{DIRECT, PRIVATE, PUBLIC, UNLISTED},
};

/// A post of the community.
#[derive(Debug, Clone, Default)]
pub(super) struct Post {
    pub(super) author: String,
    /// Milliseconds before now.
    pub(super) ago: i64,
    /// Which post of the same script it answers.
    pub(super) parent: Option<usize>,
    /// Which post of the same script it quotes.
    pub(super) quotes: Option<usize>,
    pub(super) text: String,
    pub(super) language: Option<String>,
    pub(super) visibility: i64,
    pub(super) warning: String,
    pub(super) sensitive: bool,
    pub(super) pictures: Vec<Picture>,
    pub(super) poll: Option<Poll>,
    /// Who boosted it, and how many milliseconds after.
    pub(super) boosts: Vec<(String, i64)>,
    pub(super) favourites: Option<usize>,
    /// What it said at first, and how many milliseconds later it was edited.
    pub(super) former: Option<(i64, String)>,
    pub(super) pinned: bool,
    pub(super) bookmarked: bool,
}

/// A picture to paint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) painter: String,
    pub(super) number: u32,
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    pub(super) alt: String,
}

/// A poll, and how it was voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Poll {
    pub(super) lasts: i64,
    pub(super) multiple: bool,
    pub(super) options: Vec<(String, usize)>,
}

/// Reads a file of posts.
///
/// # Errors
/// The line and what is wrong with it.
pub(super) fn posts(text: &str) -> Result<Vec<Post>, String> {
    let mut all: Vec<Post> = Vec::new();
    // The post that each depth of answers would answer.
    let mut trail: Vec<usize> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        read_line(line, &mut all, &mut trail).map_err(|words| format!("line {}: {words}", number + 1))?;
    }
    for post in &mut all {
        post.text = post.text.trim().to_owned();
    }
    Ok(all)
}

fn read_line(line: &str, all: &mut Vec<Post>, trail: &mut Vec<usize>) -> Result<(), String> {
    if line == "#" || line.starts_with("# ") {
        return Ok(());
    }
    if let Some(head) = line.strip_prefix("== ") {
        trail.clear();
        return start(head, None, all, trail);
    }
    let depth = line.bytes().take_while(|byte| *byte == b'>').count();
    if depth > 0 {
        let head = line.trim_start_matches('>').trim();
        let parent = depth.checked_sub(1).and_then(|above| trail.get(above)).copied();
        trail.truncate(depth);
        return start(head, Some(parent.ok_or("answers nothing")?), all, trail);
    }
    if line == "! quote" {
        let mut threads =
            (0..all.len()).rev().filter(|at| all.get(*at).is_some_and(|post| post.parent.is_none()));
        let quoted = threads.nth(1).ok_or("quotes nothing")?;
        return all
            .last_mut()
            .map(|post| post.quotes = Some(quoted))
            .ok_or_else(|| "quotes nothing".to_owned());
    }
    let Some(post) = all.last_mut() else {
        return if line.trim().is_empty() { Ok(()) } else { Err("belongs to no post".to_owned()) };
    };
    if let Some(more) = line.strip_prefix("! ") {
        return post.say_more(more);
    }
    post.text.push_str(line);
    post.text.push('\n');
    Ok(())
}

fn start(
    head: &str,
    parent: Option<usize>,
    all: &mut Vec<Post>,
    trail: &mut Vec<usize>,
) -> Result<(), String> {
    let mut words = head.split_whitespace();
    let author = words.next().ok_or("has no author")?.to_owned();
    let time = duration(words.next().ok_or("has no time")?)?;
    let ago = match parent {
        None => time,
        Some(parent) => all.get(parent).map_or(0, |parent| parent.ago) - time,
    };
    if ago < 0 {
        return Err(format!("{author} answers in the future"));
    }
    let language = words.next().map(str::to_owned);
    trail.push(all.len());
    all.push(Post { author, ago, parent, language, ..Post::default() });
    Ok(())
}

impl Post {
    fn say_more(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "pic" => self.pictures.push(picture(rest)?),
            "cw" => rest.clone_into(&mut self.warning),
            "sensitive" => self.sensitive = true,
            "lang" => self.language = Some(rest.to_owned()),
            "vis" => self.visibility = visibility(rest)?,
            "poll" => self.poll = Some(poll(rest)?),
            "boost" => self.boosts = rest.split(',').map(boost).collect::<Result<_, _>>()?,
            "fav" => self.favourites = Some(rest.parse().map_err(|_| format!("{rest} is not a number"))?),
            "edit" => self.former = Some(former(rest)?),
            "pin" => self.pinned = true,
            "bookmark" => self.bookmarked = true,
            _ => return Err(format!("! {word} means nothing")),
        }
        Ok(())
    }
}

fn visibility(word: &str) -> Result<i64, String> {
    match word {
        "public" => Ok(PUBLIC),
        "unlisted" => Ok(UNLISTED),
        "private" => Ok(PRIVATE),
        "direct" => Ok(DIRECT),
        _ => Err(format!("{word} is no visibility")),
    }
}

fn picture(text: &str) -> Result<Picture, String> {
    let (what, alt) = text.split_once('|').ok_or("a picture needs its alt text")?;
    let mut words = what.split_whitespace();
    let painter = words.next().unwrap_or_default().to_owned();
    if !art::is_known(&painter) {
        return Err(format!("nobody paints {painter}"));
    }
    let number = words.next().and_then(|word| word.parse().ok()).ok_or("a picture needs a number")?;
    let size = match words.next() {
        None => (960, 640),
        Some("tall") => (720, 960),
        Some("square") => (800, 800),
        Some(word) => return Err(format!("{word} is no shape")),
    };
    Ok(Picture { painter, number, size, alt: alt.trim().to_owned() })
}

fn poll(text: &str) -> Result<Poll, String> {
    let mut parts = text.split('|');
    let mut head = parts.next().unwrap_or_default().split_whitespace();
    let lasts = duration(head.next().unwrap_or_default())?;
    let multiple = head.next() == Some("multiple");
    let option = |part: &str| {
        let (title, votes) = part.rsplit_once('=')?;
        Some((title.trim().to_owned(), votes.trim().parse().ok()?))
    };
    let options = parts.map(option).collect::<Option<Vec<_>>>().ok_or("an option is `words = votes`")?;
    if options.len() < 2 {
        Err("a poll has options".to_owned())
    } else {
        Ok(Poll { lasts, multiple, options })
    }
}

fn boost(text: &str) -> Result<(String, i64), String> {
    let (who, delay) = text.trim().split_once(' ').ok_or("a boost is `name delay`")?;
    Ok((who.to_owned(), duration(delay)?))
}

fn former(text: &str) -> Result<(i64, String), String> {
    let (delay, text) = text.split_once('|').ok_or("an edit is `delay | former text`")?;
    Ok((duration(delay.trim())?, text.trim().to_owned()))
}

/// Reads `2d4h`, `1h30m`, `45s` as milliseconds.
pub(super) fn duration(text: &str) -> Result<i64, String> {
    let (mut total, mut number) = (0, None::<i64>);
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            number = Some(number.unwrap_or(0) * 10 + i64::from(digit));
            continue;
        }
        let unit = match letter {
            'd' => DAY,
            'h' => HOUR,
            'm' => MINUTE,
            's' => SECOND,
            _ => return Err(format!("{text} is no time")),
        };
        total += number.take().ok_or_else(|| format!("{text} is no time"))? * unit;
    }
    if number.is_some() || text.is_empty() { Err(format!("{text} is no time")) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
# who says what
== nell 2d4h
The oven is #warm.

Come in.
! pic loaf 2 | A loaf.
! boost ivo 5m, pip 1h
> ivo 5m en
Coming.
>> nell 1m30s
Mind the cat.
> pip 1h
! poll 1d multiple | yes = 3 | no = 0
me too
== ivo 1d
! quote
Still warm.
";

    #[test]
    fn a_script_reads_as_it_is_written() {
        let posts = posts(SCRIPT).unwrap();
        let [root, ivo, nell, pip, later] = posts.as_slice() else { panic!("{posts:?}") };
        assert_eq!(root.text, "The oven is #warm.\n\nCome in.");
        assert_eq!((root.ago, root.pictures.len(), root.boosts.len()), (2 * DAY + 4 * HOUR, 1, 2));
        assert_eq!(
            (ivo.parent, ivo.language.as_deref(), ivo.ago),
            (Some(0), Some("en"), root.ago - 5 * MINUTE)
        );
        assert_eq!((nell.parent, nell.ago), (Some(1), ivo.ago - 90 * SECOND));
        assert_eq!(pip.parent, Some(0));
        assert_eq!((later.parent, later.quotes), (None, Some(0)));
        assert_eq!(pip.poll.as_ref().unwrap().options, [("yes".to_owned(), 3), ("no".to_owned(), 0)]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (script, words) in [
            ("hello", "line 1: belongs to no post"),
            ("> ivo 5m", "line 1: answers nothing"),
            ("== nell 5m\n>> ivo 1m", "line 2: answers nothing"),
            ("== nell 5m\n> ivo 6m", "line 2: ivo answers in the future"),
            ("== nell soon", "line 1: soon is no time"),
            ("== nell 5m\n! pic loaf 2", "line 2: a picture needs its alt text"),
            ("== nell 5m\n! pic doubt 2 | x", "line 2: nobody paints doubt"),
            ("== nell 5m\n! quote", "line 2: quotes nothing"),
            ("== nell 5m\n! shout", "line 2: ! shout means nothing"),
        ] {
            assert_eq!(posts(script).unwrap_err(), words);
        }
    }
}
