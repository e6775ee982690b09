// What the gateway knows of calls that are over.

/** It does not tell: what is wrong, and what may be done about it. */
export class Failing extends Error {
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

/** What the calls of each day and number came to. */
export async function days(from, to) {
  return (await get(`/statistics/days.json?${new URLSearchParams({ from, to })}`)).days;
}

/** The newest calls of one number, or of all. */
export async function calls(from, to, number, most) {
  const asked = new URLSearchParams({ from, to, most });
  if (number) {
    asked.set("number", number);
  }
  return (await get(`/history/calls.json?${asked}`)).calls;
}

/** Where a call's transcript is. */
export function transcript(sid) {
  return `/calls/${encodeURIComponent(sid)}/transcript`;
}

/** A call whole. */
export function call(sid) {
  return get(transcript(sid));
}

async function get(path) {
  let response;
  try {
    response = await fetch(path, { headers: { accept: "application/json" } });
  } catch {
    throw new Failing("the gateway does not answer", "see that it runs");
  }
  if (!response.ok) {
    const { what, remedy } = await response.json().catch(() => ({}));
    throw new Failing(what ?? `the gateway answers with ${response.status}`, remedy ?? "see its log");
  }
  return response.json();
}
