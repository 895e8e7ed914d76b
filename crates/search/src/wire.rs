//! What a page and the worker that searches for it say to each other: lines of text, since both are different programs.
//!
//! An ask and its answer begin with the same number. A worker answers a [`Ask::Find`] again whenever it would answer
//! otherwise by now, until it is asked something else.

/// Stands between texts, which may have any number of lines themselves.
const BETWEEN: char = '\u{1e}';

/// What a page wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Read the database of this name. Said once, first.
    Open {
        /// The name of the database.
        database: String,
        /// The name of the channel on which tabs tell each other what has changed.
        channel: String,
        /// The server's name: accounts without a server in their handle are there.
        host: String,
        /// The own handle, without a server; empty for someone signed out.
        user: String,
        /// How far the own clock is ahead of UTC, in minutes.
        utc_offset_minutes: i32,
    },
    /// Find posts.
    Find {
        /// Counts what is asked.
        number: u32,
        /// How many are wanted at most.
        limit: usize,
        /// What was typed.
        typed: String,
    },
    /// Say what to mark in these texts, by what was asked for last.
    Mark {
        /// Counts what is asked.
        number: u32,
        /// The texts.
        texts: Vec<String>,
    },
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Posts.
    Found {
        /// The number of the ask.
        number: u32,
        /// How many there are altogether.
        total: usize,
        /// How many posts were looked at, and whether these are all that the device has.
        looked_at: usize,
        /// See `looked_at`.
        whole: bool,
        /// The newest, newest first.
        ids: Vec<String>,
    },
    /// What was typed means nothing; why, in words for who typed it.
    Unclear {
        /// The number of the ask.
        number: u32,
        /// The words.
        why: String,
    },
    /// What to mark: the number of the text, and from where to where, in units of UTF-16.
    Marks {
        /// The number of the ask.
        number: u32,
        /// The places.
        places: Vec<(usize, usize, usize)>,
    },
    /// The device's storage cannot be read; why, in words.
    Failed(String),
}

impl Ask {
    /// As a message.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Open { database, channel, host, user, utc_offset_minutes } => {
                format!("open\n{database}\n{channel}\n{host}\n{user}\n{utc_offset_minutes}")
            }
            Self::Find { number, limit, typed } => {
                format!("find\n{number}\n{limit}\n{}", typed.replace('\n', " "))
            }
            Self::Mark { number, texts } => {
                let clean: Vec<String> = texts.iter().map(|text| text.replace(BETWEEN, " ")).collect();
                format!("mark\n{number}\n{}", clean.join(&BETWEEN.to_string()))
            }
        }
    }

    /// What a message means.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once('\n')?;
        match kind {
            "open" => {
                let mut lines = rest.split('\n').map(str::to_owned);
                Some(Self::Open {
                    database: lines.next()?,
                    channel: lines.next()?,
                    host: lines.next()?,
                    user: lines.next()?,
                    utc_offset_minutes: lines.next()?.parse().ok()?,
                })
            }
            "find" => {
                let (number, rest) = rest.split_once('\n')?;
                let (limit, typed) = rest.split_once('\n')?;
                let (number, limit) = (number.parse().ok()?, limit.parse().ok()?);
                Some(Self::Find { number, limit, typed: typed.to_owned() })
            }
            "mark" => {
                let (number, texts) = rest.split_once('\n')?;
                let texts = texts.split(BETWEEN).map(str::to_owned).collect();
                Some(Self::Mark { number: number.parse().ok()?, texts })
            }
            _ => None,
        }
    }
}

impl Answer {
    /// As a message.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Found { number, total, looked_at, whole, ids } => {
                let whole = u8::from(*whole);
                let mut text = format!("found\n{number}\n{total}\n{looked_at}\n{whole}");
                for id in ids.iter().filter(|id| !id.contains('\n')) {
                    text.push('\n');
                    text.push_str(id);
                }
                text
            }
            Self::Unclear { number, why } => format!("unclear\n{number}\n{why}"),
            Self::Marks { number, places } => {
                let mut text = format!("marks\n{number}");
                for (which, from, to) in places {
                    text.push_str(&format!("\n{which} {from} {to}"));
                }
                text
            }
            Self::Failed(why) => format!("failed\n{why}"),
        }
    }

    /// What a message means.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once('\n')?;
        let mut lines = rest.split('\n');
        match kind {
            "found" => Some(Self::Found {
                number: lines.next()?.parse().ok()?,
                total: lines.next()?.parse().ok()?,
                looked_at: lines.next()?.parse().ok()?,
                whole: lines.next()? == "1",
                ids: lines.map(str::to_owned).collect(),
            }),
            "unclear" => {
                let (number, why) = rest.split_once('\n')?;
                Some(Self::Unclear { number: number.parse().ok()?, why: why.to_owned() })
            }
            "marks" => {
                let number = lines.next()?.parse().ok()?;
                Some(Self::Marks { number, places: lines.filter_map(place).collect() })
            }
            "failed" => Some(Self::Failed(rest.to_owned())),
            _ => None,
        }
    }
}

fn place(line: &str) -> Option<(usize, usize, usize)> {
    let mut numbers = line.split(' ').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Ask};
    use proptest::prelude::*;

    #[test]
    fn every_ask_arrives() {
        let asks = [
            Ask::Open {
                database: "rejoin/a.example/7".to_owned(),
                channel: "rejoin.x".to_owned(),
                host: "a.example".to_owned(),
                user: String::new(),
                utc_offset_minutes: -330,
            },
            Ask::Find { number: 3, limit: 20, typed: "\"two words\" has:media".to_owned() },
            Ask::Mark { number: 4, texts: vec!["one\nline".to_owned(), String::new(), "京都".to_owned()] },
        ];
        for ask in asks {
            assert_eq!(Ask::of_text(&ask.to_text()), Some(ask));
        }
    }

    #[test]
    fn every_answer_arrives() {
        let answers = [
            Answer::Found {
                number: 3,
                total: 2,
                looked_at: 9,
                whole: true,
                ids: vec!["1".into(), "x".into()],
            },
            Answer::Found { number: 3, total: 0, looked_at: 0, whole: false, ids: vec![] },
            Answer::Unclear { number: 1, why: "“in:” knows bookmarks.\nNot this.".to_owned() },
            Answer::Marks { number: 9, places: vec![(0, 1, 4), (2, 0, 1)] },
            Answer::Failed("no space".to_owned()),
        ];
        for answer in answers {
            assert_eq!(Answer::of_text(&answer.to_text()), Some(answer));
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_said_is_fatal(text in "(open|find|mark|found|marks)?[\n a-z0-9\u{1e}]{0,30}") {
            let _ = (Ask::of_text(&text), Answer::of_text(&text));
        }
    }
}
