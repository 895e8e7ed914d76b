// Presses what can be pressed on this page, one after the other, and says what nothing came of. `arguments[0]` is the
// address to come back to. Runs for a while, then answers whether there is more to do; what it has pressed is in the tab's
// `sessionStorage`, so that it goes on after a reload.
const home = arguments[0];
const answer = arguments[arguments.length - 1];

// Leaves the account or the app, empties the device; or blocks somebody, whose posts are then not found on the pages to come.
const LEFT_ALONE = /^(sign (in|out|up)|block .|forget|switch to it|add an account|update$)/i;
// Yes to a question: who is blocked or what is deleted would be missing on the pages to come.
const IRREVOCABLE = /^dialog .*\? › (?!Cancel|Close)/;
// Presses of one kind of control on one page, and on all together; what stands in posts, in dialogs and around the page is
// pressed once on a page, since it is on many.
const [ON_PAGE, EVERYWHERE] = [2, 2];
const [BUDGET, PATIENCE, QUIET] = [12000, 1500, 40];

const memory = JSON.parse(sessionStorage.getItem("soak") ?? "{}");
const keep = () => sessionStorage.setItem("soak", JSON.stringify(memory));
memory.everywhere ??= {};
if (memory.page !== home) Object.assign(memory, { page: home, here: {}, opened: {}, last: "" });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const at = () => location.pathname + location.search;

// What a press changes: the page, the focus, the address, requests, what is kept, what is given to the system.
let [changes, latest] = [0, 0];
const changed = () => { changes += 1; latest = performance.now(); };
if (!window.__soak) {
  window.__soak = { changed: () => {} };
  const note = () => window.__soak.changed();
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const kind of ["focusin", "popstate", "scroll", "toggle"]) addEventListener(kind, note, true);
  const watch = (owner, name, instead) => {
    const real = owner[name];
    owner[name] = function (...given) {
      note();
      return instead ? instead.call(this, real, given) : real.apply(this, given);
    };
  };
  watch(window, "fetch");
  watch(window, "open", () => null);
  watch(Storage.prototype, "setItem", function (real, given) { return real.apply(this, given); });
  if (navigator.clipboard) watch(navigator.clipboard, "writeText", async () => {});
  // A chooser of files or a download would be a window of the browser's.
  watch(HTMLInputElement.prototype, "click", function (real) { return this.type === "file" ? undefined : real.call(this); });
  watch(HTMLAnchorElement.prototype, "click", function (real) { return this.hasAttribute("download") ? undefined : real.call(this); });
}
window.__soak.changed = changed;

function label(element) {
  const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
  return tidy(name) || tidy(element.title) || element.className;
}

const dialogs = () => [...document.querySelectorAll("dialog[open]")];

// Where a control stands, as far as it matters: in which dialog, in a post, around the page.
function place(element) {
  const dialog = element.closest("dialog");
  if (dialog) return `dialog ${dialog.getAttribute("aria-label") ?? ""}`;
  if (element.closest("article")) return "post";
  return element.closest("main") ? "page" : "around";
}

// What a control is called, without what differs from person to person and from post to post.
function called(element) {
  const words = label(element).replace(/\d+/g, "#").replace(/@\S+/g, "@").slice(0, 60);
  return element.closest("article") ? `${element.dataset.act ?? element.className} ${words.split(/[ ,.:]/)[0]}` : words;
}

const kind = (element) => `${place(element)} › ${called(element)}`;

function pressable(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true"
    && !element.closest("[inert], [aria-hidden=true]") && element.checkVisibility({ visibilityProperty: true })
    && !LEFT_ALONE.test(label(element)) && !IRREVOCABLE.test(kind(element));
}

function next() {
  const scope = dialogs().at(-1) ?? document;
  const all = scope.querySelectorAll("button, summary, [role=button], [role=menuitem], [role=tab], input[type=checkbox], input[type=radio]");
  return [...all].find((element) => {
    const what = kind(element);
    const often = !what.startsWith("page");
    return (memory.here[what] ?? 0) < (often ? 1 : ON_PAGE) && !(often && (memory.everywhere[what] ?? 0) >= EVERYWHERE) && pressable(element);
  });
}

async function settled(before) {
  const start = performance.now();
  const still = () => document.querySelector("main [aria-busy=true]");
  while (performance.now() - start < PATIENCE) {
    await sleep(15);
    if (changes > before && performance.now() - latest > QUIET && !still()) return true;
  }
  return changes > before;
}

// As Escape does, which no script can press.
async function close() {
  const dialog = dialogs().at(-1);
  const before = changes;
  dialog.requestClose ? dialog.requestClose() : dialog.close();
  await settled(before);
  return !dialog.isConnected || !dialog.open;
}

// To another page inside the app, as its links lead.
async function go(path) {
  const before = changes;
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  await settled(before);
  return at() === path;
}

// One of several of which one always holds: pressing that one changes nothing.
const holds = (element) =>
  element.type === "radio" || (element.closest("[role=group], [role=tablist], [role=radiogroup]")
    && [element.getAttribute("aria-pressed"), element.getAttribute("aria-selected"), element.getAttribute("aria-current")].some((is) => is && is !== "false"));

async function press(element, said) {
  const [what, words, open] = [kind(element), label(element), dialogs().length];
  memory.here[what] = (memory.here[what] ?? 0) + 1;
  memory.everywhere[what] = (memory.everywhere[what] ?? 0) + 1;
  memory.last = what;
  keep();
  const held = holds(element);
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  await sleep(10);
  const before = changes;
  element.click();
  const alive = await settled(before);
  said.pressed += 1;
  if (!alive && !held) {
    said.dead.push(`${what} (“${words}”)`);
    memory.here[what] = ON_PAGE;
  }
  // A dialog that closes itself has more to press: open it once more.
  if (dialogs().length > open) memory.opener = what;
  else if (dialogs().length < open && memory.opener && (memory.opened[memory.opener] ?? 0) < 16) {
    memory.opened[memory.opener] = (memory.opened[memory.opener] ?? 0) + 1;
    memory.here[memory.opener] = Math.max(0, (memory.here[memory.opener] ?? 0) - 1);
    memory.everywhere[memory.opener] = Math.max(0, (memory.everywhere[memory.opener] ?? 0) - 1);
  }
}

async function walk() {
  const said = { pressed: 0, dead: [], stuck: [], more: false, lost: false };
  const start = performance.now();
  // A page before this one, so that nothing that leads back leads out of the document.
  if (window.__soak.entered !== home) {
    window.__soak.entered = home;
    await go(home === "/settings" ? "/storage" : "/settings");
    await go(home);
  }
  while (performance.now() - start < BUDGET) {
    if (at() !== home && !dialogs().length && !(await go(home))) return { ...said, lost: true, more: true };
    const element = next();
    if (element) await press(element, said);
    else if (!dialogs().length) return said;
    else if (!(await close())) {
      said.stuck.push(`${memory.last}: the dialog does not close on Escape`);
      return { ...said, lost: true, more: true };
    }
  }
  return { ...said, more: true };
}

walk().then((said) => { keep(); answer(said); }, (error) => answer({ pressed: 0, dead: [], stuck: [`after ${memory.last}: ${error?.stack ?? error}`], more: false, lost: false }));
