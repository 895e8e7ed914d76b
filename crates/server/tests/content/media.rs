//! Uploads, and how they are served.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use super::pictures::{photo, photo_of_a_place, upload, uploaded};
use crate::support::{Host, Person, ids, text};

async fn bytes_at(url: &Value) -> Vec<u8> {
    let response = reqwest::get(text(url)).await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    response.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_photo_is_cleaned_described_and_shown() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let upload =
        upload(&ada, photo_of_a_place(2400, 1200), &[("description", "Stripes."), ("focus", "0.5,-0.25")])
            .await;
    let media = upload.ok();
    assert_eq!((media["type"].as_str(), media["description"].as_str()), (Some("image"), Some("Stripes.")));
    assert_eq!(media["meta"]["original"]["size"], "1920x960");
    assert_eq!(media["meta"]["focus"], json!({"x": 0.5, "y": -0.25}));
    let small = &media["meta"]["small"];
    assert!(small["width"].as_u64().unwrap() < 700 && small["height"].as_u64().unwrap() < 400, "{small}");
    assert!(media["blurhash"].as_str().unwrap().len() > 6);
    for url in [&media["url"], &media["preview_url"]] {
        let file = bytes_at(url).await;
        assert!(image::load_from_memory(&file).is_ok());
        assert!(!file.windows(6).any(|window| window == b"GPS-53"), "the place is gone");
        assert!(!text(url).contains("index"), "the name is ours: {url}");
    }
    let post = ada.posts(json!({"status": "Look", "media_ids": [media["id"]]})).await;
    assert_eq!(post["media_attachments"][0]["description"], "Stripes.");
}

#[tokio::test]
async fn files_are_kept_by_browsers_and_run_nothing() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let url = text(&uploaded(&ada).await["url"]);
    let nobody = host.nobody();
    let whole = nobody.get(&url).await;
    let header = |name: &str| whole.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(header("access-control-allow-origin"), "*", "other origins may read pixels");
    let part = nobody.deliver(nobody.request(Method::GET, &url).header("range", "bytes=0-3")).await;
    assert_eq!((part.status.as_u16(), part.headers["content-length"].to_str().unwrap()), (206, "4"));
}

#[tokio::test]
async fn only_stored_names_lead_to_files() {
    let host = Host::start().await;
    for path in [
        "/media/",
        "/media/.incoming",
        "/media/..%2frejoin.db",
        "/media/%2e%2e/rejoin.db",
        "/media/0123456789abcdef0123456789abcdef.jpg",
    ] {
        host.nobody().get(path).await.refused(404);
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for (bytes, words) in [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(), "SVG"),
        (b"<!doctype html><script>alert(1)</script>".to_vec(), "HTML"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec(), "video"),
        (b"ID3\x04\0\0\0\0\0\0".to_vec(), "Sound"),
        (b"hello".to_vec(), "not a picture"),
        (Vec::new(), "empty"),
        (photo(200, 200)[..60].to_vec(), "damaged"),
    ] {
        let refusal = upload(&ada, bytes, &[]).await.refused(422);
        assert!(refusal.contains(words), "{words}: {refusal}");
    }
    upload(&ada, vec![0; 16 * 1024 * 1024 + 1], &[]).await.refused(413);
    ada.post("/api/v2/media", json!({})).await.refused(422);
    upload(&ada, photo(9, 9), &[("focus", "far away")]).await.refused(422);
    upload(&ada, photo(9, 9), &[("description", &"x".repeat(1501))]).await.refused(422);
    upload(&host.nobody(), photo(9, 9), &[]).await.refused(401);
    let left = std::fs::read_dir(host.data().join("media"))
        .unwrap()
        .filter(|file| file.as_ref().unwrap().path().is_file());
    assert_eq!(left.count(), 0, "a refused upload leaves no file");
}

#[tokio::test]
async fn the_instance_announces_what_is_taken() {
    let host = Host::start().await;
    let limits =
        host.nobody().get("/api/v2/instance").await.ok()["configuration"]["media_attachments"].clone();
    let types = limits["supported_mime_types"].as_array().unwrap();
    assert!(types.iter().all(|kind| text(kind).starts_with("image/")), "no sound or video: {types:?}");
    assert_eq!(limits["image_size_limit"], 16 * 1024 * 1024);
}

#[tokio::test]
async fn a_caption_can_be_changed_until_it_is_posted() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let media = uploaded(&ada).await;
    let path = format!("/api/v1/media/{}", text(&media["id"]));
    let changed = ada.put(&path, json!({"description": "Waves.", "focus": "-1,1"})).await.ok();
    assert_eq!((&changed["description"], &changed["meta"]["focus"]["x"]), (&json!("Waves."), &json!(-1.0)));
    assert_eq!(ada.get(&path).await.ok()["description"], "Waves.");
    ada.posts(json!({"status": "", "media_ids": [media["id"]]})).await;
    ada.put(&path, json!({"description": "Too late."})).await.refused(404);
    ada.delete(&path).await.refused(422);
}

#[tokio::test]
async fn an_upload_is_its_owners_alone() {
    let host = Host::start().await;
    let (ada, eve) = (host.person("ada").await, host.person("eve").await);
    let media = uploaded(&ada).await;
    let path = format!("/api/v1/media/{}", text(&media["id"]));
    eve.get(&path).await.refused(404);
    eve.put(&path, json!({"description": "Mine."})).await.refused(404);
    eve.delete(&path).await.refused(404);
    eve.post("/api/v1/statuses", json!({"status": "Mine", "media_ids": [media["id"]]})).await.refused(422);
    assert_eq!(ada.get(&path).await.ok()["description"], "A pattern.");
}

#[tokio::test]
async fn a_deleted_upload_is_gone() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let media = uploaded(&ada).await;
    let path = format!("/api/v1/media/{}", text(&media["id"]));
    ada.delete(&path).await.ok();
    ada.get(&path).await.refused(404);
    ada.get(text(&media["url"])).await.refused(404);
    ada.get(text(&media["preview_url"])).await.refused(404);
}

#[tokio::test]
async fn what_was_never_posted_is_swept_away() {
    let home = tempfile::tempdir().unwrap();
    let config = || rejoin_server::Config::local(home.path().to_owned());
    let server = rejoin_server::start(config()).await.unwrap();
    let mut ada: Person = crate::support::sign_up(&server.url, "ada", "read write").await;
    let (forgotten, posted) = (uploaded(&ada).await, uploaded(&ada).await);
    ada.posts(json!({"status": "Kept", "media_ids": [posted["id"]]})).await;
    server.stop().await.unwrap();
    let db = rusqlite::Connection::open(home.path().join(rejoin_server::DATABASE_FILE)).unwrap();
    db.execute("UPDATE media SET created_at = created_at - 90000000", []).unwrap();
    drop(db);
    let server = rejoin_server::start(config()).await.unwrap();
    ada.moved_to(&server.url);
    let gone = async || {
        let answer = ada.get(format!("/api/v1/media/{}", text(&forgotten["id"]))).await;
        (answer.status.as_u16() == 404).then_some(())
    };
    crate::support::eventually("the sweep", gone).await;
    let feed = ada.get("/api/v1/timelines/home").await.ok();
    assert_eq!(ids(&feed[0]["media_attachments"]), [text(&posted["id"])]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn an_avatar_is_cropped_to_a_square() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let form = Form::new().part("avatar", Part::bytes(photo(900, 300)).file_name("me.svg"));
    let request = ada.request(Method::PATCH, "/api/v1/accounts/update_credentials").multipart(form);
    let account = ada.deliver(request).await.ok();
    let avatar = image::load_from_memory(&bytes_at(&account["avatar"]).await).unwrap();
    assert_eq!((avatar.width(), avatar.height()), (400, 400));
}
