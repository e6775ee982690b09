// The bridge as it is usually written for Node: express for the webhook, ws for both sockets, JSON
// parsed and written for every frame.
//
// Left out on purpose, all of it work that Callflux does: Twilio's signature, dialling the model
// before the socket opens, marks and truncation, pacing, limits. The caller's audio that comes before
// the model's socket is open is dropped.
import express from 'express';
import WebSocket, { WebSocketServer } from 'ws';

const { PORT, MODEL_URL, OPENAI_API_KEY } = process.env;
for (const [name, value] of Object.entries({ PORT, MODEL_URL, OPENAI_API_KEY })) {
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(78);
  }
}

const SESSION_UPDATE = JSON.stringify({
  type: 'session.update',
  session: {
    type: 'realtime',
    instructions: 'You are a friendly assistant on the phone.',
    output_modalities: ['audio'],
    audio: {
      input: {
        format: { type: 'audio/pcmu' },
        turn_detection: { type: 'server_vad', threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 500 },
      },
      output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
    },
  },
});

const app = express();
app.get('/livez', (request, response) => response.sendStatus(200));
app.post('/twilio/voice', (request, response) => {
  const url = `ws://${request.headers.host}/media-stream`;
  response.type('text/xml').send(`<Response><Connect><Stream url="${url}"/></Connect></Response>`);
});

const server = app.listen(Number(PORT), '127.0.0.1', (error) => {
  if (error) {
    console.error(`can't listen: ${error.message}`);
    process.exit(69);
  }
});

new WebSocketServer({ server, path: '/media-stream' }).on('connection', (caller) => {
  // ws offers compression as a client unless told not to
  const model = new WebSocket(MODEL_URL, {
    headers: { Authorization: `Bearer ${OPENAI_API_KEY}` },
    perMessageDeflate: false,
  });
  let streamSid;

  const toCaller = (message) => streamSid && caller.send(JSON.stringify({ ...message, streamSid }));

  caller.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.event === 'start') {
      streamSid = message.start.streamSid;
    } else if (message.event === 'media' && model.readyState === WebSocket.OPEN) {
      model.send(JSON.stringify({ type: 'input_audio_buffer.append', audio: message.media.payload }));
    }
  });

  model.on('open', () => model.send(SESSION_UPDATE));
  model.on('message', (text) => {
    const event = JSON.parse(text);
    if (event.type === 'response.output_audio.delta' || event.type === 'response.audio.delta') {
      toCaller({ event: 'media', media: { payload: event.delta } });
    } else if (event.type === 'input_audio_buffer.speech_started') {
      toCaller({ event: 'clear' });
    }
  });

  caller.on('close', () => model.close());
  model.on('close', () => caller.close());
  // either is followed by a close, which the other leg learns of
  caller.on('error', (error) => console.error(`caller: ${error.message}`));
  model.on('error', (error) => console.error(`model: ${error.message}`));
});
