//! Every recorded success reads into the type of its path, whole.

use rejoin_api::{
    Account, Announcement, Context, Conversation, CredentialApplication, CustomEmoji, FamiliarFollowers,
    Filter, FilterStatus, FilterV1, FromJson, Instance, InstanceV1, List, Markers, MediaAttachment, NodeInfo,
    NodeInfoLinks, Nothing, Notification, Parsed, Poll, Preferences, Relationship, Report, Rule,
    ScheduledStatus, Scheduling, Search, Status, StatusEdit, StatusSource, Tag, Token, parse,
};
use serde::Serialize;
use serde_json::Value;

use crate::agreement::differences;
use crate::fixtures::{self, Fixture};

type Check = fn(&Fixture) -> Vec<String>;

/// Method, path with `*` for one segment, and how to check the answer. The first that fits counts.
const PATHS: &[(&str, &str, Check)] = &[
    ("GET", "/.well-known/nodeinfo", one::<NodeInfoLinks>),
    ("GET", "/nodeinfo/2.0", one::<NodeInfo>),
    ("GET", "/api/v1/accounts/familiar_followers", many::<FamiliarFollowers>),
    ("GET", "/api/v1/accounts/relationships", many::<Relationship>),
    ("GET", "/api/v1/accounts/search", many::<Account>),
    ("GET", "/api/v1/accounts/*", one::<Account>),
    ("PATCH", "/api/v1/accounts/*", one::<Account>),
    ("GET", "/api/v1/accounts/*/followers", many::<Account>),
    ("GET", "/api/v1/accounts/*/following", many::<Account>),
    ("GET", "/api/v1/accounts/*/lists", many::<List>),
    ("GET", "/api/v1/accounts/*/statuses", many::<Status>),
    ("POST", "/api/v1/accounts/*/*", one::<Relationship>),
    ("GET", "/api/v1/announcements", many::<Announcement>),
    ("POST", "/api/v1/apps", one::<CredentialApplication>),
    ("GET", "/api/v1/blocks", many::<Account>),
    ("GET", "/api/v1/bookmarks", many::<Status>),
    ("GET", "/api/v1/conversations", many::<Conversation>),
    ("POST", "/api/v1/conversations/*/read", one::<Conversation>),
    ("GET", "/api/v1/custom_emojis", many::<CustomEmoji>),
    ("GET", "/api/v1/favourites", many::<Status>),
    ("GET", "/api/v1/filters", many::<FilterV1>),
    ("POST", "/api/v1/filters", one::<FilterV1>),
    ("GET", "/api/v1/follow_requests", many::<Account>),
    ("POST", "/api/v1/follow_requests/*/authorize", one::<Relationship>),
    ("GET", "/api/v1/followed_tags", many::<Tag>),
    ("GET", "/api/v1/instance", one::<InstanceV1>),
    ("PATCH", "/api/v1/instance", one::<InstanceV1>),
    ("GET", "/api/v1/instance/rules", many::<Rule>),
    ("GET", "/api/v1/lists", many::<List>),
    ("POST", "/api/v1/lists", one::<List>),
    ("PUT", "/api/v1/lists/*", one::<List>),
    ("GET", "/api/v1/lists/*/accounts", many::<Account>),
    ("POST", "/api/v1/lists/*/accounts", nothing),
    ("GET", "/api/v1/markers", one::<Markers>),
    ("POST", "/api/v1/markers", one::<Markers>),
    ("GET", "/api/v1/media/*", one::<MediaAttachment>),
    ("PUT", "/api/v1/media/*", one::<MediaAttachment>),
    ("POST", "/api/v2/media", one::<MediaAttachment>),
    ("GET", "/api/v1/mutes", many::<Account>),
    ("GET", "/api/v1/notifications", many::<Notification>),
    ("GET", "/api/v1/notifications/*", one::<Notification>),
    ("GET", "/api/v1/polls/*", one::<Poll>),
    ("POST", "/api/v1/polls/*/votes", one::<Poll>),
    ("GET", "/api/v1/preferences", one::<Preferences>),
    ("GET", "/api/v1/reports", many::<Report>),
    ("POST", "/api/v1/reports", one::<Report>),
    ("GET", "/api/v1/scheduled_statuses", many::<ScheduledStatus>),
    ("GET", "/api/v1/scheduled_statuses/*", one::<ScheduledStatus>),
    ("PUT", "/api/v1/scheduled_statuses/*", one::<ScheduledStatus>),
    ("DELETE", "/api/v1/scheduled_statuses/*", nothing),
    ("POST", "/api/v1/statuses", created),
    ("GET", "/api/v1/statuses/*", one::<Status>),
    ("PUT", "/api/v1/statuses/*", one::<Status>),
    ("DELETE", "/api/v1/statuses/*", one::<Status>),
    ("GET", "/api/v1/statuses/*/context", one::<Context>),
    ("GET", "/api/v1/statuses/*/favourited_by", many::<Account>),
    ("GET", "/api/v1/statuses/*/reblogged_by", many::<Account>),
    ("GET", "/api/v1/statuses/*/history", many::<StatusEdit>),
    ("GET", "/api/v1/statuses/*/source", one::<StatusSource>),
    ("POST", "/api/v1/statuses/*/*", one::<Status>),
    ("GET", "/api/v1/tags/*", one::<Tag>),
    ("POST", "/api/v1/tags/*/follow", one::<Tag>),
    ("GET", "/api/v1/timelines/*", many::<Status>),
    ("GET", "/api/v1/timelines/*/*", many::<Status>),
    ("GET", "/api/v1/trends/tags", many::<Tag>),
    ("GET", "/api/v2/filters", many::<Filter>),
    ("GET", "/api/v2/filters/*", one::<Filter>),
    ("POST", "/api/v2/filters", one::<Filter>),
    ("POST", "/api/v2/filters/*/statuses", one::<FilterStatus>),
    ("GET", "/api/v2/instance", one::<Instance>),
    ("GET", "/api/v2/search", one::<Search>),
    ("POST", "/oauth/token", one::<Token>),
    ("POST", "/oauth/revoke", nothing),
];

/// Recorded for other reasons than to be read by this client.
const NOT_FOR_US: &[&str] = &[
    "/.well-known/webfinger",
    "/api/v1/admin/custom_emojis",
    "/api/v1/admin/instance/rules",
    "/api/v1/admin/reports",
    "/api/v1/instance/activity",
    "/api/v1/instance/peers",
    "/api/v1/interaction_requests",
    // Its hashtags are words; only v2 is asked for.
    "/api/v1/search",
];

#[test]
fn every_recorded_success_reads_whole() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for fixture in fixtures::all() {
        if !fixture.response.is_success() || fixture.method == "OPTIONS" {
            continue;
        }
        if NOT_FOR_US.contains(&fixture.path.as_str()) {
            continue;
        }
        match PATHS.iter().find(|(method, path, _)| *method == fixture.method && fits(path, &fixture.path)) {
            Some((_, _, check)) => {
                wrong.extend(check(&fixture).iter().map(|what| format!("{} {what}", fixture.name)));
            }
            None => {
                wrong.push(format!("{} has no type for {} {}", fixture.name, fixture.method, fixture.path));
            }
        }
        read += 1;
    }
    assert!(wrong.is_empty(), "{} places, first {:#?}", wrong.len(), wrong.get(..wrong.len().min(9)));
    assert!(read > 275, "only {read} were read");
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    pattern.clone().count() == path.clone().count() && pattern.zip(path).all(|(p, s)| p == "*" || p == s)
}

fn one<T: FromJson + Serialize>(fixture: &Fixture) -> Vec<String> {
    match parse::<T>(&fixture.response.body) {
        Ok(entity) => differences(&written(&entity), &fixture.body),
        Err(fault) => vec![fault.to_string()],
    }
}

fn many<T: FromJson + Serialize>(fixture: &Fixture) -> Vec<String> {
    match parse::<Parsed<T>>(&fixture.response.body) {
        Ok(list) if list.broken.is_empty() => differences(&written(&list.items), &fixture.body),
        Ok(list) => list.broken.iter().map(|broken| format!("{broken:?}")).collect(),
        Err(fault) => vec![fault.to_string()],
    }
}

fn nothing(fixture: &Fixture) -> Vec<String> {
    parse::<Nothing>(&fixture.response.body).err().iter().map(ToString::to_string).collect()
}

fn created(fixture: &Fixture) -> Vec<String> {
    match parse::<Scheduling>(&fixture.response.body) {
        Ok(Scheduling::Waiting(status)) => differences(&written(&status), &fixture.body),
        Ok(Scheduling::Published(status)) => differences(&written(&status), &fixture.body),
        Err(fault) => vec![fault.to_string()],
    }
}

fn written(entity: &impl Serialize) -> Value {
    serde_json::to_value(entity).expect("an entity can be written")
}

#[test]
fn a_server_that_publishes_at_once_is_noticed() {
    let read = |name| parse::<Scheduling>(&fixtures::one(name).response.body);
    assert!(matches!(read("gotosocial/scheduled/create.json"), Ok(Scheduling::Waiting(_))));
    let takahe = read("takahe/statuses/create-scheduled-published-anyway.json");
    assert!(matches!(takahe, Ok(Scheduling::Published(_))));
}
