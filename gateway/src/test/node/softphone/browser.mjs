// A real browser with a voice for its microphone, and what the tests ask of its page.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const ORIGIN = process.env.PHONE_ORIGIN ?? "http://127.0.0.1:8080";
export const PICTURES = process.env.PHONE_PICTURES ?? "";

const RATE = 48_000;
const folder = mkdtempSync(join(tmpdir(), "softphone-"));
const open = new Set();

/** Whether there is a microphone to speak into, and whether the page may use it. */
export const MICROPHONE = { none: "none", refused: "refused" };

/** Starts a browser. Its microphone hears a WAV once, or is one of MICROPHONE. */
export async function start(microphone) {
  const fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const voice = [...fake, `--use-file-for-fake-audio-capture=${microphone}%noloop`];
  const args = microphone === MICROPHONE.none ? [] : microphone === MICROPHONE.refused ? [fake[0]] : voice;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...args,
    ],
  });
  open.add(browser);
  return browser;
}

export async function stopAll() {
  await Promise.all([...open].map((browser) => browser.close()));
}

/**
 * A page in a context of its own, and what it does that a good page of its origin never does, but
 * for complaints that are excused.
 */
export async function watched(browser, ours, excused, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 860 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !excused.test(message.text() + message.location().url)) {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin.replace(/^ws/, "http") !== ours) {
      complaints.push(`a request to ${protocol}//${origin}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return { context, page, complaints };
}

/** Opens the phone in a context of its own, and keeps account of what a good page never does. */
export async function phone(browser, options = {}) {
  const { context, page, complaints } = await watched(browser, ORIGIN, /\/local\/appointments|404/, options);
  if (options.permitted) {
    await context.grantPermissions(["microphone"], { origin: ORIGIN });
  }
  return {
    page,
    complaints,
    async visit() {
      await page.goto(`${ORIGIN}/`);
      await page.waitForSelector("body[data-lines]");
    },
    async call() {
      await page.click("#call");
      await is(page, "live");
    },
    async end() {
      assert.deepEqual(complaints, [], "the page complained");
      await context.close();
    },
  };
}

/** Waits for the page to be in a state. */
export async function is(page, ...states) {
  const selector = states.map((state) => `body[data-state="${state}"]`).join(", ");
  await page.waitForSelector(selector, { timeout: 20_000 });
}

/** Waits until so many seconds of speech have been played, and tells their energy. */
export async function heard(page, seconds) {
  await page.waitForFunction(
    (least) => Number(document.getElementById("level-agent").dataset.seconds ?? 0) >= least,
    seconds,
    { timeout: 30_000, polling: 50 },
  );
  return page.evaluate(() => Number(document.getElementById("level-agent").dataset.energy));
}

/** Writes down what passes on the page's media socket, and stays out of its way. */
export function listen(page) {
  const wire = { said: [], told: [] };
  page.on("websocket", (socket) => {
    if (socket.url().includes("/phone/media/")) {
      socket.on("framesent", ({ payload }) => wire.said.push(JSON.parse(payload)));
      socket.on("framereceived", ({ payload }) => wire.told.push(JSON.parse(payload)));
    }
  });
  return wire;
}

/** Stands between the page and its media socket, and writes down what passes. */
export async function tap(page) {
  const said = [];
  const told = [];
  const tapped = { said, told, drop: () => {}, tell: () => {} };
  await page.routeWebSocket(/\/phone\/media\//, (socket) => {
    const server = socket.connectToServer();
    let dropped = false;
    socket.onMessage((message) => {
      said.push(JSON.parse(message));
      // The page does not know of it yet, and its sound has nowhere to go.
      if (!dropped) {
        server.send(message);
      }
    });
    server.onMessage((message) => {
      told.push(JSON.parse(message));
      socket.send(message);
    });
    tapped.drop = async () => {
      dropped = true;
      await server.close();
      await socket.close();
    };
    tapped.tell = (message) => socket.send(JSON.stringify(message));
  });
  return tapped;
}

/**
 * Listens to what the page sends to the loudspeaker, beside the page's own account of it: when
 * `clear` came, and when the last sound louder than a whisper was heard after that.
 */
export async function eavesdrop(page) {
  await page.addInitScript(() => {
    const heard = { clearedAt: 0, loudAt: 0 };
    const socket = window.WebSocket;
    window.WebSocket = class extends socket {
      constructor(...args) {
        super(...args);
        this.addEventListener("message", ({ data }) => {
          if (!heard.clearedAt && data.startsWith('{"event":"clear"')) {
            heard.clearedAt = performance.now();
          }
        });
      }
    };
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (to, ...rest) {
      if (to instanceof AudioDestinationNode) {
        const ear = new AnalyserNode(this.context, { fftSize: 128 });
        connect.call(this, ear);
        const samples = new Float32Array(128);
        setInterval(() => {
          ear.getFloatTimeDomainData(samples);
          if (samples.some((sample) => Math.abs(sample) > 0.01)) {
            heard.loudAt = performance.now();
          }
        }, 4);
      }
      return connect.call(this, to, ...rest);
    };
    window.eavesdropped = heard;
  });
}

/** Takes the place of the socket that tells of the call, so that a test says what happens. */
export async function narrate(page) {
  const narrator = { tell: () => {}, close: () => {} };
  await page.routeWebSocket(/\/phone\/events\//, (socket) => {
    narrator.tell = (...events) => events.forEach((event) => socket.send(JSON.stringify(event)));
    narrator.close = () => socket.close();
    narrator.tell({ type: "state", state: "dialling" }, { type: "state", state: "connected" });
  });
  return narrator;
}

/** Saves what the page looks like, if anybody wants to see it. */
export async function picture(page, name) {
  if (PICTURES) {
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
}

/** A WAV in which a voice of no words is heard from time to time: from second, to second. */
export function voice(name, length, ...spans) {
  const samples = new Int16Array(RATE * length);
  for (const [from, to] of spans) {
    for (let i = Math.round(from * RATE); i < to * RATE; i++) {
      const t = i / RATE;
      const syllables = 0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * t);
      const tone = Math.sin(2 * Math.PI * 180 * t) + 0.6 * Math.sin(2 * Math.PI * 720 * t);
      samples[i] = 9_000 * syllables * tone;
    }
  }
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]));
  return path;
}

function header(bytes) {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
