//! `/api/v1/push/subscription`: one for each token.

use crate::entities::WebPushSubscription;
use crate::error::NotFoundMeans::Feature;
use crate::params::{NewPushSubscription, UpdatePushSubscription};
use crate::request::Request;
use crate::response::Nothing;

/// Where push messages go. A 404 in JSON says that there is no subscription yet.
pub fn get() -> Request<WebPushSubscription> {
    Request::get("/api/v1/push/subscription", &[])
}

/// Asks for push messages, instead of what was asked for before.
pub fn subscribe(subscription: &NewPushSubscription) -> Request<WebPushSubscription> {
    Request::post("/api/v1/push/subscription", &[]).not_found(Feature).json(subscription)
}

/// Changes which.
pub fn update(subscription: &UpdatePushSubscription) -> Request<WebPushSubscription> {
    Request::put("/api/v1/push/subscription", &[]).json(subscription)
}

/// Asks for no more.
pub fn unsubscribe() -> Request<Nothing> {
    Request::delete("/api/v1/push/subscription", &[])
}
