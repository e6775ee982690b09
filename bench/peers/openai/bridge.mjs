// OpenAI's own bridge: TwilioRealtimeTransportLayer of @openai/agents-extensions under a
// RealtimeSession, put together as in OpenAI's example for Twilio. Interruption, marks, truncation and
// the padding of gaps are the library's.
//
// Left out on purpose: Twilio's signature, dialling the model before the socket opens, tools, tracing,
// and the transcription of the caller that the library asks for by default, so that every peer asks the
// model for the same session. HTTP is express in place of the example's Fastify, as in the Node peer.
import express from 'express';
import { WebSocketServer } from 'ws';
import { RealtimeAgent, RealtimeSession } from '@openai/agents/realtime';
import { TwilioRealtimeTransportLayer } from '@openai/agents-extensions';

const { PORT, MODEL_URL, OPENAI_API_KEY } = process.env;
for (const [name, value] of Object.entries({ PORT, MODEL_URL, OPENAI_API_KEY })) {
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(78);
  }
}

const agent = new RealtimeAgent({
  name: 'Assistant',
  instructions: 'You are a friendly assistant on the phone.',
});

// The transport sets the audio format, mu-law both ways.
const config = {
  audio: {
    input: {
      transcription: null,
      turnDetection: {
        type: 'server_vad',
        threshold: 0.5,
        prefixPaddingMs: 300,
        silenceDurationMs: 500,
        createResponse: true,
        interruptResponse: true,
      },
    },
    output: { voice: 'marin' },
  },
};

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

new WebSocketServer({ server, path: '/media-stream' }).on('connection', async (caller) => {
  const transport = new TwilioRealtimeTransportLayer({ twilioWebSocket: caller });
  // the transport closes the model's socket when the caller goes, but not the other way round
  transport.on('connection_change', (status) => status === 'disconnected' && caller.close());

  const session = new RealtimeSession(agent, {
    transport,
    model: new URL(MODEL_URL).searchParams.get('model'),
    config,
    tracingDisabled: true,
  });
  // an error event of the model's does not end the session
  session.on('error', ({ error }) => console.error(`session: ${error?.error?.code ?? error?.message}`));

  try {
    await session.connect({ apiKey: OPENAI_API_KEY, url: MODEL_URL });
  } catch (error) {
    console.error(`model: ${error.message}`);
    caller.close();
  }
});
