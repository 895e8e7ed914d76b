//! Remembering on the server up to where notifications are read. A conflict says that another device did so meanwhile; a
//! server without markers keeps none.

use rejoin_api::params::{MarkerPosition, NewMarkers};
use rejoin_api::requests::markers;
use rejoin_api::{ApiError, NotificationId};

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn read_up_to(&self, upto: &NotificationId) -> Outcome {
        let position = MarkerPosition { last_read_id: Some(upto.as_str().into()) };
        let all = NewMarkers { notifications: Some(position), ..NewMarkers::default() };
        match self.deliver(&markers::set(&all)).await {
            Ok(_) | Err(Problem::Api(ApiError::Refused { status: 409, .. } | ApiError::NotSupported)) => {
                done(Batch::default())
            }
            Err(problem) => Err(problem.into()),
        }
    }
}
