//! Files on disk, under names nobody can guess and no user had a say in.
//!
//! A file is written beside its place, synced, and renamed into it; then the directory is synced. So a name that was
//! handed out always leads to the whole file, even if the power goes the moment after.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    sync::Arc,
    time::SystemTime,
};

use rand::{TryRngCore, rngs::OsRng};

use super::{encode::Picture, upload::Workbench};

const INCOMING: &str = ".incoming";

/// The directory of media.
#[derive(Debug, Clone)]
pub struct Store {
    root: Arc<Path>,
    pub(super) bench: Workbench,
}

impl Store {
    /// Opens `root`, makes it if it is not there, and removes what an interrupted write left.
    ///
    /// # Errors
    /// If the directory cannot be made or read.
    pub fn open(root: &Path) -> io::Result<Self> {
        let incoming = root.join(INCOMING);
        fs::create_dir_all(&incoming)?;
        for left in fs::read_dir(&incoming)? {
            fs::remove_file(left?.path())?;
        }
        Ok(Self { root: root.into(), bench: Workbench::default() })
    }

    /// Where the files are.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Stores a picture and answers its name. When this returns, the file is on the disk.
    ///
    /// # Errors
    /// If the disk is full or the like; nothing is left behind then.
    pub fn keep(&self, picture: &Picture) -> io::Result<String> {
        let name = self.place(picture)?;
        self.sync()?;
        Ok(name)
    }

    /// As [`Store::keep`] without the last sync, for many files at once: call [`Store::sync`] before their names are
    /// given to anyone.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn place(&self, picture: &Picture) -> io::Result<String> {
        let name = format!("{}.{}", random_name()?, picture.format.extension());
        let incoming = self.root.join(INCOMING).join(&name);
        let written = write_synced(&incoming, &picture.bytes)
            .and_then(|()| fs::rename(&incoming, self.root.join(&name)));
        if written.is_err() {
            let _ = fs::remove_file(&incoming);
        }
        written.map(|()| name)
    }

    /// Makes the names of all files so far durable.
    ///
    /// # Errors
    /// If the directory cannot be synced.
    pub fn sync(&self) -> io::Result<()> {
        File::open(&self.root)?.sync_all()
    }

    /// Removes a file; one that is gone already is fine.
    ///
    /// # Errors
    /// If it is there and cannot be removed, or `name` is none of ours.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        if !is_stored_name(name) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a stored name"));
        }
        match fs::remove_file(self.root.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The names of all files.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.root)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter(|name| is_stored_name(name)).collect())
    }

    /// The names of all files that were last written before `time`.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn older_than(&self, time: SystemTime) -> io::Result<Vec<String>> {
        let is_old = |name: &String| {
            let written = fs::metadata(self.root.join(name)).and_then(|meta| meta.modified());
            written.is_ok_and(|written| written < time)
        };
        Ok(self.names()?.into_iter().filter(is_old).collect())
    }
}

/// True for names that [`Store`] makes: letters, digits and one dot, so never a path.
#[must_use]
pub fn is_stored_name(name: &str) -> bool {
    name.split_once('.').is_some_and(|(stem, extension)| {
        stem.len() == 32
            && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !extension.is_empty()
            && extension.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn random_name() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(io::Error::other)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
