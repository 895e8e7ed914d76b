//! The addresses of the app, all of them, on a server with the demo community.

use anyhow::{Context, Result};
use serde_json::json;

use crate::api::Api;
use crate::app::App;

/// What nobody has to be signed in for: name and address.
pub const SIGNED_OUT: [(&str, &str); 2] = [("landing", "/"), ("sign-in", "/sign-in")];

/// The rest, for somebody who follows a few people of the demo community from now on and has a list: name and address.
pub async fn signed_in(person: &Api) -> Result<Vec<(&'static str, String)>> {
    let busiest = person.get("/api/v1/trends/statuses?limit=1").await?;
    let local = person.get("/api/v1/timelines/public?local=true&limit=40").await?;
    let all = local.as_array().context("no local timeline")?;
    let thread = busiest.get(0).or_else(|| all.iter().max_by_key(|post| post["replies_count"].as_u64()));
    let thread = thread.context("the demo community is silent")?;
    let (acct, id) =
        (thread["account"]["acct"].as_str().context("acct")?, thread["id"].as_str().context("id")?);
    let tag = all.iter().find_map(|post| post["tags"][0]["name"].as_str()).context("no tag")?;
    let me = person.get("/api/v1/accounts/verify_credentials").await?;
    for post in all.iter().filter(|post| post["account"]["id"] != me["id"]).take(12) {
        person.follow(post["account"]["acct"].as_str().context("acct")?).await?;
    }
    let word = all[0]["account"]["username"].as_str().context("username")?;
    let own = person.post("/api/v1/statuses", json!({ "status": "Where does one buy bread here?" })).await?;
    let (own_acct, own_id) =
        (own["account"]["acct"].as_str().context("acct")?, own["id"].as_str().context("id")?);
    let later =
        json!({ "status": "The market opens in the morning", "scheduled_at": "2099-01-01T08:00:00.000Z" });
    person.post("/api/v1/statuses", later).await?;
    // A server may lack lists; the address is one of the app's all the same.
    let list = person.post("/api/v1/lists", json!({ "title": "Harbour" })).await.unwrap_or_default();
    let list = list["id"].as_str().unwrap_or("1");
    Ok(vec![
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
        ("mentions", "/notifications/mentions".to_owned()),
        ("reactions", "/notifications/reactions".to_owned()),
        ("follows", "/notifications/follows".to_owned()),
        ("to-answer", "/answers".to_owned()),
        ("to-answer-later", "/answers/later".to_owned()),
        ("answered", "/answers/done".to_owned()),
        ("catch-up", "/catch-up?hours=168".to_owned()),
        ("catch-up-people", "/catch-up/people?hours=168".to_owned()),
        ("catch-up-topics", "/catch-up/topics?hours=168".to_owned()),
        ("ask", "/ask".to_owned()),
        ("quotes", format!("/@{acct}/{id}/quotes")),
        ("heard", format!("/@{own_acct}/{own_id}/heard")),
        ("server", "/server".to_owned()),
        ("put-aside", "/notifications/aside".to_owned()),
        ("explore", "/explore".to_owned()),
        ("explore-tags", "/explore/tags".to_owned()),
        ("explore-links", "/explore/links".to_owned()),
        ("explore-people", "/explore/people".to_owned()),
        ("followed-tags", "/tags".to_owned()),
        ("messages", "/messages".to_owned()),
        ("blocks", "/blocks".to_owned()),
        ("muted", "/blocks/muted".to_owned()),
        ("blocked-servers", "/blocks/servers".to_owned()),
        ("bookmarks", "/bookmarks".to_owned()),
        ("favourites", "/favourites".to_owned()),
        ("saved", "/saved".to_owned()),
        ("search", format!("/search?q={word}")),
        ("search-typed", "/search?typed=the".to_owned()),
        ("compose", "/compose".to_owned()),
        ("outbox", "/outbox".to_owned()),
        ("scheduled", "/scheduled".to_owned()),
        ("settings", "/settings".to_owned()),
        ("storage", "/storage".to_owned()),
        ("lists", "/lists".to_owned()),
        ("list", format!("/lists/{list}")),
        ("list-people", format!("/lists/{list}/people")),
        ("filters", "/filters".to_owned()),
        ("edit-profile", "/settings/profile".to_owned()),
        ("transfer", "/settings/transfer".to_owned()),
        ("requests", "/requests".to_owned()),
        ("boosts", format!("/@{acct}/{id}/boosts")),
        ("favourited-by", format!("/@{acct}/{id}/favourites")),
        ("sign-in-failed", "/sign-in/callback?error=access_denied&state=x".to_owned()),
        ("nowhere", "/no-such-page".to_owned()),
    ])
}

/// What still loads, by the address of a picture or the class of a part.
async fn loading(app: &App<'_>) -> Result<Vec<String>> {
    let script = "const main = document.querySelector('main');
        if (!main) return ['the page'];
        const busy = [...main.querySelectorAll('[aria-busy=true]')].map((one) => `busy: ${one.outerHTML.slice(0, 120)}`);
        const fonts = document.fonts.status === 'loaded' ? [] : ['fonts'];
        // What is not drawn, as faces where there is no room for them, does not load either.
        const near = (image) => image.getClientRects().length > 0 && image.getBoundingClientRect().top <= innerHeight;
        const pictures = [...document.images].filter((image) => !image.complete && near(image)).map((image) => image.outerHTML.slice(0, 200));
        return [...busy, ...fonts, ...pictures]";
    app.page().eval(script, vec![]).await
}

/// Whether nothing loads any more: no skeleton, no picture under way.
pub async fn is_at_rest(app: &App<'_>) -> Result<bool> {
    Ok(loading(app).await?.is_empty())
}

/// Waits until it is so.
pub async fn rests(app: &App<'_>) -> Result<()> {
    app.page().role("main").shown().await?;
    match app.page().becomes("the page to rest", async || is_at_rest(app).await).await {
        Err(error) => Err(error.context(format!("still loading: {:?}", loading(app).await))),
        rested => rested,
    }
}
