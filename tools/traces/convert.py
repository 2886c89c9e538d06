#!/usr/bin/env python3
"""Makes traces small: each JSON text on standard input becomes one line on standard output, without white space."""
import json
import sys

if __name__ == "__main__":
    decoder, text, at = json.JSONDecoder(), sys.stdin.read(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        trace, at = decoder.raw_decode(text, at)
        print(json.dumps(trace, separators=(",", ":"), sort_keys=True))
