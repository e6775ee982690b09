// The phone itself: what its buttons do, and what it shows of a call.

import { Appointments } from "./appointments.js";
import { microphone, NoMicrophone, Sound } from "./audio.js";
import { Call, lines, place, TurnedAway } from "./call.js";
import { fillKeypad } from "./keypad.js";
import { Transcript } from "./transcript.js";
import { DROPPED, ended, microphoneTrouble, turnedAway, UNREACHABLE } from "./words.js";

const LAST_WORDS = 800; // milliseconds that the reason may take behind the end of the sound
const at = (id) => document.getElementById(id);

const page = document.body;
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const appointments = new Appointments(at("appointments"));
const transcript = new Transcript(at("transcript"), announce);

let call = null;
let sound = null;
let clock = null;
let reason = null;
let leaving = false;

at("call").addEventListener("click", () => begin());
at("mute").addEventListener("click", () => mute(at("mute").ariaPressed !== "true"));
at("keys").addEventListener("click", () => showKeys(at("keypad").hidden));
at("hangup").addEventListener("click", () => hangUp());
addEventListener("pagehide", () => call?.hangUp());
fillKeypad(at("keypad"), press);
listLines();
appointments.refresh();

async function listLines() {
  try {
    const known = await lines(token);
    at("number").replaceChildren(
      ...known.map(({ number, agent }) => new Option(named(number, agent), number)),
    );
    page.dataset.lines = known.length;
  } catch (error) {
    show("failed", "Can't call", trouble(error));
  }
}

function named(number, agent) {
  return number.startsWith("+") && !number.endsWith("*") ? `${agent}, ${number}` : agent;
}

/** Places a call. The microphone comes first: without one, nobody need be rung. */
async function begin() {
  if (call || page.dataset.state === "asking" || page.dataset.state === "dialling") {
    return;
  }
  let stream = null;
  leaving = false;
  try {
    show("asking", "Waiting for the microphone", "Your browser asks whether this page may use it.");
    stream = await microphone();
    sound = await Sound.open(stream, {
      frame: (payload) => call?.speak(payload),
      mark: (name) => call?.echo(name),
      level,
      heard,
      stopped,
      unplugged: () => note("The microphone was unplugged. The agent can't hear you any more."),
    });
    show("dialling", "Calling", "The model is being rung.");
    const placed = await place(at("number").value, token);
    connect(placed);
  } catch (error) {
    stream?.getTracks().forEach((track) => track.stop());
    await silence();
    show("failed", error instanceof NoMicrophone ? "No microphone" : "Can't call", trouble(error));
    at("call").focus();
  }
}

function connect(placed) {
  reason = null;
  transcript.clear();
  note("");
  call = new Call(placed, {
    event: hear,
    speech: (bytes) => {
      live();
      sound?.play(bytes);
    },
    mark: (name) => sound?.mark(name),
    clear: () => sound?.clear(),
    deaf,
    closed,
  });
  if (leaving) {
    call.hangUp();
  }
}

function hear(event) {
  switch (event.type) {
    case "state":
      if (event.state !== "dialling") {
        live();
      }
      break;
    case "ended":
      reason = event.reason;
      break;
    case "tool_answer":
      appointments.refresh();
      break;
  }
  transcript.on(event);
  at("nothing").hidden = !transcript.isEmpty;
}

function live() {
  if (page.dataset.state === "live") {
    return;
  }
  const line = at("number").selectedOptions[0]?.textContent ?? "";
  show("live", "In a call", `You are talking to ${line}.`);
  const began = performance.now();
  const tick = () => {
    const seconds = Math.floor((performance.now() - began) / 1_000);
    at("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tick();
  clock = setInterval(tick, 1_000);
  at("hangup").focus();
}

/** The sound has ended: the gateway says why, if it still can. */
function closed() {
  const over = call;
  if (reason === null && !leaving) {
    setTimeout(() => finish(over), LAST_WORDS);
  } else {
    finish(over);
  }
}

async function finish(over) {
  if (over !== call) {
    return;
  }
  const dropped = !leaving && (reason === null || reason === "caller_lost");
  const why = leaving ? "caller_hung_up" : reason;
  call = null;
  over.close();
  await silence();
  show(
    dropped ? "dropped" : "ended",
    dropped ? "Connection lost" : "Call ended",
    dropped ? DROPPED : ended(why),
  );
  appointments.refresh();
  at("call").focus();
}

function deaf() {
  if (call && reason === null && !leaving && page.dataset.state === "live") {
    note("The live transcript was lost. The call itself goes on.");
  }
}

function hangUp() {
  leaving = true;
  call?.hangUp();
}

async function silence() {
  clearInterval(clock);
  const open = sound;
  sound = null;
  mute(false);
  showKeys(false);
  level("caller", 0);
  level("agent", 0);
  await open?.close();
}

function mute(muted) {
  at("mute").ariaPressed = String(muted);
  sound?.mute(muted);
}

function showKeys(shown) {
  at("keypad").hidden = !shown;
  at("keys").ariaExpanded = String(shown);
  if (shown) {
    at("keypad").firstElementChild.focus();
  }
}

function press(digit, low, high) {
  call?.press(digit);
  sound?.tones(low, high);
}

/** A voice's loudness, of which 1 is the loudest there is; shown in decibels above -60. */
function level(side, rms) {
  const share = Math.max(0, Math.min(1, 1 + Math.log10(Math.max(rms, 1e-6)) / 3));
  const meter = at(`level-${side}`);
  meter.style.setProperty("--level", share.toFixed(3));
  meter.ariaValueNow = String(Math.round(share * 100));
  page.style.setProperty(`--${side}-level`, share.toFixed(3));
}

/** How much has been heard: seconds of speech, and its energy. */
function heard(rms, seconds) {
  const meter = at("level-agent");
  meter.dataset.seconds = seconds.toFixed(2);
  meter.dataset.energy = (Number(meter.dataset.energy ?? 0) + rms * rms).toFixed(6);
}

/** How long it took to fall silent, told in the page's own timeline for whoever measures. */
function stopped(began, milliseconds) {
  performance.measure("silenced", { start: began, duration: milliseconds });
}

function trouble(error) {
  if (error instanceof NoMicrophone) {
    return microphoneTrouble(error.why);
  }
  return error instanceof TurnedAway ? turnedAway(error.reason, error.say) : UNREACHABLE;
}

function show(state, title, detail) {
  page.dataset.state = state;
  at("state").textContent = title;
  at("detail").textContent = detail;
  const busy = ["asking", "dialling", "live"].includes(state);
  const label = busy ? "Calling" : state === "idle" ? "Call" : "Call again";
  at("call").lastElementChild.textContent = label;
  at("call").disabled = busy;
  at("number").disabled = busy;
  at("clock").hidden = state !== "live";
  for (const id of ["mute", "keys", "hangup"]) {
    at(id).disabled = state !== "live" && !(id === "hangup" && state === "dialling");
  }
}

function note(text) {
  at("note").textContent = text;
}

function announce(text) {
  const line = document.createElement("p");
  line.textContent = text;
  at("announcer").append(line);
}
