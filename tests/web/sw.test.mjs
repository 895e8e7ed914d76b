// The service worker against stand-ins for the browser's caches and network.
import assert from "node:assert/strict";
import { createHash, webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import vm from "node:vm";

const source = (await readFile(new URL("../../public/sw.js", import.meta.url), "utf8")).replace("{{build}}", "b1");
const ORIGIN = "https://here.example";
const absolute = (request) => new URL(typeof request === "string" ? request : request.url, ORIGIN).href;
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

class FakeCache {
  entries = new Map();
  async put(request, response) {
    this.entries.set(absolute(request), response);
  }
  async match(request) {
    return this.entries.get(absolute(request))?.clone();
  }
  async delete(request) {
    return this.entries.delete(absolute(request));
  }
  async keys() {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

class FakeCaches {
  all = new Map();
  async open(name) {
    if (!this.all.has(name)) this.all.set(name, new FakeCache());
    return this.all.get(name);
  }
  async keys() {
    return [...this.all.keys()];
  }
  async delete(name) {
    return this.all.delete(name);
  }
  async match(request, { cacheName }) {
    return this.all.get(cacheName)?.match(request);
  }
}

/** A worker with its caches; `files` answers its requests, `requests` is what it asked for. */
function worker(files, caches = new FakeCaches()) {
  const listeners = {};
  const requests = [];
  const scope = {
    URL,
    caches,
    crypto: webcrypto,
    self: {
      location: new URL(ORIGIN),
      navigator: { onLine: true },
      clients: { claim: async () => {} },
      skipWaiting: () => {
        scope.skipped = true;
      },
      addEventListener: (type, listener) => {
        listeners[type] = listener;
      },
    },
    fetch: async (request, options = {}) => {
      const url = absolute(request);
      requests.push({ url, ...options });
      const answer = files[url] ?? files[new URL(url).pathname];
      if (answer === undefined) throw new TypeError("Failed to fetch");
      return typeof answer === "function" ? answer(options) : new Response(answer);
    },
  };
  vm.runInNewContext(source, scope);
  const send = async (type, event = {}) => {
    const work = [];
    let answer;
    listeners[type]({ waitUntil: (p) => work.push(p), respondWith: (p) => (answer = p), ...event });
    try {
      return await answer;
    } finally {
      await Promise.all(work);
    }
  };
  const get = (url, request = {}) =>
    send("fetch", { request: { url: absolute(url), method: "GET", mode: "cors", destination: "", ...request } });
  const picture = (url) => get(url, { mode: "no-cors", destination: "image" });
  return { send, get, picture, caches, requests, scope };
}

const FILES = { "/": "page", "/assets/app-1.js": "script" };
const list = (build = "b1", files = FILES) =>
  JSON.stringify({ build, files: Object.entries(files).map(([url, text]) => ({ url, sha256: sha256(text), bytes: text.length })) });
const png = () => new Response("picture", { headers: { "content-type": "image/png" } });

async function installed(files = {}) {
  const made = worker({ ...FILES, "/precache.json": list(), ...files });
  await made.send("install");
  await made.send("activate");
  made.requests.length = 0;
  return made;
}

test("a build is kept whole, fetched past the HTTP cache but for what is named by its content", async () => {
  const { send, caches, requests } = worker({ ...FILES, "/precache.json": list() });
  await send("install");
  assert.deepEqual([...(await caches.open("rejoin-app-b1")).entries.keys()].sort(), [`${ORIGIN}/`, `${ORIGIN}/assets/app-1.js`]);
  const asked = Object.fromEntries(requests.map(({ url, cache }) => [new URL(url).pathname, cache]));
  assert.deepEqual(asked, { "/precache.json": "reload", "/": "reload", "/assets/app-1.js": "default" });
});

test("what the HTTP cache has wrong is asked for past it", async () => {
  const script = ({ cache }) => new Response(cache === "reload" ? "script" : "half of a scr");
  const { send, caches } = worker({ ...FILES, "/precache.json": list(), "/assets/app-1.js": script });
  await send("install");
  const kept = await (await caches.open("rejoin-app-b1")).match("/assets/app-1.js");
  assert.equal(await kept.text(), "script");
});

test("pictures are forgotten when the page says so", async () => {
  const url = "https://cdn.example/a.png";
  const { picture, send, caches } = await installed({ [url]: png });
  await picture(url);
  await send("message", { data: { type: "forget-images" } });
  assert.deepEqual(await caches.keys(), ["rejoin-app-b1"]);
});

test("a file that is not the build's leaves nothing behind", async () => {
  for (const files of [{ ...FILES, "/": "changed" }, { "/": "page" }]) {
    const { send, caches } = worker({ "/precache.json": list(), ...files });
    await assert.rejects(send("install"));
    assert.deepEqual(await caches.keys(), []);
  }
  await assert.rejects(worker({ ...FILES, "/precache.json": list("b2") }).send("install"), /b2/);
});

test("addresses of the app open from the cache, without network", async () => {
  const { get, requests } = await installed();
  for (const address of ["/", "/@ada/1", "/search?q=x"]) {
    assert.equal(await (await get(address, { mode: "navigate" })).text(), "page");
  }
  assert.equal(await (await get("/assets/app-1.js")).text(), "script");
  assert.deepEqual(requests, []);
});

test("the server's own paths are never touched", async () => {
  const { get, send } = await installed();
  for (const path of ["/api/v1/timelines/home", "/oauth/authorize?x", "/auth/sign_in", "/.well-known/webfinger", "/nodeinfo/2.0", "/health", "/media/film.mp4"]) {
    assert.equal(await get(path, { mode: "navigate" }), undefined, path);
  }
  assert.equal(await send("fetch", { request: { url: `${ORIGIN}/`, method: "POST" } }), undefined);
});

test("a picture seen once is seen again without network", async () => {
  const url = "https://cdn.example/a.png";
  const { picture, requests } = await installed({ [url]: png });
  assert.equal(await (await picture(url)).text(), "picture");
  assert.equal(await (await picture(url)).text(), "picture");
  assert.equal(requests.length, 1);
});

test("a host without CORS is asked again without it, and then only so", async () => {
  const answer = ({ mode }) => {
    if (mode === "cors") throw new TypeError("Failed to fetch");
    return png();
  };
  const { picture, requests } = await installed({ "https://old.example/a.png": answer, "https://old.example/b.png": answer });
  await picture("https://old.example/a.png");
  await picture("https://old.example/b.png");
  assert.deepEqual(requests.map(({ mode }) => mode), ["cors", "no-cors", "no-cors"]);
});

test("errors, films and huge pictures are shown and not kept", async () => {
  const film = () => new Response("x", { headers: { "content-type": "video/mp4" } });
  const huge = () => new Response("x", { headers: { "content-type": "image/png", "content-length": "9000000" } });
  const gone = () => new Response("x", { status: 404, headers: { "content-type": "image/png" } });
  const { picture, caches } = await installed({ "https://a.example/1": film, "https://a.example/2": huge, "https://a.example/3": gone });
  for (const number of [1, 2, 3]) assert.ok(await picture(`https://a.example/${number}`));
  assert.equal((await caches.open("rejoin-images")).entries.size, 0);
});

test("pictures are bounded, and those seen lately stay", async () => {
  const files = Object.fromEntries(Array.from({ length: 460 }, (_, n) => [`https://a.example/${n}`, png]));
  const first = await installed(files);
  for (let n = 0; n < 390; n += 1) await first.picture(`https://a.example/${n}`);
  // Another start of the worker: what is looked at now counts as seen now.
  const { picture, caches } = worker(files, first.caches);
  await picture("https://a.example/0");
  for (let n = 390; n < 460; n += 1) await picture(`https://a.example/${n}`);
  const { entries } = await caches.open("rejoin-images");
  assert.ok(entries.size <= 420, `${entries.size}`);
  assert.ok(entries.has("https://a.example/0"));
  assert.ok(!entries.has("https://a.example/1"));
});

test("the app's icons come with the build, the server's media count as pictures", async () => {
  const { picture, caches } = await installed({ "/icons.svg": png, "/media/a.png": png });
  await picture("/icons.svg");
  await picture("/media/a.png");
  assert.deepEqual([...(await caches.open("rejoin-images")).entries.keys()], [`${ORIGIN}/media/a.png`]);
});

test("pictures that were on the page before the worker are kept when the page says so", async () => {
  const { send, caches } = await installed({ "https://a.example/1": png });
  await send("message", { data: { type: "keep-images", urls: ["https://a.example/1", "data:image/png,x", `${ORIGIN}/icon.svg`] } });
  assert.deepEqual([...(await caches.open("rejoin-images")).entries.keys()], ["https://a.example/1"]);
});

test("a new build takes over only when asked, and then alone", async () => {
  const caches = new FakeCaches();
  await caches.open("rejoin-app-b0");
  await caches.open("rejoin-images");
  const { send, scope } = worker({ ...FILES, "/precache.json": list() }, caches);
  await send("install");
  assert.equal(scope.skipped, undefined);
  await send("message", { data: { type: "activate" } });
  assert.equal(scope.skipped, true);
  await send("activate");
  assert.deepEqual((await caches.keys()).sort(), ["rejoin-app-b1", "rejoin-images"]);
});
