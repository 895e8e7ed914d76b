//! Whom one follows, blocks and mutes, one's lists and bookmarks, as the CSV files by which people take them from server to
//! server. Columns and headings are those of Mastodon, which other servers read and write too.

use crate::csv;

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whom one follows, and how.
    Follows,
    /// Whom one blocks.
    Blocks,
    /// Whom one mutes.
    Mutes,
    /// Of which servers one wants nothing.
    Domains,
    /// Who is on one's lists.
    Lists,
    /// What one bookmarked.
    Bookmarks,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Follows, Self::Blocks, Self::Mutes, Self::Domains, Self::Lists, Self::Bookmarks];

    /// What Mastodon calls the file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Follows => "following_accounts.csv",
            Self::Blocks => "blocked_accounts.csv",
            Self::Mutes => "muted_accounts.csv",
            Self::Domains => "blocked_domains.csv",
            Self::Lists => "lists.csv",
            Self::Bookmarks => "bookmarks.csv",
        }
    }

    /// The first line; those without one begin with what is in them.
    fn heading(self) -> &'static str {
        match self {
            Self::Follows => "Account address,Show boosts,Notify on new posts,Languages\n",
            Self::Mutes => "Account address,Hide notifications\n",
            Self::Blocks | Self::Domains | Self::Lists | Self::Bookmarks => "",
        }
    }

    /// What a file is likely to be, by its name and what is in it. People who are only named may be meant for anything: where its
    /// name does not tell either, they are taken to be followed, and whoever imports them is asked.
    #[must_use]
    pub fn guess(name: &str, text: &str) -> Self {
        let named = |words: &[&str]| words.iter().any(|word| name.to_lowercase().contains(word));
        let rows = csv::parse(text);
        let first = rows.first().map(|row| row.join(",").to_lowercase()).unwrap_or_default();
        let is_address = |row: &Vec<String>| row.first().is_some_and(|cell| is_web(cell));
        if first.contains("show boosts") {
            Self::Follows
        } else if first.contains("hide notifications") {
            Self::Mutes
        } else if first == "#domain" || first.starts_with("#domain,") {
            Self::Domains
        } else if rows.iter().any(is_address) {
            Self::Bookmarks
        } else if named(&["domain"]) {
            Self::Domains
        } else if named(&["list"]) {
            Self::Lists
        } else if named(&["mute"]) {
            Self::Mutes
        } else if named(&["block"]) {
            Self::Blocks
        } else if rows.iter().all(|row| row.len() == 1 && !row.concat().contains('@')) {
            Self::Domains
        } else {
            Self::Follows
        }
    }
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Somebody to follow.
    Follow {
        /// Name and server, without the first `@`.
        acct: String,
        /// Whether boosts are shown.
        boosts: bool,
        /// Whether posts are notified.
        notify: bool,
        /// Only posts in these languages, if any are named.
        languages: Vec<String>,
    },
    /// Somebody to block, by name and server.
    Block(String),
    /// Somebody to mute.
    Mute {
        /// Name and server.
        acct: String,
        /// Whether notifications are muted too.
        notifications: bool,
    },
    /// A server of which nothing is wanted.
    Domain(String),
    /// Somebody on a list.
    Member {
        /// What the list is called.
        list: String,
        /// Name and server.
        acct: String,
    },
    /// A post, by its address.
    Bookmark(String),
}

impl Row {
    /// What it is about, for people.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::Follow { acct, .. } | Self::Mute { acct, .. } | Self::Member { acct, .. } => acct,
            Self::Block(text) | Self::Domain(text) | Self::Bookmark(text) => text,
        }
    }

    fn of(kind: Kind, cells: &[String]) -> Option<Self> {
        let cell = |place: usize| cells.get(place).map(|cell| cell.trim()).unwrap_or_default();
        let yes = |place: usize, usual: bool| match cell(place).to_lowercase().as_str() {
            "true" => true,
            "false" => false,
            _ => usual,
        };
        match kind {
            Kind::Follows => Some(Self::Follow {
                acct: acct(cell(0))?,
                boosts: yes(1, true),
                notify: yes(2, false),
                languages: cell(3)
                    .split([',', ' '])
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect(),
            }),
            Kind::Blocks => Some(Self::Block(acct(cell(0))?)),
            Kind::Mutes => Some(Self::Mute { acct: acct(cell(0))?, notifications: yes(1, true) }),
            Kind::Domains => {
                let domain = cell(0).to_lowercase();
                (domain.contains('.') && !domain.contains(['@', '/', ' ', '#']))
                    .then_some(Self::Domain(domain))
            }
            Kind::Lists => {
                let list = cell(0);
                (!list.is_empty()).then_some(Self::Member { list: list.to_owned(), acct: acct(cell(1))? })
            }
            Kind::Bookmarks => {
                let address = cell(0);
                is_web(address).then(|| Self::Bookmark(address.to_owned()))
            }
        }
    }

    fn line(&self) -> String {
        let word = |on: bool| if on { "true" } else { "false" };
        match self {
            Self::Follow { acct, boosts, notify, languages } => {
                csv::line([acct, word(*boosts), word(*notify), &languages.join(", ")])
            }
            Self::Mute { acct, notifications } => csv::line([acct, word(*notifications)]),
            Self::Member { list, acct } => csv::line([list.as_str(), acct]),
            Self::Block(text) | Self::Domain(text) | Self::Bookmark(text) => csv::line([text.as_str()]),
        }
    }
}

fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A handle as it is written here: `name@server` or, of one's own server, `name`.
fn acct(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('@');
    let (name, server) = text.split_once('@').unwrap_or((text, ""));
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
    (!name.is_empty() && name.chars().chain(server.chars()).all(plain)).then(|| text.to_owned())
}

/// The lines of a file, and how many of its lines are something else. A heading is neither.
#[must_use]
pub fn read(kind: Kind, text: &str) -> (Vec<Row>, usize) {
    let cells = csv::parse(text);
    let is_heading = |row: &[String]| {
        row.first().is_some_and(|first| {
            first.starts_with('#') || first.to_lowercase().starts_with("account address")
        })
    };
    let without =
        cells.get(usize::from(cells.first().is_some_and(|row| is_heading(row)))..).unwrap_or_default();
    let rows: Vec<Row> = without.iter().filter_map(|row| Row::of(kind, row)).collect();
    let other = without.len() - rows.len();
    (rows, other)
}

/// The same as a file.
#[must_use]
pub fn write(kind: Kind, rows: &[Row]) -> String {
    let mut text = kind.heading().to_owned();
    rows.iter().for_each(|row| text.push_str(&row.line()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLLOWS: &str = "Account address,Show boosts,Notify on new posts,Languages\nann@a.example,true,false,\nben@b.example,false,true,\"de, en\"\n";

    #[test]
    fn files_are_read_as_they_are_written() {
        let files = [
            (Kind::Follows, FOLLOWS, 2),
            (Kind::Blocks, "eve@e.example\n", 1),
            (Kind::Mutes, "Account address,Hide notifications\neve@e.example,false\n", 1),
            (Kind::Domains, "spam.example\n", 1),
            (Kind::Lists, "\"Harbour, north\",ann@a.example\n", 1),
            (Kind::Bookmarks, "https://a.example/users/ann/statuses/1\n", 1),
        ];
        for (kind, text, count) in files {
            let (rows, other) = read(kind, text);
            assert_eq!((rows.len(), other), (count, 0), "{text}");
            assert_eq!(write(kind, &rows), text);
            assert_eq!(Kind::guess(kind.file_name(), text), kind);
        }
        let (rows, _) = read(Kind::Follows, FOLLOWS);
        let ben = Row::Follow {
            acct: "ben@b.example".into(),
            boosts: false,
            notify: true,
            languages: vec!["de".into(), "en".into()],
        };
        assert_eq!(rows.get(1), Some(&ben));
    }

    #[test]
    fn lines_that_are_something_else_are_counted() {
        let (rows, other) = read(Kind::Follows, "@ann@a.example\nwhat is this?\n");
        let ann =
            Row::Follow { acct: "ann@a.example".into(), boosts: true, notify: false, languages: vec![] };
        assert_eq!((rows, other), (vec![ann], 1));
        assert_eq!(
            read(Kind::Domains, "#domain,#severity\nspam.example,suspend\n"),
            (vec![Row::Domain("spam.example".into())], 0)
        );
        assert_eq!(read(Kind::Bookmarks, "javascript:alert(1)\n"), (vec![], 1));
        assert_eq!(read(Kind::Lists, ""), (vec![], 0));
    }

    #[test]
    fn what_a_file_is_shows_in_it_or_in_its_name() {
        assert_eq!(Kind::guess("export.csv", FOLLOWS), Kind::Follows);
        assert_eq!(Kind::guess("my mutes.csv", "eve@e.example\n"), Kind::Mutes);
        assert_eq!(Kind::guess("x.csv", "spam.example\n"), Kind::Domains);
        assert_eq!(Kind::guess("x.csv", "https://a.example/1\n"), Kind::Bookmarks);
    }
}
