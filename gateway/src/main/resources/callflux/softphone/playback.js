// Runs on the audio thread: plays speech of 24 kHz as it comes, behind a small buffer that takes up
// the network's unevenness, and says what has been played, to the sample.

import { Resampler } from "./resampler.js";

const RATE = 24_000;
const AHEAD = RATE * 0.06; // held back when speech begins, or has run dry
const PATIENCE = 0.12; // seconds; less than that much speech is played all the same by then
const TOLD_EVERY = 0.05; // seconds

class Playback extends AudioWorkletProcessor {
  #resampler = new Resampler(RATE, sampleRate);
  #queue = []; // speech and marks, in order
  #waiting = 0; // samples of speech in the queue
  #ready = new Float32Array(0); // resampled, and not played yet
  #marks = []; // behind what has been resampled, with the sample that they are due at
  #made = 0; // samples that have been resampled
  #played = 0; // of those, samples that have been played
  #flowing = false;
  #since = 0; // when the speech that is held back began to come
  #latency = 0; // samples from here to the loudspeaker
  #last = 0;
  #cleared = false;
  #silent = 0;
  #power = 0;
  #counted = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => this.#hear(data);
  }

  #hear(message) {
    switch (message.type) {
      case "speech":
        if (this.#waiting === 0) {
          this.#since = currentTime;
        }
        this.#queue.push(message.samples);
        this.#waiting += message.samples.length;
        break;
      case "mark":
        this.#queue.push(message.name);
        break;
      case "clear":
        this.#clear();
        break;
      case "latency":
        this.#latency = Math.round(message.seconds * sampleRate);
        break;
    }
  }

  #clear() {
    const names = this.#marks.map((mark) => mark.name);
    names.push(...this.#queue.filter((entry) => typeof entry === "string"));
    this.#queue = [];
    this.#waiting = 0;
    this.#ready = new Float32Array(0);
    this.#resampler = new Resampler(RATE, sampleRate);
    this.#made = this.#played;
    this.#marks = [];
    this.#flowing = false;
    this.#cleared = true;
    names.forEach((name) => this.port.postMessage({ type: "mark", name }));
  }

  process(_, [[left, ...others]]) {
    const filled = this.#fill(left);
    if (filled < left.length) {
      this.#fade(left, filled);
    }
    others.forEach((other) => other.set(left));
    this.#count(left, filled);
    this.#echo();
    return true;
  }

  /** Plays what there is; how many samples that was. */
  #fill(out) {
    if (!this.#flowing && !this.#mayBegin()) {
      return 0;
    }
    this.#flowing = true;
    while (this.#ready.length < out.length && this.#resampleNext()) {
      // until there is enough, or no more
    }
    const filled = Math.min(out.length, this.#ready.length);
    out.set(this.#ready.subarray(0, filled));
    this.#ready = this.#ready.subarray(filled);
    this.#played += filled;
    if (filled < out.length) {
      this.#flowing = false;
    }
    return filled;
  }

  #mayBegin() {
    const enough = this.#waiting >= AHEAD || currentTime - this.#since >= PATIENCE;
    return this.#queue.length > 0 && (this.#waiting === 0 || enough);
  }

  #resampleNext() {
    const next = this.#queue.shift();
    if (next === undefined) {
      return false;
    }
    if (typeof next === "string") {
      this.#marks.push({ name: next, due: this.#made });
      return true;
    }
    this.#waiting -= next.length;
    const made = this.#resampler.push(next);
    this.#made += made.length;
    const ready = new Float32Array(this.#ready.length + made.length);
    ready.set(this.#ready);
    ready.set(made, this.#ready.length);
    this.#ready = ready;
    return true;
  }

  /** Speech that stops at once would click. */
  #fade(out, from) {
    for (let i = from; i < out.length; i++) {
      this.#last = Math.abs(this.#last) < 1e-4 ? 0 : this.#last * 0.9;
      out[i] = this.#last;
    }
  }

  #count(out, filled) {
    this.#last = out[out.length - 1];
    for (const sample of out) {
      this.#power += sample * sample;
    }
    this.#counted += out.length;
    this.#silent = filled > 0 ? 0 : this.#silent + out.length;
    if (this.#cleared && filled === 0) {
      this.#cleared = false;
      this.port.postMessage({ type: "cleared", at: currentTime });
    }
    if (this.#counted >= sampleRate * TOLD_EVERY) {
      const level = Math.sqrt(this.#power / this.#counted);
      this.port.postMessage({ type: "level", level, played: this.#played / sampleRate });
      this.#power = 0;
      this.#counted = 0;
    }
  }

  /** A mark is due when the last sound before it has left the loudspeaker. */
  #echo() {
    const heard = this.#played + this.#silent - this.#latency;
    while (this.#marks.length > 0 && this.#marks[0].due <= Math.min(heard, this.#played)) {
      this.port.postMessage({ type: "mark", name: this.#marks.shift().name });
    }
  }
}

registerProcessor("playback", Playback);
