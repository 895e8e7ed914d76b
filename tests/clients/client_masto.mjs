// masto: JSON bodies, camel case, pages as async iterators, one multiplexed WebSocket with the token as subprotocol.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { authorize, end, eventually, load, must, OOB, ORIGIN, PICTURE, step } from "./steps.mjs";

const { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } = await load("masto");
const { default: WebSocket } = await load("ws");
const SCOPES = "read write follow push";
const people = {};
const made = {};

async function signIn(name) {
  const stranger = createRestAPIClient({ url: ORIGIN });
  const app = await stranger.v1.apps.create({ clientName: "masto", redirectUris: OOB, scopes: SCOPES });
  const asked = new URLSearchParams({
    client_id: app.clientId, redirect_uri: OOB, response_type: "code", scope: SCOPES,
  });
  const code = authorize(`${ORIGIN}/oauth/authorize?${asked}`, name);
  const oauth = createOAuthAPIClient({ url: ORIGIN });
  const token = await oauth.token.create({
    grantType: "authorization_code", clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: OOB, code,
    scope: SCOPES,
  });
  const client = createRestAPIClient({ url: ORIGIN, accessToken: token.accessToken });
  const me = await client.v1.accounts.verifyCredentials();
  assert.equal(me.username, name);
  return { client, me, app, token: token.accessToken, oauth };
}

await step("sign in by the pages", async () => {
  for (const name of ["ada", "ben"]) people[name] = await signIn(name);
});
must("sign in");
const ada = people.ada.client;
const ben = people.ben.client;

await step("read the instance", async () => {
  const instance = await ada.v2.instance.fetch();
  assert.ok(instance.configuration.statuses.maxCharacters > 0);
  assert.ok(instance.configuration.mediaAttachments.supportedMimeTypes.includes("image/png"));
  made.streaming = instance.configuration.urls.streaming;
  assert.match(made.streaming, /^ws:/);
});

await step("post with media", async () => {
  const file = new Blob([await readFile(PICTURE)], { type: "image/png" });
  const media = await ada.v2.media.create({ file, description: "A gradient", focus: "0.5,-0.5" });
  assert.equal(media.type, "image");
  const post = await ada.v1.statuses.create({
    status: "With a picture", mediaIds: [media.id], sensitive: true, spoilerText: "Colours", language: "en",
  });
  assert.equal(post.mediaAttachments[0].description, "A gradient");
  assert.equal(post.spoilerText, "Colours");
  const bytes = await fetch(post.mediaAttachments[0].url);
  assert.equal(bytes.status, 200);
});

await step("post with a poll and vote", async () => {
  const poll = { options: ["Tea", "Coffee"], expiresIn: 3600, multiple: true };
  const post = await ada.v1.statuses.create({ status: "What do you drink?", poll });
  assert.deepEqual(post.poll.options.map((option) => option.title), ["Tea", "Coffee"]);
  const voted = await ben.v1.polls.$select(post.poll.id).votes.create({ choices: [0, 1] });
  assert.deepEqual(voted.ownVotes, [0, 1]);
  assert.equal((await ada.v1.polls.$select(post.poll.id).fetch()).votersCount, 1);
});

await step("post once by its key", async () => {
  const meta = { requestInit: { headers: { "Idempotency-Key": "the same key" } } };
  const first = await ada.v1.statuses.create({ status: "Only once" }, meta);
  const again = await ada.v1.statuses.create({ status: "Only once" }, meta);
  assert.equal(first.id, again.id);
});

await step("reply", async () => {
  made.question = await ada.v1.statuses.create({ status: "Who answers? #testing" });
  const answer = await ben.v1.statuses.create({ status: "@ada I do", inReplyToId: made.question.id });
  assert.equal(answer.inReplyToAccountId, people.ada.me.id);
  const context = await ada.v1.statuses.$select(made.question.id).context.fetch();
  assert.deepEqual(context.descendants.map((status) => status.id), [answer.id]);
});

await step("boost, favourite, bookmark", async () => {
  const question = ben.v1.statuses.$select(made.question.id);
  assert.equal((await question.reblog()).reblog.id, made.question.id);
  assert.ok((await question.favourite()).favourited);
  assert.ok((await question.bookmark()).bookmarked);
  const by = await ada.v1.statuses.$select(made.question.id).rebloggedBy.list();
  assert.deepEqual(by.map((account) => account.username), ["ben"]);
  assert.equal((await question.unreblog()).reblogged, false);
  assert.equal((await question.unfavourite()).favourited, false);
});

await step("edit, history, source, delete", async () => {
  const post = await ada.v1.statuses.create({ status: "A tpyo" });
  const edited = await ada.v1.statuses.$select(post.id).update({ status: "A typo" });
  assert.match(edited.content, /A typo/);
  assert.equal((await ada.v1.statuses.$select(post.id).history.list()).length, 2);
  assert.equal((await ada.v1.statuses.$select(post.id).source.fetch()).text, "A typo");
  assert.equal((await ada.v1.statuses.$select(post.id).remove()).text, "A typo");
  await assert.rejects(ada.v1.statuses.$select(post.id).fetch(), { statusCode: 404 });
});

await step("follow", async () => {
  const relation = await ben.v1.accounts.$select(people.ada.me.id).follow();
  assert.ok(relation.following);
  const [seen] = await ada.v1.accounts.relationships.fetch({ id: [people.ben.me.id] });
  assert.ok(seen.followedBy);
  const home = await ben.v1.timelines.home.list();
  assert.ok(home.some((status) => status.id === made.question.id));
});

await step("page by Link", async () => {
  const ids = [];
  for (let number = 0; number < 13; number += 1) {
    ids.unshift((await ada.v1.statuses.create({ status: `Page ${number}` })).id);
  }
  const seen = [];
  let pages = 0;
  for await (const page of ben.v1.accounts.$select(people.ada.me.id).statuses.list({ limit: 5 })) {
    seen.push(...page.map((status) => status.id));
    pages += 1;
  }
  assert.ok(pages >= 3, `${pages} pages`);
  assert.deepEqual(seen.slice(0, 13), ids);
  assert.equal(new Set(seen).size, seen.length);
  const forward = ben.v1.accounts.$select(people.ada.me.id).statuses.list({ limit: 5, minId: ids[8] });
  assert.deepEqual((await forward).map((status) => status.id), ids.slice(3, 8));
});

await step("search", async () => {
  const found = await ada.v2.search.list({ q: "picture", type: "statuses" });
  assert.equal(found.statuses.length, 1);
  const accounts = await ada.v2.search.list({ q: "ben", type: "accounts" });
  assert.equal(accounts.accounts[0].id, people.ben.me.id);
});

await step("notifications, old and grouped", async () => {
  const kinds = new Set((await ada.v1.notifications.list()).map((entry) => entry.type));
  for (const kind of ["mention", "follow"]) assert.ok(kinds.has(kind), `no ${kind} in ${[...kinds]}`);
  const grouped = await ada.v2.notifications.list();
  assert.ok(grouped.notificationGroups.length > 0 && grouped.accounts.length > 0);
  assert.ok((await ada.v2.notifications.unreadCount.fetch()).count >= 0);
  const policy = await ada.v2.notifications.policy.fetch();
  assert.ok(["accept", "filter", "drop"].includes(policy.forNotFollowing));
});

await step("trends, tags, preferences, emojis", async () => {
  assert.ok((await ben.v1.tags.$select("testing").follow()).following);
  assert.deepEqual((await ben.v1.followedTags.list()).map((tag) => tag.name), ["testing"]);
  assert.ok(Array.isArray(await ada.v1.trends.tags.list()));
  assert.ok(Array.isArray(await ada.v1.trends.statuses.list()));
  assert.ok((await ada.v1.preferences.fetch())["posting:default:visibility"]);
  assert.ok(Array.isArray(await ada.v1.customEmojis.list()));
});

await step("stream live", async () => {
  const streaming = createStreamingAPIClient({
    streamingApiUrl: made.streaming, accessToken: people.ben.token, implementation: WebSocket,
  });
  const heard = [];
  const listen = async (subscription) => {
    for await (const event of subscription) heard.push(event);
  };
  const over = Promise.allSettled([listen(streaming.user.subscribe()), listen(streaming.hashtag.subscribe({ tag: "live" }))]);
  const has = (kind, fits) => () => heard.some((event) => event.event === kind && fits(event));
  // Nobody says when a subscription has begun: the first post that is heard shows it.
  await eventually("the first update", async () => heard.length || !(await ada.v1.statuses.create({ status: "Anyone?" })));
  const post = await ada.v1.statuses.create({ status: "Live now #live" });
  const ours = (event) => event.payload.id === post.id;
  await eventually("the update", has("update", (event) => ours(event) && event.stream.includes("user")));
  await eventually("the update by its tag", has("update", (event) => ours(event) && event.stream.includes("hashtag")));
  await ada.v1.statuses.$select(post.id).update({ status: "Live, edited" });
  await eventually("the edit", has("status.update", ours));
  await ada.v1.statuses.$select(post.id).remove();
  await eventually("the delete", has("delete", (event) => event.payload === post.id));
  await ada.v1.statuses.create({ status: "Hello @ben" });
  await eventually("the notification", has("notification", (event) => event.payload.type === "mention"));
  streaming.close();
  await over;
});

await step("sign out", async () => {
  const { app, token, oauth, client } = people.ada;
  await oauth.revoke({ clientId: app.clientId, clientSecret: app.clientSecret, token });
  await assert.rejects(client.v1.accounts.verifyCredentials(), { statusCode: 401 });
});

end();
