"""The calls whose answers are validated: every endpoint that the server promises, with data to show."""

import datetime

from steps import PICTURE


def everything(api):
    """Makes all calls; each group stands on what the ones before made."""
    about(api)
    people = accounts(api)
    posts = statuses(api, people)
    relations(api, people)
    timelines(api, people, posts)
    notifications(api, people)
    keeping(api, people, posts)
    finding(api, posts)
    refusals(api, people)
    leaving(api, people)


def about(api):
    for path in ("/health", "/.well-known/oauth-authorization-server", "/api/v1/instance", "/api/v2/instance"):
        api.call("GET", path)
    for path in ("/api/v1/custom_emojis", "/api/v1/instance/rules", "/api/v1/trends/tags", "/api/v1/trends/statuses"):
        api.call("GET", path)
    api.call("GET", "/api/v1/timelines/public", params={"local": "true"})


def accounts(api):
    apps = {name: api.sign_in(name) for name in ("ada", "ben")}
    stranger = api.call("POST", "/oauth/token", data={
        "grant_type": "client_credentials", "scope": "read write",
        "client_id": apps["ada"]["client_id"], "client_secret": apps["ada"]["client_secret"],
    })
    api.tokens["app"] = stranger["access_token"]
    api.call("GET", "/api/v1/apps/verify_credentials", who="app")
    registered = api.call("POST", "/api/v1/accounts", who="app", data={
        "username": "cleo", "email": "cleo@example.org", "password": "a long enough password", "agreement": "true",
        "locale": "en",
    })
    api.tokens["cleo"] = registered["access_token"]
    people = {"apps": apps}
    for name in ("ada", "ben", "cleo"):
        people[name] = api.call("GET", "/api/v1/accounts/verify_credentials", who=name)["id"]
    with open(PICTURE, "rb") as avatar, open(PICTURE, "rb") as header:
        api.call("PATCH", "/api/v1/accounts/update_credentials", who="ada", files={
            "avatar": avatar, "header": header,
        }, data={
            "display_name": "Ada", "note": "Counts #things", "fields_attributes[0][name]": "Web",
            "fields_attributes[0][value]": "https://example.org", "source[privacy]": "public", "bot": "false",
        })
    api.call("GET", "/api/v1/accounts/{id}", id=people["ada"])
    api.call("GET", "/api/v1/accounts/lookup", params={"acct": "ada"})
    api.call("GET", "/api/v1/accounts/search", who="ben", params={"q": "ad"})
    api.call("GET", "/api/v1/preferences", who="ada")
    return people


def statuses(api, people):
    def post(who, expect=200, **body):
        return api.call("POST", "/api/v1/statuses", who=who, expect=expect, json=body)

    with open(PICTURE, "rb") as file:
        media = api.call("POST", "/api/v2/media", who="ada", files={"file": file}, data={"description": "A gradient"})
    api.call("PUT", "/api/v1/media/{id}", who="ada", id=media["id"], data={"focus": "0.1,0.2"})
    api.call("GET", "/api/v1/media/{id}", who="ada", id=media["id"])
    picture = post("ada", status="A picture #art", media_ids=[media["id"]], spoiler_text="Colours", sensitive=True)
    poll = post("ada", status="Which?", poll={"options": ["This", "That"], "expires_in": 3600})
    api.call("POST", "/api/v1/polls/{id}/votes", who="ben", id=poll["poll"]["id"], json={"choices": [0]})
    api.call("GET", "/api/v1/polls/{id}", who="ada", id=poll["poll"]["id"])
    question = post("ada", status="Who answers @ben? See https://example.org/page")
    answer = post("ben", status="@ada I do", in_reply_to_id=question["id"])
    post("cleo", status="So do I", in_reply_to_id=question["id"], visibility="private")
    for action in ("favourite", "reblog", "bookmark"):
        api.call("POST", f"/api/v1/statuses/{{id}}/{action}", who="ben", id=question["id"])
    for action in ("pin", "mute"):
        api.call("POST", f"/api/v1/statuses/{{id}}/{action}", who="ada", id=question["id"])
    for name in ("", "/context", "/history", "/favourited_by", "/reblogged_by", "/source"):
        api.call("GET", f"/api/v1/statuses/{{id}}{name}", who="ada", id=question["id"])
    api.call("GET", "/api/v1/statuses/{id}", who="ada", id=picture["id"])
    api.call("GET", "/api/v1/statuses", who="ada", params={"id[]": [picture["id"], poll["id"]]})
    api.call("PUT", "/api/v1/statuses/{id}", who="ben", id=answer["id"], json={"status": "@ada I do, gladly"})
    api.call("GET", "/api/v1/statuses/{id}/history", who="ben", id=answer["id"])
    for action in ("unpin", "unmute"):
        api.call("POST", f"/api/v1/statuses/{{id}}/{action}", who="ada", id=question["id"])
    later = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).isoformat()
    waiting = post("ada", status="Later", scheduled_at=later)
    api.call("GET", "/api/v1/scheduled_statuses", who="ada")
    api.call("GET", "/api/v1/scheduled_statuses/{id}", who="ada", id=waiting["id"])
    api.call("PUT", "/api/v1/scheduled_statuses/{id}", who="ada", id=waiting["id"], json={"scheduled_at": later})
    api.call("DELETE", "/api/v1/scheduled_statuses/{id}", who="ada", id=waiting["id"])
    return {"picture": picture, "poll": poll, "question": question, "answer": answer}


def relations(api, people):
    ada, ben, cleo = people["ada"], people["ben"], people["cleo"]
    api.call("POST", "/api/v1/accounts/{id}/follow", who="ben", id=ada, json={"reblogs": True, "notify": True})
    api.call("POST", "/api/v1/accounts/{id}/follow", who="ada", id=ben)
    api.call("POST", "/api/v1/accounts/{id}/note", who="ben", id=ada, json={"comment": "Counts"})
    api.call("GET", "/api/v1/accounts/relationships", who="ben", params={"id[]": [ada, cleo]})
    api.call("GET", "/api/v1/accounts/{id}/followers", who="ada", id=ada)
    api.call("GET", "/api/v1/accounts/{id}/following", who="ada", id=ada)
    api.call("PATCH", "/api/v1/accounts/update_credentials", who="cleo", json={"locked": True})
    api.call("POST", "/api/v1/accounts/{id}/follow", who="ben", id=cleo)
    api.call("POST", "/api/v1/accounts/{id}/follow", who="ada", id=cleo)
    api.call("GET", "/api/v1/follow_requests", who="cleo")
    api.call("POST", "/api/v1/follow_requests/{account_id}/authorize", who="cleo", account_id=ben)
    api.call("POST", "/api/v1/follow_requests/{account_id}/reject", who="cleo", account_id=ada)
    for verb, undo in (("mute", "unmute"), ("block", "unblock")):
        api.call("POST", f"/api/v1/accounts/{{id}}/{verb}", who="ada", id=cleo)
        api.call("GET", f"/api/v1/{verb}s", who="ada")
        api.call("POST", f"/api/v1/accounts/{{id}}/{undo}", who="ada", id=cleo)
    api.call("POST", "/api/v1/reports", who="ben", json={"account_id": cleo, "comment": "Only a test"})


def timelines(api, people, posts):
    api.call("GET", "/api/v1/timelines/home", who="ben")
    api.call("GET", "/api/v1/timelines/tag/{hashtag}", hashtag="art")
    listed = api.call("POST", "/api/v1/lists", who="ben", json={"title": "Friends", "replies_policy": "list"})
    api.call("POST", "/api/v1/lists/{id}/accounts", who="ben", id=listed["id"], json={"account_ids": [people["ada"]]})
    api.call("GET", "/api/v1/lists", who="ben")
    api.call("GET", "/api/v1/lists/{id}", who="ben", id=listed["id"])
    api.call("PUT", "/api/v1/lists/{id}", who="ben", id=listed["id"], json={"title": "Old friends"})
    api.call("GET", "/api/v1/lists/{id}/accounts", who="ben", id=listed["id"])
    api.call("GET", "/api/v1/accounts/{id}/lists", who="ben", id=people["ada"])
    api.call("POST", "/api/v1/statuses", who="ada", json={"status": "For the list"})
    api.call("GET", "/api/v1/timelines/list/{list_id}", who="ben", list_id=listed["id"])
    gone = {"account_ids": [people["ada"]]}
    api.call("DELETE", "/api/v1/lists/{id}/accounts", who="ben", id=listed["id"], json=gone)
    api.call("DELETE", "/api/v1/lists/{id}", who="ben", id=listed["id"])
    for choice in ({"exclude_replies": "true"}, {"only_media": "true"}, {"pinned": "true"}, {"tagged": "art"}):
        api.call("GET", "/api/v1/accounts/{id}/statuses", id=people["ada"], params=choice)
    last = posts["question"]["id"]
    api.call("POST", "/api/v1/markers", who="ben", json={"home": {"last_read_id": last}})
    api.call("GET", "/api/v1/markers", who="ben", params={"timeline[]": ["home"]})


def notifications(api, people):
    heard = api.call("GET", "/api/v1/notifications", who="ada")
    kinds = {entry["type"] for entry in heard}
    wanted = {"mention", "favourite", "reblog", "follow"}
    api.expects("GET /api/v1/notifications", wanted <= kinds, f"of {sorted(wanted)} there are only {sorted(kinds)}")
    api.call("GET", "/api/v1/notifications/{id}", who="ada", id=heard[0]["id"])
    api.call("GET", "/api/v1/notifications/unread_count", who="ada")
    grouped = api.call("GET", "/api/v2/notifications", who="ada")
    key = grouped["notification_groups"][0]["group_key"]
    api.call("GET", "/api/v2/notifications/{group_key}", who="ada", group_key=key)
    api.call("GET", "/api/v2/notifications/{group_key}/accounts", who="ada", group_key=key)
    api.call("GET", "/api/v2/notifications/unread_count", who="ada")
    api.call("GET", "/api/v2/notifications/policy", who="ada")
    api.call("PATCH", "/api/v2/notifications/policy", who="ada", json={"for_not_following": "filter"})
    api.call("PATCH", "/api/v2/notifications/policy", who="ada", json={"for_not_following": "accept"})
    api.call("POST", "/api/v2/notifications/{group_key}/dismiss", who="ada", group_key=key)
    api.call("POST", "/api/v1/notifications/{id}/dismiss", who="ada", id=heard[-1]["id"])
    api.call("POST", "/api/v1/notifications/clear", who="ada")


def keeping(api, people, posts):
    api.call("GET", "/api/v1/bookmarks", who="ben")
    api.call("GET", "/api/v1/favourites", who="ben")
    api.call("POST", "/api/v1/statuses", who="ada", json={"status": "@ben between us", "visibility": "direct"})
    talk = api.call("GET", "/api/v1/conversations", who="ben")[0]
    api.call("POST", "/api/v1/conversations/{id}/read", who="ben", id=talk["id"])
    api.call("DELETE", "/api/v1/conversations/{id}", who="ben", id=talk["id"])
    made = api.call("POST", "/api/v2/filters", who="ben", json={
        "title": "Spoilers", "context": ["home", "public"], "filter_action": "warn",
        "keywords_attributes": [{"keyword": "picture", "whole_word": True}],
    })
    filters(api, made, posts)
    api.call("GET", "/api/v1/tags/{name}", who="ben", name="art")
    api.call("POST", "/api/v1/tags/{name}/follow", who="ben", name="art")
    api.call("GET", "/api/v1/followed_tags", who="ben")
    api.call("POST", "/api/v1/tags/{name}/unfollow", who="ben", name="art")
    for action in ("unfavourite", "unreblog", "unbookmark"):
        api.call("POST", f"/api/v1/statuses/{{id}}/{action}", who="ben", id=posts["question"]["id"])


def filters(api, made, posts):
    api.call("GET", "/api/v2/filters", who="ben")
    api.call("GET", "/api/v2/filters/{id}", who="ben", id=made["id"])
    api.call("PUT", "/api/v2/filters/{id}", who="ben", id=made["id"], json={"filter_action": "hide"})
    api.call("PUT", "/api/v2/filters/{id}", who="ben", id=made["id"], json={"filter_action": "warn"})
    word = api.call("POST", "/api/v2/filters/{filter_id}/keywords", who="ben", filter_id=made["id"], json={"keyword": "x"})
    api.call("GET", "/api/v2/filters/{filter_id}/keywords", who="ben", filter_id=made["id"])
    api.call("GET", "/api/v2/filters/keywords/{id}", who="ben", id=word["id"])
    api.call("PUT", "/api/v2/filters/keywords/{id}", who="ben", id=word["id"], json={"keyword": "y"})
    api.call("DELETE", "/api/v2/filters/keywords/{id}", who="ben", id=word["id"])
    status = {"status_id": posts["poll"]["id"]}
    kept = api.call("POST", "/api/v2/filters/{filter_id}/statuses", who="ben", filter_id=made["id"], json=status)
    api.call("GET", "/api/v2/filters/{filter_id}/statuses", who="ben", filter_id=made["id"])
    api.call("GET", "/api/v2/filters/statuses/{id}", who="ben", id=kept["id"])
    seen = api.call("GET", "/api/v1/statuses/{id}", who="ben", id=posts["picture"]["id"])
    api.expects("GET /api/v1/statuses/{id}", seen["filtered"], "the filter did not match")
    api.call("DELETE", "/api/v2/filters/statuses/{id}", who="ben", id=kept["id"])
    api.call("DELETE", "/api/v2/filters/{id}", who="ben", id=made["id"])


def finding(api, posts):
    for kind, words in (("statuses", "picture"), ("accounts", "ada"), ("hashtags", "art")):
        found = api.call("GET", "/api/v2/search", who="ben", params={"q": words, "type": kind})
        api.expects("GET /api/v2/search", found[kind], f"no {kind} for {words}")
    by_address = api.call("GET", "/api/v2/search", who="ben", params={"q": posts["question"]["url"], "resolve": "true"})
    ids = [status["id"] for status in by_address["statuses"]]
    api.expects("GET /api/v2/search", ids == [posts["question"]["id"]], f"a post's own address found {ids}")
    api.call("GET", "/api/v1/trends/tags")
    api.call("GET", "/api/v1/trends/statuses")


def refusals(api, people):
    api.call("GET", "/api/v1/timelines/home", expect=401)
    api.call("GET", "/api/v1/statuses/{id}", expect=404, id="no-such-post")
    api.call("GET", "/api/v1/accounts/{id}", expect=404, id="no-such-account")
    api.call("POST", "/api/v1/statuses", who="ada", expect=422, json={"status": ""})
    api.call("POST", "/api/v1/statuses", who="ada", expect=422, json={"status": "x" * 200_000})
    api.call("POST", "/api/v1/accounts/{id}/follow", who="ada", expect=404, id="no-such-account")
    api.call("POST", "/api/v2/media", who="ada", expect=422, files={"file": ("x.png", b"not a picture", "image/png")})
    api.call("POST", "/oauth/token", expect=401, data={"grant_type": "authorization_code", "code": "made up"})


def leaving(api, people):
    own = api.call("GET", "/api/v1/accounts/{id}/statuses", who="ada", id=people["ada"])
    removed = api.call("DELETE", "/api/v1/statuses/{id}", who="ada", id=own[0]["id"])
    api.expects("DELETE /api/v1/statuses/{id}", removed and removed.get("text"), "no text to redraft from")
    app = people["apps"]["ben"]
    api.call("POST", "/oauth/revoke", data={
        "client_id": app["client_id"], "client_secret": app["client_secret"], "token": api.tokens["ben"],
    })
    api.call("GET", "/api/v1/accounts/verify_credentials", who="ben", expect=401)
