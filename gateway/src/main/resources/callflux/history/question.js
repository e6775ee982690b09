// What the address asks for, and what the archive answers.

import * as archive from "./archive.js";
import { dayOf, daysUpTo } from "./figures.js";

const PERIODS = [7, 30, 90]; // days
const USUAL = 30;
const LAST_CALLS = 25;

/** Asks for what the address says: the days, the number if it is one alone, and the answer to come. */
export function question() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const many = Number(hash.get("days"));
  const days = daysUpTo(dayOf(Date.now()), PERIODS.includes(many) ? many : USUAL);
  const number = hash.get("number") ?? "";
  const [from, to] = [days[0], days.at(-1)];
  const answer = Promise.all([archive.days(from, to), archive.calls(from, to, number, LAST_CALLS)]);
  answer.catch(() => {}); // It may fail before anybody waits for it; who waits is told.
  return { days, number, answer };
}

/** Asked while the rest of the page is still on its way. */
export const first = question();
