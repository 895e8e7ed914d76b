//! Every door, tried by everyone: a post reaches those it is for and nobody else.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids, text};

/// A post of ada's, and who may see it.
struct Scene {
    host: Host,
    ada: Person,
    /// Follows ada.
    fan: Person,
    /// Is mentioned.
    friend: Person,
    stranger: Person,
    /// Follows ada and is mentioned, and ada blocks them.
    blocked: Person,
    /// As blocked, the other way round.
    blocker: Person,
}

impl Scene {
    async fn new() -> Self {
        let host = Host::start().await;
        let ada = host.person("ada").await;
        let fan = host.person("fan").await;
        fan.relate("follow", &ada).await;
        let (friend, stranger) = (host.person("friend").await, host.person("stranger").await);
        let (blocked, blocker) = (host.person("blocked").await, host.person("blocker").await);
        Self { host, ada, fan, friend, stranger, blocked, blocker }
    }

    /// A tagged post that mentions all but the stranger and the fan; then the blocks fall.
    async fn post(&self, visibility: &str) -> Value {
        let words = "secret #door @friend @blocked @blocker";
        let root = self.ada.say_to("root #door", visibility).await;
        let body = json!({"status": words, "visibility": visibility, "in_reply_to_id": root["id"], "poll": {"options": ["a", "b"], "expires_in": 600}});
        let post = self.ada.posts(body).await;
        for person in [&self.blocked, &self.blocker] {
            person.act("favourite", &post).await;
            person.act("bookmark", &post).await;
        }
        self.ada.relate("block", &self.blocked).await;
        self.blocker.relate("block", &self.ada).await;
        post
    }

    /// Checks that exactly `may` get through every door to `post`.
    async fn check(&self, post: &Value, may: &[&str]) {
        let nobody = self.host.nobody();
        let everyone = [
            ("ada", &self.ada),
            ("fan", &self.fan),
            ("friend", &self.friend),
            ("stranger", &self.stranger),
            ("blocked", &self.blocked),
            ("blocker", &self.blocker),
            ("nobody", &nobody),
        ];
        for (name, person) in everyone {
            let sees = may.contains(&name);
            self.by_id(post, name, person, sees).await;
            self.by_lists(post, name, person, sees).await;
            if name != "nobody" && name != "ada" {
                self.by_acting(post, name, person, sees).await;
            }
        }
    }

    async fn by_id(&self, post: &Value, name: &str, person: &Person, sees: bool) {
        let id = text(&post["id"]);
        let poll = text(&post["poll"]["id"]);
        let mut doors = vec![
            format!("/api/v1/statuses/{id}"),
            format!("/api/v1/statuses/{id}/context"),
            format!("/api/v1/statuses/{id}/history"),
            format!("/api/v1/statuses/{id}/favourited_by"),
            format!("/api/v1/statuses/{id}/reblogged_by"),
            format!("/api/v1/polls/{poll}"),
        ];
        if name != "nobody" {
            doors.push(format!("/api/v1/statuses/{id}/source"));
        }
        for door in doors {
            let answer = person.get(&door).await;
            assert_eq!(answer.status, if sees { 200 } else { 404 }, "{name} at {door}: {}", answer.text);
        }
        let several = person.ids(format!("/api/v1/statuses?id[]={id}")).await;
        assert_eq!(!several.is_empty(), sees, "{name} among several");
    }

    async fn by_lists(&self, post: &Value, name: &str, person: &Person, sees: bool) {
        let id = text(&post["id"]);
        let root = text(&post["in_reply_to_id"]);
        let profile = person.ids(format!("/api/v1/accounts/{}/statuses", self.ada.id)).await;
        assert_eq!(profile.contains(&id), sees, "{name} on the profile");
        let around = person.get(format!("/api/v1/statuses/{root}/context")).await;
        if around.status == 200 {
            assert_eq!(ids(&around.ok()["descendants"]).contains(&id), sees, "{name} in the thread");
        }
        let mut doors = vec!["/api/v1/timelines/public", "/api/v1/timelines/tag/door"];
        if name != "nobody" {
            doors.extend(["/api/v1/timelines/home", "/api/v1/bookmarks", "/api/v1/favourites"]);
        }
        for door in doors {
            let found = person.ids(door).await;
            assert!(sees || !found.contains(&id), "{name} at {door}");
        }
        let search = person.get("/api/v2/search?q=secret&type=statuses").await;
        assert!(sees || !search.text.contains(&id), "{name} by search: {}", search.text);
        if name != "nobody" {
            let told = person.get("/api/v1/notifications").await;
            assert!(sees || !told.text.contains("secret"), "{name} by notification");
            let conversations = person.get("/api/v1/conversations").await;
            assert!(
                sees || !conversations.text.contains("secret"),
                "{name} by conversation: {}",
                conversations.text
            );
        }
    }

    async fn by_acting(&self, post: &Value, name: &str, person: &Person, sees: bool) {
        for verb in ["favourite", "bookmark", "mute"] {
            let answer = person.try_act(verb, post).await;
            assert_eq!(answer.status, if sees { 200 } else { 404 }, "{name} {verb}: {}", answer.text);
        }
        let open = matches!(post["visibility"].as_str(), Some("public" | "unlisted"));
        let boost = person.try_act("reblog", post).await;
        assert_eq!(boost.status, if sees && open { 200 } else { 404 }, "{name} boosts: {}", boost.text);
        let reply =
            person.post("/api/v1/statuses", json!({"status": "hm", "in_reply_to_id": post["id"]})).await;
        assert_eq!(reply.status, if sees { 200 } else { 404 }, "{name} answers: {}", reply.text);
        let vote = person
            .post(format!("/api/v1/polls/{}/votes", text(&post["poll"]["id"])), json!({"choices": [0]}))
            .await;
        assert_eq!(vote.status, if sees { 200 } else { 404 }, "{name} votes: {}", vote.text);
    }
}

#[tokio::test]
async fn public_is_for_all_but_across_a_block() {
    let scene = Scene::new().await;
    let post = scene.post("public").await;
    scene.check(&post, &["ada", "fan", "friend", "stranger", "nobody"]).await;
}

#[tokio::test]
async fn unlisted_is_for_all_and_in_no_public_list() {
    let scene = Scene::new().await;
    let post = scene.post("unlisted").await;
    scene.check(&post, &["ada", "fan", "friend", "stranger", "nobody"]).await;
    for path in ["/api/v1/timelines/public", "/api/v1/timelines/tag/door"] {
        assert!(scene.fan.ids(path).await.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn private_is_for_followers_and_the_mentioned() {
    let scene = Scene::new().await;
    // Whoever is to answer the root has to see it.
    scene.friend.relate("follow", &scene.ada).await;
    for person in [&scene.blocked, &scene.blocker] {
        person.relate("follow", &scene.ada).await;
    }
    let post = scene.post("private").await;
    scene.friend.relate("unfollow", &scene.ada).await;
    scene.check(&post, &["ada", "fan", "friend"]).await;
    assert!(scene.fan.ids("/api/v1/timelines/home").await.contains(&text(&post["id"])));
}

#[tokio::test]
async fn direct_is_for_the_mentioned_only() {
    let scene = Scene::new().await;
    let post = scene.post("direct").await;
    scene.check(&post, &["ada", "friend"]).await;
    let conversations = scene.friend.get("/api/v1/conversations").await.ok();
    assert_eq!(conversations[0]["last_status"]["id"], post["id"]);
    assert_eq!(conversations[0]["unread"], true);
}

#[tokio::test]
async fn a_boost_shows_nothing_to_whom_the_original_is_hidden_from() {
    let scene = Scene::new().await;
    let post = scene.post("public").await;
    for person in [&scene.blocked, &scene.blocker] {
        person.relate("follow", &scene.fan).await;
    }
    let boost = scene.fan.act("reblog", &post).await;
    let id = text(&boost["id"]);
    for person in [&scene.blocked, &scene.blocker] {
        person.get(format!("/api/v1/statuses/{id}")).await.refused(404);
        assert!(person.ids("/api/v1/timelines/home").await.is_empty());
        assert!(person.ids(format!("/api/v1/accounts/{}/statuses", scene.fan.id)).await.is_empty());
    }
    scene.stranger.get(format!("/api/v1/statuses/{id}")).await.ok();
}

#[tokio::test]
async fn a_private_post_is_boosted_by_its_author_and_stays_private() {
    let scene = Scene::new().await;
    let post = scene.ada.say_to("for followers", "private").await;
    let boost = scene.ada.act("reblog", &post).await;
    assert_eq!(boost["visibility"], "private");
    let path = format!("/api/v1/statuses/{}", text(&boost["id"]));
    scene.fan.get(&path).await.ok();
    scene.stranger.get(&path).await.refused(404);
}

#[tokio::test]
async fn who_unfollows_sees_private_posts_no_more_wherever_they_were_kept() {
    let scene = Scene::new().await;
    let post = scene.ada.say_to("for followers", "private").await;
    for verb in ["favourite", "bookmark"] {
        scene.fan.act(verb, &post).await;
    }
    scene.ada.relate("remove_from_followers", &scene.fan).await;
    for path in ["/api/v1/favourites", "/api/v1/bookmarks", "/api/v1/timelines/home"] {
        assert!(scene.fan.ids(path).await.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_disabled_account_is_nowhere() {
    let scene = Scene::new().await;
    let post = scene.ada.say("hello").await;
    scene.fan.act("favourite", &post).await;
    scene.host.database().execute("UPDATE accounts SET disabled_at = 1 WHERE username = 'ada'", []).unwrap();
    scene.ada.get("/api/v1/timelines/home").await.refused(401);
    scene.fan.get(format!("/api/v1/statuses/{}", text(&post["id"]))).await.refused(404);
    scene.fan.get(format!("/api/v1/accounts/{}", scene.ada.id)).await.refused(404);
    for path in ["/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/favourites"] {
        assert!(scene.fan.ids(path).await.is_empty(), "{path}");
    }
}
