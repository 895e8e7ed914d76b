//! Copies of a running server.

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use rejoin_server::{BackupError, Config, backup, start};
use serde_json::json;

use super::pictures::uploaded;
use crate::support::{Host, Person, ids, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_running_server_starts_as_that_server() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let media = uploaded(&ada).await;
    let kept = ada.posts(json!({"status": "Kept", "media_ids": [media["id"]]})).await;

    let (home, busy) = (tempfile::tempdir().unwrap(), AtomicBool::new(true));
    let (data, target) = (host.data(), home.path().join("copy"));
    let copying = tokio::task::spawn_blocking({
        let target = target.clone();
        move || backup(&data, &target)
    });
    let writing = async {
        let mut made = 0;
        while busy.load(Ordering::Relaxed) {
            ada.say(&format!("Meanwhile {made}")).await;
            made += 1;
        }
    };
    let watching = async {
        let copied = copying.await.unwrap();
        busy.store(false, Ordering::Relaxed);
        copied
    };
    let ((), copied) = tokio::join!(writing, watching);
    assert_eq!(copied.unwrap().files, 2, "the picture and its preview");
    assert!(!home.path().join("copy.partial").exists());

    let server = start(Config::local(target)).await.unwrap();
    let mut restored: Person = ada.clone();
    restored.moved_to(&server.url);
    let feed = restored.get("/api/v1/timelines/home?limit=40").await.ok();
    assert!(
        ids(&feed).contains(&text(&kept["id"])) || feed.as_array().unwrap().len() == 40,
        "the same token, the same posts"
    );
    let post = restored.get(format!("/api/v1/statuses/{}", text(&kept["id"]))).await.ok();
    let picture = restored.get(text(&post["media_attachments"][0]["url"])).await;
    assert_eq!(picture.status.as_u16(), 200);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let host = Host::start().await;
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("copy");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("precious"), "x").unwrap();
    assert!(matches!(backup(&host.data(), &target), Err(BackupError::TargetExists(_))));
    assert_eq!(fs::read_to_string(target.join("precious")).unwrap(), "x");
    let nowhere = home.path().join("nowhere");
    assert!(matches!(backup(&nowhere, &home.path().join("other")), Err(BackupError::NoData(_))));
}
