// Rejoin's service worker: the app opens without network, and pictures seen once are seen again.
//
// The app registers it after the first post is on screen. Installing fetches every file that precache.json lists, compares
// each with its SHA-256, and keeps them all in one cache that carries the build's name: either the whole build is there or
// none of it. A new build waits until no page of the old one is open, or until a page posts {type: "activate"}.
//
// Messages a page may post: {type: "activate"}, {type: "keep-images", urls: [...]}, {type: "forget-images"} and
// {type: "forget-shared"}. What another app shares is posted to /share and kept below /shared/ until the page has taken it.
"use strict";

const BUILD = "{{build}}";
const APP_CACHE = `rejoin-app-${BUILD}`;
const IMAGE_CACHE = "rejoin-images";
const SHARED_CACHE = "rejoin-shared";

// What was shared and never taken up goes when so many others have come.
const MAX_SHARED = 4;

const MAX_IMAGES = 400;
// Browsers charge an opaque answer several megabytes of quota, whatever its size.
const MAX_OPAQUE = 40;
const MAX_IMAGE_BYTES = 4 * 1024 * 1024;
const TRIM_EVERY = 20;

// What belongs to the server and is never answered from here.
const SERVER_PATHS = /^\/(?:api|oauth|auth|\.well-known|nodeinfo|health)(?:\/|$)/;
const MEDIA_PATHS = /^\/media\//;

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function fetchVerified({ url, sha256 }) {
  // What is below /assets/ is named by its content: what the page has downloaded a moment ago need not come again.
  const ways = url.startsWith("/assets/") ? ["default", "reload"] : ["reload"];
  let failure;
  for (const cache of ways) {
    const response = await fetch(url, { cache, credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error(`${url}: answered ${response.status}`);
    const digest = hex(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
    if (digest === sha256) return response;
    failure = new Error(`${url}: not the file of build ${BUILD}`);
  }
  throw failure;
}

async function install() {
  const answer = await fetch("/precache.json", { cache: "reload" });
  if (!answer.ok) throw new Error(`precache.json: answered ${answer.status}`);
  const list = await answer.json();
  if (list.build !== BUILD) throw new Error(`precache.json is of build ${list.build}, this worker of ${BUILD}`);
  try {
    const cache = await caches.open(APP_CACHE);
    await Promise.all(list.files.map(async (file) => cache.put(file.url, await fetchVerified(file))));
  } catch (error) {
    await caches.delete(APP_CACHE);
    throw error;
  }
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("rejoin-app-") && name !== APP_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request) {
  const cached = await caches.match("/", { cacheName: APP_CACHE, ignoreVary: true });
  return cached ?? fetch(request);
}

async function file(request) {
  const cached = await caches.match(request, { cacheName: APP_CACHE, ignoreVary: true });
  return cached ?? fetch(request);
}

// Hosts that refuse cross-origin reading; remembered as long as this worker lives, so that each is asked in vain once.
const withoutCors = new Set();
const touched = new Set();
let stored = 0;

async function fetchImage(url) {
  const { origin } = new URL(url);
  if (!withoutCors.has(origin)) {
    try {
      return await fetch(url, { mode: "cors", credentials: "omit" });
    } catch (error) {
      if (!self.navigator.onLine) throw error;
      const response = await fetch(url, { mode: "no-cors", credentials: "omit" });
      withoutCors.add(origin);
      return response;
    }
  }
  return fetch(url, { mode: "no-cors", credentials: "omit" });
}

function worthKeeping(response) {
  if (response.type === "opaque") return true;
  return (
    response.status === 200 &&
    (response.headers.get("content-type") ?? "").startsWith("image/") &&
    Number(response.headers.get("content-length") ?? 0) <= MAX_IMAGE_BYTES
  );
}

/** Keys of a cache come in the order in which they were put: the first are those that were not seen for longest. */
async function trimImages(cache) {
  const keys = await cache.keys();
  let spare = keys.length - MAX_IMAGES;
  let opaque = 0;
  for (const key of keys.toReversed()) {
    const response = await cache.match(key);
    if (response?.type === "opaque" && ++opaque > MAX_OPAQUE) {
      await cache.delete(key);
      spare -= 1;
    }
  }
  for (const key of keys) {
    if (spare-- <= 0) break;
    await cache.delete(key);
  }
}

async function keepImage(cache, url, response) {
  try {
    await cache.put(url, response);
    touched.add(url);
    stored += 1;
    if (stored % TRIM_EVERY === 0) await trimImages(cache);
  } catch {
    // The device has no room: the picture is shown and not kept.
    await trimImages(cache).catch(() => {});
  }
}

async function image(event) {
  const { url } = event.request;
  const cache = await caches.open(IMAGE_CACHE);
  const cached = await cache.match(url, { ignoreVary: true });
  if (cached) {
    if (!touched.has(url)) {
      touched.add(url);
      event.waitUntil(cache.delete(url).then(() => cache.put(url, cached.clone())));
    }
    return cached.clone();
  }
  const response = await fetchImage(url);
  if (worthKeeping(response)) event.waitUntil(keepImage(cache, url, response.clone()));
  return response;
}

async function keepImages(urls) {
  const cache = await caches.open(IMAGE_CACHE);
  for (const url of urls.slice(0, MAX_IMAGES)) {
    if (!isKeptImage(new URL(url)) || (await cache.match(url, { ignoreVary: true }))) continue;
    const response = await fetchImage(url).catch(() => undefined);
    if (response && worthKeeping(response)) await keepImage(cache, url, response);
  }
}

/** What another app shares is kept until the composer has it, which asks for it by the address in its own. */
async function share(request) {
  const cache = await caches.open(SHARED_CACHE);
  const id = crypto.randomUUID();
  await cache.put(`/shared/${id}`, new Response(await request.formData()));
  for (const key of (await cache.keys()).slice(0, -MAX_SHARED)) await cache.delete(key);
  return Response.redirect(`/compose?shared=${id}`, 303);
}

async function shared(url) {
  const cached = await caches.match(url.pathname, { cacheName: SHARED_CACHE });
  return cached ?? new Response(null, { status: 404 });
}

/** Pictures of people and posts; the app's own icons are part of the build. */
function isKeptImage(url) {
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  return url.origin !== self.location.origin || MEDIA_PATHS.test(url.pathname);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") self.skipWaiting();
  if (event.data?.type === "forget-images") event.waitUntil(caches.delete(IMAGE_CACHE).then(() => touched.clear()));
  if (event.data?.type === "forget-shared") event.waitUntil(caches.delete(SHARED_CACHE));
  if (event.data?.type === "keep-images") event.waitUntil(keepImages(event.data.urls ?? []));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const own = url.origin === self.location.origin;
  if (own && request.method === "POST" && url.pathname === "/share") return event.respondWith(share(request));
  if (request.method !== "GET") return;
  if (own && url.pathname.startsWith("/shared/")) return event.respondWith(shared(url));
  if (own && SERVER_PATHS.test(url.pathname)) return;
  if (request.destination === "image" && request.mode === "no-cors" && isKeptImage(url)) return event.respondWith(image(event));
  if (!own || MEDIA_PATHS.test(url.pathname)) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});
