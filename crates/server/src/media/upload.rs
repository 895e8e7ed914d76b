//! From the bytes of an upload to rows and files, off the async threads and a few at a time.

use std::{io, sync::Arc, thread};

use tokio::sync::Semaphore;

use super::{
    encode::{Format, Picture},
    pipeline::{self, Attachment, ProfilePicture},
    refusal::Refusal,
    store::Store,
};
use crate::{accounts::profile::StoredPicture, error::ApiError};

/// How many pictures are worked on at once: each may take a core and a quarter of a gigabyte for a moment.
#[derive(Debug, Clone)]
pub(crate) struct Workbench {
    places: Arc<Semaphore>,
}

impl Default for Workbench {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { places: Arc::new(Semaphore::new(cores.clamp(1, 4))) }
    }
}

/// An attachment whose files are on the disk.
#[derive(Debug, Clone)]
pub(crate) struct StoredAttachment {
    pub(crate) file: String,
    pub(crate) preview: String,
    pub(crate) blurhash: String,
    pub(crate) content_type: &'static str,
    pub(crate) size: (u32, u32),
    pub(crate) preview_size: (u32, u32),
    pub(crate) bytes: usize,
}

impl Format {
    /// The type that the file is served with.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
        }
    }
}

impl Store {
    /// Checks, cleans and stores an upload as an attachment.
    pub(crate) async fn attachment(&self, bytes: axum::body::Bytes) -> Result<StoredAttachment, Refusal> {
        let store = self.clone();
        self.work(move || store.keep_attachment(&pipeline::attachment(&bytes)?)).await
    }

    /// Checks, cleans, crops and stores an upload as an avatar or header of `size`.
    pub(crate) async fn profile_picture(
        &self,
        bytes: axum::body::Bytes,
        size: (u32, u32),
    ) -> Result<StoredPicture, Refusal> {
        let store = self.clone();
        self.work(move || store.keep_profile_picture(&pipeline::profile_picture(&bytes, size)?)).await
    }

    /// Stores what the pipeline made of an avatar or header.
    pub(crate) fn keep_profile_picture(&self, made: &ProfilePicture) -> Result<StoredPicture, Refusal> {
        let names = self.keep_all(std::iter::once(&made.picture).chain(&made.still))?;
        let mut names = names.into_iter();
        Ok(StoredPicture { file: names.next().unwrap_or_default(), still: names.next() })
    }

    /// Stores what the pipeline made of an attachment.
    pub(crate) fn keep_attachment(&self, made: &Attachment) -> Result<StoredAttachment, Refusal> {
        let names = self.keep_all([&made.original, &made.preview])?;
        let mut names = names.into_iter();
        Ok(StoredAttachment {
            file: names.next().unwrap_or_default(),
            preview: names.next().unwrap_or_default(),
            blurhash: made.blurhash.clone(),
            content_type: made.original.format.content_type(),
            size: (made.original.width, made.original.height),
            preview_size: (made.preview.width, made.preview.height),
            bytes: made.original.bytes.len(),
        })
    }

    /// All of the pictures, or none.
    fn keep_all<'p>(&self, pictures: impl IntoIterator<Item = &'p Picture>) -> Result<Vec<String>, Refusal> {
        let mut names = Vec::new();
        let kept: io::Result<()> =
            pictures.into_iter().try_for_each(|picture| self.place(picture).map(|name| names.push(name)));
        match kept.and_then(|()| self.sync()) {
            Ok(()) => Ok(names),
            Err(error) => {
                self.discard(names);
                Err(error.into())
            }
        }
    }

    /// Removes files that nothing refers to (any more). A file that stays is swept away later.
    pub(crate) fn discard(&self, names: impl IntoIterator<Item = String>) {
        for name in names {
            if let Err(error) = self.remove(&name) {
                tracing::warn!(%error, "a file could not be removed");
            }
        }
    }

    async fn work<T, F>(&self, job: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, Refusal> + Send + 'static,
    {
        let _place = self.bench.places.acquire().await.map_err(io::Error::other)?;
        tokio::task::spawn_blocking(job).await.map_err(io::Error::other)?
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Storage(error) => Self::internal(error),
            Refusal::TooManyBytes => Self::TooLarge(refusal.to_string()),
            _ => Self::invalid(format!("Validation failed: File: {refusal}")),
        }
    }
}
