// The least that a page has to do that shows posts of a server: it asks, and draws. Then it keeps them for the other page.
import { keep, paint } from "./posts.js";

const authorization = `Bearer ${localStorage.getItem("floor.token")}`;
const answer = await fetch("/api/v1/timelines/home?limit=20", { headers: { authorization } });
const posts = await answer.json();
paint(posts);
await keep(posts);
document.body.dataset.kept = "yes";
