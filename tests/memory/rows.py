#!/usr/bin/env python3
"""rows.py PROGRAM

Peak memory of a log of 20,000 functions above that of one function, a row: at most what
docs/SPEED.md says, 1.5 KiB, with a margin for what allocators and tables that double add.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

FUNCTIONS = 20_000
MOST_BYTES = 1536
MARGIN = 1.2
SKIPPED = 77
# GNU time is the parent of what it measures: a child of Python would begin with Python's peak.
TIME = shutil.which("time")


def write_log(path, functions):
    """A CloudWatch Logs subscription: one environment and one invocation of each function."""
    with open(path, "w", encoding="utf-8") as log:
        for i in range(functions):
            billed = 100 + i % 400
            cold = f"Init Duration: {150 + i % 90}.25 ms\t" if i % 10 == 0 else ""
            report = (f"REPORT RequestId: 5a17b3c4-0000-4000-8000-{i:012x}\tDuration: {billed - 1}.50 ms\t"
                      f"Billed Duration: {billed} ms\tMemory Size: {128 << i % 4} MB\t"
                      f"Max Memory Used: {60 + i % 60} MB\t{cold}\n")
            event = {"id": f"{i:056d}", "timestamp": 1_772_445_600_000 + 250 * i, "message": report}
            json.dump({"messageType": "DATA_MESSAGE", "owner": "111122223333",
                       "logGroup": f"/aws/lambda/team-{i % 50}-function-{i:06d}",
                       "logStream": f"2026/03/02/[$LATEST]{i:032x}", "logEvents": [event]}, log)
            log.write("\n")


def peak_bytes(program, log, output_format):
    """Peak memory of the program, which has to find every function."""
    with tempfile.NamedTemporaryFile("r") as peak:
        done = subprocess.run([TIME, "-q", "-f", "%M", "-o", peak.name, program, "--no-config",
                               "--format", output_format, log],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{output_format}: exit code {done.returncode}: {done.stderr}")
        return int(peak.read()) * 1024


def main():
    program = sys.argv[1]
    if TIME is None:
        print("skipped: GNU time is not installed (tools/install-deps ci)")
        return SKIPPED
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        one, many = os.path.join(folder, "one.jsonl"), os.path.join(folder, "many.jsonl")
        write_log(one, 1)
        write_log(many, FUNCTIONS)
        for output_format in ("json", "table", "csv", "html"):
            base = peak_bytes(program, one, output_format)
            row = (peak_bytes(program, many, output_format) - base) / (FUNCTIONS - 1)
            good = 0 < row <= MOST_BYTES * MARGIN
            print(f"{'ok' if good else 'FAILED'}: {output_format}: {row:.0f} bytes a row, "
                  f"{base / 2**20:.1f} MiB without rows")
            failed |= not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
