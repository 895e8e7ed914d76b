// Runs before any script of the page: keeps what would otherwise pass unseen.
window.__violations = [];
window.__failures = [];
addEventListener("securitypolicyviolation", (event) => {
  window.__violations.push(`${event.effectiveDirective} blocked ${event.blockedURI || "inline"} ${event.sample}`);
});
addEventListener("error", (event) => window.__failures.push(String(event.message || event.target?.src || event)));
addEventListener("unhandledrejection", (event) => window.__failures.push(String(event.reason)));
