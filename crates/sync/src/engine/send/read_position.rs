//! Remembering on the server up to where notifications are read. A conflict says that another device did so meanwhile: the
//! marker is read back, and moved on only if what was read here is newer by the order of the notifications. A server without
//! markers keeps none.

use rejoin_api::params::{MarkerPosition, NewMarkers};
use rejoin_api::requests::markers;
use rejoin_api::{ApiError, Marker, NotificationId};
use rejoin_domain::NotificationsChange;

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::{self, Batch};
use crate::store::{Mode, Store, StoreError, Table};

/// How often a conflict is read back at once.
const TRIES: usize = 3;

impl<P: Platform> Engine<P> {
    pub(super) async fn read_up_to(&self, upto: &NotificationId) -> Outcome {
        let position = MarkerPosition { last_read_id: Some(upto.as_str().into()), version: None };
        let all = NewMarkers { notifications: Some(position), ..NewMarkers::default() };
        for _ in 0..TRIES {
            match self.deliver(&markers::set(&all)).await {
                Err(Problem::Api(ApiError::Refused { status: 409, .. })) => {}
                Ok(_) | Err(Problem::Api(ApiError::NotSupported)) => return done(Batch::default()),
                Err(problem) => return Err(problem.into()),
            }
            let Some(theirs) = self.ask(&markers::get()).await?.notifications else { continue };
            if self.is_read_as_far(&theirs, upto).await.map_err(Problem::from)? {
                let read =
                    NotificationsChange::Marker(theirs.last_read_id.as_str().into(), theirs.updated_at);
                return done(Batch { notifications: vec![read], ..Batch::default() });
            }
        }
        self.deliver(&markers::set(&all)).await?;
        done(Batch::default())
    }

    /// Whether a marker is at least as far as a notification. Of one that is not known here nothing can be said but that it was
    /// set by somebody who knew it.
    async fn is_read_as_far(&self, marker: &Marker, upto: &NotificationId) -> Result<bool, StoreError> {
        let tx = self.store.begin(&[Table::Notifications], Mode::Read).await?;
        let all = records::notifications(&tx).await?;
        let place = |id: &str| all.groups.iter().position(|group| group.newest.as_str() == id);
        Ok(match (place(marker.last_read_id.as_str()), place(upto.as_str())) {
            (Some(theirs), Some(mine)) => theirs <= mine,
            _ => true,
        })
    }
}
