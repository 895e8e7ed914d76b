// megalodon: axios, its own view of entities, one WebSocket a stream with the token in the query.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";

import { authorize, end, eventually, load, must, OOB, ORIGIN, PICTURE, step } from "./steps.mjs";

const { default: generator } = await load("megalodon");
const SCOPES = ["read", "write", "follow"];
const people = {};
const made = {};

async function signIn(name) {
  const stranger = generator("mastodon", ORIGIN);
  const app = await stranger.registerApp("megalodon", { scopes: SCOPES, redirect_uris: OOB });
  const code = authorize(app.url, name);
  const token = await stranger.fetchAccessToken(app.client_id, app.client_secret, code, OOB);
  const client = generator("mastodon", ORIGIN, token.access_token);
  const me = (await client.verifyAccountCredentials()).data;
  assert.equal(me.username, name);
  return { client, me, app, token: token.access_token };
}

/** The query of the `next` link, as options for the next call. */
function next(response) {
  const found = /<([^>]+)>;\s*rel="next"/.exec(response.headers.link ?? "");
  return found && Object.fromEntries(new URL(found[1]).searchParams);
}

await step("sign in by the pages", async () => {
  for (const name of ["ada", "ben"]) people[name] = await signIn(name);
});
must("sign in");
const ada = people.ada.client;
const ben = people.ben.client;

await step("read the instance", async () => {
  const instance = (await ada.getInstance()).data;
  assert.ok(instance.configuration.statuses.max_characters > 0);
  assert.match(instance.urls.streaming_api, /^ws:/);
});

await step("post with media", async () => {
  const media = (await ada.uploadMedia(createReadStream(PICTURE), { description: "A gradient" })).data;
  assert.equal(media.type, "image");
  const post = (await ada.postStatus("With a picture", { media_ids: [media.id], spoiler_text: "Colours" })).data;
  assert.equal(post.media_attachments[0].description, "A gradient");
  made.picture = post;
});

await step("post with a poll and vote", async () => {
  const poll = { options: ["Tea", "Coffee"], expires_in: 3600, multiple: false };
  const post = (await ada.postStatus("What do you drink?", { poll })).data;
  const voted = (await ben.votePoll(post.poll.id, [1])).data;
  assert.ok(voted.voted);
  assert.equal((await ada.getPoll(post.poll.id)).data.options[1].votes_count, 1);
});

await step("reply", async () => {
  made.question = (await ada.postStatus("Who answers? #testing", { visibility: "public" })).data;
  const answer = (await ben.postStatus("@ada I do", { in_reply_to_id: made.question.id })).data;
  assert.equal(answer.in_reply_to_id, made.question.id);
  const context = (await ada.getStatusContext(made.question.id)).data;
  assert.deepEqual(context.descendants.map((status) => status.id), [answer.id]);
});

await step("boost, favourite, bookmark", async () => {
  const id = made.question.id;
  assert.equal((await ben.reblogStatus(id)).data.reblog.id, id);
  assert.ok((await ben.favouriteStatus(id)).data.favourited);
  assert.ok((await ben.bookmarkStatus(id)).data.bookmarked);
  assert.deepEqual((await ada.getStatusRebloggedBy(id)).data.map((account) => account.username), ["ben"]);
  assert.deepEqual((await ben.getFavourites()).data.map((status) => status.id), [id]);
  assert.deepEqual((await ben.getBookmarks()).data.map((status) => status.id), [id]);
});

await step("edit and delete", async () => {
  const post = (await ada.postStatus("A tpyo", {})).data;
  const edited = (await ada.editStatus(post.id, { status: "A typo" })).data;
  assert.match(edited.content, /A typo/);
  assert.equal((await ada.getStatusSource(post.id)).data.text, "A typo");
  await ada.deleteStatus(post.id);
  await assert.rejects(ada.getStatus(post.id), (error) => error.response.status === 404);
});

await step("follow", async () => {
  assert.ok((await ben.followAccount(people.ada.me.id)).data.following);
  assert.ok((await ada.getRelationship(people.ben.me.id)).data.followed_by);
  assert.ok((await ben.getHomeTimeline()).data.some((status) => status.id === made.question.id));
  const followers = (await ada.getAccountFollowers(people.ada.me.id)).data;
  assert.deepEqual(followers.map((account) => account.username), ["ben"]);
});

await step("page by Link", async () => {
  const ids = [];
  for (let number = 0; number < 13; number += 1) {
    ids.unshift((await ada.postStatus(`Page ${number}`, {})).data.id);
  }
  const seen = [];
  let pages = 0;
  for (let options = { limit: 5 }; options; pages += 1) {
    const page = await ben.getHomeTimeline(options);
    seen.push(...page.data.map((status) => status.id));
    options = page.data.length ? next(page) : null;
  }
  assert.ok(pages >= 3, `${pages} pages`);
  assert.deepEqual(seen.slice(0, 13), ids);
  assert.equal(new Set(seen).size, seen.length);
});

await step("search", async () => {
  const posts = (await ada.search("picture", { type: "statuses" })).data;
  assert.deepEqual(posts.statuses.map((status) => status.id), [made.picture.id]);
  assert.equal((await ada.search("ben", { type: "accounts" })).data.accounts[0].id, people.ben.me.id);
  assert.equal((await ada.search("testing", { type: "hashtags" })).data.hashtags[0].name, "testing");
  const tagged = (await ada.getTagTimeline("testing")).data;
  assert.deepEqual(tagged.map((status) => status.id), [made.question.id]);
});

await step("notifications and markers", async () => {
  const kinds = new Set((await ada.getNotifications()).data.map((entry) => entry.type));
  for (const kind of ["mention", "reblog", "favourite", "follow"]) assert.ok(kinds.has(kind), `no ${kind}`);
  const id = (await ada.getHomeTimeline()).data[0].id;
  await ada.saveMarkers({ home: { last_read_id: id } });
  assert.equal((await ada.getMarkers(["home"])).data.home.last_read_id, id);
});

await step("lists, preferences, mutes, blocks, trends", async () => {
  const list = (await ben.createList("Friends")).data;
  await ben.addAccountsToList(list.id, [people.ada.me.id]);
  const post = (await ada.postStatus("For friends", {})).data;
  assert.equal((await ben.getListTimeline(list.id)).data[0].id, post.id);
  assert.ok((await ada.getPreferences()).data["posting:default:visibility"]);
  assert.ok((await ben.muteAccount(people.ada.me.id)).data.muting);
  assert.deepEqual((await ben.getMutes()).data.map((account) => account.username), ["ada"]);
  assert.ok(!(await ben.unmuteAccount(people.ada.me.id)).data.muting);
  assert.ok((await ada.blockAccount(people.ben.me.id)).data.blocking);
  assert.ok(!(await ada.unblockAccount(people.ben.me.id)).data.blocking);
  await ben.followAccount(people.ada.me.id);
  assert.ok(Array.isArray((await ada.getInstanceTrends()).data));
  assert.ok(Array.isArray((await ada.getInstanceCustomEmojis()).data));
});

await step("stream live", async () => {
  const stream = await ben.userStreaming();
  const heard = { update: [], delete: [], notification: [], status_update: [] };
  for (const kind of Object.keys(heard)) stream.on(kind, (payload) => heard[kind].push(payload));
  try {
    await new Promise((open, fail) => stream.once("connect", open).once("error", fail));
    const post = (await ada.postStatus("Live now", {})).data;
    await eventually("the update", () => heard.update.some((status) => status.id === post.id));
    await ada.editStatus(post.id, { status: "Live, edited" });
    await eventually("the edit", () => heard.status_update.some((status) => status.id === post.id));
    await ada.deleteStatus(post.id);
    await eventually("the delete", () => heard.delete.includes(post.id));
    await ada.postStatus("Hello @ben", {});
    await eventually("the notification", () => heard.notification.some((entry) => entry.type === "mention"));
  } finally {
    stream.stop();
  }
});

await step("sign out", async () => {
  await ada.revokeToken(people.ada.app.client_id, people.ada.app.client_secret, people.ada.token);
  await assert.rejects(ada.verifyAccountCredentials(), (error) => error.response.status === 401);
});

end();
