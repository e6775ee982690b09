# Autobahn's fuzzing server under Jython: argv is the unpacked suite, the port and the report's folder.
import sys

suite, port, outdir = sys.argv[1:4]
sys.path.insert(0, suite)

from autobahntestsuite import wstest

wstest.start(
    {"mode": "fuzzingserver"},
    {
        "url": "ws://127.0.0.1:" + port,
        "options": {"failByDrop": False},
        "outdir": outdir,
        "webport": 0,
        "cases": ["*"],
        "exclude-cases": ["9.*"],
        "exclude-agent-cases": {},
    },
)
