// One call: what was said in it, in the conversation's order, and what was made of it.

import { call, Failing, transcript } from "./archive.js";
import { make } from "./element.js";
import * as text from "./text.js";

const GAPS = {
  not_transcribed: "The caller’s words could not be made out.",
  not_known_yet: "It is not known what was said here, or what of it was heard.",
  not_answered: "A tool never answered.",
  killed: "The gateway was killed: what was being said is lost.",
  not_written: "Something is missing here that could not be written down.",
};

/** Shows a call in a dialog. */
export async function show(dialog, sid) {
  const body = make("div", "body", make("p", "small", "Loading …"));
  dialog.replaceChildren(head(dialog, sid), body);
  dialog.showModal();
  try {
    body.replaceChildren(...told(await call(sid)));
  } catch (failure) {
    if (!(failure instanceof Failing)) {
      throw failure;
    }
    body.replaceChildren(make("p", "bad", `${text.sentence(failure.message)}. ${text.sentence(failure.remedy)}.`));
  }
}

function head(dialog, sid) {
  const title = make("h2", "", "Transcript");
  title.id = "call-title";
  const plain = make("a", "", "As text");
  plain.href = transcript(sid);
  const close = make("button", "", "Close");
  close.type = "button";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  return make("div", "bar", title, plain, close);
}

function told(call) {
  const facts = [
    ["Began", `${text.time(call.began)} UTC`],
    ["Number", call.number],
    ["Caller", call.from],
    ["Agent", call.agent],
    ["Length", text.length(call.end?.length_ms)],
    ["Ended", call.end ? text.words(call.end.reason) : "Not yet"],
    ["Cost", text.usd(call.end?.cost_usd)],
  ];
  const turns = make("ol", "turns", ...call.entries.map(entry));
  return [list(facts), ...(call.analysis ? [analysis(call.analysis)] : []), turns];
}

function list(facts) {
  const terms = facts.map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", make("bdi", "", value ?? "–"))));
  return make("dl", "facts", ...terms);
}

function analysis(found) {
  if (found.summary === undefined) {
    return make("p", "small", `The analysis failed: ${found.failure ?? "nobody knows why"}.`);
  }
  const facts = [
    ["Outcome", found.outcome],
    ["Sentiment", text.sentiment(found.sentiment)],
    ["Lead score", text.score(found.lead_score)],
    ["Topics", found.topics.join(", ") || "–"],
    ...found.follow_ups.map((what) => ["To do", what]),
  ];
  return make("section", "analysis", make("p", "", found.summary), list(facts), make("p", "small", `Analysed by ${found.analyst}.`));
}

function entry(entry) {
  const at = make("span", "at", text.clock(entry.at_ms));
  switch (entry.kind) {
    case "turn":
      return make("li", `turn ${entry.speaker}`, at, make("span", "who", text.words(entry.speaker)), words(entry));
    case "tool":
      return aside(at, "Tool", `${entry.name} ${entry.arguments} → ${entry.output}`, `${entry.failed ? "failed, " : ""}${entry.ms} ms`);
    case "keys":
      return aside(at, "Keys", entry.digits);
    case "interruption":
      return aside(at, "Caller", "spoke over the agent");
    default:
      return aside(at, "Gap", GAPS[entry.cause] ?? entry.cause);
  }
}

function words({ speaker, words, heard, unheard }) {
  if (speaker === "caller") {
    return make("span", "words", words);
  }
  const all = make("span", "words", heard);
  if (unheard.trim()) {
    all.append(" ", make("del", "", make("span", "aloud", "Not heard: "), unheard.trim()));
  }
  return all;
}

function aside(at, who, what, more) {
  const content = make("span", "words", what);
  if (more) {
    content.append(" ", make("span", "more", more));
  }
  return make("li", "turn aside", at, make("span", "who", who), content);
}
