"""toot: a command line; each command is a process of its own. It streams nothing, so it is not asked to."""

import json
import os
import pty
import subprocess
import sys
import termios

from oauth_pages import authorize
from steps import ORIGIN, PASSWORD, PICTURE, end, eventually, must, step

HOST = ORIGIN.removeprefix("http://")
made = {}


def toot(*words, said=None, who="ada"):
    """Runs a command as `who` and returns what it printed."""
    command = [sys.executable, "-m", "toot", "--no-color"]
    if who:
        command += ["--as", f"{who}@{HOST}"]
    done = subprocess.run([*command, *words], input=said, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"toot {' '.join(words)}: {done.stderr} {done.stdout}"
    return done.stdout


def by_pages(*words, who):
    """Runs a command that shows a page and waits for a key, presses Enter until it ends, and returns the pages."""
    command = [sys.executable, "-u", "-m", "toot", "--no-color", "--as", f"{who}@{HOST}", *words]
    ours, theirs = pty.openpty()
    try:
        reader = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        pages = [""]
        for line in reader.stdout:
            pages[-1] += line
            if line.startswith("Press ") and "to continue" in line:
                # What is typed before toot listens is thrown away.
                eventually("toot to listen", lambda: not termios.tcgetattr(theirs)[3] & termios.ICANON)
                os.write(ours, b"\r")
                pages.append("")
        assert reader.wait(30) == 0, pages[-1]
        return pages
    finally:
        os.close(ours)
        os.close(theirs)


def entity(*words, who="ada"):
    """Runs a command with --json and returns the entity."""
    return json.loads(toot(*words, "--json", who=who))


def sign_in(name):
    """`toot login` prints an address and waits for the code: play the browser between the two."""
    command = [sys.executable, "-u", "-m", "toot", "login", "--instance", ORIGIN]
    login = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    printed = ""
    for line in login.stdout:
        printed += line
        if line.startswith("http"):
            code = authorize(line.strip(), f"{name}@example.org", PASSWORD)["code"]
            login.stdin.write(f"n\n{code}\n")
            login.stdin.close()
    assert login.wait(60) == 0, printed
    assert "Successfully logged in" in printed, printed


@step
def sign_in_by_the_pages():
    for name in ("ada", "ben"):
        sign_in(name)
    assert f"ada@{HOST}" in toot("auth", who=None)
    assert "@ben" in toot("whoami", who="ben")


must("sign in")


@step
def read_the_instance():
    assert entity("instance", ORIGIN)["title"]


@step
def post_with_media():
    post = entity("post", "With a picture", "--media", PICTURE, "--description", "A gradient")
    assert post["media_attachments"][0]["description"] == "A gradient", post
    made["picture"] = post["id"]


@step
def post_with_a_poll_and_vote():
    post = entity("post", "Tea?", "--poll-option", "Yes", "--poll-option", "No", "--poll-expires-in", "1h")
    poll = post["poll"]["id"]
    voted = entity("polls", "vote", poll, "0", who="ben")
    assert voted["voted"] and voted["own_votes"] == [0], voted
    assert entity("polls", "show", poll)["options"][0]["votes_count"] == 1


@step
def reply():
    question = entity("post", "Who answers? #testing", "--language", "en")
    made["question"] = question["id"]
    answer = entity("post", "@ada I do", "--reply-to", question["id"], who="ben")
    assert answer["in_reply_to_id"] == question["id"]
    thread = entity("thread", question["id"])
    assert [status["id"] for status in thread["descendants"]] == [answer["id"]]
    assert "I do" in toot("thread", question["id"])


@step
def boost_favourite_bookmark():
    for verb in ("reblog", "favourite", "bookmark"):
        toot(verb, made["question"], who="ben")
    status = entity("status", made["question"], who="ben")
    assert status["reblogged"] and status["favourited"] and status["bookmarked"], status
    assert "ben" in toot("reblogged-by", made["question"])
    assert "Who answers?" in toot("bookmarks", "--once", who="ben")


@step
def follow():
    assert entity("follow", "ada", who="ben")["following"]
    assert "ada" in toot("following", who="ben")
    assert "ben" in toot("followers")
    assert "Who answers?" in toot("timelines", "home", "--no-pager", who="ben")


@step
def page_by_link():
    for number in range(8):
        toot("post", f"Page {number}")
    pages = by_pages("timelines", "account", "ada", "--limit", "3", "--no-clear", who="ben")
    assert len(pages) >= 4, f"{len(pages)} pages"
    read = "".join(pages)
    places = [read.find(f"Page {number}") for number in reversed(range(8))]
    assert -1 not in places and places == sorted(places), f"not each once, newest first: {places}"


@step
def search():
    found = entity("search", "picture", "--type", "statuses")
    assert [status["id"] for status in found["statuses"]] == [made["picture"]], found
    assert "@ben" in toot("search", "ben")
    assert "testing" in toot("search", "#testing", "--type", "hashtags")


@step
def follow_a_tag_and_make_a_list():
    assert "testing" in toot("tags", "follow", "testing", who="ben").lower()
    assert "testing" in toot("tags", "followed", who="ben")
    toot("lists", "create", "Friends", who="ben")
    toot("lists", "add", "Friends", "ada", who="ben")
    assert "ada" in toot("lists", "accounts", "Friends", who="ben")


@step
def notifications():
    said = toot("notifications")
    for words in ("mentioned you", "boosted", "favourited", "now follows you"):
        assert words in said, f"no {words!r} in: {said}"


@step
def mute_block_and_delete():
    assert entity("mute", "ada", who="ben")["muting"]
    assert entity("unmute", "ada", who="ben")["muting"] is False
    assert entity("block", "ada", who="ben")["blocking"]
    assert entity("unblock", "ada", who="ben")["blocking"] is False
    toot("delete", made["picture"])
    assert "With a picture" not in toot("timelines", "account", "ada", "--no-pager", "--limit", "40", who="ben")


@step
def update_the_account():
    toot("update-account", "--display-name", "Ada by line", "--note", "Counts.", "--avatar", PICTURE)
    assert "Ada by line" in toot("whois", "ada", who="ben")


@step
def sign_out():
    toot("logout", f"ada@{HOST}", who=None)
    assert f"ada@{HOST}" not in toot("auth", who=None)


end()
