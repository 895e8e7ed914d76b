// Runs before the first paint: Trusted Types policy, saved theme, start of the WebAssembly module.
// Kept a classic script without dependencies, since whatever waits for it waits for the whole app.
(() => {
  "use strict";

  // Elements that run or load something, or whose content is parsed by other rules than the rest.
  const REFUSED_TAGS = new Set([
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe", "base", "meta", "link",
    "style", "template", "slot", "noscript", "noembed", "noframes", "plaintext", "xmp", "math", "foreignobject",
    "animate", "animatemotion", "animatetransform", "set",
  ]);
  const REFUSED_ATTRIBUTES = new Set(["srcdoc", "style", "is", "attributename", "http-equiv"]);
  const REFUSED_SCHEME = /^(?:javascript|vbscript|data):/i;
  // A value is never allowed to hold "<": then each "<" in the text starts a token that was looked at, whatever
  // element the parser believes to be in.
  const TOKEN =
    /[^<]+|<!(?:--[^<>]*--)?>|<\/[a-z][a-z0-9-]*\s*>|<([a-z][a-z0-9-]*)((?:\s+[a-z][a-z0-9:_.-]*(?:="[^"<]*"|='[^'<]*'|=[^\s"'=<>`]+)?)*)\s*\/?>/giy;
  const ATTRIBUTE = /([a-z][a-z0-9:_.-]*)(?:="([^"]*)"|='([^']*)'|=([^\s"'=<>`]+))?/gi;

  const attributesAreSafe = (attributes) => {
    for (const [, name, ...values] of attributes.matchAll(ATTRIBUTE)) {
      const lower = name.toLowerCase();
      if (lower.startsWith("on") || REFUSED_ATTRIBUTES.has(lower)) return false;
      // Browsers skip blanks and control characters in a scheme and decode character references; so "&" is enough to refuse.
      const value = (values.find((v) => v !== undefined) ?? "").replace(/[\u0000-\u0020]/g, "");
      if (REFUSED_SCHEME.test(value) || (/(?:^|:)(?:href|src|action)$|^formaction$/.test(lower) && value.includes("&"))) return false;
    }
    return true;
  };

  /** Whether `html` consists of nothing but text, empty comments and elements that can't run anything. */
  const cannotRun = (html) => {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < html.length) {
      const token = TOKEN.exec(html);
      if (!token) return false;
      const [, tag, attributes] = token;
      if (tag && (REFUSED_TAGS.has(tag.toLowerCase()) || !attributesAreSafe(attributes))) return false;
    }
    return true;
  };

  const { module: moduleUrl, wasm: wasmUrl, search: searchUrl } = document.currentScript.dataset;
  const ownScripts = new Set(["/sw.js", moduleUrl, searchUrl].map((url) => new URL(url, location.origin).href));
  const refuse = (what, text) => {
    throw new TypeError(`${what} refused: ${String(text).slice(0, 80)}`);
  };
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (cannotRun(html) ? html : refuse("Markup", html)),
    createScriptURL: (url) => (ownScripts.has(new URL(url, location.origin).href) ? url : refuse("Script address", url)),
    createScript: (source) => refuse("Script", source),
  });

  try {
    const theme = localStorage.getItem("rejoin.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme applies.
  }

  // Comes once, maybe before the app is there; the page of settings makes the offer.
  globalThis.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    globalThis.rejoinInstall = event;
  });

  // Pictures on the page when the service worker takes over were not seen by it: let it keep them too.
  navigator.serviceWorker?.addEventListener("controllerchange", () => {
    const urls = [...document.images].map((image) => image.currentSrc).filter(Boolean);
    navigator.serviceWorker.controller?.postMessage({ type: "keep-images", urls });
  });

  const whenBodyExists = new Promise((resolve) => {
    if (document.body) resolve();
    else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });

  /** Says in words why there is no app, with a way to try again; answers with what adds to that. */
  const explain = async (words, detail, title = "Rejoin could not start") => {
    await whenBodyExists;
    const box = document.createElement("main");
    box.className = "boot-message";
    box.setAttribute("role", "alert");
    const add = (tag, text, act) => {
      const element = document.createElement(tag);
      element.textContent = text;
      if (act) element.addEventListener("click", act);
      box.append(element);
      return element;
    };
    add("h1", title);
    add("p", words);
    if (detail) add("p", String(detail)).className = "boot-detail";
    add("button", "Try again", () => location.reload());
    document.body.replaceChildren(box);
    return add;
  };

  let hasStopped = false;
  /** After a fault in the module nothing of it can be relied on: it is off the page, and the page says so. */
  const stopped = async (fault) => {
    if (hasStopped) return;
    hasStopped = true;
    const report = [fault?.stack ?? fault, location.pathname, wasmUrl, navigator.userAgent, new Date().toISOString()].join("\n");
    const words = "This is a fault of the app. What you have written and what waits to be sent is kept on this device.";
    const add = await explain(words, null, "Rejoin has stopped");
    add("button", "To the home feed", () => location.assign("/"));
    const copy = add("button", "Copy a report of the fault", async () => {
      await navigator.clipboard.writeText(report);
      copy.textContent = "Copied";
    });
    add("pre", report).className = "boot-detail";
  };
  // The module tells of a panic in words, then ends in a trap; what runs out of memory or stack only ends.
  const isOfModule = (fault) =>
    typeof fault === "string" ? fault.startsWith("panicked at") : fault instanceof WebAssembly.RuntimeError;
  globalThis.addEventListener("error", ({ error }) => isOfModule(error) && stopped(error));
  globalThis.addEventListener("unhandledrejection", ({ reason }) => isOfModule(reason) && stopped(reason));

  // Started from here and not by <link rel="preload">: WebKit does not find a preloaded module again and downloads it thrice.
  /** Compiles while downloading; at once afterwards where the host serves WebAssembly under another media type. */
  const compile = () =>
    WebAssembly.compileStreaming(fetch(wasmUrl)).catch(async (error) => {
      if (!(error instanceof TypeError)) throw error;
      const response = await fetch(wasmUrl);
      if (!response.ok) throw new Error(`${wasmUrl} answered ${response.status}`);
      return WebAssembly.compile(await response.arrayBuffer());
    });

  const start = async () => {
    if (typeof WebAssembly !== "object") {
      return explain("This browser has WebAssembly switched off or does not know it. A current version of any browser will do.");
    }
    if (!("indexedDB" in globalThis)) {
      return explain("This browser gives the page no storage (IndexedDB). Allow storage for this site, or leave private browsing.");
    }
    try {
      const compiled = compile();
      compiled.catch(() => {}); // reported below, after the module has arrived
      const app = await import(moduleUrl);
      await whenBodyExists;
      await app.default({ module_or_path: await compiled });
    } catch (error) {
      console.error(error);
      if (isOfModule(error)) return stopped(error);
      await explain("Loading was interrupted, or this copy is out of date. Check the connection and try again.", error);
    }
  };
  start();
})();
