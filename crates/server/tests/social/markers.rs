//! How far someone has read.

use serde_json::json;

use crate::support::Host;

#[tokio::test]
async fn markers_are_kept_by_timeline_and_count_their_changes() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let both = "/api/v1/markers?timeline[]=home&timeline[]=notifications";
    assert_eq!(ada.get(both).await.ok(), json!({}));
    let set = ada.post("/api/v1/markers", json!({"home": {"last_read_id": "12"}})).await.ok();
    assert_eq!((&set["home"]["last_read_id"], &set["home"]["version"]), (&json!("12"), &json!(1)));
    assert!(set["home"]["updated_at"].is_string() && set.get("notifications").is_none());
    let set = ada
        .post(
            "/api/v1/markers",
            json!({"home": {"last_read_id": "15"}, "notifications": {"last_read_id": "7"}}),
        )
        .await
        .ok();
    assert_eq!(set["home"]["version"], 2);
    assert_eq!(ada.get(both).await.ok(), set);
    assert_eq!(
        ada.get("/api/v1/markers?timeline[]=notifications").await.ok(),
        json!({"notifications": set["notifications"]})
    );
    assert_eq!(ada.get("/api/v1/markers").await.ok(), json!({}));
    assert_eq!(bo.get(both).await.ok(), json!({}));
}

#[tokio::test]
async fn who_moves_a_marker_that_has_moved_on_is_told() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    ada.post("/api/v1/markers", json!({"home": {"last_read_id": "1"}})).await.ok();
    ada.post("/api/v1/markers", json!({"home": {"last_read_id": "2", "version": 1}})).await.ok();
    let stale = json!({"notifications": {"last_read_id": "9"}, "home": {"last_read_id": "3", "version": 1}});
    ada.post("/api/v1/markers", stale).await.refused(409);
    let now = ada.get("/api/v1/markers?timeline[]=home&timeline[]=notifications").await.ok();
    assert_eq!(now["home"]["last_read_id"], "2");
    assert!(now.get("notifications").is_none(), "all or nothing");
    ada.post("/api/v1/markers", json!({"home": {"last_read_id": "x"}})).await.refused(422);
}
