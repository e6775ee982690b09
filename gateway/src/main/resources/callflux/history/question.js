// What the address asks for. The archive is asked at once, before any module of the page is there: this is a script
// of the old kind, since a module waits for others and for the first paint.

const PERIODS = [7, 30, 90]; // days
const USUAL = 30;
const LAST_CALLS = 25;
const DAY = 86_400_000; // ms

/** Asks for what the address says: so many days up to one, of one number or of all, and the responses to come. */
function question() {
  const address = new URLSearchParams(location.hash.slice(1));
  const asked = Number(address.get("days"));
  const many = PERIODS.includes(asked) ? asked : USUAL;
  const number = address.get("number") ?? "";
  const now = Date.now();
  const [from, to] = [now - (many - 1) * DAY, now].map((time) => new Date(time).toISOString().slice(0, 10));
  const calls = new URLSearchParams({ from, to, most: LAST_CALLS, ...(number && { number }) });
  const responses = [`/statistics/days.json?from=${from}&to=${to}`, `/history/calls.json?${calls}`].map(json);
  return { many, to, number, responses };
}

/** A response may fail before anybody waits for it; who waits is told. */
function json(path) {
  const response = fetch(path, { headers: { accept: "application/json" } });
  response.catch(() => {});
  return response;
}

const firstQuestion = question();
