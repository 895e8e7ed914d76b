//! Bringing something before whoever runs the server.

use serde_json::{Value, json};

use crate::support::Host;

#[tokio::test]
async fn a_report_is_kept_with_what_it_is_about() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let post = bo.say("buy now").await;
    let body = json!({"account_id": bo.id, "status_ids": [post["id"]], "category": "spam", "comment": "again", "forward": true});
    let report = ada.post("/api/v1/reports", body).await.ok();
    assert_eq!(
        (&report["category"], &report["comment"], &report["action_taken"]),
        (&json!("spam"), &json!("again"), &json!(false))
    );
    assert_eq!(
        (&report["target_account"]["id"], &report["status_ids"]),
        (&json!(bo.id), &json!([post["id"]]))
    );
    let kept: i64 = host.database().query_row("SELECT count(*) FROM reports", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
    assert_eq!(bo.get("/api/v1/notifications").await.ok(), json!([]));
}

#[tokio::test]
async fn what_makes_no_report_is_refused() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    let (by_cy, secret) = (cy.say("mine").await, bo.say_to("secret", "private").await);
    let cases: [(Value, u16); 7] = [
        (json!({}), 422),
        (json!({"account_id": "12"}), 404),
        (json!({"account_id": "x"}), 422),
        (json!({"account_id": bo.id, "status_ids": [by_cy["id"]]}), 422),
        (json!({"account_id": bo.id, "status_ids": [secret["id"]]}), 404),
        (json!({"account_id": bo.id, "category": "envy"}), 422),
        (json!({"account_id": bo.id, "rule_ids": ["99"]}), 422),
    ];
    for (body, status) in cases {
        ada.post("/api/v1/reports", body).await.refused(status);
    }
    ada.post("/api/v1/reports", json!({"account_id": bo.id, "comment": "x".repeat(1_001)}))
        .await
        .refused(422);
    let kept: i64 = host.database().query_row("SELECT count(*) FROM reports", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 0);
}
