//! Reading notifications: one by one (v1), in groups (v2), what the policy held back, and how many are new.
//!
//! They are made in [`crate::notify`]. What is shown is decided here when it is asked for, so that a block, a mute or a
//! post that is gone also hides what was told before.

mod entity;
mod groups;
mod policy;
mod requests;
mod select;

pub(crate) use entity::{notification, notifications};
pub(crate) use groups::{Grouping, group_accounts, group_page, one_group, unread_groups};
pub(crate) use policy::{PolicyBody, PolicyV1, PolicyV1Body, policy, policy_v1, set_policy};
pub(crate) use requests::{accept, dismiss_requests, request, request_page};
pub(crate) use select::{GroupKey, Selection, SelectionBody, clear, dismiss, dismiss_group, unread};
