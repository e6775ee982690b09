// Books an appointment by voice, in a real browser: `node book.mjs booking.wav`.
//
// The WAV is what the microphone hears, once: what a caller says to the local receptionist, with
// pauses that leave it time to answer. A booking that is asked for to the end is expected of it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { heard, phone, picture, start, stopAll } from "./browser.mjs";

const PATIENCE = { timeout: 120_000 };

const wav = process.argv[2];
if (!wav || !existsSync(wav)) {
  console.error(`give the WAV that the microphone is to hear: node book.mjs booking.wav (${wav ?? "none"} is not there)`);
  process.exit(2);
}

const user = await phone(await start(resolve(wav)));
const { page } = user;
try {
  await user.visit();
  await user.call();
  console.log("connected");
  const greeting = await heard(page, 1);
  assert.ok(greeting > 0.005, `the greeting's energy is ${greeting}`);

  const booked = '.tool[data-tool="book_appointment"][data-result="done"]';
  await page.waitForSelector(booked, PATIENCE);
  const tool = await page.textContent(booked);
  console.log(`tool: ${tool}`);
  assert.match(tool, /ok: true/);

  // What follows the tool is the agent's word for it, heard to its end.
  await page.waitForSelector(`${booked} ~ .turn.agent[data-heard="whole"]`, PATIENCE);

  const turns = await page.$$eval("#transcript > .turn", (all) =>
    all.map((li) => `${li.querySelector(".who").textContent}: ${li.querySelector(".words").textContent}`),
  );
  console.log(turns.join("\n"));
  assert.match(turns[0], /^Agent: \S/, "the agent greets first");
  assert.ok(turns.some((turn) => /^You: \S/.test(turn)), "the caller's words are shown");
  assert.ok(await page.$(".latency"), "latencies are shown");

  await page.waitForSelector("#appointments li", PATIENCE);
  console.log(`appointments: ${await page.$$eval("#appointments li", (all) => all.map((li) => li.textContent))}`);
  const energy = Number(await page.getAttribute("#level-agent", "data-energy"));
  console.log(`played ${await page.getAttribute("#level-agent", "data-seconds")} s, energy ${energy}`);
  assert.ok(energy > 2 * greeting || energy > 0.02, `the energy of what was played is ${energy}`);
  await picture(page, "booking");
  await page.click("#hangup");
  await page.waitForSelector("body[data-state=ended]");
  await user.end();
} catch (error) {
  await picture(page, "booking-failed");
  console.error(await page.textContent("main"));
  throw error;
} finally {
  await stopAll();
}
