//! `/api/v1/lists`.

use crate::entities::{Account, List};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::{AccountId, ListId};
use crate::lenient::Parsed;
use crate::params::{ListAccounts, ListParams};
use crate::request::{Page, Request};
use crate::response::Nothing;

/// The reader's lists.
pub fn all() -> Request<Parsed<List>> {
    Request::get("/api/v1/lists", &[]).not_found(Feature)
}

/// A list.
pub fn get(id: &ListId) -> Request<List> {
    Request::get("/api/v1/lists/{}", &[id.as_str()]).not_found(Thing)
}

/// Makes a list.
pub fn create(list: &ListParams) -> Request<List> {
    Request::post("/api/v1/lists", &[]).not_found(Feature).json(list)
}

/// Changes a list.
pub fn update(id: &ListId, changes: &ListParams) -> Request<List> {
    Request::put("/api/v1/lists/{}", &[id.as_str()]).json(changes)
}

/// Removes a list.
pub fn delete(id: &ListId) -> Request<Nothing> {
    Request::delete("/api/v1/lists/{}", &[id.as_str()]).not_found(Thing)
}

/// Who is on a list. A limit of 0 asks for all.
pub fn accounts(id: &ListId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/lists/{}/accounts", &[id.as_str()]).page(page)
}

/// Puts accounts on a list. The reader has to follow them.
pub fn add_accounts(id: &ListId, accounts: &[AccountId]) -> Request<Nothing> {
    Request::post("/api/v1/lists/{}/accounts", &[id.as_str()]).json(&members(accounts))
}

/// Takes accounts off a list.
pub fn remove_accounts(id: &ListId, accounts: &[AccountId]) -> Request<Nothing> {
    Request::delete("/api/v1/lists/{}/accounts", &[id.as_str()]).json(&members(accounts))
}

fn members(accounts: &[AccountId]) -> ListAccounts {
    ListAccounts { account_ids: accounts.to_vec() }
}
