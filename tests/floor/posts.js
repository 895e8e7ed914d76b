// What both pages share: how a post is drawn, and where posts are kept.

/** Draws posts as plainly as they can be drawn: a face, a name, the words. */
export const paint = (posts) => {
  const part = (tag, fields, ...inside) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...inside);
    return element;
  };
  const drawn = posts.map((post) => {
    const { account, content } = post.reblog ?? post;
    const words = content.replace(/<[^>]*>/g, " ").replace(/&(?:[a-z]+|#\d+);/g, "\u2019");
    return part("article", {}, part("img", { src: account.avatar_static, alt: "" }), part("div", {},
      part("b", { textContent: account.display_name }), part("p", { textContent: words })));
  });
  document.querySelector("main").append(...drawn);
};

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const open = () => {
  const request = indexedDB.open("floor", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("posts");
  return done(request);
};

export const keep = async (posts) => {
  const transaction = (await open()).transaction("posts", "readwrite");
  await done(transaction.objectStore("posts").put(posts, "home"));
};

export const kept = async () => done((await open()).transaction("posts").objectStore("posts").get("home"));
