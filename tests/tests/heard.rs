//! What came back to a post: who waits for an answer, who is new, how the counts grew, and all of it as a file.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{disk, env};
use serde_json::{Value, json};

async fn an_author_hears_back(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let dora = server.api()?.register("dora").await?;
    ben.follow("ada").await?;
    let poll = json!({ "options": ["Rye", "Wheat"], "expires_in": 86_400 });
    let asked = ada.post("/api/v1/statuses", json!({ "status": "Which bread?", "poll": poll })).await?;
    let (id, poll) =
        (asked["id"].as_str().unwrap_or_default(), asked["poll"]["id"].as_str().unwrap_or_default());
    dora.reply(id, "@ada Any is fine").await?;
    ben.reply(id, "@ada From which baker?").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    app.menu("Which bread?", "what came back").await?;
    page.arrives("what came back", |path| path == format!("/@ada/{id}/heard")).await?;

    // Questions come first, and who follows is no stranger.
    let open = page.get("region", "^answers$");
    open.role("article").containing("From which baker").shown().await?;
    let order = "return [...document.querySelectorAll('[aria-label=\"Answers\"] article')].map((one) => one.innerText.includes('baker'))";
    page.becomes("the question to be first", async || {
        Ok(page.eval::<Vec<bool>>(order, vec![]).await? == [true, false])
    })
    .await?;
    let new = "return [...document.querySelectorAll('.heard-people')].find((one) => one.innerText.includes('New'))?.querySelectorAll('a').length";
    page.becomes("one to be new", async || Ok(page.eval::<Value>(new, vec![]).await? == json!(1))).await?;
    app.reply("From which baker", "From Nell").await?;
    open.role("article").containing("From which baker").gone().await?;
    page.sees("Any is fine").await?;

    // What happens later is a step in the plot, and stays without a server.
    ben.post(&format!("/api/v1/statuses/{id}/reblog"), Value::Null).await?;
    dora.post(&format!("/api/v1/polls/{poll}/votes"), json!({ "choices": [1] })).await?;
    page.reload().await?;
    page.get("img", "answers, boosts and favourites").shown().await?;
    let boosts = "return [...document.querySelectorAll('.figures > div')].map((one) => one.innerText.replace('\\n', ' ')).join('; ')";
    page.becomes("the boost to be counted", async || {
        Ok(page.eval::<String>(boosts, vec![]).await?.contains("1"))
    })
    .await?;
    // The boost may have been heard of as it happened; the vote is known when the page has asked.
    page.get("region", "how the poll moved").containing("Wheat 1").shown().await?;
    page.get("button", "the numbers").now().await?;
    let rows = "document.querySelector('details:has(.amounts)').open = true; return document.querySelectorAll('.amounts tbody tr').length";
    page.becomes("two moments", async || Ok(page.eval::<usize>(rows, vec![]).await? >= 2)).await?;
    server.stop().await?;
    page.reload().await?;
    page.sees("Any is fine").await?;
    page.get("img", "answers, boosts and favourites").shown().await?;

    // The file says the same.
    disk::keep_offers(page).await?;
    page.get("button", "^export as csv$").click().await?;
    let text = disk::offered(page).await?;
    ensure!(text.starts_with("moment,what,who,post,answers,boosts,favourites,votes\n"), "{text}");
    ensure!(text.contains(",answer,\"dora\",") && text.contains(",answer,\"ben\","), "{text}");
    ensure!(
        text.lines().last().is_some_and(|line| line.contains(",counted,,,") && line.ends_with(",0 1")),
        "{text}"
    );
    ensure!(page.failures().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_shows_an_author_what_came_back() -> Result<()> {
    an_author_hears_back(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_an_author_what_came_back() -> Result<()> {
    an_author_hears_back(Engine::Firefox).await
}
