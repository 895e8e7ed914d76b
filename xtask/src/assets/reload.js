// Only in development: reloads the page when the bundle on the server is another one.
(() => {
  "use strict";
  let known;
  const look = async () => {
    try {
      const list = await (await fetch("/precache.json", { cache: "no-store" })).json();
      known ??= list.build;
      if (list.build !== known) location.reload();
    } catch {
      // The server is being built or started again.
    }
    setTimeout(look, 1000);
  };
  look();
})();
