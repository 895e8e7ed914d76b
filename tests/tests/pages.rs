//! Every page at three widths, light and dark: pictures to judge, no error in the console, nothing that runs out of a
//! window of 320 pixels, which is 400 % zoom.

use anyhow::{Context, Result};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, shots};

/// Waits until nothing loads any more: no skeleton, no picture under way.
async fn rests(app: &App<'_>) -> Result<()> {
    app.page().role("main").shown().await?;
    let script = "return !document.querySelector('main [aria-busy=true]') && document.fonts.status === 'loaded'
        && [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)";
    app.page()
        .until("the page to rest", async || Ok(app.page().eval::<bool>(script, vec![]).await?.then_some(())))
        .await
}

/// Looks at one page in every way; says what is wrong with it.
async fn look(browser: &Browser, app: &App<'_>, name: &str, path: &str) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (size, width, height) in shots::SIZES {
        shots::resize(browser, width, height).await?;
        app.open(path).await?;
        for scheme in shots::SCHEMES {
            shots::prefer(browser, scheme).await?;
            rests(app).await?;
            shots::shoot(browser, name, size, scheme).await?;
        }
    }
    shots::resize(browser, 320, 700).await?;
    rests(app).await?;
    if shots::scrolls_sideways(browser).await? {
        wrong.push(format!(
            "{name} ({path}) scrolls sideways at 320 pixels: {}",
            shots::widest(browser).await?
        ));
    }
    for error in app.page().console_errors().await? {
        wrong.push(format!("{name} ({path}) wrote to the console: {error}"));
    }
    for violation in app.page().violations().await? {
        wrong.push(format!("{name} ({path}) broke the policy: {violation}"));
    }
    Ok(wrong)
}

#[tokio::test]

async fn every_page_at_every_width() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::demo().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    let mut wrong = Vec::new();
    for (name, path) in [("landing", "/"), ("sign-in", "/sign-in")] {
        wrong.extend(look(&browser, &app, name, path).await?);
    }

    let busiest = ada.get("/api/v1/trends/statuses?limit=1").await?;
    let local = ada.get("/api/v1/timelines/public?local=true&limit=40").await?;
    let all = local.as_array().context("no local timeline")?;
    let thread = busiest.get(0).or_else(|| all.iter().max_by_key(|post| post["replies_count"].as_u64()));
    let thread = thread.context("the demo community is silent")?;
    let (acct, id) =
        (thread["account"]["acct"].as_str().context("acct")?, thread["id"].as_str().context("id")?);
    let tag = all.iter().find_map(|post| post["tags"][0]["name"].as_str()).context("no tag")?;
    for post in all.iter().take(12) {
        ada.follow(post["account"]["acct"].as_str().context("acct")?).await?;
    }
    shots::resize(&browser, 1440, 900).await?;
    app.sign_in("ada").await?;
    let word = all[0]["account"]["username"].as_str().context("username")?;
    let pages = [
        ("home", "/".to_owned()),
        ("local", "/local".to_owned()),
        ("public", "/public".to_owned()),
        ("tag", format!("/tags/{tag}")),
        ("thread", format!("/@{acct}/{id}")),
        ("profile", format!("/@{acct}")),
        ("profile-replies", format!("/@{acct}/replies")),
        ("profile-media", format!("/@{acct}/media")),
        ("followers", format!("/@{acct}/followers")),
        ("following", format!("/@{acct}/following")),
        ("notifications", "/notifications".to_owned()),
        ("put-aside", "/notifications/aside".to_owned()),
        ("explore-tags", "/explore/tags".to_owned()),
        ("explore-people", "/explore/people".to_owned()),
        ("followed-tags", "/tags".to_owned()),
        ("messages", "/messages".to_owned()),
        ("blocks", "/blocks".to_owned()),
        ("blocked-servers", "/blocks/servers".to_owned()),
        ("bookmarks", "/bookmarks".to_owned()),
        ("favourites", "/favourites".to_owned()),
        ("search", format!("/search?q={word}")),
        ("compose", "/compose".to_owned()),
        ("outbox", "/outbox".to_owned()),
        ("settings", "/settings".to_owned()),
        ("storage", "/storage".to_owned()),
        ("lists", "/lists".to_owned()),
        ("filters", "/filters".to_owned()),
        ("edit-profile", "/settings/profile".to_owned()),
        ("requests", "/requests".to_owned()),
        ("boosts", format!("/@{acct}/{id}/boosts")),
        ("favourited-by", format!("/@{acct}/{id}/favourites")),
        ("sign-in-failed", "/sign-in/callback?error=access_denied&state=x".to_owned()),
        ("nowhere", "/no-such-page".to_owned()),
    ];
    for (name, path) in &pages {
        wrong.extend(look(&browser, &app, name, path).await?);
    }
    browser.quit().await?;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
