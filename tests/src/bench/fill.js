const [prefix, wanted] = given;
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const all = await indexedDB.databases();
const { name } = all.find((one) => one.name.startsWith(prefix) && !one.name.endsWith("/-"));
const database = await done(indexedDB.open(name));
const read = (table) => done(database.transaction(table).objectStore(table).getAll());
const count = (table) => done(database.transaction(table).objectStore(table).count());
const ended = (tx) => new Promise((resolve, reject) => {
  tx.oncomplete = resolve;
  tx.onabort = () => reject(tx.error);
});
const [post] = await read("posts");
const [account] = await read("accounts");
const home = (await read("timelines")).find(({ k }) => k === "home");

// So many of a table, `make(n)` each, some thousand a transaction.
const fill = async (table, total, make) => {
  for (let n = await count(table); n < total; ) {
    const tx = database.transaction(table, "readwrite");
    for (const end = Math.min(total, n + 2000); n < end; n += 1) tx.objectStore(table).put(make(n));
    await ended(tx);
  }
};
const id = (n) => `1${String(n).padStart(17, "0")}`;
await fill("posts", wanted, (n) => ({ k: id(n), t: post.t.replaceAll(post.k, id(n)) }));
await fill("accounts", wanted / 20, (n) => ({ k: id(n), t: account.t.replaceAll(account.k, id(n)), i: `name${n}` }));
await fill("timelines", wanted / 1000, (n) => {
  const ids = Array.from({ length: 800 }, (_, place) => id(n * 800 + place));
  const known = [...home.t.matchAll(/"(\d{12,})"/g)].map(([, text]) => text);
  // As many ids as a feed keeps, in the place of the first one of the feed that there is.
  return { k: `tag:filled${n}`, t: home.t.replace(`"${known[0]}"`, ids.map((text) => `"${text}"`).join()) };
});
await fill("threads", (wanted * 3) / 1000, (n) => ({ k: id(n), t: "{}" }));
const there = await count("posts");
database.close();
return there;
