#!/usr/bin/env python3
"""check_prices.py PROGRAM SCHEMA_DIRECTORY

What `prices` writes as JSON against its schema: every Region, a list that differs, both built-in
sheets; and each kind of document is told from the other.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from validate import problems

program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
schema = json.loads((folder / "prices.json").read_text(encoding="utf-8"))
bad, documents = [], 0


def run(args, codes=(0,)):
    done = subprocess.run([program, "prices"] + args, capture_output=True, cwd=scratch)
    if done.returncode not in codes:
        bad.append("%s: exit %d: %s" % (args, done.returncode, done.stderr.decode()))
    return done.stdout


def check(args, kind, codes=(0,)):
    global documents
    text = run(args + ["--format", "json"], codes)
    if not text:
        return {}
    documents += 1
    document = json.loads(text)
    found = list(problems(document, schema["$defs"][kind], schema))
    found += [p for p in problems(document, schema, schema) if "oneOf" in p]
    bad.extend("%s: %s" % (args, p) for p in found)
    return document


with tempfile.TemporaryDirectory() as scratch:
    if json.loads(run(["--schema"])) != schema:
        bad.append("--schema prints another")
    regions = check([], "prices")["regions"]
    for region in regions:
        check(["--region", region], "prices", (0, 2))  # 2: no rate of it is known
    check(["--prices-date", "2016-12-07"], "prices")
    with open(os.path.join(scratch, "mine.json"), "w") as file:
        json.dump({"lambda_report_prices": 1, "as_of": "2027-01-01", "regions": {
            "us-east-1": {"request": "0.0000003", "x86_64": {"duration_gb_s": "0.00002"}},
            "mars-1": {"request": "0.1", "x86_64": {"duration_gb_s": "1"}}}}, file)
    check(["--prices", "mine.json"], "prices")
    found = check(["--check", "mine.json"], "check", (1,))
    # us-east-1: request twice, duration, number of tiers; mars-1: request twice, duration.
    if len(found["differences"]) != 7:
        bad.append("%d differences" % len(found["differences"]))
    if not list(problems({**found, "equal": -1}, schema["$defs"]["check"], schema)):
        bad.append("a negative count was not noticed")
print("\n".join(bad) or "%d documents of %d Regions" % (documents, len(regions)))
sys.exit(1 if bad else 0)
