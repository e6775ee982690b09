// What the lines of days come to together.

const DAY = 86_400_000; // milliseconds

/** Days as text, so many of them up to one. */
export function daysUpTo(last, many) {
  const end = Date.parse(last);
  return Array.from({ length: many }, (_, i) => dayOf(end - (many - 1 - i) * DAY));
}

/** The day, UTC, of a time in milliseconds. */
function dayOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/** All lines together. Means are over the calls that have the figure, and null if none has. */
export function sum(lines) {
  const over = (weight, figure) => mean(lines, weight, figure);
  return {
    calls: total(lines, "calls"),
    failed: total(lines, "failed"),
    length: total(lines, "length_ms"),
    turns: total(lines, "turns"),
    bargeIns: total(lines, "barge_ins"),
    analysed: total(lines, "analysed"),
    cost: total(lines, "cost_usd"),
    answer: over("timed", "voice_to_voice_ms"),
    sentiment: over("analysed", "sentiment"),
    leadScore: over("analysed", "lead_score"),
  };
}

/** A sum for each day, in their order. */
export function byDay(lines, days) {
  const groups = grouped(lines, "day");
  return days.map((day) => sum(groups.get(day) ?? []));
}

/** A sum for each number, the most called first. */
export function byNumber(lines) {
  return [...grouped(lines, "number")]
    .map(([number, some]) => ({ number, ...sum(some) }))
    .sort((a, b) => b.calls - a.calls || a.number.localeCompare(b.number));
}

function grouped(lines, key) {
  const groups = new Map();
  for (const line of lines) {
    const group = groups.get(line[key]);
    if (group) {
      group.push(line);
    } else {
      groups.set(line[key], [line]);
    }
  }
  return groups;
}

function total(lines, figure) {
  return lines.reduce((sum, line) => sum + line[figure], 0);
}

function mean(lines, weight, figure) {
  const having = lines.filter((line) => line[figure] !== null);
  const weights = total(having, weight);
  return weights ? having.reduce((sum, line) => sum + line[weight] * line[figure], 0) / weights : null;
}
