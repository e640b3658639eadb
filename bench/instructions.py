#!/usr/bin/env python3
"""instructions.py PROGRAM [--write]

Instructions that the program takes for a line and for a REPORT, counted by callgrind on small
logs of corpus.py: a figure that does not depend on what else the machine does.  Compared with
instructions.json; exit 1 if one is more than 5 % above it.  --write makes the figures of now
the ones to compare with; say in the commit why they rose.

Counted is what happens inside `analyze`: from opening the file to the sums.  The figures are
those of one compiler and C library (g++ 12, glibc 2.36); elsewhere they differ.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import corpus

SLACK = 0.05
# kind, megabytes, what a figure is counted by
WORK = [("mixed", 8, "line"), ("report", 6, "line"), ("filter", 4, "message"), ("firehose", 4, "message"), ("platform", 6, "line")]


def instructions(program, path, folder):
    run = subprocess.run(["valgrind", "--tool=callgrind", "--toggle-collect=lambda_report::analyze(*",
                          "--callgrind-out-file=" + os.path.join(folder, "out"), program, "--no-config", "--jobs", "1",
                          "--format", "json", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit("callgrind failed:\n" + run.stderr)
    return int(found.group(1))


def count(kind, path):
    with open(path, "rb") as log:
        text = log.read()
    return text.count(b'"message": "') if kind in ("filter", "firehose") else text.count(b"\n")


def measure(program):
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, megabytes, unit in WORK:
            path = os.path.join(folder, kind)
            corpus.write(kind, megabytes, path)
            figures["%s, a %s" % (kind, unit)] = round(instructions(program, path, folder) / count(kind, path), 1)
    return figures


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    known_path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instructions.json")
    figures = measure(sys.argv[1])
    if "--write" in sys.argv:
        with open(known_path, "w") as out:
            json.dump(figures, out, indent=2)
            out.write("\n")
        return 0
    with open(known_path) as known_file:
        known = json.load(known_file)
    worse = 0
    print("%-20s %8s %8s %7s" % ("instructions", "known", "now", ""))
    for name, now in figures.items():
        change = now / known[name] - 1
        verdict = "MORE" if change > SLACK else "less: --write" if change < -SLACK else ""
        worse += change > SLACK
        print("%-20s %8.1f %8.1f %+6.1f%% %s" % (name, known[name], now, 100 * change, verdict))
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
