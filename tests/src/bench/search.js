// Measures the worker that searches: a device with many posts of many words, the index built beside a page that is drawn at
// every frame, and what is typed letter by letter.
const [prefix, wanted, script] = given;
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const all = await indexedDB.databases();
const { name } = all.find((one) => one.name.startsWith(prefix) && !one.name.endsWith("/-"));
const database = await done(indexedDB.open(name));

// Numbers that look like chance and are the same on every run (xorshift).
let seed = 0x5eed1234;
const chance = (limit) => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % limit;
};
const SYLLABLES = ["ta", "ne", "ri", "so", "lu", "ma", "sche", "po", "gol", "vi", "en", "ka"];
const SIGNS = "語学生東京都大阪山川海空日本人水木金土";
// The n-th word is about 1/n as often as the first.
const word = () => {
  let rank = Math.floor(Math.pow(40000, chance(1e6) / 1e6));
  let text = "";
  do {
    text += SYLLABLES[rank % 12];
    rank = Math.floor(rank / 12);
  } while (rank > 0);
  return text;
};
const words = (n) => {
  const count = 10 + chance(50);
  if (n % 5 === 0) return Array.from({ length: count }, () => SIGNS[chance(SIGNS.length)]).join("");
  return Array.from({ length: count }, word).join(" ");
};

const [{ t: text }] = await done(database.transaction("posts").objectStore("posts").getAll(null, 1));
const post = JSON.parse(text);
const id = (n) => `1${String(n).padStart(17, "0")}`;
for (let n = 0; n < wanted; ) {
  const tx = database.transaction("posts", "readwrite");
  for (const end = Math.min(wanted, n + 2000); n < end; n += 1) {
    const created_at = new Date(1.6e12 + n * 400000).toISOString();
    const mine = { ...post.mine, bookmarked: n % 50 === 0 };
    const one = { ...post, id: id(n), created_at, mine, content: ["p", `t${words(n)}`] };
    tx.objectStore("posts").put({ k: id(n), t: JSON.stringify(one) });
  }
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
}

// Beside it: the same texts read by plain JavaScript, in pages as large.
const began = performance.now();
for (let last = ""; ; ) {
  const store = database.transaction("posts").objectStore("posts");
  const page = await done(store.getAll(IDBKeyRange.lowerBound(last, true), 400));
  if (page.length === 0) break;
  last = page[page.length - 1].k;
}
const plain = performance.now() - began;
database.close();

// No app runs here that would have said which scripts may be started.
trustedTypes.defaultPolicy ?? trustedTypes.createPolicy("default", { createScriptURL: (url) => url });
const worker = new Worker(script, { type: "module" });
const heard = [];
let hear = () => {};
worker.onmessage = ({ data }) => hear(data);
const frames = [];
let drawing = true;
const draw = (at) => {
  frames.push(at);
  if (drawing) requestAnimationFrame(draw);
};
requestAnimationFrame(draw);
const start = performance.now();
const whole = new Promise((resolve, reject) => {
  hear = (answer) => {
    const [kind, , , looked, isWhole] = answer.split("\n");
    if (kind === "failed") reject(new Error(answer));
    if (kind === "found" && isWhole === "1") resolve(Number(looked));
  };
});
worker.postMessage(["open", name, "none", "a.example", "ada", "0"].join("\n"));
worker.postMessage(["find", 1, 20, "ta"].join("\n"));
const looked = await whole;
const built = performance.now() - start;
drawing = false;
const gaps = frames.slice(1).map((at, i) => at - frames[i]);

const QUERIES = ["ta ne", "maschene", "schegolu", "\"ta ne\"", "ri so lu", "ne -ta has:media", "from:ben ta", "in:bookmarks ri",
  "lang:en ka after:2021", "語学", "東京都 山", "karista"];
const times = [];
let number = 1;
for (let round = 0; round < 5; round += 1) {
  for (const query of QUERIES) {
    for (let end = 1; end <= query.length; end += 1) {
      number += 1;
      const answered = new Promise((resolve) => {
        hear = (answer) => answer.split("\n")[1] === String(number) && resolve();
      });
      const asked = performance.now();
      worker.postMessage(["find", number, 20, query.slice(0, end)].join("\n"));
      await answered;
      times.push(performance.now() - asked);
    }
  }
}
worker.terminate();
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor((times.length - 1) * share)];
return { looked, built, plain, worst_gap: Math.max(...gaps), p50: at(0.5), p95: at(0.95), slowest: at(1), asked: times.length };
