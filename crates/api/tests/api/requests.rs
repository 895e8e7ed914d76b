//! What goes over the wire for what a caller asks.

use rejoin_api::params::{FieldAttributes, NewPoll, NewStatus, UpdateCredentials, UpdateMedia};
use rejoin_api::requests::{accounts, filters, media, oauth, polls, search, statuses, tags, timelines};
use rejoin_api::{
    Auth, Body, FilePart, FileSource, Method, Page, PartContent, Timestamp, Visibility, parse_strict,
};

fn form_of(body: &Body) -> String {
    match body {
        Body::Form(text) => percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned(),
        other => panic!("no form: {other:?}"),
    }
}

#[test]
fn segments_and_queries_are_encoded() {
    assert_eq!(
        timelines::tag("園芸/a?b", &[], &Page::of(3)).call.target(),
        "/api/v1/timelines/tag/%E5%9C%92%E8%8A%B8%2Fa%3Fb?limit=3"
    );
    assert_eq!(statuses::get(&"../x".into()).call.target(), "/api/v1/statuses/..%2Fx");
    let query =
        search::Query { q: "a&b #c +d".to_owned(), kind: Some(search::Kind::Statuses), ..Default::default() };
    assert_eq!(
        search::search(&query, &Page::default()).call.target(),
        "/api/v2/search?q=a%26b%20%23c%20%2Bd&type=statuses"
    );
    let ids = ["1".into(), "2".into()];
    assert_eq!(
        accounts::relationships(&ids).call.target(),
        "/api/v1/accounts/relationships?id%5B%5D=1&id%5B%5D=2"
    );
}

#[test]
fn pages_name_only_what_is_asked() {
    let page = Page { min_id: Some("7".to_owned()), ..Page::of(40) };
    assert_eq!(
        timelines::local(&page).call.target(),
        "/api/v1/timelines/public?local=true&min_id=7&limit=40"
    );
    assert_eq!(timelines::public(&Page::default()).call.target(), "/api/v1/timelines/public");
}

#[test]
fn a_post_goes_as_a_form_that_every_server_understands() {
    let status = NewStatus {
        status: Some("Tea & cake?".to_owned()),
        media_ids: vec!["1".into(), "2".into()],
        poll: Some(NewPoll {
            options: vec!["Tea".to_owned(), "=".to_owned()],
            expires_in: 300,
            ..Default::default()
        }),
        visibility: Some(Visibility::Unlisted),
        scheduled_at: Some(Timestamp::from_millis(0)),
        ..Default::default()
    };
    let request = statuses::create(&status, Some("key"));
    assert_eq!(request.call.idempotency_key.as_deref(), Some("key"));
    assert_eq!(request.call.method, Method::Post);
    assert_eq!(
        form_of(&request.call.body),
        "status=Tea & cake?&media_ids[]=1&media_ids[]=2&poll[options][]=Tea&poll[options][]==&poll[expires_in]=300\
         &poll[multiple]=false&poll[hide_totals]=false&visibility=unlisted&scheduled_at=1970-01-01T00:00:00.000Z"
    );
}

#[test]
fn a_vote_names_each_choice() {
    assert_eq!(form_of(&polls::vote(&"1".into(), &[0, 2]).call.body), "choices[]=0&choices[]=2");
}

#[test]
fn files_travel_beside_the_words() {
    let file = |name: &str| FilePart {
        file_name: name.to_owned(),
        content_type: "image/png".to_owned(),
        source: FileSource::Handle(name.to_owned()),
    };
    let names = |body: &Body| match body {
        Body::Multipart(parts) => parts
            .iter()
            .map(|part| match &part.content {
                PartContent::Text(text) => format!("{}={text}", part.name),
                PartContent::File(file) => format!("{}@{}", part.name, file.file_name),
            })
            .collect::<Vec<_>>(),
        other => panic!("no multipart: {other:?}"),
    };
    let about = UpdateMedia { description: Some("a\ncat".to_owned()), focus: None };
    assert_eq!(names(&media::upload(file("a.png"), &about).call.body), ["description=a\ncat", "file@a.png"]);
    let changes = UpdateCredentials {
        bot: Some(false),
        fields_attributes: Some(vec![FieldAttributes { name: "web".to_owned(), value: "x".to_owned() }]),
        ..Default::default()
    };
    let request = accounts::update_credentials_with_files(&changes, None, Some(file("h.png")));
    assert_eq!(
        names(&request.call.body),
        ["bot=false", "fields_attributes[0][name]=web", "fields_attributes[0][value]=x", "header@h.png"]
    );
}

#[test]
fn tokens_go_only_where_they_belong() {
    assert_eq!(oauth::metadata().call.auth, Auth::Never);
    assert_eq!(oauth::token(&Default::default()).call.auth, Auth::Never);
    assert_eq!(timelines::public(&Page::default()).call.auth, Auth::Optional);
    assert_eq!(timelines::home(&Page::default()).call.auth, Auth::Required);
    assert_eq!(tags::follow("a").call.auth, Auth::Required);
}

#[test]
fn the_address_for_signing_in_carries_the_challenge() {
    let ask = oauth::Authorize {
        client_id: "c".to_owned(),
        redirect_uri: "https://app.example/sign-in/callback".to_owned(),
        scope: "read write".to_owned(),
        state: "s".to_owned(),
        code_challenge: "x_-".to_owned(),
        force_login: false,
    };
    assert_eq!(
        ask.url("https://a.example/oauth/authorize"),
        "https://a.example/oauth/authorize?response_type=code&client_id=c\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fsign-in%2Fcallback&scope=read%20write&state=s\
         &code_challenge=x_-&code_challenge_method=S256"
    );
}

#[test]
fn a_server_refuses_a_wrong_part_of_what_it_is_told() {
    let strict = |text| parse_strict::<NewStatus>(text);
    assert_eq!(strict(r#"{"status":"a","scheduled_at":"tomorrow"}"#).unwrap_err().path, "scheduled_at");
    assert_eq!(strict(r#"{"poll":{"options":["a",{}],"expires_in":5}}"#).unwrap_err().path, "poll.options");
    assert_eq!(strict(r#"{"poll":{"expires_in":"x"}}"#).unwrap_err().path, "poll.expires_in");
    assert_eq!(strict(r#"{"media_ids":"1"}"#).unwrap_err().path, "media_ids");
    let fine = strict(r#"{"status":"a","in_reply_to_id":"","sensitive":"true","poll":null,"extra":[1]}"#)
        .expect("fine");
    assert_eq!((fine.in_reply_to_id, fine.sensitive, fine.poll), (None, Some(true), None));
}

#[test]
fn a_filter_goes_as_json() {
    let Body::Json(text) = filters::create(&Default::default()).call.body else { panic!("no JSON") };
    assert_eq!(text, "{}");
}
