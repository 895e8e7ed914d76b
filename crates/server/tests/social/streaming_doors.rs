//! Streams deliver to those whom a post is for, and to nobody else. Every test ends in a post that the listener does
//! get, so that what came before it and was not for them is seen to be missing.

use serde_json::{Value, json};

use crate::support::{Host, Person, Socket};

/// The texts that `socket` hears until one that holds "done".
async fn heard(socket: &mut Socket) -> Vec<String> {
    let done = |frame: &Value| frame["payload"]["content"].as_str().is_some_and(|text| text.contains("done"));
    let frames = socket.until(done).await;
    let text = |frame: &Value| frame["payload"]["content"].as_str().unwrap_or_default().to_owned();
    frames.iter().filter(|frame| frame["event"] == "update").map(text).collect()
}

async fn listening(host: &Host, person: &Person) -> Socket {
    let mut socket = Socket::open(host, person, "?stream=user").await;
    for stream in ["public", "public:local", "direct"] {
        socket.subscribe(json!({"stream": stream})).await;
    }
    socket.subscribe(json!({"stream": "hashtag", "tag": "secret"})).await;
    socket
}

#[tokio::test]
async fn private_and_direct_posts_reach_those_they_are_for() {
    let host = Host::start().await;
    let (ada, follower, stranger) =
        (host.person("ada").await, host.person("follower").await, host.person("stranger").await);
    follower.relate("follow", &ada).await;
    let mut follower_hears = listening(&host, &follower).await;
    let mut stranger_hears = listening(&host, &stranger).await;
    ada.say_to("for followers #secret", "private").await;
    ada.say_to("for nobody here #secret", "direct").await;
    ada.say_to("unlisted #secret", "unlisted").await;
    ada.say("done").await;

    let texts = heard(&mut follower_hears).await;
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts[0].contains("for followers") && texts[1].contains("unlisted"));
    let texts = heard(&mut stranger_hears).await;
    assert_eq!(texts.len(), 1, "{texts:?}");
}

#[tokio::test]
async fn blocked_and_muted_people_are_not_heard() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    let dee = host.person("dee").await;
    for person in [&bo, &cy, &dee] {
        ada.relate("follow", person).await;
    }
    let mut socket = listening(&host, &ada).await;
    bo.relate("block", &ada).await;
    ada.relate("mute", &cy).await;
    bo.say("by bo #secret").await;
    cy.say("by cy #secret").await;
    bo.say_to("@ada by bo, direct", "direct").await;
    cy.act("reblog", &bo.say("bo again").await).await;
    dee.act("reblog", &bo.say("bo once more").await).await;
    dee.say("done").await;
    let texts = heard(&mut socket).await;
    assert_eq!(texts.len(), 1, "{texts:?}");
}

#[tokio::test]
async fn deletions_come_to_those_who_had_the_post() {
    let host = Host::start().await;
    let (ada, stranger) = (host.person("ada").await, host.person("stranger").await);
    let mut socket = listening(&host, &stranger).await;
    let private = ada.say_to("hidden #secret", "private").await;
    ada.delete(&format!("/api/v1/statuses/{}", private["id"].as_str().unwrap())).await.ok();
    ada.say("done").await;
    let frames = socket.until(|frame| frame["event"] == "update").await;
    assert_eq!(frames.len(), 1, "{frames:?}");
}

#[tokio::test]
async fn a_list_is_heard_by_its_owner_alone() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    let list = ada.post("/api/v1/lists", json!({"title": "Close"})).await.ok();
    let id = list["id"].as_str().unwrap();
    ada.post(&format!("/api/v1/lists/{id}/accounts"), json!({"account_ids": [bo.id]})).await.ok();
    let query = format!("?stream=list&list={id}");
    let refused =
        Socket::try_open(&host, &query, &[("sec-websocket-protocol", &bo.token)]).await.err().unwrap();
    assert_eq!(refused.as_u16(), 404);

    let mut socket = Socket::open(&host, &ada, &query).await;
    ada.say("not in the list").await;
    bo.say_to("private, for a follower", "private").await;
    let frame = socket.next().await;
    assert_eq!(frame["stream"], json!(["list", id]));
    assert_eq!(frame["payload"]["account"]["id"], json!(bo.id));
}

#[tokio::test]
async fn home_leaves_out_exclusive_lists_and_answers_to_strangers() {
    let host = Host::start().await;
    let (ada, bo, cy, dee) = (
        host.person("ada").await,
        host.person("bo").await,
        host.person("cy").await,
        host.person("dee").await,
    );
    for person in [&bo, &cy] {
        ada.relate("follow", person).await;
    }
    let list = ada.post("/api/v1/lists", json!({"title": "Apart", "exclusive": true})).await.ok();
    let path = format!("/api/v1/lists/{}/accounts", list["id"].as_str().unwrap());
    ada.post(&path, json!({"account_ids": [bo.id]})).await.ok();
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    bo.say("by bo").await;
    let question = dee.say("a question").await;
    cy.reply("an answer to a stranger", &question).await;
    cy.say("done").await;
    let texts = heard(&mut socket).await;
    assert_eq!(texts.len(), 1, "{texts:?}");
}

#[tokio::test]
async fn a_followed_tag_brings_public_posts_home() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.post("/api/v1/tags/bread/follow", json!({})).await.ok();
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    bo.say_to("#bread unlisted", "unlisted").await;
    bo.say_to("#bread private", "private").await;
    bo.say("no tag").await;
    bo.say("#Bread done").await;
    let texts = heard(&mut socket).await;
    assert_eq!(texts.len(), 1, "{texts:?}");
}
