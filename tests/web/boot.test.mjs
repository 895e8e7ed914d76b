// The boot script's Trusted Types policy and its words when there is no app, in a page made of stand-ins.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import vm from "node:vm";

const source = await readFile(new URL("../../public/boot.js", import.meta.url), "utf8");

class RuntimeError extends Error {}

/** Runs the script in a page that has everything but a network, and returns what the script did to it. */
function boot(changes = {}) {
  let policy;
  const listeners = {};
  const body = {
    children: [],
    replaceChildren(...children) {
      this.children = children;
    },
  };
  const element = (tag) => ({
    tag,
    children: [],
    append(child) {
      this.children.push(child);
    },
    setAttribute() {},
    addEventListener(_type, act) {
      this.act = act;
    },
  });
  const everything = {
    addEventListener: (type, listener) => (listeners[type] = listener),
    URL,
    console: { error() {} },
    document: {
      currentScript: { dataset: { module: "/assets/app-1.js", wasm: "/assets/app-1.wasm" } },
      documentElement: { dataset: {} },
      images: [],
      body,
      createElement: element,
      addEventListener() {},
    },
    location: { origin: "https://here.example", pathname: "/@ada", reload() {} },
    localStorage: { getItem: () => null },
    navigator: {},
    indexedDB: {},
    WebAssembly: { compileStreaming: () => new Promise(() => {}), RuntimeError },
    fetch: () => new Promise(() => {}),
    trustedTypes: {
      createPolicy(name, rules) {
        assert.equal(name, "default");
        policy = rules;
      },
    },
    ...changes,
  };
  const page = Object.fromEntries(Object.entries(everything).filter(([, value]) => value !== undefined));
  page.globalThis = page;
  vm.runInNewContext(source, page);
  return { policy, page, body, listeners };
}

const { policy } = boot();
// The page has a TypeError of its own.
const REFUSED = { name: "TypeError" };

test("markup of the app's own templates passes unchanged", () => {
  for (const html of [
    "",
    "plain text & more > less",
    '<article class="post" role="article"><h2 id=x>Name</h2><!><p>Text</p></article>',
    "<!----><button type='button' disabled aria-label=\"Reply (3)\"><svg viewBox=\"0 0 24 24\"><path d=\"M3 11 12 4l9 7\"/></svg></button>",
    '<a href="/local" tabindex="0">Local</a><a href="https://example.org/?a=b">x</a><br/><input type="text" value="on">',
    "<use href=\"/icons.svg#reply\"></use>",
    '<textarea name="text" rows="3" placeholder="a > b"></textarea>',
  ]) {
    assert.equal(policy.createHTML(html), html);
  }
});

test("markup that could run or load something is refused", () => {
  for (const html of [
    "<script>x()</script>",
    "<SCRIPT src=/a.js></SCRIPT>",
    "<img src=x onerror=x()>",
    '<img src="x" OnError="x()">',
    "<svg/onload=x()>",
    "<svg><a xlink:href=\"javascript:x()\">y</a></svg>",
    '<a href="javascript:x()">y</a>',
    '<a href=" java\nscript:x()">y</a>',
    '<a href="&#106;avascript:x()">y</a>',
    '<a href="data:text/html,x">y</a>',
    '<form action="javascript:x()"><button formaction="javascript:x()">y</button></form>',
    "<iframe srcdoc='x'></iframe>",
    '<div srcdoc="x"></div>',
    "<object data=x></object>",
    "<embed src=x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "<style>a{}</style>",
    '<p style="color:red">x</p>',
    "<math><mtext></mtext></math>",
    "<svg><animate attributeName=href values=javascript:x()></animate></svg>",
    "<svg><foreignObject></foreignObject></svg>",
    "<textarea><a title=\"</textarea><img src=x onerror=x()>\">",
    "<!--><img src=x onerror=x()>-->",
    "<![CDATA[x]]>",
    "<?xml?>",
    "<p title=unclosed",
    "<p title=\"unclosed>",
    "a < b",
    "<p\u0000onclick=x()>",
    "<a href='x'onclick='x()'>",
  ]) {
    assert.throws(() => policy.createHTML(html), REFUSED, html);
  }
});

test("only the app's own scripts may be named, and no text becomes a script", () => {
  assert.equal(policy.createScriptURL("/sw.js"), "/sw.js");
  assert.equal(policy.createScriptURL("https://here.example/assets/app-1.js"), "https://here.example/assets/app-1.js");
  for (const url of ["/other.js", "https://evil.example/sw.js", "//evil.example/sw.js", "data:text/javascript,x", "/sw.js?x"]) {
    assert.throws(() => policy.createScriptURL(url), REFUSED, url);
  }
  assert.throws(() => policy.createScript("1"), REFUSED);
});

test("a saved theme is on before the first paint, and only a known one", () => {
  assert.equal(boot({ localStorage: { getItem: () => "dark" } }).page.document.documentElement.dataset.theme, "dark");
  assert.equal(boot({ localStorage: { getItem: () => "x" } }).page.document.documentElement.dataset.theme, undefined);
  const blocked = {
    getItem() {
      throw new Error("blocked");
    },
  };
  assert.doesNotThrow(() => boot({ localStorage: blocked }));
});

const text = (element) => (element.textContent ?? "") + (element.children ?? []).map(text).join(" ");
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a browser that cannot run the app is told so in words", async () => {
  const without = boot({ WebAssembly: false });
  await settled();
  assert.match(text(without.body), /could not start.*WebAssembly.*Try again/s);
  const storeless = boot({ indexedDB: undefined });
  await settled();
  assert.match(text(storeless.body), /could not start.*storage.*Try again/s);
  assert.equal(boot().body.children.length, 0);
});

test("a download that fails is told in words", async () => {
  const failing = () => Promise.reject(new Error("connection lost"));
  const { body } = boot({ WebAssembly: { compileStreaming: (response) => response, RuntimeError }, fetch: failing });
  for (let turn = 0; turn < 5 && body.children.length === 0; turn += 1) await settled();
  assert.match(text(body), /could not start.*Try again/s);
});

test("a fault in the module is told in words, once, with a report; other faults are not", async () => {
  const copied = [];
  const { body, listeners } = boot({
    navigator: { userAgent: "A browser", clipboard: { writeText: async (text) => copied.push(text) } },
  });
  listeners.error({ error: new TypeError("an extension's") });
  listeners.error({ error: null });
  listeners.unhandledrejection({ reason: "lost connection" });
  await settled();
  assert.doesNotMatch(text(body), /has stopped/);

  listeners.error({ error: "panicked at src/x.rs:1:2: so it is" });
  listeners.unhandledrejection({ reason: new RuntimeError("unreachable") });
  await settled();
  assert.match(text(body), /has stopped.*kept on this device.*so it is.*\/@ada.*app-1\.wasm.*A browser/s);
  assert.doesNotMatch(text(body), /unreachable/);
  const [box] = body.children;
  const copy = box.children.find((child) => /report/.test(child.textContent) && child.act);
  await copy.act();
  assert.match(copied[0], /^panicked at/);

  const trapped = boot();
  await settled();
  trapped.listeners.unhandledrejection({ reason: new RuntimeError("unreachable") });
  await settled();
  assert.match(text(trapped.body), /has stopped.*unreachable/s);
});
