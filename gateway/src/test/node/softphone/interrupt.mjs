// Speaks over the greeting, in a real browser, and compares what the page strikes through with what
// it had played: `node interrupt.mjs`. Needs an agent that greets in words.
import assert from "node:assert/strict";
import { is, listen, phone, picture, start, stopAll, voice } from "./browser.mjs";

const PATIENCE = { timeout: 60_000 };
const SPEAKS_AT = 4.5; // seconds; the greeting takes longer

/** What the greeting is, and how long it takes to hear it. */
async function whole() {
  const user = await phone(await start(voice("silent", 60)));
  await user.visit();
  await user.call();
  await user.page.waitForSelector('.turn.agent[data-heard="whole"]', PATIENCE);
  const words = await user.page.textContent(".turn.agent .words");
  const seconds = Number(await user.page.getAttribute("#level-agent", "data-seconds"));
  await user.end();
  return { words, seconds };
}

/** What is left of it when somebody speaks over it. */
async function cut() {
  const user = await phone(await start(voice("rude", 60, [SPEAKS_AT, SPEAKS_AT + 1.5])));
  const wire = listen(user.page);
  await user.visit();
  await user.call();
  await user.page.waitForSelector('.turn.agent[data-heard="cut"]', PATIENCE);
  const unheard = (await user.page.textContent("del.unheard")).replace("Not heard: ", "");
  const heard = await user.page.$eval(".turn.agent .words", (p) => p.firstChild.textContent);
  const took = await user.page.evaluate(() => performance.getEntriesByName("silenced")[0].duration);
  const seconds = Number(await user.page.getAttribute("#level-agent", "data-seconds"));
  assert.ok(wire.told.some(({ event }) => event === "clear"));
  await picture(user.page, "interrupted");
  await user.page.click("#hangup");
  await is(user.page, "ended");
  await user.end();
  return { heard: heard.trim(), unheard: unheard.trim(), took, seconds };
}

const count = (words) => words.split(/\s+/).filter(Boolean).length;

try {
  const greeting = await whole();
  const rest = await cut();
  console.log(`whole: ${greeting.seconds} s, "${greeting.words}"`);
  console.log(`heard: ${rest.seconds} s, "${rest.heard}", and not: "${rest.unheard}"`);
  console.log(`silent ${rest.took.toFixed(1)} ms after the clear`);
  assert.equal(`${rest.heard} ${rest.unheard}`, greeting.words.trim());
  assert.ok(rest.took < 150, `${rest.took} ms`);
  const share = rest.seconds / greeting.seconds;
  const words = count(greeting.words);
  // Words are not equally long, and nobody but the model knows how long each is.
  assert.ok(Math.abs(count(rest.heard) - share * words) <= 3, `${share} of ${words} words`);
} finally {
  await stopAll();
}
