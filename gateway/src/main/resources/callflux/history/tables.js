// Tables: of figures, of numbers, and of calls.

import { transcript } from "./archive.js";
import { make } from "./element.js";
import * as text from "./text.js";

/** Fills a table with texts or elements; the first of each row names it. */
export function fill(table, caption, columns, rows) {
  const head = make("tr", "", ...columns.map((name) => cell("th", name, "col")));
  table.replaceChildren(
    make("caption", "aloud", caption),
    make("thead", "", head),
    make("tbody", "", ...rows.map(row)),
  );
}

function row([name, ...figures]) {
  return make("tr", "", cell("th", name, "row"), ...figures.map((figure) => cell("td", figure)));
}

function cell(name, content, scope) {
  const element = make(name, "", content);
  if (scope) {
    element.scope = scope;
  }
  return element;
}

/** Numbers, the most called first. Whoever chooses one is told to `choose`. */
export function numbers(table, sums, choose) {
  const columns = ["Number", "Calls", "Minutes", "Failed", "Time to answer", "Sentiment", "Lead score", "Cost"];
  const rows = sums.map((sum) => [
    chosen(sum.number, choose),
    text.whole(sum.calls),
    text.minutes(sum.length),
    text.share(sum.calls ? sum.failed / sum.calls : null),
    text.millis(sum.answer),
    mood(sum.sentiment),
    text.score(sum.leadScore),
    text.usd(sum.cost),
  ]);
  fill(table, "What the calls of each number came to", columns, rows);
}

function chosen(number, choose) {
  const button = make("button", "link", make("bdi", "", number));
  button.type = "button";
  button.title = "Show this number alone";
  button.addEventListener("click", () => choose(number));
  return button;
}

/** Calls, the newest first. Whoever asks for one is told to `open`. */
export function calls(table, list, open) {
  const columns = ["Began", "Number", "Caller", "Length", "Ended", "Time to answer", "Sentiment", "Lead score", "Cost"];
  const rows = list.map((call) => [
    link(call, open),
    make("bdi", "", call.number),
    make("bdi", "", call.from),
    text.length(call.length_ms),
    text.words(call.ended),
    text.millis(call.voice_to_voice_ms),
    mood(call.sentiment),
    text.score(call.lead_score),
    text.usd(call.cost_usd),
  ]);
  fill(table, "The last calls, each with its transcript", columns, rows);
}

function link(call, open) {
  const link = make("a", "", text.time(call.began));
  link.href = transcript(call.sid);
  link.title = "Transcript";
  link.addEventListener("click", (event) => {
    // Whoever wants it in a tab of its own is let.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(call.sid);
    }
  });
  return link;
}

function mood(value) {
  const element = make("span", "mood", text.sentiment(value));
  if (value !== null) {
    element.dataset.mood = value >= 0.25 ? "good" : value <= -0.25 ? "bad" : "fair";
  }
  return element;
}
