//! A copy of everything, taken while the server runs.
//!
//! 1. The files of media are copied. They never change under their names, so each copy is whole.
//! 2. The database is copied as it is at one moment, by SQLite's own online backup, and checked.
//! 3. Files that came in between are copied too; so whatever the copied database refers to is there.
//!
//! All of it grows in a directory of its own beside the target, and is renamed into place at the end: a backup that was
//! cut short is never mistaken for one. To restore, start the server with the backup as its `--data`.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, backup::Backup as Copying};

use crate::{
    db::{self, Query},
    media::store::is_stored_name,
};

/// Pages of the database copied at once; the server may write between two steps.
const PAGES: i32 = 1_000;

/// The directory of media in the data directory.
const MEDIA: &str = "media";

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Nothing to copy.
    #[error("{0} holds no database of this server")]
    NoData(PathBuf),
    /// The target is there already.
    #[error("{0} is there already: name a directory that is not")]
    TargetExists(PathBuf),
    /// The disk refused.
    #[error("a file could not be copied: {0}")]
    Files(#[from] io::Error),
    /// SQLite refused.
    #[error("the database could not be copied: {0}")]
    Database(#[from] rusqlite::Error),
    /// The copy is not sound.
    #[error("the copy of the database is damaged: {0}")]
    Damaged(String),
}

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Files of media.
    pub files: usize,
}

/// Copies the data directory `data` into the new directory `target`; the server may be running on it.
///
/// # Errors
/// [`BackupError`]; nothing is at `target` then.
pub fn backup(data: &Path, target: &Path) -> Result<Copied, BackupError> {
    let database = data.join(db::FILE);
    if !database.is_file() {
        return Err(BackupError::NoData(data.to_owned()));
    }
    if target.exists() {
        return Err(BackupError::TargetExists(target.to_owned()));
    }
    let growing = beside(target);
    if growing.exists() {
        fs::remove_dir_all(&growing)?;
    }
    fs::create_dir_all(growing.join(MEDIA))?;
    let copied = grow(&database, &data.join(MEDIA), &growing);
    match &copied {
        Ok(_) => finish(&growing, target)?,
        Err(_) => fs::remove_dir_all(&growing)?,
    }
    copied
}

fn grow(database: &Path, media: &Path, growing: &Path) -> Result<Copied, BackupError> {
    copy_new_files(media, &growing.join(MEDIA))?;
    copy_database(database, &growing.join(db::FILE))?;
    copy_new_files(media, &growing.join(MEDIA))?;
    let files = fs::read_dir(growing.join(MEDIA))?.count();
    Ok(Copied { files })
}

/// `backup` -> `backup.partial`
fn beside(target: &Path) -> PathBuf {
    let mut name: OsString = target.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

fn copy_new_files(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(is_stored_name);
        let copy = to.join(&name);
        if !ours || copy.exists() {
            continue;
        }
        match fs::copy(entry.path(), &copy) {
            Ok(_) => File::open(&copy)?.sync_all()?,
            // Deleted while we looked: then nothing refers to it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn copy_database(from: &Path, to: &Path) -> Result<(), BackupError> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(Duration::from_secs(10))?;
    let mut copy = Connection::open(to)?;
    // Another process writes meanwhile, which makes a stepwise copy begin anew; in one snapshot it does not.
    let snapshot = source.unchecked_transaction()?;
    Copying::new(&snapshot, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    drop(snapshot);
    // One file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    let verdict: Option<String> = copy.value("PRAGMA quick_check", [])?;
    match verdict.as_deref() {
        Some("ok") => {}
        words => return Err(BackupError::Damaged(words.unwrap_or("no answer").to_owned())),
    }
    drop(copy);
    File::open(to)?.sync_all()?;
    Ok(())
}

fn finish(growing: &Path, target: &Path) -> io::Result<()> {
    File::open(growing.join(MEDIA))?.sync_all()?;
    File::open(growing)?.sync_all()?;
    fs::rename(growing, target)?;
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}
