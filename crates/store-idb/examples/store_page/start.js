// Hands what the page offers to whoever drives the browser.
import init, * as page from "./store_page.js";

await init();
globalThis.page = page;
