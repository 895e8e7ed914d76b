// A fixed scroll, given how many steps of how many pixels: how long it takes, the tasks of over 50 ms, the longest time between two
// frames, and how many elements the page has after it.
const [steps, pixels] = given;
const frame = () => new Promise(requestAnimationFrame);
const tasks = [];
const watch = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
watch.observe({ type: "longtask" });
scrollTo(0, 0);
await new Promise((done) => setTimeout(done, 500));
tasks.length = 0;
let [worst, last] = [0, await frame()];
const start = last;
for (let step = 0; step < steps; step++) {
  scrollBy(0, pixels);
  const now = await frame();
  worst = Math.max(worst, now - last);
  last = now;
}
await new Promise((done) => setTimeout(done, 200));
watch.disconnect();
return { took: last - start, tasks: tasks.length, worst, elements: document.querySelectorAll("*").length };
