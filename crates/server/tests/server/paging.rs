//! Pages and the `Link` header.

use serde_json::Value;

use crate::support::{Host, Person, ids};

async fn statuses(client: &Person, count: usize) -> Vec<String> {
    let mut made = Vec::new();
    for at in 0..count {
        made.insert(0, client.say(&format!("post {at}")).await["id"].as_str().unwrap().to_owned());
    }
    made
}

#[tokio::test]
async fn next_walks_to_the_end_and_prev_back_without_a_hole() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let all = statuses(&ada, 7).await;
    let mut seen = Vec::new();
    let mut address = Some("/api/v1/timelines/home?limit=3".to_owned());
    let mut last_prev = None;
    while let Some(path) = address {
        let page = ada.get(&path).await;
        last_prev = page.link("prev").or(last_prev);
        address = page.link("next");
        seen.extend(ids(&page.ok()));
        assert!(seen.len() <= all.len(), "it goes round");
    }
    assert_eq!(seen, all);
    let mut back = Vec::new();
    let mut address = last_prev;
    while let Some(path) = address {
        let page = ada.get(&path).await;
        address = page.link("prev");
        let found = ids(&page.ok());
        back.splice(0..0, found);
    }
    assert_eq!(back, all[..6], "from the last page's first item back to the newest");
}

#[tokio::test]
async fn since_leaves_a_hole_and_min_adjoins() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let all = statuses(&ada, 6).await;
    let oldest = &all[5];
    let since = ada.get(format!("/api/v1/timelines/home?limit=2&since_id={oldest}")).await.ok();
    assert_eq!(ids(&since), all[..2]);
    let min = ada.get(format!("/api/v1/timelines/home?limit=2&min_id={oldest}")).await.ok();
    assert_eq!(ids(&min), all[3..5]);
    let max = ada.get(format!("/api/v1/timelines/home?limit=2&max_id={}", all[1])).await.ok();
    assert_eq!(ids(&max), all[2..4]);
    let between = ada.get(format!("/api/v1/timelines/home?max_id={}&since_id={}", all[1], all[4])).await.ok();
    assert_eq!(ids(&between), all[2..4]);
}

#[tokio::test]
async fn links_keep_the_question_and_name_the_public_address() {
    let host = Host::start_with(|config| config.public_url = Some("https://social.example".to_owned())).await;
    let ada = host.person("ada").await;
    let all = statuses(&ada, 3).await;
    let page =
        ada.get(format!("/api/v1/accounts/{}/statuses?exclude_replies=true&limit=2&tagged=", ada.id)).await;
    // An empty tag matches nothing.
    assert_eq!(page.headers.get("link"), None);
    assert_eq!(page.ok(), Value::Array(Vec::new()));
    let page = ada.get(format!("/api/v1/accounts/{}/statuses?exclude_replies=true&limit=2", ada.id)).await;
    let whole = page.headers["link"].to_str().unwrap();
    let base =
        format!("https://social.example/api/v1/accounts/{}/statuses?exclude_replies=true&limit=2", ada.id);
    let (next, prev) = (format!("{base}&max_id={}", all[1]), format!("{base}&min_id={}", all[0]));
    assert_eq!(whole, format!("<{next}>; rel=\"next\", <{prev}>; rel=\"prev\""));
}

#[tokio::test]
async fn lists_whose_cursors_are_not_their_items_page_too() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut expected = Vec::new();
    for at in 0..5 {
        let fan = host.person(&format!("fan{at}")).await;
        fan.relate("follow", &ada).await;
        expected.insert(0, fan.id);
    }
    let mut seen = Vec::new();
    let mut address = Some(format!("/api/v1/accounts/{}/followers?limit=2", ada.id));
    while let Some(path) = address {
        let page = ada.get(&path).await;
        address = page.link("next");
        seen.extend(ids(&page.ok()));
    }
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn limits_are_bounded_and_nonsense_is_refused() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let all = statuses(&ada, 45).await;
    assert_eq!(ids(&ada.get("/api/v1/timelines/home").await.ok()).len(), 20);
    assert_eq!(ids(&ada.get("/api/v1/timelines/home?limit=1000").await.ok()), all[..40]);
    for bad in
        ["limit=abc", "limit=-1", "max_id=abc", "min_id=-5", "since_id=1e3", "max_id=99999999999999999999"]
    {
        ada.get(format!("/api/v1/timelines/home?{bad}")).await.refused(400);
    }
}
