// OpenAI's own Realtime client holds a spoken turn with a simulator that is running already, calls a
// function, and interrupts the answer.
//
//   node turn.mjs ws://127.0.0.1:4321/v1/realtime
//
// Prints one line and exits with 0 if all went as it does with the real one.
import { OpenAIRealtimeWebSocket, RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import { z } from 'zod';

const url = `${process.argv[2] ?? 'ws://127.0.0.1:4321/v1/realtime'}?model=gpt-realtime-2.1`;
const PATIENCE_MS = 15_000;
const FRAME_BYTES = 160; // 20 ms of mu-law at 8 kHz

const ran = [];
const lookup = tool({
  name: 'find_order',
  description: 'Finds an order by its number.',
  parameters: z.object({ order: z.string() }),
  execute: async ({ order }) => {
    ran.push(order);
    return 'on its way';
  },
});

const transport = new OpenAIRealtimeWebSocket();
const session = new RealtimeSession(
  new RealtimeAgent({ name: 'Clerk', instructions: 'Be brief.', tools: [lookup] }),
  {
    transport,
    model: 'gpt-realtime-2.1',
    tracingDisabled: true,
    config: {
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'gpt-4o-mini-transcribe' },
          turnDetection: {
            type: 'server_vad',
            threshold: 0.5,
            prefixPaddingMs: 300,
            silenceDurationMs: 500,
            createResponse: true,
            interruptResponse: true,
          },
        },
        output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
      },
    },
  },
);

const events = [];
const waiting = [];
let audioBytes = 0;
let interruptions = 0;

session.on('audio', (event) => (audioBytes += event.data.byteLength));
session.on('audio_interrupted', () => interruptions++);
session.on('error', (error) => fail(`the client reports ${JSON.stringify(error)}`));
transport.on('*', (event) => {
  events.push(event);
  for (const waiter of waiting.splice(0)) {
    if (waiter.wanted(event)) waiter.resolve(event);
    else waiting.push(waiter);
  }
});

/** The next event that is wanted. */
function next(type, wanted = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no ${type} after ${events.map((e) => e.type).join(', ')}`)),
      PATIENCE_MS,
    );
    waiting.push({
      wanted: (event) => event.type === type && wanted(event),
      resolve: (event) => {
        clearTimeout(timer);
        resolve(event);
      },
    });
  });
}

function fail(why) {
  console.error(`FAILED: ${why}`);
  process.exit(1);
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}

/** Mu-law of a sample of 16 bit (ITU-T G.711). */
function muLaw(sample) {
  const magnitude = Math.min(Math.abs(sample) >> 2, 8_158) + 33;
  const segment = 31 - Math.clz32(magnitude) - 5;
  const step = (magnitude >> (segment + 1)) & 15;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}

/** A hum that opens and closes four times a second, as a mouth does. */
function speech(millis) {
  const bytes = new Uint8Array(millis * 8);
  for (let i = 0; i < bytes.length; i++) {
    const seconds = i / 8_000;
    const open = 0.35 + 0.65 * Math.abs(Math.sin(2 * Math.PI * 2 * seconds));
    let hum = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic++) {
      hum += Math.sin(2 * Math.PI * 140 * harmonic * seconds) / harmonic;
    }
    bytes[i] = muLaw(Math.round(5_000 * open * hum));
  }
  return bytes;
}

function say(bytes) {
  for (let from = 0; from < bytes.length; from += FRAME_BYTES) {
    const frame = bytes.slice(from, from + FRAME_BYTES);
    session.sendAudio(frame.buffer);
  }
}

function silence(millis) {
  return new Uint8Array(millis * 8).fill(0xff);
}

/** The caller speaks and is answered: with a function call first, and then in words. */
async function spokenTurn() {
  const transcribed = next('conversation.item.input_audio_transcription.completed');
  const called = next('response.function_call_arguments.done');
  const answered = next(
    'response.done',
    (event) => event.response.output.some((item) => item.type === 'message'),
  );
  say(silence(400));
  say(speech(1_200));
  say(silence(700));
  check((await transcribed).transcript.length > 0, 'the caller has no transcript');
  check((await called).name === 'find_order', 'another function was called');
  const { response } = await answered;
  check(response.status === 'completed', `the answer is ${response.status}`);
  check(ran.length === 1 && ran[0] === 'A-17', `the function ran with ${ran}`);
  check(audioBytes > 8_000, `only ${audioBytes} bytes of audio came`);
  return response.output.at(-1).content[0].transcript;
}

/** The caller speaks again while the answer is being given. */
async function interruption() {
  const begun = next('response.output_audio.delta');
  say(speech(600));
  say(silence(700));
  await begun;
  const cut = next('response.done', (event) => event.response.status === 'cancelled');
  const truncated = next('conversation.item.truncated');
  say(speech(300));
  const { response } = await cut;
  check(response.status_details.reason === 'turn_detected', 'cut, but not by the caller');
  const { audio_end_ms: heardMs } = await truncated;
  check(interruptions > 0, 'the client does not know that it was interrupted');
  return heardMs;
}

try {
  const ready = next(
    'session.updated',
    ({ session: settings }) => settings.audio.output.format.type === 'audio/pcmu',
  );
  await session.connect({ apiKey: 'sk-simulated', url });
  await ready;
  const transcript = await spokenTurn();
  const heardMs = await interruption();
  const errors = events.filter((event) => event.type === 'error');
  check(errors.length === 0, `errors: ${JSON.stringify(errors)}`);
  console.log(
    `ok: ${events.length} events, ${audioBytes / 8} ms of audio, heard "${transcript}", ` +
      `function called ${ran.length} time, interrupted after ${heardMs} ms`,
  );
  session.close();
  process.exit(0);
} catch (error) {
  fail(error.message);
}
