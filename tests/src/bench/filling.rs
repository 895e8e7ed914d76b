//! Posts to measure with: those of the demo community, as often as it takes.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::api::Api;
use crate::server::Server;

/// How many posts a page of a feed has.
pub(super) const PAGE: usize = 40;

/// Pages of a feed as a server sends them, `count` of them, no two posts the same.
pub(super) async fn pages(count: usize) -> Result<Vec<String>> {
    let server = Server::demo().await?;
    let posts = everything(&server.api()?).await?;
    ensure!(posts.len() >= PAGE, "the demo community has written {} posts only", posts.len());
    let page = |number: usize| {
        let page: Vec<Value> = (0..PAGE).map(|place| another(&posts, number * PAGE + place)).collect();
        Value::from(page).to_string()
    };
    Ok((0..count).map(page).collect())
}

async fn everything(api: &Api) -> Result<Vec<Value>> {
    let mut posts: Vec<Value> = Vec::new();
    loop {
        let last = posts.last().and_then(|post| post["id"].as_str()).unwrap_or_default();
        let below = if last.is_empty() { String::new() } else { format!("&max_id={last}") };
        let page = api.get(&format!("/api/v1/timelines/public?local=true&limit={PAGE}{below}")).await?;
        let page = page.as_array().context("no list of posts")?;
        if page.is_empty() || posts.len() >= 400 {
            return Ok(posts);
        }
        posts.extend(page.iter().cloned());
    }
}

/// Post number `n`: one of those that there are, under an id of its own.
fn another(posts: &[Value], n: usize) -> Value {
    let mut post = posts.get(n % posts.len()).cloned().unwrap_or_default();
    let id = format!("{:018}", 900_000_000_000_000_000 - n);
    post["content"] = json!(format!("{}<p>{n}</p>", post["content"].as_str().unwrap_or_default()));
    post["uri"] = json!(format!("https://example.org/{id}"));
    post["id"] = json!(id);
    post
}
