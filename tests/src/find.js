// Finds what a person or a screen reader would find: visible elements by role, accessible name and text.
// `arguments[0]` is a list of steps, each within what the one before found; answers the elements of the last.
const implicit = {
  A: (e) => (e.hasAttribute("href") ? "link" : "generic"), ARTICLE: "article", ASIDE: "complementary", BUTTON: "button",
  DETAILS: "group", DIALOG: "dialog", FIELDSET: "group", FORM: "form", H1: "heading", H2: "heading", H3: "heading",
  H4: "heading", H5: "heading", H6: "heading", HEADER: "banner", IMG: "img", LI: "listitem", MAIN: "main",
  NAV: "navigation", OL: "list", OPTION: "option", OUTPUT: "status", PROGRESS: "progressbar", SEARCH: "search",
  SECTION: "region", SELECT: "combobox", SUMMARY: "button", TEXTAREA: "textbox", TIME: "time", UL: "list",
  INPUT: (e) => ({
    button: "button", checkbox: "checkbox", file: "file", hidden: "none", image: "button", radio: "radio",
    range: "slider", reset: "button", search: "searchbox", submit: "button", number: "spinbutton",
  })[e.type] ?? "textbox",
};

const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function role(element) {
  const given = element.getAttribute("role");
  if (given) return given.split(" ")[0];
  const known = implicit[element.tagName];
  return typeof known === "function" ? known(element) : known ?? "generic";
}

function content(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.hasAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
  if (node.tagName === "IMG") return node.alt;
  if (node.tagName === "title") return node.textContent;
  return [...node.childNodes].map(content).join("");
}

function name(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    if (parts.length) return tidy(parts.map(content).join(" "));
  }
  const label = element.getAttribute("aria-label");
  if (label?.trim()) return tidy(label);
  if (element.labels?.length) return tidy([...element.labels].map(content).join(" "));
  if (element.tagName === "IMG") return tidy(element.alt);
  if (element.tagName === "INPUT" && ["submit", "button", "reset"].includes(element.type)) return tidy(element.value);
  if (element.tagName === "FIELDSET") return tidy(element.querySelector("legend")?.textContent);
  const own = tidy(content(element));
  return own || tidy(element.getAttribute("placeholder")) || tidy(element.title);
}

function shown(element) {
  // A file input is often hidden behind the button that opens it.
  if (role(element) === "file") return true;
  if (element.closest("[aria-hidden='true'], [inert]")) return false;
  return element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.offsetParent !== null;
}

function matches(element, step) {
  if (!step.role.split("|").includes(role(element)) || !shown(element)) return false;
  if (step.name && !new RegExp(step.name, "iu").test(name(element))) return false;
  return !step.text || tidy(element.innerText).includes(tidy(step.text));
}

let found = [document];
for (const step of arguments[0]) {
  const inside = new Set(found.flatMap((scope) => [...scope.querySelectorAll("*")]));
  found = [...inside].filter((element) => matches(element, step));
}
return found;
