//! What a malicious server or person could send, planted where no check of ours has looked: the database.
//! Each tries to set `window.__pwned`, to cover the page, or to break out of its own post.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, params};

/// A mark whose number tells which trick worked.
fn mark(number: usize) -> String {
    format!("window.__pwned=(window.__pwned||'')+' {number}'")
}

/// HTML for the content of posts, one trick each.
pub(crate) fn contents() -> Vec<String> {
    let mut all = tricks();
    all.extend([
        // Out of the post, over the page, or without an end.
        "</p></div></article></main></body></html><h1>Broken out</h1>".to_owned(),
        "<p style=\"position:fixed;inset:0;z-index:99999;background:red\">Covering all</p>".to_owned(),
        "<style>*{display:none!important}</style><link rel=stylesheet href=\"data:text/css,*{display:none}\">".to_owned(),
        "<p class=\"dialog sheet toast backdrop skeleton\" id=\"app\" role=\"dialog\" aria-hidden=\"true\" hidden>Dressed up".to_owned(),
        "<p>Unclosed <b><i><blockquote><ul><li><a href=\"https://example.org/".to_owned(),
        "<p><!-- <b>never ends".to_owned(),
        "<p title='>\"<p title=\">'>Quotes</p><p <p <p <<p>>".to_owned(),
        "<form id=\"body\"><input name=\"parentNode\"><input name=\"attributes\"><img name=\"querySelector\"></form>".to_owned(),
        "<base href=\"https://elsewhere.example/\"><meta http-equiv=\"refresh\" content=\"0;url=/settings\">".to_owned(),
        // Size and depth.
        format!("{}deep{}", "<blockquote>".repeat(8_000), "</blockquote>".repeat(8)),
        format!("{}bold", "<b>".repeat(34_000)),
        format!("<p>{}</p>", "<a href=\"https://example.org/\">x</a>".repeat(2_000)),
        format!("<p>{}</p>", "W".repeat(20_000)),
        format!("<ul>{}", "<li><ul>".repeat(12_000)),
        // Text that looks odd.
        "<p>\u{202e}desrever si siht\u{202d}\u{2066} \u{0}\u{1} e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}</p>".to_owned(),
        "<p>&lt;script&gt;&#x26;#60;b&#62; &notanentity; &#x110000; &#0;</p>".to_owned(),
        String::new(),
    ]);
    all
}

/// Ways to run a script.
fn tricks() -> Vec<String> {
    let templates = [
        "<p>a</p><script>{}</script>",
        "<img src=x onerror=\"{}\">",
        "<IMG SRC=x OnErRoR={}>",
        "<svg onload=\"{}\"><script>{}</script><animate onbegin=\"{}\" attributeName=x dur=1s></svg>",
        "<svg><a xlink:href=\"javascript:{}\"><text y=20>svg link</text></a></svg>",
        "<p><a href=\"javascript:{}\">press</a> <a href=\" \tjava\nscript:{}\">press</a></p>",
        "<p><a href=\"JaVaScRiPt&colon;{}\">press</a> <a href=\"&#106;avascript:{}\">press</a></p>",
        "<p><a href=\"data:text/html,<script>opener.{}</script>\">press</a> <a href=\"vbscript:{}\">press</a></p>",
        "<p><a href=\"blob:https://example.org/x\">b</a><a href=\"file:///etc/passwd\">f</a><a href=\"//x\" onclick=\"{}\">c</a></p>",
        "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe><iframe src=\"javascript:parent.{}\"></iframe>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={}&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror={}>\"></noscript>",
        "<template><script>{}</script></template><textarea><img src=x onerror={}></textarea>",
        "<details open ontoggle=\"{}\"><summary>x</summary></details><input autofocus onfocus=\"{}\">",
        "<video autoplay src=x onerror=\"{}\"><source onerror=\"{}\"></video><audio src=x onerror=\"{}\"></audio>",
        "<object data=\"javascript:{}\"></object><embed src=\"javascript:{}\"><applet code=x></applet>",
        "<form action=\"javascript:{}\"><button formaction=\"javascript:{}\">go</button></form>",
        "<p onmouseover=\"{}\" onpointerenter=\"{}\" style=\"animation:x\" onanimationstart=\"{}\">hover</p>",
        "<span class=\"mention\"><a href=\"javascript:{}\" class=\"u-url mention\">@<span>ada</span></a></span>",
        "<a href=\"javascript:{}\" class=\"mention hashtag\" rel=\"tag\">#<span>tag</span></a>",
    ];
    let filled = |(number, template): (usize, &&str)| template.replace("{}", &mark(number));
    templates.iter().enumerate().map(filled).collect()
}

/// A piece of text that would run if it were ever taken for markup.
fn text(number: usize) -> String {
    format!("<img src=x onerror=\"{0}\">\"'><script>{0}</script>", mark(100 + number))
}

/// Writes the hostile data over harmless rows that the API made.
pub(crate) fn plant(database: &Path) -> Result<()> {
    let mut db = Connection::open(database).context("the server's database")?;
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    let tx = db.transaction()?;
    for (number, content) in contents().iter().enumerate() {
        let changed = tx.execute(
            "UPDATE statuses SET content = ?1 WHERE text = ?2",
            params![content, format!("Hostile {number}")],
        )?;
        ensure!(changed == 1, "no post “Hostile {number}” to plant in");
    }
    let fields = serde_json::json!([
        { "name": text(1), "value": text(2), "value_html": text(2) },
        { "name": "Link", "value": "x", "value_html": format!("<a href=\"javascript:{}\" rel=\"me\">x</a>", mark(103)) },
    ]);
    let file = format!("x\" onerror=\"{}.png", mark(104));
    tx.execute(
        "UPDATE accounts SET display_name = ?1, note_html = ?2, fields = ?3, avatar = ?4, avatar_static = ?4, header = ?4
         WHERE username = 'mallory'",
        params![format!("{} :evil:", text(5)), contents().concat(), fields.to_string(), file],
    )?;
    tx.execute(
        "INSERT INTO custom_emojis (shortcode, file, static_file) VALUES ('evil', ?1, ?1), (?2, 'javascript:x', 'data:x')",
        params![file, text(6)],
    )?;
    tx.execute(
        "UPDATE statuses SET spoiler_text = ?1, language = ?2 WHERE text = 'Warned'",
        params![text(7), "\"><script>"],
    )?;
    tx.execute("UPDATE poll_options SET title = ?1 || position", params![text(8)])?;
    tx.execute(
        "UPDATE media SET description = ?1, file = ?2, preview = ?2, blurhash = ?3, focus_x = 1e300, focus_y = -1e300,
             width = 2147483647, height = 1",
        params![text(9), file, text(10)],
    )?;
    tx.execute("UPDATE tags SET display_name = ?1", params![text(11)])?;
    tx.execute(
        "UPDATE oauth_apps SET name = ?1, website = ?2",
        params![text(12), format!("javascript:{}", mark(13))],
    )?;
    Ok(tx.commit()?)
}
