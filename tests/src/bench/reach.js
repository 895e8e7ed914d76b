// Scrolls to the end until so many posts have come, given as a number; answers with how many there are.
const [posts] = given;
const pause = () => new Promise((done) => setTimeout(done, 20));
const there = () => {
  const last = [...document.querySelectorAll("main article[aria-posinset]")].at(-1);
  return Number(last?.getAttribute("aria-posinset") ?? 0);
};
const until = performance.now() + 60_000;
while (there() < posts && performance.now() < until) {
  scrollTo(0, document.documentElement.scrollHeight);
  await pause();
}
return there();
