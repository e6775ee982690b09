// The page's ear and mouth: a microphone that gives frames, and a loudspeaker that takes them.

import { toBase64 } from "./base64.js";

/** Why there is no microphone: `refused`, `absent`, `busy` or `insecure`. */
export class NoMicrophone extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** Asks for the microphone. Fails with NoMicrophone. */
export async function microphone() {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new NoMicrophone("insecure");
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    const reasons = { NotFoundError: "absent", OverconstrainedError: "absent", NotReadableError: "busy" };
    throw new NoMicrophone(reasons[error.name] ?? "refused");
  }
}

/**
 * Sound both ways for one call. Tells `on.frame(base64)` every 20 ms of the microphone,
 * `on.mark(name)` when all before a mark has been heard or cleared, `on.level(side, level)`,
 * `on.heard(level, seconds)` of the loudspeaker, `on.unplugged()`, and
 * `on.stopped(began, milliseconds)` how long it took to fall silent when it was told to.
 */
export class Sound {
  #context;
  #stream;
  #capture;
  #playback;
  #on;
  #clearedAt = 0;

  static async open(stream, on) {
    const context = new AudioContext({ latencyHint: "interactive" });
    await Promise.all([
      context.audioWorklet.addModule("/phone/capture.js"),
      context.audioWorklet.addModule("/phone/playback.js"),
      context.resume(),
    ]);
    return new Sound(context, stream, on);
  }

  constructor(context, stream, on) {
    this.#context = context;
    this.#stream = stream;
    this.#on = on;
    this.#capture = new AudioWorkletNode(context, "capture", {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: "explicit",
    });
    this.#playback = new AudioWorkletNode(context, "playback", {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    this.#capture.port.onmessage = ({ data }) => this.#captured(data);
    this.#playback.port.onmessage = ({ data }) => this.#told(data);
    context.createMediaStreamSource(stream).connect(this.#capture);
    this.#playback.connect(context.destination);
    stream.getAudioTracks()[0].addEventListener("ended", () => on.unplugged());
  }

  #captured({ pcm, level }) {
    this.#on.frame(toBase64(new Uint8Array(pcm)));
    this.#on.level("caller", level);
  }

  #told(message) {
    switch (message.type) {
      case "mark":
        this.#on.mark(message.name);
        break;
      case "level":
        this.#on.level("agent", message.level);
        this.#on.heard(message.level, message.played);
        this.#playback.port.postMessage({
          type: "latency",
          seconds: this.#context.outputLatency || this.#context.baseLatency || 0,
        });
        break;
      case "cleared":
        this.#on.stopped(
          this.#clearedAt,
          Math.max(0, this.#heardAt(message.at) - this.#clearedAt),
        );
        break;
    }
  }

  /** When what the audio thread makes at a time of its own is heard, on the page's clock. */
  #heardAt(contextTime) {
    const now = this.#context.getOutputTimestamp();
    return now.contextTime > 0
      ? now.performanceTime + (contextTime - now.contextTime) * 1_000
      : performance.now() + (this.#context.outputLatency || 0) * 1_000;
  }

  /** Queues speech: linear samples of 16 bit, little-endian, as bytes. */
  play(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const samples = new Float32Array(bytes.byteLength >> 1);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = view.getInt16(2 * i, true) / 32_768;
    }
    this.#playback.port.postMessage({ type: "speech", samples }, [samples.buffer]);
  }

  mark(name) {
    this.#playback.port.postMessage({ type: "mark", name });
  }

  /** Falls silent. */
  clear() {
    this.#clearedAt = performance.now();
    this.#playback.port.postMessage({ type: "clear" });
  }

  mute(muted) {
    this.#capture.port.postMessage({ muted });
  }

  /** Lets a key be heard for a moment: two tones, as a telephone's are. */
  tones(low, high) {
    const gain = new GainNode(this.#context, { gain: 0.06 });
    gain.connect(this.#context.destination);
    const end = this.#context.currentTime + 0.12;
    for (const frequency of [low, high]) {
      const tone = new OscillatorNode(this.#context, { frequency });
      tone.connect(gain);
      tone.start();
      tone.stop(end);
    }
    gain.gain.setTargetAtTime(0, end - 0.02, 0.006);
  }

  async close() {
    this.#stream.getTracks().forEach((track) => track.stop());
    this.#capture.port.onmessage = null;
    this.#playback.port.onmessage = null;
    if (this.#context.state !== "closed") {
      await this.#context.close();
    }
  }
}
