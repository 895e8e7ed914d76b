//! What a client sends in the bodies of its requests, for both sides: the app writes these, the server reads them.
//!
//! Keys without a value are left out. A server reads them with [`parse_strict`](crate::parse_strict), since a wrong date
//! that is quietly dropped would publish at once what was meant for later; a form first becomes JSON by
//! [`form::to_json`](crate::form::to_json).

mod account;
mod discover;
mod filter;
mod list;
mod marker;
mod media;
mod oauth;
mod policy;
mod push;
mod report;
mod status;

use crate::id::{AccountId, MediaId};

pub use account::{
    FieldAttributes, FollowOptions, MuteOptions, NewAccount, NewNote, SourceUpdate, UpdateCredentials,
};
pub use discover::{Domain, NewFeaturedTag};
pub use filter::{
    ExpiresIn, FilterKeywordAttributes, FilterParams, FilterV1Params, NewFilterKeyword, NewFilterStatus,
};
pub use list::{ListAccounts, ListParams};
pub use marker::{MarkerPosition, NewMarkers};
pub use media::{MediaAttributes, UpdateMedia};
pub use oauth::{NewApplication, NewToken, RevokeToken};
pub use policy::UpdateNotificationPolicy;
pub use push::{NewPushSubscription, PushData, PushKeys, PushTarget, UpdatePushSubscription};
pub use report::NewReport;
pub use status::{EditStatus, InteractionPolicy, NewPoll, NewStatus, PollVote, ReblogOptions, Reschedule};

/// Values that are left out of a request.
pub(crate) trait Unset {
    fn is_unset(&self) -> bool {
        false
    }
}

impl<T> Unset for Option<T> {
    fn is_unset(&self) -> bool {
        self.is_none()
    }
}

impl<T> Unset for Vec<T> {
    fn is_unset(&self) -> bool {
        self.is_empty()
    }
}

impl Unset for String {}
impl Unset for bool {}
impl Unset for u64 {}
impl Unset for PushTarget {}
impl Unset for PushKeys {}
impl Unset for PushData {}
impl Unset for AccountId {}
impl Unset for MediaId {}
