// One opening of a thread, given how many replies it has: when the first and the last of them are drawn, the longest task until
// then, and the longest frame while it is scrolled.
const [replies] = given;
const tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => tasks.push(one.duration)))
  .observe({ type: "longtask", buffered: true });
const frame = () => new Promise(requestAnimationFrame);
const drawn = () => document.querySelectorAll(".reply-row").length;

while (drawn() === 0) await frame();
const first = performance.now();
while (drawn() < replies) await frame();
const all = performance.now();
await new Promise((done) => setTimeout(done, 100));
const longest = Math.max(0, ...tasks);

let [worst, last] = [0, await frame()];
for (let count = 0; count < 100; count++) {
  scrollBy(0, 500);
  const now = await frame();
  worst = Math.max(worst, now - last);
  last = now;
}
return { first, all, longest, frame: worst };
