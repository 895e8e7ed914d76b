//! Signing in: the pages as a person walks them, and the tokens that come of it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Host, Person, text};

const CALLBACK: &str = "https://client.example/callback?own=1";
// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A browser: it keeps cookies and fills in the forms of the page it is on.
struct Browser {
    who: Person,
    cookies: Vec<(String, String)>,
}

impl Browser {
    fn new(host: &Host) -> Self {
        Self { who: host.nobody(), cookies: Vec::new() }
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = self.who.deliver(request.header("cookie", cookies.join("; "))).await;
        for set in answer.headers.get_all("set-cookie") {
            let text = set.to_str().unwrap();
            assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(self.who.request(Method::GET, path)).await
    }

    /// Sends the form of `page` whose action is `action`, with its hidden fields and these ones.
    async fn submit(&mut self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let form =
            page.text.split("<form ").find(|form| form.contains(&format!("action=\"{action}\""))).unwrap();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = input.split_once('"').unwrap();
            let value = rest.strip_prefix(" value=\"").unwrap().split('"').next().unwrap();
            pairs.push((name.to_owned(), value.replace("&amp;", "&")));
        }
        pairs.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = serde_urlencoded::to_string(&pairs).unwrap();
        let request = self.who.request(Method::POST, action).body(body);
        self.send(request.header("content-type", "application/x-www-form-urlencoded")).await
    }

    /// Signs in by way of the page at `path` and goes where that leads.
    async fn signs_in(&mut self, path: &str, username: &str, password: &str) -> Answer {
        let page = self.get(path).await;
        self.submit(&page, "/auth/sign_in", &[("username", username), ("password", password)]).await
    }
}

fn location(answer: &Answer) -> String {
    assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.text);
    answer.headers["location"].to_str().unwrap().to_owned()
}

fn query_of(address: &str, name: &str) -> Option<String> {
    let query = address.split_once('?')?.1;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

async fn app(host: &Host, redirect_uris: Value, scopes: &str) -> Value {
    let body = json!({"client_name": "Rejoin <b>test</b>", "redirect_uris": redirect_uris, "scopes": scopes, "website": "https://client.example"});
    host.nobody().post("/api/v1/apps", body).await.ok()
}

fn ask(app: &Value, redirect_uri: &str, more: &str) -> String {
    let pairs = [
        ("client_id", text(&app["client_id"])),
        ("redirect_uri", redirect_uri.to_owned()),
        ("response_type", "code".to_owned()),
    ];
    format!("/oauth/authorize?{}{more}", serde_urlencoded::to_string(pairs).unwrap())
}

/// Signs ada in and allows `app`; answers with the address that she is sent to.
async fn allow(host: &Host, app: &Value, more: &str) -> String {
    let mut browser = Browser::new(host);
    let start = ask(app, CALLBACK, more);
    let to_sign_in = location(&browser.get(&start).await);
    let back = location(&browser.signs_in(&to_sign_in, "ada", "correct horse battery").await);
    let consent = browser.get(&back).await;
    assert!(consent.text.contains("@ada"), "{}", consent.text);
    location(&browser.submit(&consent, "/oauth/authorize", &[("decision", "allow")]).await)
}

fn exchange(app: &Value, code: &str, more: &[(&str, &str)]) -> Value {
    let mut body = json!({
        "grant_type": "authorization_code", "client_id": app["client_id"], "client_secret": app["client_secret"],
        "redirect_uri": CALLBACK, "code": code,
    });
    for (name, value) in more {
        body[*name] = json!(value);
    }
    body
}

#[tokio::test]
async fn signing_in_with_pkce_gives_a_token_for_what_was_allowed() {
    let host = Host::start().await;
    host.person("ada").await;
    let app = app(&host, json!([CALLBACK, "urn:ietf:wg:oauth:2.0:oob"]), "read write:statuses").await;
    let more = format!(
        "&scope=read:accounts+write:statuses&state=a%26b&code_challenge={CHALLENGE}&code_challenge_method=S256"
    );
    let back = allow(&host, &app, &more).await;
    assert!(back.starts_with("https://client.example/callback?own=1&"), "{back}");
    assert_eq!(query_of(&back, "state").as_deref(), Some("a&b"));
    let code = query_of(&back, "code").unwrap();
    let mut ada = host.nobody();
    let wrong = ada.post("/oauth/token", exchange(&app, &code, &[("code_verifier", "wrong")])).await;
    assert_eq!(wrong.body["error"], "invalid_grant");
    assert_eq!(
        ada.post("/oauth/token", exchange(&app, &code, &[])).await.status,
        400,
        "the verifier is needed"
    );
    let token = ada.post("/oauth/token", exchange(&app, &code, &[("code_verifier", VERIFIER)])).await.ok();
    assert_eq!(
        (&token["token_type"], &token["scope"]),
        (&json!("Bearer"), &json!("read:accounts write:statuses"))
    );
    ada.token = text(&token["access_token"]);
    assert_eq!(ada.get("/api/v1/accounts/verify_credentials").await.ok()["username"], "ada");
    ada.say("hello").await;
    ada.get("/api/v1/timelines/home").await.refused(403);
    // A code is good once; a second use says that someone has it who should not.
    let again =
        host.nobody().post("/oauth/token", exchange(&app, &code, &[("code_verifier", VERIFIER)])).await;
    assert_eq!(again.status, 400);
    ada.get("/api/v1/accounts/verify_credentials").await.refused(401);
}

#[tokio::test]
async fn revoking_ends_a_token_of_the_same_app_only() {
    let host = Host::start().await;
    host.person("ada").await;
    let (mine, other) =
        (app(&host, json!(CALLBACK), "read").await, app(&host, json!(CALLBACK), "read").await);
    let code = query_of(&allow(&host, &mine, "&scope=read").await, "code").unwrap();
    let mut ada = host.nobody();
    ada.token = text(&ada.post("/oauth/token", exchange(&mine, &code, &[])).await.ok()["access_token"]);
    let revoke = |app: &Value| json!({"client_id": app["client_id"], "client_secret": app["client_secret"], "token": ada.token});
    assert_eq!(host.nobody().post("/oauth/revoke", revoke(&other)).await.status, 403);
    ada.get("/api/v1/accounts/verify_credentials").await.ok();
    host.nobody().post("/oauth/revoke", revoke(&mine)).await.ok();
    ada.get("/api/v1/accounts/verify_credentials").await.refused(401);
    ada.get("/api/v1/timelines/public").await.refused(401);
    host.nobody().post("/oauth/revoke", revoke(&mine)).await.ok();
}

#[tokio::test]
async fn what_is_not_allowed_gives_no_code() {
    let host = Host::start().await;
    host.person("ada").await;
    let app = app(&host, json!(CALLBACK), "read:statuses").await;
    let mut browser = Browser::new(&host);
    // Where the way back is not known, nobody is sent there.
    for start in [
        ask(&app, "https://evil.example/", ""),
        ask(&json!({"client_id": "nobody"}), CALLBACK, ""),
        ask(&app, "", ""),
    ] {
        let page = browser.get(&start).await;
        assert_eq!(page.status, 400);
        assert!(page.headers.get("location").is_none());
    }
    // Nor is anybody who is not signed in: a link to this server would lead wherever its maker registered.
    let other_type = ask(&app, CALLBACK, "").replace("response_type=code", "response_type=no");
    let asking = |more: &str| ask(&app, CALLBACK, more);
    for start in [other_type, asking("&scope=nonsense"), asking("&scope=read:statuses&code_challenge=x")] {
        let page = browser.get(&start).await;
        assert_eq!((page.status.as_u16(), page.headers.get("location")), (400, None), "{start}");
    }
    browser.signs_in("/auth/sign_in", "@ada", "correct horse battery").await;
    for (more, error) in [
        ("&scope=read", "invalid_scope"),
        ("&scope=nonsense", "invalid_scope"),
        (
            &*format!("&scope=read:statuses&code_challenge={CHALLENGE}&code_challenge_method=plain"),
            "invalid_request",
        ),
    ] {
        let back = location(&browser.get(&ask(&app, CALLBACK, &format!("{more}&state=s"))).await);
        assert!(back.starts_with("https://client.example/"), "{back}");
        assert_eq!(
            (query_of(&back, "error").as_deref(), query_of(&back, "state").as_deref()),
            (Some(error), Some("s"))
        );
    }
    let consent = browser.get(&ask(&app, CALLBACK, "&scope=read:statuses&state=s")).await;
    assert!(consent.text.contains("Rejoin &lt;b&gt;test&lt;/b&gt;"));
    let policy = consent.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("form-action 'self' https://client.example"),
        "{policy}"
    );
    let denied = location(&browser.submit(&consent, "/oauth/authorize", &[("decision", "deny")]).await);
    assert_eq!(query_of(&denied, "error").as_deref(), Some("access_denied"));
    assert_eq!(query_of(&denied, "code"), None);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_not_taken() {
    let host = Host::start().await;
    host.person("ada").await;
    let app = app(&host, json!(CALLBACK), "read").await;
    let mut browser = Browser::new(&host);
    let start = ask(&app, CALLBACK, "&scope=read");
    let to_sign_in = location(&browser.get(&start).await);
    let back = location(&browser.signs_in(&to_sign_in, "ada", "correct horse battery").await);
    let consent = browser.get(&back).await;
    let forged = Answer {
        text: consent.text.replace("name=\"form_token\" value=\"", "name=\"form_token\" value=\"x"),
        ..consent
    };
    let answer = browser.submit(&forged, "/oauth/authorize", &[("decision", "allow")]).await;
    assert_eq!((answer.status.as_u16(), answer.headers.get("location")), (403, None));
}

#[tokio::test]
async fn out_of_band_shows_the_code() {
    let host = Host::start().await;
    host.person("ada").await;
    let oob = "urn:ietf:wg:oauth:2.0:oob";
    let app = app(&host, json!(oob), "read").await;
    let mut browser = Browser::new(&host);
    let start = ask(&app, oob, "&scope=read");
    let to_sign_in = location(&browser.get(&start).await);
    let back = location(&browser.signs_in(&to_sign_in, "ada", "correct horse battery").await);
    let consent = browser.get(&back).await;
    let page = browser.submit(&consent, "/oauth/authorize", &[("decision", "allow")]).await;
    let code = page.text.split("<code class=\"code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let token =
        host.nobody().post("/oauth/token", exchange(&app, &code, &[("redirect_uri", oob)])).await.ok();
    assert_eq!(token["scope"], "read");
}

#[tokio::test]
async fn wrong_passwords_are_told_and_limited() {
    let host = Host::start_with(|config| config.rate_limit_factor = 1).await;
    host.person("ada").await;
    let mut browser = Browser::new(&host);
    // Nothing tells a name that somebody has from one that nobody has.
    for (name, right) in [("ada", "correct horse battery"), ("nobody_such", "wrong")] {
        for _ in 0..10 {
            let page = browser.signs_in("/auth/sign_in", name, "wrong").await;
            assert_eq!(page.status, 422, "{name}");
            assert!(page.text.contains("do not belong together"));
        }
        let page = browser.signs_in("/auth/sign_in", &name.to_uppercase(), right).await;
        assert_eq!(page.status, 429, "even the right one has to wait now: {name}");
        assert!(page.text.contains("Too many requests"));
    }
}

#[tokio::test]
async fn signing_up_on_the_page_signs_in_and_goes_on() {
    let host = Host::start().await;
    let app = app(&host, json!(CALLBACK), "read").await;
    let mut browser = Browser::new(&host);
    let start = ask(&app, CALLBACK, "&scope=read");
    let sign_in = browser.get(&start).await;
    let page = browser.get(&location(&sign_in)).await;
    let sign_up = page
        .text
        .split("href=\"")
        .find(|part| part.starts_with("/auth/sign_up"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let page = browser.get(&sign_up.replace("&amp;", "&")).await;
    let fields =
        [("username", "grace"), ("display_name", "Grace"), ("password", "short"), ("agreement", "1")];
    let refused = browser.submit(&page, "/auth/sign_up", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("value=\"grace\""), "what was typed stays");
    let long = "G".repeat(31);
    let fields =
        [("username", "grace"), ("display_name", &*long), ("password", "long enough"), ("agreement", "1")];
    let refused = browser.submit(&refused, "/auth/sign_up", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("at most 30 characters"));
    let fields =
        [("username", "grace"), ("display_name", "Grace"), ("password", "long enough"), ("agreement", "1")];
    let back = location(&browser.submit(&refused, "/auth/sign_up", &fields).await);
    assert!(browser.get(&back).await.text.contains("@grace"));
}

#[tokio::test]
async fn a_closed_server_takes_nobody() {
    let host = Host::start_with(|config| config.open_registrations = false).await;
    let mut browser = Browser::new(&host);
    assert_eq!(browser.get("/auth/sign_up").await.status, 403);
    assert!(!browser.get("/auth/sign_in").await.text.contains("/auth/sign_up"));
}

#[tokio::test]
async fn tokens_need_their_secret_and_their_scope() {
    let host = Host::start().await;
    let app = app(&host, json!("myapp://callback"), "read").await;
    let ask = |secret: &str, scope: &str, grant: &str| json!({"grant_type": grant, "client_id": app["client_id"], "client_secret": secret, "scope": scope});
    let nobody = host.nobody();
    let secret = text(&app["client_secret"]);
    assert_eq!(nobody.post("/oauth/token", ask("wrong", "read", "client_credentials")).await.status, 401);
    assert_eq!(
        nobody.post("/oauth/token", ask(&secret, "write", "client_credentials")).await.body["error"],
        "invalid_scope"
    );
    assert_eq!(
        nobody.post("/oauth/token", ask(&secret, "read", "password")).await.body["error"],
        "unsupported_grant_type"
    );
    let mut client = host.nobody();
    client.token = text(
        &nobody.post("/oauth/token", ask(&secret, "read", "client_credentials")).await.ok()["access_token"],
    );
    assert_eq!(client.get("/api/v1/apps/verify_credentials").await.ok()["name"], "Rejoin <b>test</b>");
    client.get("/api/v1/timelines/public").await.ok();
    client.get("/api/v1/timelines/home").await.refused(403);
    let body = json!({"client_name": "x", "redirect_uris": "javascript:alert(1)"});
    nobody.post("/api/v1/apps", body).await.refused(422);
}

#[tokio::test]
async fn how_to_sign_in_is_documented() {
    let host = Host::start().await;
    let metadata = host.nobody().get("/.well-known/oauth-authorization-server").await.ok();
    assert_eq!(metadata["issuer"], host.url(""));
    assert_eq!(metadata["code_challenge_methods_supported"], json!(["S256"]));
    assert!(metadata["scopes_supported"].as_array().unwrap().contains(&json!("write:statuses")));
}
