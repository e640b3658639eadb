#!/usr/bin/env python3
"""check_noise.py PROGRAM RAW.csv: how often `compare` is wrong, on real durations, through the program.

RAW.csv has the single invocations of six functions at 46 memory sizes, 100 each.
  A/A    a point's rows split in two at random, 200 times: at most 2 % of the splits flagged beyond 5 %,
         none beyond 10 %; the same with 200 rows a side, drawn from a point's rows
  +10 %  200 rows a side, the new ones 10 % longer, 200 times: found at least 95 % of the time
  states the comparison of two saved states is that of their logs, byte for byte
Exit 77 where RAW.csv is not there.
"""
import collections
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
RUNS = 200


def points(path):
    found = collections.defaultdict(list)
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            if row["source"].startswith("pacslab"):
                found[row["function"], row["memory_mb"]].append((float(row["duration_ms"]), int(float(row["max_memory_used_mb"]))))
    return [rows for _, rows in sorted(found.items()) if len(rows) == 100]


def write_log(path, rows, factor=1.0):
    with open(path, "w") as f:
        for i, (ms, used) in enumerate(rows):
            ms *= factor
            f.write("REPORT RequestId: %08x-0000-4000-8000-%012x\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: 512 MB\t"
                    "Max Memory Used: %d MB\t\n" % (i, id(path) % 99991 + i, ms, int(ms) + 1, min(used, 512)))


def compare(folder, *words):
    done = subprocess.run([PROGRAM, "compare", "--function", "f", "--format", "json", *words], cwd=folder, capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        raise SystemExit("exit %d: %s" % (done.returncode, done.stderr.decode()))
    return done.returncode, done.stdout


def outcomes(document):
    return [(m["metric"], m["outcome"], m["direction"]) for f in document["functions"] for m in f["metrics"]]


def run(folder, base, head, factor=1.0):
    write_log(os.path.join(folder, "base.log"), base)
    write_log(os.path.join(folder, "head.log"), head, factor)
    code, out = compare(folder, "base.log", "head.log")
    return code, outcomes(json.loads(out))


def main():
    if len(sys.argv) < 3 or not os.path.exists(sys.argv[2]):
        print("skipped: no raw durations beside the project")
        return 77
    all_points, dice, failures = points(sys.argv[2]), random.Random(20261126), []
    with tempfile.TemporaryDirectory() as folder:
        for name, size in (("halves of 100 rows", 50), ("200 rows drawn", 200)):
            noted = failed = 0
            for i in range(RUNS):
                rows = list(all_points[dice.randrange(len(all_points))])
                dice.shuffle(rows)
                base, head = (rows[:50], rows[50:]) if size == 50 else (dice.choices(rows, k=size), dice.choices(rows, k=size))
                code, seen = run(folder, base, head)
                noted += any(o in ("note", "fail") for _, o, _ in seen)
                failed += any(o == "fail" for _, o, _ in seen) or code == 1
            print("A/A, %s: %d of %d flagged beyond 5 %%, %d beyond 10 %%" % (name, noted, RUNS, failed))
            if noted > 0.02 * RUNS or failed:
                failures.append("A/A, " + name)
        found = 0
        for i in range(RUNS):
            rows = all_points[dice.randrange(len(all_points))]
            _, seen = run(folder, dice.choices(rows, k=200), dice.choices(rows, k=200), 1.10)
            found += any(m == "warm_duration" and d == "worse" for m, _, d in seen)
        print("+10 %%, 200 rows a side: found in %d of %d" % (found, RUNS))
        if found < 0.95 * RUNS:
            failures.append("+10 %")
        for name in ("base", "head"):
            subprocess.run([PROGRAM, "--function", "f", name + ".log", "-o", name + ".lrs"], cwd=folder, check=True)
        from_states = compare(folder, "base.lrs", "head.lrs")[1].replace(b".lrs", b".log")
        if from_states != compare(folder, "base.log", "head.log")[1]:
            failures.append("states compare differently from logs")
    print("FAILED: " + ", ".join(failures) if failures else "all as promised")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
