#!/usr/bin/env python3
"""any_order.py PROGRAM: the advice is the same bytes for any order and split of the lines, and
for any number of threads.

A log of functions that use everything the advice looks at (sizes, first calls, streams, growth,
timeouts) is given as one file, as shuffled payloads, as one file a stream, and cut in the
middle of streams.
"""
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import uuid

START_MS = 1_772_323_200_000


def payload(group, stream, events):
    return json.dumps({"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": group,
                       "logStream": stream, "subscriptionFilters": ["all"], "logEvents": events})


def make_streams(rng):
    """(group, stream, events) of three functions at one or two sizes."""
    streams = []
    for name, size, mean, leak in (("orders", 1024, 300, 0), ("orders", 512, 320, 0),
                                   ("leaky", 512, 90, 1), ("tiny", 128, 4, 0)):
        for number in range(6):
            stream = f"2026/03/01/[$LATEST]{rng.getrandbits(128):032x}"
            events = []
            for i in range(40):
                ms = 3000.2 if name == "tiny" and i == 7 and number < 2 else mean * math.exp(rng.gauss(0, 0.2))
                used = min(size, 60 + leak * i * 4)
                init = "\tInit Duration: 250.5 ms\t" if i == 0 else "\t"
                billed = math.ceil(round(ms, 2) + (250.5 if i == 0 else 0))
                time = START_MS + number * 7_000_000 + i * 600_000 + (0 if size != 512 else 40)
                events.append({"id": f"{number}{i}{name}{size}", "timestamp": time, "message":
                               f"REPORT RequestId: {uuid.UUID(int=rng.getrandbits(128))}\t"
                               f"Duration: {ms:.2f} ms\tBilled Duration: {billed} ms\t"
                               f"Memory Size: {size} MB\tMax Memory Used: {used} MB{init}\n"})
            streams.append(("/aws/lambda/" + name, stream, events))
    return streams


def write(folder, name, payloads):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write("\n".join(payloads) + "\n")


def main():
    program = sys.argv[1]
    rng = random.Random(42)
    streams = make_streams(rng)
    outputs = {}
    with tempfile.TemporaryDirectory() as root:
        def shape(name):
            folder = os.path.join(root, name)
            os.mkdir(folder)
            return folder

        write(shape("whole"), "a.ndjson", [payload(*s) for s in streams])
        shuffled = [(g, s, rng.sample(e, len(e))) for g, s, e in streams]
        write(shape("shuffled"), "a.ndjson", [payload(*s) for s in rng.sample(shuffled, len(shuffled))])
        folder = shape("split")
        for i, s in enumerate(rng.sample(streams, len(streams))):
            write(folder, f"{i:03}.ndjson", [payload(*s)])
        folder = shape("cut")
        for part in (0, 1):
            write(folder, f"{1 - part}.ndjson", [payload(g, s, e[part::2]) for g, s, e in streams])
        for name in ("whole", "shuffled", "split", "cut"):
            for jobs in ("1", "4"):
                for form in ("json", "table", "csv"):
                    run = subprocess.run(
                        [program, "advise", "--no-config", "--jobs", jobs, "--format", form,
                         os.path.join(root, name)], capture_output=True, check=True)
                    outputs.setdefault(form, {})[name, jobs] = run.stdout
    failures = [f"{form}: {key} differs" for form, all_of in outputs.items()
                for key, text in all_of.items() if text != all_of["whole", "1"]]
    advice = json.loads(outputs["json"]["whole", "1"])
    rules = {finding["rule"] for function in advice["functions"] for finding in function["findings"]}
    for wanted in ("memory-growth", "timeout"):  # else the log would prove nothing
        if wanted not in rules:
            failures.append(f"the log has no {wanted}, only {sorted(rules)}")
    orders = [f for f in advice["functions"] if f["function"] == "orders"]
    if [len(f["observed"]) for f in orders] != [2, 2]:
        failures.append("orders was not seen at two sizes")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
