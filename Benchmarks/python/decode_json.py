"""The ruler for JSON in Python: orjson, where it is installed, and the standard json. Prints key=value pairs, as `bench decoding` does.

    decode_json.py FILE...
"""

import json
import os
import statistics
import sys
import time

ROUNDS = 15


def measure(name, loads, path):
    with open(path, "rb") as file:
        data = file.read()
    readings = max(1, 4_000_000 // max(1, len(data)))
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(readings):
            loads(data)
        times.append((time.process_time() - start) / readings * 1e6)
    median = statistics.median(times)
    print(f"{name} file={os.path.basename(path)} bytes={len(data)} document_us={median:.1f} document_MB/s={len(data) / median:.0f}")


def main():
    parsers = [("json", json.loads)]
    try:
        import orjson

        parsers.insert(0, ("orjson", orjson.loads))
    except ImportError:
        print("leaving orjson out: it is not installed", file=sys.stderr)
    for path in sys.argv[1:]:
        for name, loads in parsers:
            measure(name, loads, path)


if __name__ == "__main__":
    main()
