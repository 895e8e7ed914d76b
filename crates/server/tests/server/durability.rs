//! A real process, killed: nothing that was acknowledged is lost, and nothing is half there.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::json;

use crate::support::{Person, ids, sign_up, text};

struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rejoin-server"))
            .args([
                "--listen",
                "127.0.0.1:0",
                "--open-registrations",
                "--rate-limit-factor",
                "1000",
                "--data",
            ])
            .arg(data)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let url = line.strip_prefix("Listening on ").unwrap().to_owned();
        Self { child, url }
    }

    /// As `kill -9`.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Posts until the server is gone, and answers with the ids that were acknowledged.
async fn post_until_gone(who: Person, name: usize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for at in 0.. {
        let body = json!({"status": format!("{name}.{at} #t @ada"), "poll": {"options": ["a", "b"], "expires_in": 600}});
        let request = who.request(reqwest::Method::POST, "/api/v1/statuses").json(&body);
        let Ok(response) = request.send().await else { break };
        let Ok(status) = response.json::<serde_json::Value>().await else { break };
        acknowledged.push(text(&status["id"]));
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_no_acknowledged_post() {
    let data = tempfile::tempdir().unwrap();
    let process = Process::start(data.path());
    let mut ada = sign_up(&process.url, "ada", "read write").await;
    let writers: Vec<_> = (0..4).map(|name| tokio::spawn(post_until_gone(ada.clone(), name))).collect();
    while ids(&ada.get("/api/v1/timelines/home?limit=40").await.ok()).len() < 40 {}
    process.kill();
    let mut acknowledged = Vec::new();
    for writer in writers {
        acknowledged.extend(writer.await.unwrap());
    }
    assert!(acknowledged.len() >= 36, "{}", acknowledged.len());

    let process = Process::start(data.path());
    ada.moved_to(&process.url);
    for id in &acknowledged {
        let status = ada.get(format!("/api/v1/statuses/{id}")).await.ok();
        assert_eq!(status["poll"]["options"].as_array().unwrap().len(), 2);
        assert_eq!(status["tags"][0]["name"], "t");
    }
    let count = ada.get("/api/v1/accounts/verify_credentials").await.ok()["statuses_count"].as_u64().unwrap();
    assert!(count >= acknowledged.len() as u64);
    let database = rusqlite::Connection::open(data.path().join(rejoin_server::DATABASE_FILE)).unwrap();
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_polite_end_is_clean() {
    let data = tempfile::tempdir().unwrap();
    let mut process = Process::start(data.path());
    let ada = sign_up(&process.url, "ada", "read write").await;
    ada.say("last words").await;
    let done = Command::new("kill").arg("-TERM").arg(process.child.id().to_string()).status().unwrap();
    assert!(done.success());
    assert!(process.child.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_mends_accounts_while_the_server_runs() {
    let data = tempfile::tempdir().unwrap();
    let process = Process::start(data.path());
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_rejoin-server"))
            .arg("--data")
            .arg(data.path())
            .args(args)
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert!(run(&["account", "create", "grace", "--display-name", "Grace"]).0);
    let (again, words) = run(&["account", "create", "grace"]);
    assert!(!again && words.contains("taken"), "{words}");
    let ada = sign_up(&process.url, "ada", "read write").await;
    let found = ada.get("/api/v1/accounts/lookup?acct=grace").await.ok();
    assert_eq!(found["display_name"], "Grace");
    assert!(run(&["account", "disable", "ada"]).0);
    ada.get("/api/v1/timelines/home").await.refused(401);
    assert!(!run(&["account", "reset-password", "nobody"]).0);
}
