//! How far the home timeline was read, here and on other devices.
//!
//! What counts is the newest post that was read, as everywhere that markers are used: here it is the newest that has stood at
//! the top of the window. It only ever moves to newer posts. Which of two posts is newer is told by the timeline alone.
//!
//! The server's marker is the meeting place of all devices. It is moved on when this device has read further, and read back
//! first, so that an older place never covers a newer one; a conflict (409) is read back and compared again. What another
//! device has read further is offered to the reader, once, and never forced.

use rejoin_api::params::{MarkerPosition, NewMarkers};
use rejoin_api::requests::markers;
use rejoin_api::{ApiError, Marker, StatusId, Timestamp};
use rejoin_domain::timeline::Entry;
use rejoin_domain::{Timeline, TimelineKey, record};

use super::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch, json, parse};
use crate::store::{Mode, Store, StoreError, Table};

/// The value that holds it.
const HOME: &str = "position.home";
/// How many pages are loaded to find where another device was reading.
const PAGES: usize = 3;
/// How often a conflict is read back at once.
const TRIES: usize = 3;

record! {
    /// How far home was read.
    struct Position {
        /// The newest post that was read here.
        mine: Option<StatusId>,
        /// When that was.
        mine_at: Timestamp,
        /// Of these the server has been told, or it knows better.
        told: Option<StatusId>,
        /// The place on another device about which the reader has decided.
        settled: Option<StatusId>,
    }
}

impl<P: Platform> Engine<P> {
    /// Remembers that a post of home was read. One that is older than what was read before changes nothing.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn note_read(&self, id: &StatusId) -> Result<(), StoreError> {
        let mut position = self.position().await?;
        let home = self.home().await?;
        let Some(place) = place(&home, id) else { return Ok(()) };
        let known = position.mine.as_ref().and_then(|mine| self::place(&home, mine));
        if known.is_some_and(|known| known <= place) {
            return Ok(());
        }
        position.mine = Some(id.clone());
        position.mine_at = self.now();
        self.keep_position(&position).await
    }

    /// Asks where another device was reading: the post, if that is further than what was read here and the reader has not
    /// decided about it yet. Posts that are missing in between are loaded, within a bound.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn position_elsewhere(&self) -> Result<Option<StatusId>, Problem> {
        let Some(marker) = self.ask(&markers::get()).await?.home else { return Ok(None) };
        let id = read_in(&marker);
        let position = self.position().await?;
        if [&position.mine, &position.told, &position.settled].contains(&&Some(id.clone())) {
            return Ok(None);
        }
        let home = self.home_with(&id, marker.updated_at > position.mine_at).await?;
        let Some(theirs) = place(&home, &id) else { return Ok(None) };
        let further = match position.mine.as_ref().and_then(|mine| place(&home, mine)) {
            Some(mine) => theirs < mine,
            // Nothing was read here, or so long ago that it is forgotten. At the top one is anyway.
            None => theirs > 0,
        };
        Ok(further.then_some(id))
    }

    /// The reader has gone to where another device was, or does not want to.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn settle_elsewhere(&self, id: &StatusId, gone_there: bool) -> Result<(), StoreError> {
        let mut position = self.position().await?;
        position.settled = Some(id.clone());
        if gone_there {
            position.mine = Some(id.clone());
            position.mine_at = self.now();
            position.told = Some(id.clone());
        }
        self.keep_position(&position).await
    }

    /// Tells the server how far home was read here, unless it knows of something newer.
    ///
    /// # Errors
    /// When the server does not answer or refuses, or the device's storage fails.
    pub async fn send_position(&self) -> Result<(), Problem> {
        for _ in 0..TRIES {
            let position = self.position().await?;
            let Some(mine) = position.mine.clone().filter(|mine| position.told.as_ref() != Some(mine)) else {
                return Ok(());
            };
            let marker = self.ask(&markers::get()).await?.home;
            let known = match &marker {
                Some(marker) => self.is_as_far(marker, &mine, position.mine_at).await?,
                None => false,
            };
            if !known {
                match self.move_marker(&mine, marker.map_or(0, |marker| marker.version)).await {
                    // Another device was quicker: what it has read is compared anew.
                    Err(Problem::Api(ApiError::Refused { status: 409, .. })) => continue,
                    answer => answer?,
                }
            }
            // It may have been read on meanwhile; then it is told the next time.
            let mut position = self.position().await?;
            position.told = Some(mine);
            self.keep_position(&position).await?;
            return Ok(());
        }
        Ok(())
    }

    async fn move_marker(&self, to: &StatusId, version: u64) -> Result<(), Problem> {
        let position = MarkerPosition { last_read_id: Some(to.as_str().into()), version: Some(version) };
        let all = NewMarkers { home: Some(position), ..NewMarkers::default() };
        self.ask(&markers::set(&all)).await.map(drop)
    }

    /// Whether the server's marker is at least as far as a post, by the order of the timeline; by when they were set where that
    /// does not hold one of them.
    async fn is_as_far(
        &self,
        marker: &Marker,
        mine: &StatusId,
        mine_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let home = self.home().await?;
        Ok(match (place(&home, &read_in(marker)), place(&home, mine)) {
            (Some(theirs), Some(mine)) => theirs <= mine,
            _ => marker.updated_at >= mine_at,
        })
    }

    /// Home, brought up to date and with its upper gap filled until it holds a post, if that is `wanted`.
    async fn home_with(&self, id: &StatusId, wanted: bool) -> Result<Timeline, Problem> {
        let mut home = self.home().await?;
        if !wanted || home.contains(id) {
            return Ok(home);
        }
        self.refresh(&TimelineKey::Home).await?;
        for _ in 0..PAGES {
            home = self.home().await?;
            let gap = home.entries().iter().find_map(|entry| match entry {
                Entry::Gap(gap) => Some(gap.id),
                Entry::Post(_) => None,
            });
            match gap.filter(|_| !home.contains(id)) {
                Some(gap) => self.fill(&TimelineKey::Home, gap).await?,
                None => return Ok(home),
            }
        }
        Ok(self.home().await?)
    }

    async fn home(&self) -> Result<Timeline, StoreError> {
        let tx = self.store.begin(&[Table::Timelines], Mode::Read).await?;
        records::timeline(&tx, &TimelineKey::Home).await
    }

    async fn position(&self) -> Result<Position, StoreError> {
        let tx = self.store.begin(&[Table::Values], Mode::Read).await?;
        Ok(parse(records::value(&tx, HOME).await?).unwrap_or_default())
    }

    async fn keep_position(&self, position: &Position) -> Result<(), StoreError> {
        let values = vec![(HOME.to_owned(), Some(json(position)))];
        self.write(Batch { values, ..Batch::default() }).await.map(drop)
    }
}

fn read_in(marker: &Marker) -> StatusId {
    StatusId::from(marker.last_read_id.as_str())
}

/// How many posts of a timeline are newer.
fn place(timeline: &Timeline, id: &StatusId) -> Option<usize> {
    timeline.posts().position(|post| post == id)
}
