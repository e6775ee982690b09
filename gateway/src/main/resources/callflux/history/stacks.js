// Calls by day as stacks: the numbers that are called most, and all others together.

import { byDay, byNumber } from "./figures.js";

const MOST = 5;
const OTHERS = "Others";

/** Layers from the bottom to the top: name and calls for each day. */
export function stacks(lines, days) {
  const numbers = byNumber(lines).map(({ number }) => number);
  const named = numbers.slice(0, numbers.length === MOST + 1 ? MOST + 1 : MOST);
  const layers = named.map((name) => ({
    name,
    calls: callsOf(lines.filter(({ number }) => number === name), days),
  }));
  if (numbers.length > named.length) {
    const others = lines.filter(({ number }) => !named.includes(number));
    layers.push({ name: OTHERS, calls: callsOf(others, days) });
  }
  return layers;
}

/** The upper edges of layers: what each day's calls come to, up to and with each layer. */
export function edges(layers) {
  const tops = [];
  for (const { calls } of layers) {
    const below = tops.at(-1);
    tops.push(calls.map((count, i) => count + (below?.[i] ?? 0)));
  }
  return tops;
}

function callsOf(lines, days) {
  return byDay(lines, days).map(({ calls }) => calls);
}
