"""The bridge as it is usually written for Python: FastAPI for the webhook and the caller's socket,
websockets for the model's, JSON parsed and written for every frame, on uvicorn with uvloop and
httptools.

Left out on purpose, all of it work that Callflux does: Twilio's signature, dialling the model before
the socket opens, marks and truncation, pacing, limits. The caller's audio that comes before the model's
socket is open waits in the caller's. Unlike Twilio's sample, it hands the model's base64 on as it is,
where the sample decodes and encodes it once more.
"""

import asyncio
import json
import os
import sys

import uvicorn
import websockets
from fastapi import FastAPI, Request, Response, WebSocket
from starlette.websockets import WebSocketState

for name in ("PORT", "MODEL_URL", "OPENAI_API_KEY"):
    if not os.environ.get(name):
        print(f"{name} is not set", file=sys.stderr)
        sys.exit(78)

PORT = int(os.environ["PORT"])
MODEL_URL = os.environ["MODEL_URL"]
OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]

SESSION_UPDATE = json.dumps(
    {
        "type": "session.update",
        "session": {
            "type": "realtime",
            "instructions": "You are a friendly assistant on the phone.",
            "output_modalities": ["audio"],
            "audio": {
                "input": {
                    "format": {"type": "audio/pcmu"},
                    "turn_detection": {
                        "type": "server_vad",
                        "threshold": 0.5,
                        "prefix_padding_ms": 300,
                        "silence_duration_ms": 500,
                    },
                },
                "output": {"format": {"type": "audio/pcmu"}, "voice": "marin"},
            },
        },
    }
)

app = FastAPI()


@app.get("/livez")
async def livez():
    return Response("OK", media_type="text/plain")


@app.post("/twilio/voice")
async def voice(request: Request):
    url = f"ws://{request.headers['host']}/media-stream"
    return Response(
        f'<Response><Connect><Stream url="{url}"/></Connect></Response>', media_type="text/xml"
    )


@app.websocket("/media-stream")
async def media_stream(caller: WebSocket):
    await caller.accept()
    try:
        async with websockets.connect(
            MODEL_URL,
            extra_headers={"Authorization": f"Bearer {OPENAI_API_KEY}"},
            compression=None,  # offered unless told not to
        ) as model:
            await model.send(SESSION_UPDATE)
            await bridge(caller, model)
    except (OSError, websockets.WebSocketException) as e:
        print(f"model: {e}", file=sys.stderr)
        await caller.close()


async def bridge(caller: WebSocket, model):
    stream_sid = None

    async def from_caller():
        nonlocal stream_sid
        async for text in caller.iter_text():
            message = json.loads(text)
            if message["event"] == "media":
                append = {"type": "input_audio_buffer.append", "audio": message["media"]["payload"]}
                await model.send(json.dumps(append))
            elif message["event"] == "start":
                stream_sid = message["start"]["streamSid"]

    async def from_model():
        async for text in model:
            event = json.loads(text)
            if event["type"] in ("response.output_audio.delta", "response.audio.delta"):
                await to_caller({"event": "media", "media": {"payload": event["delta"]}})
            elif event["type"] == "input_audio_buffer.speech_started":
                await to_caller({"event": "clear"})

    async def to_caller(message):
        if stream_sid:
            await caller.send_json({**message, "streamSid": stream_sid})

    legs = {asyncio.create_task(from_caller()), asyncio.create_task(from_model())}
    _, running = await asyncio.wait(legs, return_when=asyncio.FIRST_COMPLETED)
    for leg in running:
        leg.cancel()
    for outcome in await asyncio.gather(*legs, return_exceptions=True):
        # either side's going is how a call ends
        if isinstance(outcome, Exception) and not isinstance(outcome, websockets.ConnectionClosed):
            print(f"call: {outcome!r}", file=sys.stderr)
    if caller.client_state is WebSocketState.CONNECTED:
        await caller.close()


if __name__ == "__main__":
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=PORT,
        loop="uvloop",
        http="httptools",
        ws="websockets",
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
    )
