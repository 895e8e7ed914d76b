// One line a step, so that the runner can count them; the OAuth pages are gone through by oauth_pages.py.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const { REJOIN_ORIGIN: ORIGIN, REJOIN_PASSWORD: PASSWORD, REJOIN_PICTURE: PICTURE } = process.env;
export const OOB = "urn:ietf:wg:oauth:2.0:oob";

let failed = false;

/** Runs one step; a later step may lack what a failed one made. */
export async function step(name, work) {
  try {
    await work();
    console.log(`ok ${name}`);
  } catch (error) {
    failed = true;
    const place = /([\w-]+\.mjs:\d+)/.exec(error.stack ?? "")?.[1] ?? "";
    const answer = error.response?.data ? JSON.stringify(error.response.data) : "";
    const said = `${error.message} ${answer}`.replace(/\s+/g, " ").slice(0, 600);
    console.log(`not ok ${name}: ${error.name}: ${said} (${place})`);
  }
}

/** Ends the script if a step failed on which all others stand. */
export function must(what) {
  if (!failed) return;
  console.log(`without “${what}” there is nothing more to see`);
  end();
}

/** Ends the script; open sockets must not keep it. */
export function end() {
  process.exit(failed ? 1 : 0);
}

/** Waits until `look()` is truthy and returns what it gave. */
export async function eventually(what, look, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}

/** The code that the OAuth pages give for this address. */
export function authorize(address, name) {
  const pages = fileURLToPath(new URL("oauth_pages.py", import.meta.url));
  const words = [pages, address, `${name}@example.org`, PASSWORD];
  return execFileSync(process.env.REJOIN_PYTHON, words, { encoding: "utf8" }).trim();
}

/** Imports a package from wherever the runner was told that the packages are. */
export async function load(name) {
  const require = createRequire(path.join(process.env.REJOIN_MODULES, "..", "client.cjs"));
  const module = await import(pathToFileURL(require.resolve(name)));
  return module.default?.default ? module.default : module;
}
