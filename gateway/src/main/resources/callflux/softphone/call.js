// One call: the two sockets that the gateway gives for it, and the messages that pass on them.

import { fromBase64 } from "./base64.js";

/** The gateway turned a call away, and said why. */
export class TurnedAway extends Error {
  constructor({ reason, say }) {
    super(reason);
    this.reason = reason;
    this.say = say;
  }
}

/** What there is to call. Fails with TurnedAway, or with a TypeError if nobody answers. */
export async function lines(token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  return (await answer(await fetch("/phone/agents", { headers }))).lines;
}

/** Asks for a call. Fails likewise. */
export async function place(number, token) {
  const body = new URLSearchParams(token ? { token } : { number });
  return answer(await fetch("/phone/calls", { method: "POST", body }));
}

async function answer(response) {
  const body = await response.json().catch(() => ({ reason: `status ${response.status}` }));
  if (!response.ok) {
    throw new TurnedAway(body);
  }
  return body;
}

/**
 * A call that was placed. Tells `on.event(event)` what happens in it, `on.speech(bytes)`,
 * `on.mark(name)` and `on.clear()` what to play, `on.deaf()` that nothing more will be told, and
 * `on.closed()` that the sound has ended.
 */
export class Call {
  #placed;
  #on;
  #events;
  #media;
  #streamSid = "MZ" + crypto.randomUUID().replaceAll("-", "");
  #sequence = 1;
  #frames = 0;

  constructor(placed, on) {
    this.#placed = placed;
    this.#on = on;
    this.#events = new WebSocket(socketUrl(placed.eventsUrl));
    this.#events.onmessage = ({ data }) => on.event(JSON.parse(data));
    this.#events.onclose = () => on.deaf();
    this.#media = new WebSocket(socketUrl(placed.mediaUrl));
    this.#media.onopen = () => this.#start();
    this.#media.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    this.#media.onclose = () => on.closed();
  }

  #start() {
    const { callSid, accountSid } = this.#placed;
    this.#say({ event: "connected", protocol: "Call", version: "1.0.0" });
    this.#say({
      event: "start",
      start: {
        streamSid: this.#streamSid,
        callSid,
        accountSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-l16", sampleRate: 24_000, channels: 1 },
        customParameters: {},
      },
    });
  }

  #hear(message) {
    switch (message.event) {
      case "media":
        this.#on.speech(fromBase64(message.media.payload));
        break;
      case "mark":
        this.#on.mark(message.mark.name);
        break;
      case "clear":
        this.#on.clear();
        break;
    }
  }

  /** 20 ms of the caller's voice, in base64. */
  speak(payload) {
    const media = {
      track: "inbound",
      chunk: String(this.#frames + 1),
      timestamp: String(this.#frames * 20),
      payload,
    };
    if (this.#say({ event: "media", media })) {
      this.#frames++;
    }
  }

  /** All before a mark has been heard, or will not be. */
  echo(name) {
    this.#say({ event: "mark", mark: { name } });
  }

  press(digit) {
    this.#say({ event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }

  hangUp() {
    const { callSid, accountSid } = this.#placed;
    this.#say({ event: "stop", stop: { callSid, accountSid } });
    this.#media.close();
  }

  /** Lets go of both sockets. */
  close() {
    this.#media.close();
    this.#events.close();
  }

  #say(message) {
    if (this.#media.readyState !== WebSocket.OPEN) {
      return false;
    }
    const sequenceNumber = String(this.#sequence++);
    this.#media.send(JSON.stringify({ ...message, sequenceNumber, streamSid: this.#streamSid }));
    return true;
  }
}

function socketUrl(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}
