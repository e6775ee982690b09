// Runs on the audio thread: turns what the microphone hears into frames of 20 ms at 24 kHz.

import { Resampler } from "./resampler.js";

const RATE = 24_000;
const FRAME = 480;

class Capture extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate, RATE);
  #frame = new Int16Array(FRAME);
  #filled = 0;
  #power = 0;
  #muted = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      this.#muted = data.muted;
    };
  }

  process([channels]) {
    if (channels.length > 0) {
      for (const sample of this.#resampler.push(channels[0])) {
        this.#take(sample);
      }
    }
    return true;
  }

  // Muted, the line stays open: the far end hears silence, and that time goes by.
  #take(sample) {
    const heard = this.#muted ? 0 : Math.max(-1, Math.min(1, sample));
    this.#power += heard * heard;
    this.#frame[this.#filled++] = Math.round(heard * (heard < 0 ? 32_768 : 32_767));
    if (this.#filled === FRAME) {
      const pcm = this.#frame.buffer;
      const level = Math.sqrt(this.#power / FRAME);
      this.port.postMessage({ pcm, level }, [pcm]);
      this.#frame = new Int16Array(FRAME);
      this.#filled = 0;
      this.#power = 0;
    }
  }
}

registerProcessor("capture", Capture);
