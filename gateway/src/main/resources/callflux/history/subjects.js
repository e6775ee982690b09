// What there are charts of: how a day's sum is read, told, and drawn.

import * as text from "./text.js";

const fromZero = (_, high) => [0, (high || 1) * 1.08];

/** A chart of lines breaks where there is no figure; one of bars has none there. */
export const SUBJECTS = [
  {
    title: "Calls",
    whole: "in the period",
    stacked: true,
    of: (sum) => sum.calls,
    tell: text.whole,
    axis: (value) => (Number.isInteger(value) ? text.whole(value) : ""),
    range: fromZero,
  },
  {
    title: "Minutes",
    whole: "in the period",
    of: (sum) => sum.length / 60_000,
    tell: text.whole,
    axis: text.whole,
    range: fromZero,
  },
  {
    title: "Sentiment",
    whole: "mean, from −1 to +1",
    line: true,
    of: (sum) => sum.sentiment,
    tell: text.sentiment,
    axis: text.sentiment,
    // Days differ by a tenth or two, which would be a flat line from -1 to 1.
    range: (low, high) => [Math.max(-1, Math.min(-0.5, low - 0.1)), Math.min(1, Math.max(0.5, high + 0.1))],
  },
  {
    title: "Lead score",
    whole: "mean, of 100",
    line: true,
    of: (sum) => sum.leadScore,
    tell: text.score,
    axis: text.score,
    range: () => [0, 100],
  },
  {
    title: "Time to answer",
    whole: "mean of medians",
    line: true,
    of: (sum) => sum.answer,
    tell: text.millis,
    axis: text.millis,
    range: fromZero,
  },
  {
    title: "Cost",
    whole: "in the period",
    of: (sum) => sum.cost,
    tell: text.usd,
    axis: (value) => `$${value}`,
    range: fromZero,
  },
];
