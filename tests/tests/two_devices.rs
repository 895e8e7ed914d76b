//! Two devices of one person: each is offered the place where the other was reading, and neither is moved against its will.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

const JUMP: &str = "^jump to where you were";

async fn publish(ben: &Api, numbers: std::ops::RangeInclusive<u32>) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for number in numbers {
        ids.push(ben.publish(&format!("Thought number {number}. {}", "More of it. ".repeat(20))).await?);
    }
    Ok(ids)
}

/// Waits until the server's marker stands at a post.
async fn marked(app: &App<'_>, server: &Server, id: &str) -> Result<()> {
    let database = rusqlite::Connection::open(server.database()?)?;
    let marker = "SELECT count(*) FROM markers WHERE timeline = 'home' AND last_read_id = ?";
    let is_there = async || Ok(database.query_row(marker, [id], |row| row.get::<_, u32>(0))? == 1);
    app.page().becomes("the marker on the server", is_there).await
}

/// Waits until a post stands at the top of the window.
async fn stands_at_the_top(app: &App<'_>, id: &str) -> Result<()> {
    let script =
        "const place = document.querySelector(`.feed [data-key='${arguments[0]}']`)?.getBoundingClientRect();
        return place ? place.top > -60 && place.top < 160 : false;";
    app.page().becomes("the post at the top", async || app.page().eval(script, vec![id.into()]).await).await
}

#[tokio::test]
async fn each_device_is_offered_where_the_other_was_reading() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let first = publish(&ben, 1..=6).await?;
    let (laptop, phone) = (Browser::start(Engine::Chromium).await?, Browser::start(Engine::Chromium).await?);
    let on_laptop = App::new(&laptop, &server);
    on_laptop.sign_in("ada").await?;
    on_laptop.post("Thought number 6.").shown().await?;
    marked(&on_laptop, &server, &first[5]).await?;
    on_laptop.page().open("about:blank").await?;

    let then = publish(&ben, 7..=16).await?;
    let on_phone = App::new(&phone, &server);
    on_phone.sign_in("ada").await?;
    on_phone.post("Thought number 16.").shown().await?;
    on_phone.page().get("button", JUMP).shown().await?;
    // Offered, not forced: the newest stands at the top.
    let scrolled: f64 = on_phone.page().eval("return scrollY", vec![]).await?;
    ensure!(scrolled < 1.0, "moved by {scrolled}");
    on_phone.page().get("button", JUMP).click().await?;
    stands_at_the_top(&on_phone, &first[5]).await?;
    on_phone.page().get("button", JUMP).gone().await?;

    // Read on upwards.
    let up =
        "document.querySelector(`.feed [data-key='${arguments[0]}']`).scrollIntoView({ block: 'start' })";
    on_phone.draw_all(16).await?;
    on_phone.page().eval::<()>(up, vec![then[4].clone().into()]).await?;
    marked(&on_phone, &server, &then[4]).await?;

    on_laptop.open("/").await?;
    on_laptop.page().get("button", JUMP).click().await?;
    stands_at_the_top(&on_laptop, &then[4]).await?;
    laptop.quit().await?;
    phone.quit().await
}
