// Changes the sample rate of a stream of speech: a windowed-sinc filter in polyphase form.
//
// The ratio is kept exact as a fraction, so that an hour of sound comes out an hour long. Keeps
// what it needs of the past from block to block: one to a stream.

const ZEROS = 16; // zero crossings of the sinc on each side
const ROLL_OFF = 0.94; // of the lower rate's half, where the filter begins to close
const BETA = 8; // of the Kaiser window: -80 dB beside the band

export class Resampler {
  #up;
  #down;
  #taps;
  #filter;
  #past;
  #phase = 0;

  /** From one rate to another, in Hz; whole numbers. */
  constructor(from, to) {
    const common = divisor(from, to);
    this.#up = to / common;
    this.#down = from / common;
    const cutoff = ROLL_OFF * Math.min(1, to / from);
    this.#taps = 2 * Math.ceil(ZEROS / cutoff);
    this.#filter = polyphase(this.#up, this.#taps, cutoff);
    this.#past = new Float32Array(this.#taps - 1);
  }

  /** How many samples of the input the output lags behind it. */
  get delay() {
    return this.#taps / 2;
  }

  /** The samples that a block completes. */
  push(block) {
    const taps = this.#taps;
    const input = new Float32Array(taps - 1 + block.length);
    input.set(this.#past);
    input.set(block, taps - 1);
    const output = new Float32Array(Math.ceil((block.length * this.#up) / this.#down) + 1);
    let count = 0;
    // Where the next output lies, in steps of 1 / up of an input sample.
    let at = this.#phase;
    for (; at < block.length * this.#up; at += this.#down) {
      const first = Math.floor(at / this.#up);
      const row = (at % this.#up) * taps;
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) {
        sum += input[first + tap] * this.#filter[row + tap];
      }
      output[count++] = sum;
    }
    this.#phase = at - block.length * this.#up;
    this.#past = input.slice(input.length - (taps - 1));
    return output.subarray(0, count);
  }
}

/** The filter's taps for every phase, row after row, each of gain one. */
function polyphase(phases, taps, cutoff) {
  const filter = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    const row = filter.subarray(phase * taps, (phase + 1) * taps);
    let gain = 0;
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - taps / 2 + 1 - phase / phases;
      row[tap] = cutoff * sinc(cutoff * x) * kaiser(x / (taps / 2));
      gain += row[tap];
    }
    for (let tap = 0; tap < taps; tap++) {
      row[tap] /= gain;
    }
  }
  return filter;
}

function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x) {
  return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/** The modified Bessel function of the first kind, of order zero. */
function bessel(x) {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-9 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}
