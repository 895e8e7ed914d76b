//! Nothing that others send is ever more than data: the worst of it is planted in the server's database, every page
//! that shows it is opened, nothing runs, and its neighbours stand as if nothing had been.

mod hostile;

use anyhow::{Context, Result};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use serde_json::json;

const INTACT: &str = include_str!("hostile/intact.js");

/// Harmless people, posts and reactions, some of which will be spoiled.
async fn prepare(server: &Server) -> Result<String> {
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    let mallory = server.api()?.register("mallory").await?;
    ada.follow("ben").await?;
    ada.follow("mallory").await?;
    let own = ada.publish("What do you all think?").await?;
    mallory.reply(&own, "@ada Warned reply").await?;
    ben.reply(&own, "Neighbour in the thread").await?;
    mallory.post(&format!("/api/v1/statuses/{own}/favourite"), json!({})).await?;
    mallory.follow("ada").await?;
    ben.post(&format!("/api/v1/statuses/{own}/favourite"), json!({})).await?;
    let media = mallory.upload(picture::gradient(60, 40), "harmless").await?;
    let poll = json!({ "options": ["one", "two"], "expires_in": 3600 });
    let posts = [
        json!({ "status": "Warned", "spoiler_text": "careful" }),
        json!({ "status": "Picture #tagged", "media_ids": [media] }),
        json!({ "status": "Poll", "poll": poll }),
    ];
    for post in posts {
        mallory.post("/api/v1/statuses", post).await?;
    }
    for number in 0..hostile::contents().len() {
        mallory.publish(&format!("Hostile {number}")).await?;
        if number % 4 == 0 {
            ben.publish(&format!("Neighbour {number} stands.")).await?;
        }
    }
    Ok(own)
}

/// What is wrong with the page that is open.
async fn faults(app: &App<'_>, neighbours: &[String], what: &str) -> Result<Vec<String>> {
    let page = app.page();
    let mut wrong: Vec<String> = page.eval(INTACT, vec![json!(neighbours)]).await?;
    wrong.extend(page.violations().await?);
    wrong.extend(page.failures().await?);
    // A planted file name leads nowhere, and a server that was stopped does not answer: not the page's fault.
    let missing = |error: &String| error.contains("/media/") && error.contains("Failed to load resource");
    let stopped = |error: &String| error.contains("ERR_CONNECTION_REFUSED") || error.contains("WebSocket");
    let errors = page.console_errors().await?.into_iter();
    wrong.extend(errors.filter(|error| !(missing(error) || what.contains("device") && stopped(error))));
    Ok(wrong.into_iter().map(|fault| format!("{what}: {fault}")).collect())
}

/// A step down, and from the end back to the top: the page may have begun where it was left.
const FURTHER: &str = "const root = document.scrollingElement;
    const end = root.scrollTop + innerHeight >= root.scrollHeight - 2;
    end ? scrollTo(0, 0) : scrollBy(0, innerHeight * 0.7)";

/// Goes down a page to its end, looking at each neighbour on the way: a long feed draws only what is near.
async fn read_all(app: &App<'_>, what: &str) -> Result<Vec<String>> {
    let page = app.page();
    let mut wrong = Vec::new();
    for number in (0..hostile::contents().len()).rev().filter(|number| number % 4 == 0) {
        let text = format!("Neighbour {number} stands.");
        let found = page
            .until(&format!("{text} on {what}"), async || {
                if app.post(&text).count().await? == 0 {
                    page.eval::<()>(FURTHER, vec![]).await?;
                    return Ok(None);
                }
                let faults = faults(app, std::slice::from_ref(&text), what).await?;
                // Between the two looks the feed may have drawn other rows.
                Ok(Some(faults).filter(|faults| !faults.iter().any(|fault| fault.contains("is not there"))))
            })
            .await?;
        wrong.extend(found);
    }
    Ok(wrong)
}

#[tokio::test]

async fn hostile_content_stays_content() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let own = prepare(&server).await?;
    server.stop().await?;
    hostile::plant(&server.database()?)?;
    server.restart().await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let mut wrong = read_all(&app, "home").await?;
    app.open("/local").await?;
    wrong.extend(read_all(&app, "local").await?);

    app.open(&format!("/@ada/{own}")).await?;
    app.post("Neighbour in the thread").shown().await?;
    let neighbours = ["What do you all think?".to_owned(), "Neighbour in the thread".to_owned()];
    wrong.extend(faults(&app, &neighbours, "thread").await?);

    app.open("/@mallory").await?;
    app.page().role("article").shown().await.context("mallory's profile")?;
    for _ in 0..30 {
        wrong.extend(faults(&app, &[], "profile").await?);
        app.page().eval::<()>("scrollBy(0, innerHeight)", vec![]).await?;
    }

    app.open("/notifications").await?;
    app.page().sees("What do you all think?").await?;
    wrong.extend(faults(&app, &[], "notifications").await?);
    app.open("/search?q=Hostile").await?;
    app.page().role("article").shown().await?;
    wrong.extend(faults(&app, &[], "search").await?);

    // Without network the same comes from the device.
    app.open("/").await?;
    app.can_go_offline().await?;
    server.stop().await?;
    app.page().reload().await?;
    wrong.extend(read_all(&app, "home from the device").await?);
    browser.quit().await?;
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
    Ok(())
}

/// The check is worth something only if it sees what is wrong.
#[tokio::test]
async fn the_check_sees_what_is_wrong() -> Result<()> {
    let _turn = env::turn().await;
    let browser = Browser::start(Engine::Chromium).await?;
    let page = browser.page();
    page.open("about:blank").await?;
    let spoil = "window.__pwned = 7; document.body.innerHTML = `<article onclick='1'><style></style>
        <a href='javascript:1'>press</a><svg><a href='data:x'></a></svg></article>
        <article style='width: 300px; height: 50px'>Covered</article>
        <div style='position: fixed; inset: 0'></div>`";
    page.eval::<()>(spoil, vec![]).await?;
    let wrong: Vec<String> = page.eval(INTACT, vec![json!(["Covered", "Absent"])]).await?;
    let all = wrong.join("\n");
    for fault in [
        "ran: 7",
        "onclick on ARTICLE",
        "there is a STYLE",
        "href=javascript:1",
        "href=data:x",
        "Covered is covered by DIV",
        "Absent is not there",
    ] {
        assert!(all.contains(fault), "not seen: {fault}\n{all}");
    }
    browser.quit().await
}
