//! Posts that the reader sorted into folders and wrote notes to, for themselves and on this device alone.

use rejoin_api::{StatusId, Timestamp};

use crate::record;

record! {
    /// What the reader noted of a post.
    #[derive(Eq)]
    pub struct Saved {
        /// Of which.
        pub post: StatusId,
        /// In which folder it is; empty where in none.
        pub folder: String,
        /// What was noted; empty where nothing.
        pub note: String,
        /// When it was put here first.
        pub at: Timestamp,
    }
}

record! {
    /// Folders and notes.
    #[derive(Eq)]
    pub struct Shelf {
        /// The latest last.
        pub saved: Vec<Saved>,
    }
}

impl Shelf {
    /// What was noted of a post.
    #[must_use]
    pub fn of(&self, post: &StatusId) -> Option<&Saved> {
        self.saved.iter().find(|one| one.post == *post)
    }

    /// Puts a post into a folder, or writes a note to it; what is not said stays. With neither, it is taken off.
    pub fn put(&mut self, post: &StatusId, folder: Option<&str>, note: Option<&str>, now: Timestamp) {
        let known = self.saved.iter().position(|one| one.post == *post);
        let known = known.unwrap_or_else(|| {
            self.saved.push(Saved { post: post.clone(), at: now, ..Saved::default() });
            self.saved.len() - 1
        });
        if let Some(one) = self.saved.get_mut(known) {
            if let Some(folder) = folder {
                folder.trim().clone_into(&mut one.folder);
            }
            if let Some(note) = note {
                note.trim().clone_into(&mut one.note);
            }
        }
        self.take_off_what_is_empty();
    }

    fn take_off_what_is_empty(&mut self) {
        self.saved.retain(|one| !one.folder.is_empty() || !one.note.is_empty());
    }

    /// Calls a folder something else; what is there by that name already joins it. Without a name, its posts are in none, and those
    /// without a note are taken off.
    pub fn rename(&mut self, folder: &str, name: &str) {
        for one in self.saved.iter_mut().filter(|one| one.folder == folder) {
            name.trim().clone_into(&mut one.folder);
        }
        self.take_off_what_is_empty();
    }

    /// The folders by name, with how many posts each has.
    #[must_use]
    pub fn folders(&self) -> Vec<(String, usize)> {
        let mut all: Vec<(String, usize)> = Vec::new();
        for one in self.saved.iter().filter(|one| !one.folder.is_empty()) {
            match all.iter_mut().find(|(name, _)| *name == one.folder) {
                Some((_, count)) => *count += 1,
                None => all.push((one.folder.clone(), 1)),
            }
        }
        all.sort_by(|(one, _), (other, _)| {
            one.to_lowercase().cmp(&other.to_lowercase()).then(one.cmp(other))
        });
        all
    }

    /// What is in a folder, or all of it; the latest first.
    #[must_use]
    pub fn within(&self, folder: Option<&str>) -> Vec<Saved> {
        let fits = |one: &&Saved| folder.is_none_or(|folder| one.folder == folder);
        self.saved.iter().rev().filter(fits).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use rejoin_api::{StatusId, Timestamp};

    use super::Shelf;

    fn shelf(entries: &[(&str, &str, &str)]) -> Shelf {
        let mut shelf = Shelf::default();
        for (place, (post, folder, note)) in entries.iter().enumerate() {
            let at = Timestamp::from_millis(i64::try_from(place).unwrap());
            shelf.put(&StatusId::from(*post), Some(folder), Some(note), at);
        }
        shelf
    }

    fn ids(shelf: &Shelf, folder: Option<&str>) -> Vec<String> {
        shelf.within(folder).iter().map(|one| one.post.to_string()).collect()
    }

    #[test]
    fn folders_are_those_that_hold_something() {
        let shelf =
            shelf(&[("1", "bread", ""), ("2", "", "ask Nell"), ("3", "Boats", "x"), ("4", " bread ", "")]);
        assert_eq!(shelf.folders(), [("Boats".to_owned(), 1), ("bread".to_owned(), 2)]);
        assert_eq!(ids(&shelf, Some("bread")), ["4", "1"]);
        assert_eq!(ids(&shelf, None), ["4", "3", "2", "1"]);
    }

    #[test]
    fn what_has_neither_folder_nor_note_is_not_there() {
        let mut shelf = shelf(&[("1", "bread", "rye"), ("2", "bread", "")]);
        shelf.put(&StatusId::from("1"), None, Some("rye, dark"), Timestamp::from_millis(9));
        assert_eq!(shelf.of(&StatusId::from("1")).unwrap().folder, "bread");
        shelf.put(&StatusId::from("1"), Some(""), None, Timestamp::from_millis(9));
        let one = shelf.of(&StatusId::from("1")).unwrap();
        assert_eq!((one.note.as_str(), one.at), ("rye, dark", Timestamp::from_millis(0)));
        shelf.put(&StatusId::from("1"), None, Some(" "), Timestamp::from_millis(9));
        assert_eq!(ids(&shelf, None), ["2"]);
    }

    #[test]
    fn a_folder_can_be_renamed_joined_and_dissolved() {
        let mut shelf = shelf(&[("1", "bread", "rye"), ("2", "bread", ""), ("3", "boats", "")]);
        shelf.rename("bread", "boats");
        assert_eq!(shelf.folders(), [("boats".to_owned(), 3)]);
        shelf.rename("boats", "");
        assert_eq!(ids(&shelf, None), ["1"]);
    }
}
