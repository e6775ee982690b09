// The page's resampler, measured: what passes keeps its level, what can't be carried is gone, and
// no sample is gained or lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Resampler } from "../../../main/resources/callflux/softphone/resampler.js";

const RATES = [
  [48_000, 24_000],
  [44_100, 24_000],
  [96_000, 24_000],
  [16_000, 24_000],
  [24_000, 48_000],
  [24_000, 44_100],
  [24_000, 24_000],
];

function tone(rate, frequency, seconds) {
  return Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * frequency * i) / rate));
}

function through(from, to, input, sizes) {
  const resampler = new Resampler(from, to);
  const out = [];
  for (let at = 0, i = 0; at < input.length; i++) {
    const size = sizes[i % sizes.length];
    out.push(...resampler.push(input.subarray(at, at + size)));
    at += size;
  }
  return out;
}

const level = (samples) => Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
const settled = (samples) => samples.slice(2_000, -2_000);
const decibels = (ratio) => 20 * Math.log10(ratio);

for (const [from, to] of RATES) {
  test(`${from} to ${to} Hz keeps a voice's level, to a tenth of a decibel`, () => {
    for (const frequency of [200, 1_000, 3_400, 6_500]) {
      const out = settled(through(from, to, tone(from, frequency, 1), [128]));
      const off = decibels(level(out) / (0.5 * Math.SQRT1_2));
      assert.ok(Math.abs(off) < 0.1, `${frequency} Hz: ${off} dB`);
    }
  });

  test(`${from} to ${to} Hz gains and loses no sample`, () => {
    const out = through(from, to, new Float32Array(from * 2), [128, 1, 480, 77]);
    assert.equal(out.length, to * 2);
  });

  test(`${from} to ${to} Hz is the same in whatever pieces it comes`, () => {
    const input = tone(from, 700, 0.2);
    assert.deepEqual(through(from, to, input, [3, 128, 50, 1]), through(from, to, input, [input.length]));
  });
}

test("what 24 kHz can't carry is gone, by 70 dB", () => {
  for (const from of [48_000, 44_100, 96_000]) {
    const out = settled(through(from, 24_000, tone(from, 14_500, 1), [128]));
    assert.ok(decibels(level(out) / (0.5 * Math.SQRT1_2)) < -70, `${from}: ${decibels(level(out))} dB`);
  }
});

test("no image of the voice appears above its band, by 70 dB", () => {
  const out = settled(through(24_000, 48_000, tone(24_000, 6_500, 1), [480]));
  const image = 24_000 - 6_500;
  const [sin, cos] = [Math.sin, Math.cos].map((wave) =>
    out.reduce((sum, s, i) => sum + s * wave((2 * Math.PI * image * i) / 48_000), 0),
  );
  assert.ok(decibels((2 * Math.hypot(sin, cos)) / out.length / 0.5) < -70);
});
