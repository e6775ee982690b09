// The phone in the browser, as somebody who uses it meets it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contrast } from "./contrast.mjs";
import { eavesdrop, heard, is, listen, MICROPHONE, narrate, ORIGIN, phone, picture, start, stopAll, tap, voice } from "./browser.mjs";

const SILENT_BASE64 = "A".repeat(1_280);
const FRAME_CHARACTERS = 1_280; // 20 ms at 24 kHz in 16 bit

let quiet; // a browser whose caller says nothing
let eager; // one whose caller speaks over the greeting

before(async () => {
  quiet = await start(voice("quiet", 30));
  eager = await start(voice("eager", 30, [2, 3.2]));
});

after(stopAll);

const GREETED = [
  { type: "turn", item: "a1", after: null, speaker: "agent", at: 300 },
  { type: "words", item: "a1", more: "Hello, how can I " },
  { type: "words", item: "a1", more: "help you?" },
  { type: "heard", item: "a1", heard: "Hello, how can I help you?", unheard: "" },
];

test("a call connects, and the greeting is heard", async () => {
  const user = await phone(quiet);
  const wire = await tap(user.page);
  await user.visit();
  await user.call();
  const energy = await heard(user.page, 2);
  assert.ok(energy > 0.01, `energy ${energy}`);
  const media = wire.said.filter(({ event }) => event === "media");
  assert.ok(media.every((message) => message.media.payload.length === FRAME_CHARACTERS));
  media.forEach((message, i) => assert.equal(message.media.timestamp, String(i * 20)));
  assert.equal(wire.said[1].start.mediaFormat.encoding, "audio/x-l16");
  await user.end();
});

test("marks come back in their order, and none before its speech has been played", async () => {
  const user = await phone(quiet);
  const wire = await tap(user.page);
  await user.visit();
  await user.call();
  await heard(user.page, 2);
  const seconds = await user.page.evaluate(() => Number(document.getElementById("level-agent").dataset.seconds));
  const sent = wire.told.filter(({ event }) => event === "mark").map(({ mark }) => mark.name);
  const back = wire.said.filter(({ event }) => event === "mark").map(({ mark }) => mark.name);
  assert.ok(back.length > 5, `${back.length} marks`);
  assert.deepEqual(back, sent.slice(0, back.length));
  let milliseconds = 0;
  let marks = 0;
  for (const message of wire.told) {
    if (message.event === "media") {
      milliseconds += (message.media.payload.length * 3) / 4 / 48;
    } else if (message.event === "mark" && ++marks === back.length) {
      break;
    }
  }
  assert.ok(milliseconds <= seconds * 1_000 + 200, `${milliseconds} ms marked, ${seconds} s played`);
  await user.end();
});

test("who speaks over the agent is heard: what it says stops within 150 ms of the clear", async (t) => {
  const user = await phone(eager);
  const wire = listen(user.page);
  await eavesdrop(user.page);
  await user.visit();
  await user.call();
  await user.page.waitForFunction(() => performance.getEntriesByName("silenced").length > 0, null, { timeout: 20_000 });
  const took = await user.page.evaluate(() => performance.getEntriesByName("silenced")[0].duration);
  await user.page.waitForTimeout(300); // longer than it may take, and shorter than to the next answer
  const { clearedAt, loudAt } = await user.page.evaluate(() => window.eavesdropped);
  t.diagnostic(`silent ${took.toFixed(1)} ms after the clear; last sound ${(loudAt - clearedAt).toFixed(1)} ms after it`);
  assert.ok(took < 150, `${took} ms`);
  assert.ok(clearedAt > 0 && loudAt > 0 && loudAt - clearedAt < 150, `${loudAt - clearedAt} ms`);
  const cleared = wire.told.findIndex(({ event }) => event === "clear");
  const before = wire.told.slice(0, cleared).filter(({ event }) => event === "mark").length;
  const back = wire.said.filter(({ event }) => event === "mark").length;
  assert.ok(back >= before, `${before} marks before the clear, ${back} came back`);
  await user.end();
});

test("the transcript is in the conversation's order, and what was not heard is struck through", async () => {
  const user = await phone(quiet);
  const call = await narrate(user.page);
  await user.visit();
  await user.call();
  call.tell(
    ...GREETED,
    { type: "turn", item: "c1", after: "a1", speaker: "caller", at: 4_000 },
    { type: "caller_paused" },
    { type: "keys", digits: "4" },
    { type: "keys", digits: "2" },
    { type: "tool", call: "t1", name: "book_appointment", arguments: '{"service":"cleaning","day":"friday","time":"10:30"}' },
    { type: "tool_answer", call: "t1", output: '{"ok":true}', failed: false, ms: 12 },
    { type: "answer", gateway_us: 240, ms: 640 },
    { type: "turn", item: "a2", after: "c1", speaker: "agent", at: 5_000 },
    { type: "words", item: "a2", more: "You are booked for Friday at half past ten. Anything else?" },
    { type: "heard", item: "a2", heard: "You are booked for Friday", unheard: " at half past ten. Anything else?" },
    { type: "turn", item: "c2", after: "a2", speaker: "caller", at: 8_000 },
    { type: "unknown", item: "c2" },
    // late, as a caller's words are
    { type: "whole", item: "c1", text: "A cleaning on Friday, please." },
  );
  const shown = await user.page.$$eval("#transcript > li", (items) => items.map((li) => li.className.split(" ").at(-1)));
  assert.deepEqual(shown, ["agent", "caller", "keys", "tool", "agent", "caller"]);
  assert.deepEqual(await user.page.$$eval("#transcript .words", (all) => all.map((p) => p.textContent)), [
    "Hello, how can I help you?",
    "A cleaning on Friday, please.",
    "You are booked for Friday Not heard: at half past ten. Anything else?",
    "Something was said that could not be made out.",
  ]);
  assert.equal(await user.page.textContent("del.unheard"), "Not heard: at half past ten. Anything else?");
  assert.match(await user.page.$eval("del.unheard", (del) => getComputedStyle(del).textDecorationLine), /line-through/);
  assert.match(await user.page.textContent("#transcript li:nth-child(5) .latency"), /640 ms/);
  assert.match(await user.page.textContent(".tool"), /book_appointment.*service: cleaning.*done, 12 ms.*ok: true/);
  assert.equal(await user.page.textContent(".digits"), "42");
  assert.match(await user.page.textContent("#announcer"), /Agent: You are booked for Friday Not heard:/);
  await picture(user.page, "conversation-light");
  await user.end();
});

test("a turn that becomes known late takes its place before those that follow it", async () => {
  const user = await phone(quiet);
  const call = await narrate(user.page);
  await user.visit();
  await user.call();
  call.tell(
    ...GREETED,
    { type: "turn", item: "a2", after: "a1", speaker: "agent", at: 9_000 },
    { type: "words", item: "a2", more: "Certainly." },
    { type: "turn", item: "c1", after: "a1", speaker: "caller", at: 7_000 },
    { type: "whole", item: "c1", text: "Could I?" },
  );
  assert.deepEqual(await user.page.$$eval("#transcript .words", (all) => all.map((p) => p.textContent)), [
    "Hello, how can I help you?",
    "Could I?",
    "Certainly.",
  ]);
  await user.end();
});

test("what is said is shown as text, whatever it says", async () => {
  const user = await phone(quiet);
  const call = await narrate(user.page);
  await user.visit();
  await user.call();
  const words = "<img src=x onerror=alert(1)> <b>bold</b>";
  call.tell(
    { type: "turn", item: "c", after: null, speaker: "caller", at: 0 },
    { type: "whole", item: "c", text: words },
    { type: "tool", call: "t", name: words, arguments: words },
    { type: "tool_answer", call: "t", output: words, failed: true, ms: 1 },
  );
  assert.equal(await user.page.textContent("#transcript .words"), words);
  assert.equal(await user.page.$("#transcript img"), null);
  await user.end();
});

test("with the keyboard alone: call, press keys, mute, hang up", async () => {
  const user = await phone(quiet);
  const { page } = user;
  const wire = await tap(page);
  await user.visit();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.digit);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "number");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "call");
  await page.keyboard.press("Enter");
  await is(page, "live");
  assert.equal(await focused(), "hangup");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(), "keys");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "1");
  await page.keyboard.press("5");
  await page.keyboard.press("#");
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.activeElement.dataset.digit === "#");
  await page.focus("#mute");
  await page.keyboard.press("Space");
  assert.equal(await page.getAttribute("#mute", "aria-pressed"), "true");
  await page.focus("#hangup");
  await page.keyboard.press("Enter");
  await is(page, "ended");
  assert.equal(await focused(), "call");
  assert.match(await page.textContent("#detail"), /You hung up/);
  const digits = wire.said.filter(({ event }) => event === "dtmf").map(({ dtmf }) => dtmf.digit);
  assert.deepEqual(digits, ["5", "#", "#"]);
  assert.equal(wire.said.at(-1).event, "stop");
  await user.end();
});

test("muted, the line carries silence and time goes by", async () => {
  const speaking = await start(voice("speaking", 30, [0, 30]));
  const user = await phone(speaking);
  const { page } = user;
  const wire = await tap(page);
  await user.visit();
  await user.call();
  const frames = () => wire.said.filter(({ event }) => event === "media");
  const loud = () => frames().filter(({ media }) => media.payload !== SILENT_BASE64).length;
  await page.waitForFunction(() => Number(document.getElementById("level-caller").ariaValueNow) > 30);
  assert.ok(loud() > 0);
  await page.click("#mute");
  await page.waitForTimeout(200);
  const [all, heardBefore] = [frames().length, loud()];
  await page.waitForTimeout(600);
  assert.equal(loud(), heardBefore);
  assert.ok(frames().length > all + 15, "silence is sent");
  await page.click("#mute");
  await page.waitForTimeout(300);
  assert.ok(loud() > heardBefore);
  await user.end();
  await speaking.close();
});

test("a microphone that is refused, or absent, is said plainly, and nobody is rung", async () => {
  for (const [microphone, permitted, words] of [
    [MICROPHONE.refused, false, /may not use the microphone/],
    [MICROPHONE.none, true, /No microphone was found/],
  ]) {
    const user = await phone(await start(microphone), { permitted });
    let rung = 0;
    user.page.on("request", (request) => (rung += request.url().endsWith("/phone/calls")));
    await user.visit();
    await user.page.click("#call");
    await is(user.page, "failed");
    assert.equal(await user.page.textContent("#state"), "No microphone");
    assert.match(await user.page.textContent("#detail"), words);
    assert.equal(rung, 0);
    await picture(user.page, `microphone-${microphone}`);
    await user.end();
  }
});

test("a socket that drops ends the call, says so, and leaves it to the caller to call again", async () => {
  const user = await phone(quiet);
  const wire = await tap(user.page);
  await user.visit();
  await user.call();
  await wire.drop();
  await is(user.page, "dropped");
  assert.match(await user.page.textContent("#detail"), /can't be picked up again/);
  assert.equal(await user.page.textContent("#call span"), "Call again");
  await user.call();
  await heard(user.page, 0.5);
  await user.end();
});

test("without what is told of it, a call goes on", async () => {
  const user = await phone(quiet);
  const call = await narrate(user.page);
  await user.visit();
  await user.call();
  await call.close();
  await user.page.waitForFunction(() => document.getElementById("note").textContent.includes("goes on"));
  await is(user.page, "live");
  await user.end();
});

test("a gateway that turns the call away is quoted", async () => {
  const user = await phone(quiet);
  for (const [status, body, words] of [
    [503, { reason: "full", say: null }, /All lines are busy/],
    [503, { reason: "closed", say: "We open at nine." }, /We open at nine/],
    [401, { reason: "token" }, /link has been used/],
  ]) {
    await user.page.route("**/phone/calls", (route) => route.fulfill({ status, json: body }), { times: 1 });
    await user.visit();
    await user.page.click("#call");
    await is(user.page, "failed");
    assert.match(await user.page.textContent("#detail"), words);
  }
  user.complaints.length = 0; // the browser's own, of the 503s and the 401
  await user.end();
});

test("a token in the page's address is shown to ask for its line, and to call", async () => {
  const user = await phone(quiet);
  const shown = [];
  await user.page.route("**/phone/agents", (route) => {
    shown.push(route.request().headers().authorization);
    return route.fulfill({ json: { lines: [{ number: "+14155550100", agent: "sales" }] } });
  });
  await user.page.route("**/phone/calls", (route) => {
    shown.push(route.request().postData());
    return route.fulfill({ status: 503, json: { reason: "full", say: null } });
  });
  await user.page.goto(`${ORIGIN}/phone#token=5ec2e7`);
  await user.page.waitForSelector("body[data-lines='1']");
  assert.equal(await user.page.textContent("#number"), "sales, +14155550100");
  await user.page.click("#call");
  await is(user.page, "failed");
  assert.deepEqual(shown, ["Bearer 5ec2e7", "token=5ec2e7"]);
  user.complaints.length = 0; // the browser's own, of the 503
  await user.end();
});

test("two browsers at once: each hears its agent", async () => {
  const users = await Promise.all([phone(quiet), phone(eager)]);
  await Promise.all(
    users.map(async (user) => {
      await user.visit();
      await user.call();
      assert.ok((await heard(user.page, 1)) > 0.005);
    }),
  );
  await Promise.all(users.map((user) => user.end()));
});

test("every text stands out from its ground, in light and in dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const user = await phone(quiet, { colorScheme });
    const call = await narrate(user.page);
    await user.visit();
    await picture(user.page, `idle-${colorScheme}`);
    assert.deepEqual(await contrast(user.page), [], `idle, ${colorScheme}`);
    await user.call();
    call.tell(
      ...GREETED,
      { type: "turn", item: "c1", after: "a1", speaker: "caller", at: 4_000 },
      { type: "whole", item: "c1", text: "A cleaning on Friday, please." },
      { type: "tool", call: "t1", name: "book_appointment", arguments: '{"service":"cleaning"}' },
      { type: "tool_answer", call: "t1", output: '{"error":"timeout"}', failed: true, ms: 12 },
      { type: "caller_paused" },
    { type: "answer", gateway_us: 240, ms: 1_640 },
      { type: "turn", item: "a2", after: "c1", speaker: "agent", at: 5_000 },
      { type: "heard", item: "a2", heard: "You are booked", unheard: " for Friday." },
      { type: "turn", item: "c2", after: "a2", speaker: "caller", at: 6_000 },
      { type: "unknown", item: "c2" },
    );
    await user.page.click("#keys");
    await user.page.mouse.move(0, 0);
    await user.page.waitForTimeout(200); // for colours to have changed
    assert.deepEqual(await contrast(user.page), [], `in a call, ${colorScheme}`);
    await picture(user.page, `call-${colorScheme}`);
    await user.end();
  }
});

test("on a small screen nothing is cut off", async () => {
  const user = await phone(quiet, { viewport: { width: 360, height: 740 } });
  await user.visit();
  const width = await user.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} px wide`);
  await picture(user.page, "small");
  await user.end();
});
