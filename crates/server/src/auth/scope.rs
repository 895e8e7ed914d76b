//! OAuth scopes: what a token may do.
//!
//! A handler names the scope that it needs as a type, `Auth<ReadStatuses>`, so that none can forget it.

use std::{collections::BTreeSet, fmt};

/// A scope that a handler needs.
pub(crate) trait Needs: Send + Sync + 'static {
    /// Its name on the wire.
    const SCOPE: &'static str;
}

macro_rules! scopes {
    ($($name:ident = $wire:literal,)*) => {
        $(
            #[derive(Debug, Clone, Copy)]
            pub(crate) struct $name;
            impl Needs for $name {
                const SCOPE: &'static str = $wire;
            }
        )*
        /// Every scope that can be asked for.
        pub(crate) const SUPPORTED: &[&str] = &["read", "write", "follow", "push", "profile", $($wire),*];
    };
}

scopes! {
    ReadAccounts = "read:accounts",
    ReadBlocks = "read:blocks",
    ReadBookmarks = "read:bookmarks",
    ReadFavourites = "read:favourites",
    ReadFilters = "read:filters",
    ReadFollows = "read:follows",
    ReadLists = "read:lists",
    ReadMutes = "read:mutes",
    ReadNotifications = "read:notifications",
    ReadSearch = "read:search",
    ReadStatuses = "read:statuses",
    WriteAccounts = "write:accounts",
    WriteBlocks = "write:blocks",
    WriteBookmarks = "write:bookmarks",
    WriteConversations = "write:conversations",
    WriteFavourites = "write:favourites",
    WriteFilters = "write:filters",
    WriteFollows = "write:follows",
    WriteLists = "write:lists",
    WriteMedia = "write:media",
    WriteMutes = "write:mutes",
    WriteNotifications = "write:notifications",
    WriteReports = "write:reports",
    WriteStatuses = "write:statuses",
}

/// `verify_credentials`: `profile` or `read:accounts`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Profile;
impl Needs for Profile {
    const SCOPE: &'static str = "profile";
}

/// Any token at all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anything;
impl Needs for Anything {
    const SCOPE: &'static str = "";
}

/// What the old scope `follow` stands for.
const FOLLOW: &[&str] =
    &["read:blocks", "write:blocks", "read:follows", "write:follows", "read:mutes", "write:mutes"];

/// A set of scopes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Scopes(BTreeSet<String>);

impl Scopes {
    /// Reads scopes parted by spaces; `Err` names the first unknown one.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut scopes = BTreeSet::new();
        for name in text.split([' ', '+']).filter(|name| !name.is_empty()) {
            if !SUPPORTED.contains(&name) {
                return Err(name.to_owned());
            }
            scopes.insert(name.to_owned());
        }
        Ok(Self(scopes))
    }

    /// As [`Self::parse`], passing over what is unknown: for texts that this server wrote.
    pub(crate) fn stored(text: &str) -> Self {
        Self(text.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }

    /// True if a token with these scopes may do what needs `scope`.
    pub(crate) fn allow(&self, scope: &str) -> bool {
        let has = |name: &str| self.0.contains(name);
        match scope {
            "" => true,
            "profile" => has("profile") || has("read:accounts") || has("read"),
            _ => {
                has(scope)
                    || scope.split_once(':').is_some_and(|(family, _)| has(family))
                    || (has("follow") && FOLLOW.contains(&scope))
            }
        }
    }

    /// True if all of `asked` is within these.
    pub(crate) fn contain(&self, asked: &Self) -> bool {
        asked.0.iter().all(|scope| self.allow(scope))
    }

    /// True if there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One by one, in alphabetical order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, scope) in self.0.iter().enumerate() {
            let space = if at > 0 { " " } else { "" };
            write!(f, "{space}{scope}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_holds_its_members_and_follow_the_old_ones() {
        let scopes = Scopes::parse("read write:statuses follow").unwrap();
        for yes in ["read", "read:lists", "write:statuses", "write:blocks", "profile", ""] {
            assert!(scopes.allow(yes), "{yes}");
        }
        for no in ["write", "write:media", "push"] {
            assert!(!scopes.allow(no), "{no}");
        }
        assert_eq!(Scopes::parse("read admin"), Err("admin".to_owned()));
        assert_eq!(scopes.to_string(), "follow read write:statuses");
    }

    #[test]
    fn a_narrow_app_cannot_be_widened() {
        let app = Scopes::parse("read:statuses").unwrap();
        assert!(!app.contain(&Scopes::parse("read").unwrap()));
        assert!(app.contain(&Scopes::parse("read:statuses").unwrap()));
    }
}
