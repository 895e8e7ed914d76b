//! The demo community, and generated posts.

use std::collections::{HashMap, HashSet};

use rejoin_server::Seed;
use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Host, Person, text};

fn number(db: &Connection, sql: &str) -> i64 {
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn texts(db: &Connection, sql: &str) -> Vec<String> {
    db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// Someone with a token for an account that the seed made.
pub fn visitor(host: &Host, username: &str) -> Person {
    let db = host.database();
    let hash: [u8; 32] = Sha256::digest(username.as_bytes()).into();
    db.execute(
        "INSERT INTO oauth_tokens (token_hash, account_id, scopes, created_at)
         SELECT ?1, id, 'read write follow', 1 FROM accounts WHERE username = ?2",
        rusqlite::params![hash, username],
    )
    .unwrap();
    let mut person = host.nobody();
    person.id = db
        .query_row("SELECT CAST(id AS TEXT) FROM accounts WHERE username = ?1", [username], |row| row.get(0))
        .unwrap();
    username.clone_into(&mut person.username);
    username.clone_into(&mut person.token);
    person
}

async fn demo_host() -> Host {
    Host::start_with(|config| config.seed = Seed::Demo).await
}

#[tokio::test]
async fn the_community_is_whole() {
    let host = demo_host().await;
    let db = host.database();
    assert_eq!(number(&db, "SELECT count(*) FROM accounts"), 16);
    assert!(number(&db, "SELECT count(*) FROM statuses WHERE reblog_of_id IS NULL") >= 400);
    assert!(number(&db, "SELECT count(*) FROM statuses WHERE reblog_of_id IS NOT NULL") >= 100);
    assert_eq!(number(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let (first, last) = ("SELECT min(created_at) FROM statuses", "SELECT max(created_at) FROM statuses");
    let now = number(&db, "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)");
    assert!(now - number(&db, first) < 11 * 86_400_000, "within the last days");
    let newest = now - number(&db, last);
    assert!((0..180_000).contains(&newest), "the newest was made just now: {newest} ms ago");
    assert_eq!(
        texts(&db, "SELECT content FROM statuses WHERE content LIKE '%{%' OR content LIKE '%! pic%'"),
        [""; 0]
    );
}

#[tokio::test]
async fn every_picture_is_on_the_disk_and_described() {
    let host = demo_host().await;
    let db = host.database();
    assert!(number(&db, "SELECT count(*) FROM media") >= 40);
    assert_eq!(number(&db, "SELECT count(*) FROM media WHERE length(coalesce(description, '')) < 20"), 0);
    assert_eq!(number(&db, "SELECT count(*) FROM media WHERE blurhash IS NULL OR status_id IS NULL"), 0);
    assert_eq!(number(&db, "SELECT count(*) FROM accounts WHERE avatar IS NULL OR header IS NULL"), 0);
    let files = texts(
        &db,
        "SELECT file FROM media UNION SELECT preview FROM media UNION SELECT avatar FROM accounts UNION SELECT header FROM accounts",
    );
    for file in &files {
        assert!(host.data().join("media").join(file).is_file(), "{file}");
    }
    let avatars: HashSet<Vec<u8>> = texts(&db, "SELECT avatar FROM accounts")
        .iter()
        .map(|file| std::fs::read(host.data().join("media").join(file)).unwrap())
        .collect();
    assert_eq!(avatars.len(), 16, "no two look alike");
}

#[tokio::test]
async fn the_newcomer_finds_a_living_town() {
    let host = demo_host().await;
    let demo = visitor(&host, "demo");
    let home = demo.get("/api/v1/timelines/home?limit=40").await.ok();
    let authors: HashSet<String> =
        home.as_array().unwrap().iter().map(|post| text(&post["account"]["username"])).collect();
    assert!(home.as_array().unwrap().len() == 40 && authors.len() >= 8, "{authors:?}");

    let mut kinds: HashMap<String, usize> = HashMap::new();
    let mut next = Some("/api/v1/notifications?limit=80".to_owned());
    while let Some(path) = next {
        let page = demo.get(&path).await;
        next = page.link("next").filter(|_| page.body.as_array().is_some_and(|page| !page.is_empty()));
        for notification in page.ok().as_array().unwrap() {
            *kinds.entry(text(&notification["type"])).or_default() += 1;
        }
    }
    for kind in ["mention", "favourite", "reblog", "follow", "follow_request", "poll"] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
    for (path, least) in [
        ("/api/v1/bookmarks", 3),
        ("/api/v1/favourites", 10),
        ("/api/v1/lists", 2),
        ("/api/v1/follow_requests", 1),
        ("/api/v1/followed_tags", 1),
        ("/api/v1/conversations", 1),
        ("/api/v1/trends/tags", 1),
    ] {
        let found = demo.get(path).await.ok().as_array().unwrap().len();
        assert!(found >= least, "{found} at {path}");
    }
    let unread = demo.get("/api/v1/notifications/unread_count").await.ok();
    assert!((1..=30).contains(&unread["count"].as_u64().unwrap()), "{unread}");
}

#[tokio::test]
async fn one_thread_has_everyone_speaking() {
    let host = demo_host().await;
    let id: String = host
        .database()
        .query_row(
            "SELECT CAST(id AS TEXT) FROM statuses WHERE text LIKE '%committee (me, a biscuit tin)%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let demo = visitor(&host, "demo");
    let context = demo.get(format!("/api/v1/statuses/{id}/context")).await.ok();
    assert!(context["descendants"].as_array().unwrap().len() >= 40);
    let edited =
        context["descendants"].as_array().unwrap().iter().find(|post| !post["edited_at"].is_null()).unwrap();
    let history = demo.get(format!("/api/v1/statuses/{}/history", text(&edited["id"]))).await.ok();
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_ne!(history[0]["content"], history[1]["content"]);
}

#[tokio::test]
async fn what_is_for_followers_stays_theirs() {
    let host = demo_host().await;
    let hidden = "Quiet night. Everyone asleep";
    let found = |page: &Value| page.to_string().contains(hidden);
    let (demo, nell) = (visitor(&host, "demo"), visitor(&host, "nell"));
    let oona: String = visitor(&host, "oona").id;
    let path = format!("/api/v1/accounts/{oona}/statuses");
    assert!(found(&nell.get(&path).await.ok()) && !found(&demo.get(&path).await.ok()));
}

#[tokio::test]
async fn the_instance_offers_the_demo_account() {
    let host = demo_host().await;
    let instance = host.nobody().get("/api/v2/instance").await.ok();
    assert_eq!(instance["title"], "Merrow Quay");
    assert_eq!(instance["contact"]["account"]["username"], "library");
    let db = host.database();
    let of = |key: &str| texts(&db, &format!("SELECT value FROM settings WHERE key = '{key}'"));
    assert_eq!(
        (of("demo_username"), of("demo_password")),
        (vec!["demo".to_owned()], vec!["demo-harbour".to_owned()])
    );
}

#[tokio::test]
async fn only_an_empty_database_is_filled() {
    let home = tempfile::tempdir().unwrap();
    let start = |seed: Seed| {
        let mut config = rejoin_server::Config::local(home.path().to_owned());
        config.seed = seed;
        rejoin_server::start(config)
    };
    let server = start(Seed::None).await.unwrap();
    crate::support::sign_up(&server.url, "ada", "read").await;
    server.stop().await.unwrap();
    start(Seed::Demo).await.unwrap().stop().await.unwrap();
    let db = Connection::open(home.path().join(rejoin_server::DATABASE_FILE)).unwrap();
    assert_eq!(texts(&db, "SELECT username FROM accounts"), ["ada"]);
}

#[tokio::test]
async fn generated_posts_fill_a_feed() {
    let host = Host::start_with(|config| config.seed = Seed::Generated(1_500)).await;
    let db = host.database();
    assert!(number(&db, "SELECT count(*) FROM statuses WHERE reblog_of_id IS NULL") >= 1_900);
    assert_eq!(number(&db, "SELECT count(*) FROM accounts"), 66);
    assert_eq!(number(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let demo = visitor(&host, "demo");
    let (mut path, mut seen) = ("/api/v1/timelines/home?limit=40".to_owned(), HashSet::new());
    for _ in 0..20 {
        let page = demo.get(&path).await;
        seen.extend(crate::support::ids(&page.body));
        path = page.link("next").unwrap();
    }
    assert_eq!(seen.len(), 800, "twenty full pages");
    assert!(
        demo.get("/api/v2/search?q=harbour&type=statuses").await.ok()["statuses"].as_array().unwrap().len()
            >= 10
    );
}
