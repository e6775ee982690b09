// How days are summed up, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay, byNumber, daysUpTo, sum } from "../../../main/resources/callflux/history/figures.js";
import { edges, stacks } from "../../../main/resources/callflux/history/stacks.js";
import * as text from "../../../main/resources/callflux/history/text.js";

function line(day, number, calls, more = {}) {
  return {
    day, number, calls, failed: 0, length_ms: 60_000 * calls, turns: calls, barge_ins: 0, timed: calls,
    voice_to_voice_ms: 600, analysed: calls, sentiment: 0.5, lead_score: 50, cost_usd: 0.1, ...more,
  };
}

test("days end with today, whatever the month or the clock's change", () => {
  assert.deepEqual(daysUpTo("2028-03-01", 3), ["2028-02-28", "2028-02-29", "2028-03-01"]);
  assert.equal(new Set(daysUpTo("2026-11-27", 90)).size, 90);
});

test("a mean is over the calls that have the figure", () => {
  const lines = [
    line("2026-11-26", "a", 3, { analysed: 3, sentiment: 1, timed: 1, voice_to_voice_ms: 900 }),
    line("2026-11-26", "b", 9, { analysed: 1, sentiment: -1, timed: 2, voice_to_voice_ms: 300 }),
    line("2026-11-27", "b", 5, { analysed: 0, sentiment: null, lead_score: null, timed: 0, voice_to_voice_ms: null }),
  ];
  const all = sum(lines);
  assert.equal(all.calls, 17);
  assert.equal(all.analysed, 4);
  assert.equal(all.sentiment, 0.5);
  assert.equal(all.answer, 500);
  assert.equal(sum([]).sentiment, null);
  assert.deepEqual(byDay(lines, ["2026-11-25", "2026-11-26", "2026-11-27"]).map(({ calls }) => calls), [0, 12, 5]);
  assert.deepEqual(byNumber(lines).map(({ number }) => number), ["b", "a"]);
});

test("the numbers that are called most are layers, and the others one", () => {
  const lines = ["a", "b", "c", "d", "e", "f", "g"].map((number, i) => line("2026-11-27", number, 10 - i));
  const layers = stacks(lines, ["2026-11-27"]);
  assert.deepEqual(layers.map(({ name, calls }) => [name, calls[0]]), [["a", 10], ["b", 9], ["c", 8], ["d", 7], ["e", 6], ["Others", 9]]);
  assert.deepEqual(edges(layers).map(([top]) => top), [10, 19, 27, 34, 40, 49]);
  assert.equal(stacks(lines.slice(1), ["2026-11-27"]).length, 6);
});

test("figures read well", () => {
  assert.equal(text.sentiment(-0.214), "−0.21");
  assert.equal(text.sentiment(-0.001), "0.00");
  assert.equal(text.sentiment(null), "–");
  assert.equal(text.length(161_300), "2:41");
  assert.equal(text.clock(161_399), "02:41.3");
  assert.equal(text.usd(412.345), "$412.35");
  assert.equal(text.usd(0.0432), "$0.043");
  assert.equal(text.usd(0), "$0.00");
  assert.equal(text.share(0.0251), "2.5 %");
  assert.equal(text.words("caller_hung_up"), "Caller hung up");
  assert.equal(text.day("2026-11-02"), "2 Nov");
  assert.equal(text.time("2026-11-27T09:14:03.250Z"), "2026-11-27 09:14");
});
