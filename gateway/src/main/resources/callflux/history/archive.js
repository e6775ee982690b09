// What the gateway knows of calls that are over. It is asked for JSON as question.js does, which is no module.

/** It does not tell: what is wrong, and what may be done about it. */
export class Failing extends Error {
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

/** What the calls of each day and number came to, and the newest calls. */
export async function answer({ responses }) {
  const [{ days: lines }, { calls }] = await Promise.all(responses.map(read));
  return { lines, calls };
}

/** Where a call's transcript is. */
export function transcript(sid) {
  return `/calls/${encodeURIComponent(sid)}/transcript`;
}

/** A call whole. */
export function call(sid) {
  return read(json(transcript(sid)));
}

async function read(responding) {
  let response;
  try {
    response = await responding;
  } catch {
    throw new Failing("the gateway does not answer", "see that it runs");
  }
  if (!response.ok) {
    const { what, remedy } = await response.json().catch(() => ({}));
    throw new Failing(what ?? `the gateway answers with ${response.status}`, remedy ?? "see its log");
  }
  return response.json();
}
