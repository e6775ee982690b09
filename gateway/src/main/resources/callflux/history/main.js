// The page: what is shown of the calls that are asked for. What is asked is of question.js, which is no module.

import { answer, Failing } from "./archive.js";
import { show as showCall } from "./call.js";
import { charts } from "./charts.js";
import { make } from "./element.js";
import { byDay, byNumber, daysUpTo, sum } from "./figures.js";
import * as tables from "./tables.js";
import * as text from "./text.js";

const at = (id) => document.getElementById(id);

const page = document.body;
const drawCharts = charts(at("charts"));
let asked = 0; // so many times: an answer that comes late is not the one that is wanted
let shown = null;

at("filter").addEventListener("change", () => want(at("number").value, chosenDays()));
at("filter").addEventListener("submit", (event) => event.preventDefault());
at("again").addEventListener("click", () => ask(question()));
addEventListener("hashchange", () => ask(question()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => page.dataset.state === "shown" && drawCharts(shown));
ask(firstQuestion);

function chosenDays() {
  return at("filter").elements.days.value;
}

/** Puts what is wanted into the address, so that it can be kept and gone back to. */
function want(number, days) {
  location.hash = new URLSearchParams(number ? { number, days } : { days });
}

async function ask(asking) {
  const turn = ++asked;
  const { many, to, number } = asking;
  at("filter").elements.days.value = String(many);
  page.ariaBusy = "true";
  try {
    const { lines, calls } = await answer(asking);
    if (turn === asked) {
      show({ days: daysUpTo(to, many), number, lines, calls });
    }
  } catch (failure) {
    if (turn === asked) {
      fail(failure);
    }
  } finally {
    page.ariaBusy = "false";
  }
}

function show({ days, number, lines, calls }) {
  offer(lines, number);
  const some = number ? lines.filter((line) => line.number === number) : lines;
  if (some.length === 0) {
    const whose = number ? `No calls of ${number}` : "No calls";
    notice("empty", `${whose} in these ${days.length} days`, "Calls are shown here once they have begun and are kept.");
    return;
  }
  page.dataset.state = "shown";
  const all = sum(some);
  shown = { days, lines: some, sums: byDay(some, days), sum: all };
  sumUp(all, days.length);
  drawCharts(shown);
  tables.numbers(at("numbers"), byNumber(some), (chosen) => want(chosen, chosenDays()));
  tables.calls(at("calls"), calls, (sid) => showCall(at("call"), sid));
  requestAnimationFrame(() => performance.measure("shown", { start: 0 }));
}

/** Numbers to choose from: all that were called in the period, and the one that is chosen. */
function offer(lines, chosen) {
  const numbers = new Set(byNumber(lines).map(({ number }) => number));
  if (chosen) {
    numbers.add(chosen);
  }
  at("number").replaceChildren(new Option("All numbers", ""), ...[...numbers].sort().map((number) => new Option(number, number)));
  at("number").value = chosen;
}

function sumUp(all, days) {
  const figures = [
    ["Calls", text.whole(all.calls), `${text.whole(all.calls / days)} a day`],
    ["Minutes", text.minutes(all.length), `${text.length(all.length / all.calls)} a call`],
    ["Sentiment", text.sentiment(all.sentiment), `of ${text.whole(all.analysed)} analysed`],
    ["Lead score", text.score(all.leadScore), "of 100"],
    ["Time to answer", text.millis(all.answer), "mean of medians"],
    ["Cost", text.usd(all.cost), `${text.usd(all.cost / all.calls)} a call`],
    ["Failed", text.share(all.failed / all.calls), `${text.whole(all.failed)} calls`],
  ];
  at("sum").replaceChildren(
    ...figures.map(([name, figure, more]) =>
      make("div", "card", make("dt", "", name), make("dd", "figure", figure), make("dd", "small", more)),
    ),
  );
}

function fail(failure) {
  if (!(failure instanceof Failing)) {
    throw failure;
  }
  notice("failed", text.sentence(failure.message), `${text.sentence(failure.remedy)}.`);
}

function notice(state, title, words) {
  page.dataset.state = state;
  at("notice-title").textContent = title;
  at("notice-text").textContent = words;
  at("again").hidden = state !== "failed";
}
