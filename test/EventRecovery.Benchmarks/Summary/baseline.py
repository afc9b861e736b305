"""The same work as the whole path, in plain Python with its standard library: what a script at 3 a.m. would do."""
import base64
import hashlib
import json
import sys
import time
from decimal import Decimal


def recover(line):
    event = json.loads(base64.b64decode(line), parse_float=Decimal, parse_int=int)
    original = json.dumps(event, sort_keys=True, separators=(",", ":"), default=str).encode()
    event["recalculated_value"] = event["original_value"] * Decimal("1.1")
    event["status"] = "processed"
    result = json.dumps(event, sort_keys=True, separators=(",", ":"), default=str).encode()
    event["recovery"] = {
        "run": "reprocessor",
        "version": "rate-adjustment/1",
        "originalHash": hashlib.sha256(original).hexdigest(),
        "resultHash": hashlib.sha256(result).hexdigest(),
    }
    claim = hashlib.sha256(event["id"].encode()).digest()[:16] + hashlib.sha256(line[:96]).digest()[:8]
    return json.dumps(event, separators=(",", ":"), default=str).encode(), claim


lines = sys.stdin.buffer.read().split(b"\n")[:-1]
best = None
for _ in range(5):
    began = time.perf_counter()
    for line in lines:
        recover(line)
    took = (time.perf_counter() - began) / len(lines) * 1e6
    best = took if best is None or took < best else best
print(best)
