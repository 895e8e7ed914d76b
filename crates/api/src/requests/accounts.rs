//! `/api/v1/accounts`.

use crate::entities::{
    Account, CredentialAccount, FamiliarFollowers, FeaturedTag, List, Relationship, Status, Token,
};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::AccountId;
use crate::lenient::Parsed;
use crate::params::{FollowOptions, MuteOptions, NewAccount, NewNote, UpdateCredentials};
use crate::request::{Auth, FilePart, Page, Request};

/// Signs up. Sent with the token of the program.
pub fn register(account: &NewAccount) -> Request<Token> {
    Request::post("/api/v1/accounts", &[]).json(account)
}

/// Who the token belongs to.
pub fn verify_credentials() -> Request<CredentialAccount> {
    Request::get("/api/v1/accounts/verify_credentials", &[])
}

/// Changes the profile.
pub fn update_credentials(changes: &UpdateCredentials) -> Request<CredentialAccount> {
    Request::patch("/api/v1/accounts/update_credentials", &[]).json(changes)
}

/// Changes the profile and its pictures.
pub fn update_credentials_with_files(
    changes: &UpdateCredentials,
    avatar: Option<FilePart>,
    header: Option<FilePart>,
) -> Request<CredentialAccount> {
    let files = avatar.map(|file| ("avatar", file)).into_iter().chain(header.map(|file| ("header", file)));
    Request::patch("/api/v1/accounts/update_credentials", &[]).multipart(changes, files)
}

/// The account of a name, `username` or `username@domain`.
pub fn lookup(acct: &str) -> Request<Account> {
    Request::get("/api/v1/accounts/lookup", &[]).query("acct", acct).auth(Auth::Optional).not_found(Thing)
}

/// An account.
pub fn get(id: &AccountId) -> Request<Account> {
    Request::get("/api/v1/accounts/{}", &[id.as_str()]).auth(Auth::Optional).not_found(Thing)
}

/// Which of an account's posts to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusesOf {
    /// Only with media.
    pub only_media: bool,
    /// Without answers.
    pub exclude_replies: bool,
    /// Without boosts.
    pub exclude_reblogs: bool,
    /// Only pinned ones.
    pub pinned: bool,
    /// Only with this hashtag.
    pub tagged: Option<String>,
}

/// An account's posts.
pub fn statuses(id: &AccountId, which: &StatusesOf, page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/accounts/{}/statuses", &[id.as_str()])
        .auth(Auth::Optional)
        .not_found(Thing)
        .flag("only_media", which.only_media)
        .flag("exclude_replies", which.exclude_replies)
        .flag("exclude_reblogs", which.exclude_reblogs)
        .flag("pinned", which.pinned)
        .maybe("tagged", which.tagged.as_ref())
        .page(page)
}

/// Who follows an account.
pub fn followers(id: &AccountId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/accounts/{}/followers", &[id.as_str()])
        .auth(Auth::Optional)
        .not_found(Thing)
        .page(page)
}

/// Whom an account follows.
pub fn following(id: &AccountId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/accounts/{}/following", &[id.as_str()])
        .auth(Auth::Optional)
        .not_found(Thing)
        .page(page)
}

/// The hashtags an account features.
pub fn featured_tags(id: &AccountId) -> Request<Parsed<FeaturedTag>> {
    Request::get("/api/v1/accounts/{}/featured_tags", &[id.as_str()]).auth(Auth::Optional)
}

/// The reader's lists that an account is on.
pub fn lists(id: &AccountId) -> Request<Parsed<List>> {
    Request::get("/api/v1/accounts/{}/lists", &[id.as_str()])
}

/// How the reader stands to accounts.
pub fn relationships(ids: &[AccountId]) -> Request<Parsed<Relationship>> {
    Request::get("/api/v1/accounts/relationships", &[]).each("id[]", ids)
}

/// Who of those the reader follows follows accounts.
pub fn familiar_followers(ids: &[AccountId]) -> Request<Parsed<FamiliarFollowers>> {
    Request::get("/api/v1/accounts/familiar_followers", &[]).not_found(Feature).each("id[]", ids)
}

/// Accounts by name, for completing a mention.
pub fn search(query: &str, resolve: bool, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/accounts/search", &[]).query("q", query).flag("resolve", resolve).page(page)
}

/// Follows, or changes how.
pub fn follow(id: &AccountId, options: &FollowOptions) -> Request<Relationship> {
    action(id, "follow").json(options)
}

/// Follows no more.
pub fn unfollow(id: &AccountId) -> Request<Relationship> {
    action(id, "unfollow")
}

/// Blocks.
pub fn block(id: &AccountId) -> Request<Relationship> {
    action(id, "block")
}

/// Blocks no more.
pub fn unblock(id: &AccountId) -> Request<Relationship> {
    action(id, "unblock")
}

/// Mutes.
pub fn mute(id: &AccountId, options: &MuteOptions) -> Request<Relationship> {
    action(id, "mute").json(options)
}

/// Mutes no more.
pub fn unmute(id: &AccountId) -> Request<Relationship> {
    action(id, "unmute")
}

/// Makes an account that follows the reader not do so.
pub fn remove_from_followers(id: &AccountId) -> Request<Relationship> {
    action(id, "remove_from_followers")
}

/// Features an account on the reader's own profile. Servers before Mastodon 4.4 call it a pin.
pub fn endorse(id: &AccountId) -> Request<Relationship> {
    action(id, "pin").not_found(Feature)
}

/// Features it no more.
pub fn unendorse(id: &AccountId) -> Request<Relationship> {
    action(id, "unpin").not_found(Feature)
}

/// Whom an account features on its profile (Mastodon 4.4).
pub fn endorsements(id: &AccountId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/accounts/{}/endorsements", &[id.as_str()])
        .auth(Auth::Optional)
        .not_found(Feature)
        .page(page)
}

/// Notes something about an account, for the reader alone.
pub fn note(id: &AccountId, comment: &str) -> Request<Relationship> {
    action(id, "note").json(&NewNote { comment: comment.to_owned() })
}

fn action(id: &AccountId, verb: &str) -> Request<Relationship> {
    Request::post("/api/v1/accounts/{}/{}", &[id.as_str(), verb])
}
