//! All pictures of the community, painted and stored by as many threads as there are cores.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{
    art,
    people::Person,
    script::{Picture, Post},
};
use crate::{
    accounts::profile::StoredPicture,
    media::{limits, pipeline, refusal::Refusal, store::Store, upload::StoredAttachment},
};

/// A build without optimisation paints everything so many times smaller, so that tests do not wait for art.
const COARSE: u32 = if cfg!(debug_assertions) { 5 } else { 1 };

/// Files on the disk, by what they are for.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) avatars: HashMap<String, StoredPicture>,
    pub(super) headers: HashMap<String, StoredPicture>,
    /// By post and place in it.
    pub(super) attachments: HashMap<(usize, usize), StoredAttachment>,
}

enum Job<'c> {
    Avatar(&'c str),
    Header(&'c str, &'c str, u32),
    Attachment((usize, usize), &'c Picture),
}

/// Paints and stores all pictures of `people` and `posts`.
///
/// # Errors
/// If the disk is full or the like.
pub(super) fn make(store: &Store, people: &[Person], posts: &[Post]) -> Result<Pictures, Refusal> {
    let mut jobs = Vec::new();
    for (at, post) in posts.iter().enumerate() {
        jobs.extend(
            post.pictures.iter().enumerate().map(|(place, picture)| Job::Attachment((at, place), picture)),
        );
    }
    for person in people {
        jobs.push(Job::Avatar(&person.username));
        if let Some((painter, number)) = &person.header {
            jobs.push(Job::Header(&person.username, painter, *number));
        }
    }
    let made = Mutex::new(Pictures::default());
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), Refusal> {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            do_job(store, job, &made)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(8);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| {
            worker.join().unwrap_or_else(|_| Err(std::io::Error::other("a painter gave up").into()))
        });
        joined.collect::<Result<Vec<()>, Refusal>>()
    })?;
    Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn do_job(store: &Store, job: &Job<'_>, made: &Mutex<Pictures>) -> Result<(), Refusal> {
    let made = || made.lock().unwrap_or_else(PoisonError::into_inner);
    match job {
        Job::Avatar(name) => {
            let size = painted(limits::AVATAR_SIZE);
            let picture = pipeline::profile_picture_of(&art::avatar(name, size.0), size, true)?;
            let stored = store.keep_profile_picture(&picture)?;
            made().avatars.insert((*name).to_owned(), stored);
        }
        Job::Header(name, painter, number) => {
            let size = painted(limits::HEADER_SIZE);
            let Some(painting) = art::picture(painter, *number, size) else { return Ok(()) };
            let stored =
                store.keep_profile_picture(&pipeline::profile_picture_of(&painting, size, false)?)?;
            made().headers.insert((*name).to_owned(), stored);
        }
        Job::Attachment(place, picture) => {
            let size = painted(picture.size);
            let Some(painting) = art::picture(&picture.painter, picture.number, size) else { return Ok(()) };
            let stored = store.keep_attachment(&pipeline::attachment_of(&painting, false)?)?;
            made().attachments.insert(*place, stored);
        }
    }
    Ok(())
}

fn painted((width, height): (u32, u32)) -> (u32, u32) {
    (width / COARSE, height / COARSE)
}
