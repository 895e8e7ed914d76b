"""Mastodon.py: synchronous, form bodies, typed entities, one WebSocket."""

import datetime
import threading
import warnings

from mastodon import Mastodon, StreamListener
from mastodon.errors import MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

from oauth_pages import authorize
from steps import ORIGIN, PASSWORD, PICTURE, end, eventually, must, step

warnings.simplefilter("error")
# It leaves files open.
warnings.simplefilter("ignore", ResourceWarning)
OOB = "urn:ietf:wg:oauth:2.0:oob"
SCOPES = ["read", "write", "follow", "push"]
people = {}
made = {}


def sign_in(name):
    client_id, secret = Mastodon.create_app(
        "Mastodon.py", scopes=SCOPES, redirect_uris=OOB, api_base_url=ORIGIN, website="https://example.org"
    )
    client = Mastodon(client_id=client_id, client_secret=secret, api_base_url=ORIGIN, ratelimit_method="throw")
    address = client.auth_request_url(scopes=SCOPES, state="a state", allow_http=True)
    code = authorize(address, f"{name}@example.org", PASSWORD)["code"]
    client.log_in(code=code, scopes=SCOPES, allow_http=True)
    return client


class Heard(StreamListener):
    """Keeps what the stream says."""

    def __init__(self):
        self.updates, self.edits, self.deletes, self.notifications, self.broken = [], [], [], [], []

    def on_update(self, status):
        self.updates.append(status.content)

    def on_status_update(self, status):
        self.edits.append(status.content)

    def on_delete(self, status_id):
        self.deletes.append(str(status_id))

    def on_notification(self, notification):
        self.notifications.append(notification.type)

    def on_abort(self, err):
        self.broken.append(err)


@step
def sign_in_by_the_pages():
    for name in ("ada", "ben"):
        people[name] = sign_in(name)
        assert people[name].me().username == name


must("sign in")
ada, ben = people["ada"], people["ben"]


@step
def read_the_instance():
    about = ada.instance_v1()
    assert about.uri and about.title, about
    limits = ada.instance_v2().configuration
    assert limits.statuses.max_characters > 0 and limits.polls.max_options >= 2
    assert ada.app_verify_credentials().name == "Mastodon.py"


@step
def a_wrong_token_is_refused():
    stranger = Mastodon(access_token="not a token", api_base_url=ORIGIN)
    try:
        stranger.timeline_home()
    except MastodonUnauthorizedError:
        return
    raise AssertionError("a made-up token read the home timeline")


@step
def change_the_profile():
    me = ada.account_update_credentials(
        display_name="Ada of the tests", note="Counts things.", fields=[("Engine", "difference")], avatar=PICTURE
    )
    assert me.display_name == "Ada of the tests", me.display_name
    assert "Counts things." in me.note and me.source.note == "Counts things."
    assert me.fields[0].name == "Engine", me.fields
    assert ben.account_lookup("ada").avatar == me.avatar


@step
def post_with_media():
    media = ada.media_post(PICTURE, description="A gradient", focus=(0.5, -0.5), synchronous=True)
    assert media.type == "image" and media.description == "A gradient" and media.blurhash, media
    post = ada.status_post("With a picture", media_ids=[media], sensitive=True, spoiler_text="Colours", language="en")
    assert post.media_attachments[0].description == "A gradient"
    assert post.media_attachments[0].meta.focus.x == 0.5, post.media_attachments[0].meta
    assert post.sensitive and post.spoiler_text == "Colours" and post.language == "en"


@step
def post_with_a_poll_and_vote():
    poll = ada.make_poll(["Tea", "Coffee", "Water"], expires_in=3600, multiple=False)
    post = ada.status_post("What do you drink?", poll=poll)
    assert [option.title for option in post.poll.options] == ["Tea", "Coffee", "Water"]
    voted = ben.poll_vote(post.poll, 1)
    assert voted.voted and voted.own_votes == [1] and voted.votes_count == 1
    assert ada.poll(post.poll).options[1].votes_count == 1
    try:
        ben.poll_vote(post.poll, 0)
    except MastodonAPIError:
        return
    raise AssertionError("voted twice")


@step
def post_once_by_its_key():
    first = ada.status_post("Only once", idempotency_key="the same key")
    again = ada.status_post("Only once", idempotency_key="the same key")
    assert first.id == again.id
    made["question"] = ada.status_post("Who answers? #testing", visibility="public")


@step
def reply():
    answer = ben.status_reply(made["question"], "I do")
    assert answer.in_reply_to_id == made["question"].id
    assert answer.mentions[0].acct == "ada", answer.mentions
    context = ada.status_context(made["question"])
    assert [status.id for status in context.descendants] == [answer.id]
    assert ada.status(made["question"]).replies_count == 1


@step
def boost_favourite_bookmark_pin():
    question = made["question"]
    wrapper = ben.status_reblog(question)
    assert wrapper.reblog.id == question.id and wrapper.id != question.id
    assert ben.status_favourite(question).favourited
    assert ben.status_bookmark(question).bookmarked
    assert ada.status_pin(question).pinned
    assert [account.username for account in ada.status_favourited_by(question)] == ["ben"]
    assert [account.username for account in ada.status_reblogged_by(question)] == ["ben"]
    assert [status.id for status in ben.bookmarks()] == [question.id]
    assert [status.id for status in ben.favourites()] == [question.id]
    now = ada.status(question)
    assert (now.reblogs_count, now.favourites_count) == (1, 1), now


@step
def edit_and_read_the_history():
    post = ada.status_post("A tpyo")
    edited = ada.status_update(post, "A typo")
    assert "typo" in edited.content and edited.edited_at
    assert len(ada.status_history(post)) == 2
    assert ada.status_source(post).text == "A typo"
    ada.status_delete(post)
    try:
        ada.status(post)
    except MastodonNotFoundError:
        return
    raise AssertionError("a deleted post can be read")


@step
def follow():
    relation = ben.account_follow(ada.me())
    assert relation.following
    assert ada.account_relationships(ben.me())[0].followed_by
    assert [account.username for account in ada.account_followers(ada.me())] == ["ben"]
    assert any(status.id == made["question"].id for status in ben.timeline_home())


@step
def page_through_a_timeline():
    ids = [ada.status_post(f"Page {number}").id for number in range(13)]
    page = ben.account_statuses(ada.me(), limit=5)
    seen, pages = [], 0
    while page:
        seen += [status.id for status in page]
        pages += 1
        page = ben.fetch_next(page)
    assert pages >= 3, f"{pages} pages"
    assert seen[:13] == list(reversed(ids)), "not newest first, each once"
    assert len(seen) == len(set(seen)), "a post came twice"

    older = ben.account_statuses(ada.me(), limit=2, max_id=ids[-3])
    forward = ben.fetch_previous(older)
    assert [status.id for status in forward] == [ids[-2], ids[-3]], "min_id does not walk forward from the cursor"


@step
def page_through_favourites_by_link():
    own = [status for status in ada.account_statuses(ada.me(), limit=40)][:9]
    for status in own:
        ada.status_favourite(status)
    page, seen, pages = ada.favourites(limit=3), [], 0
    while page:
        seen += [status.id for status in page]
        pages += 1
        page = ada.fetch_next(page)
    assert seen == [status.id for status in reversed(own)], "not by the time of the favourite"
    assert pages >= 3


@step
def search():
    found = ada.search("typing picture", result_type="statuses")
    assert not found.statuses
    assert any("picture" in status.content for status in ada.search_v2("picture").statuses)
    assert [account.username for account in ada.account_search("be")] == ["ben"]
    assert [tag.name for tag in ada.search_v2("#testing").hashtags] == ["testing"]
    assert any(status.id == made["question"].id for status in ada.timeline_hashtag("testing"))


@step
def notifications():
    kinds = {entry.type for entry in ada.notifications()}
    assert {"mention", "reblog", "favourite", "follow"} <= kinds, kinds
    assert ada.notifications(types=["follow"])[0].account.username == "ben"
    ada.markers_set("notifications", ada.notifications()[0].id)
    assert ada.markers_get("notifications").notifications.last_read_id == ada.notifications()[0].id


@step
def lists_filters_conversations():
    friends = ben.list_create("Friends")
    ben.list_accounts_add(friends, [ada.me()])
    post = ada.status_post("For friends")
    assert ben.timeline_list(friends)[0].id == post.id
    words = [{"keyword": "ending", "whole_word": True}]
    spoilers = ben.create_filter_v2("Spoilers", ["home", "public"], "warn", keywords_attributes=words)
    ada.status_post("The ending was a surprise")
    hidden = [s for s in ben.timeline_home() if "ending" in s.content][0]
    assert hidden.filtered[0].filter.title == "Spoilers", hidden.filtered
    ben.delete_filter_v2(spoilers)
    ada.status_post("@ben just us", visibility="direct")
    talk = ben.conversations()[0]
    assert talk.unread and "just us" in talk.last_status.content
    assert not ben.conversations_read(talk).unread


@step
def mute_block_report():
    ben.account_mute(ada.me())
    assert ben.account_relationships(ada.me())[0].muting
    ben.account_unmute(ada.me())
    ada.account_block(ben.me())
    assert ada.account_relationships(ben.me())[0].blocking
    assert not any(s.account.username == "ada" for s in ben.timeline_home())
    ada.account_unblock(ben.me())
    ben.account_follow(ada.me())
    assert ben.report(ada.me(), status_ids=[made["question"]], comment="Only a test").comment == "Only a test"


@step
def schedule():
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=30)
    waiting = ada.status_post("Later", scheduled_at=later)
    assert [entry.id for entry in ada.scheduled_statuses()] == [waiting.id]
    ada.scheduled_status_delete(waiting)
    assert ada.scheduled_statuses() == []


@step
def stream_live():
    heard = Heard()
    handle = ben.stream_open_websocket(heard, timeout=30)
    try:
        ben.stream_user(heard, websocket_handle=handle)
        ben.stream_hashtag("live", heard, websocket_handle=handle)
        # Nobody says when a subscription has begun: the first post that is heard shows it.
        eventually("the first update", lambda: heard.updates or not ada.status_post("Anyone there?"))
        post = ada.status_post("Live now")
        eventually("the update", lambda: any("Live now" in text for text in heard.updates))
        ada.status_update(post, "Live, edited")
        eventually("the edit", lambda: any("edited" in text for text in heard.edits))
        ada.status_delete(post)
        eventually("the delete", lambda: str(post.id) in heard.deletes)
        ada.status_post("Hello @ben")
        eventually("the notification", lambda: "mention" in heard.notifications)
        assert not heard.broken, heard.broken
    finally:
        handle.close()


@step
def stream_over_plain_http():
    heard = Heard()
    handle = ben.stream_user(heard, run_async=True, timeout=30)
    try:
        eventually("the stream", handle.is_receiving)
        ada.status_post("Heard over HTTP")
        eventually("the update", lambda: any("Heard over HTTP" in text for text in heard.updates))
    finally:
        # Closing waits until the reading thread has read something more.
        threading.Timer(0.2, ada.status_post, ["Goodbye"]).start()
        handle.close()


@step
def sign_out():
    token = ada.access_token
    ada.revoke_access_token(allow_http=True)
    try:
        Mastodon(access_token=token, api_base_url=ORIGIN).me()
    except MastodonUnauthorizedError:
        return
    raise AssertionError("a revoked token still works")


end()
