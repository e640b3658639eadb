#!/usr/bin/env python3
"""check_slack_invitor.py PROGRAM FOLDER

One real function's log (2,197 invocations) against figures computed by another program:
every figure of FOLDER/expected.json, the quantiles within 1 %, the money to the last digit.
"""
import json
import os
import subprocess
import sys
from decimal import Decimal, ROUND_HALF_EVEN

program, folder = sys.argv[1:]
book = os.path.join(folder, "expected.json")
if not os.path.exists(book):
    print("skipped: %s is not here" % book)
    sys.exit(77)
expected = json.load(open(book))["slack_invitor_logs.csv"]
want = expected["by_memory"]["128"]
out = subprocess.run([program, "--format", "json", os.path.join(folder, "slack_invitor_logs.csv")],
                     capture_output=True, check=True).stdout
doc = json.loads(out, parse_float=Decimal)
row, = doc["functions"]
bad = []


def exact(name, got, wanted):
    if Decimal(str(got)) != Decimal(str(wanted)):
        bad.append("%s is %s, want %s" % (name, got, wanted))


def close(name, got, wanted):
    if abs(Decimal(str(got)) - Decimal(str(wanted))) > Decimal(str(wanted)) / 100:
        bad.append("%s is %s, want %s within 1 %%" % (name, got, wanted))


exact("invocations", row["invocations"], want["n"])
exact("cold starts", row["cold_starts"], want["cold"])
exact("billed", row["billed_duration_ms"]["sum"], want["billed_ms"])
exact("GB-seconds", row["gb_seconds"], "0.759375")
exact("duration sum", row["duration_ms"]["sum"], want["dur_sum"])
exact("duration max", row["duration_ms"]["max"], want["dur_max"])
exact("init sum", row["init_duration_ms"]["sum"], want["init_sum"])
exact("init max", row["init_duration_ms"]["max"], want["init_max"])
exact("memory max", row["max_memory_used_mb"]["max"], want["mem_max"])
exact("memory p99", row["max_memory_used_mb"]["p99"], want["mem_p99_nr"])
close("p50", row["duration_ms"]["p50"], want["dur_p50_nr"])
close("p95", row["duration_ms"]["p95"], want["dur_p95_nr"])
close("p99", row["duration_ms"]["p99"], want["dur_p99_nr"])
close("init p50", row["init_duration_ms"]["p50"], want["init_p50_nr"])
close("init p95", row["init_duration_ms"]["p95"], want["init_p95_nr"])
if row["init_billed"] != "none":
    bad.append("init_billed is %s" % row["init_billed"])
if (row["region"], row["region_basis"]) != ("ap-northeast-2", "log"):
    bad.append("Region is %s by %s" % (row["region"], row["region_basis"]))
for kind, count in (("init_start", "INIT_START"), ("start", "START"), ("end", "END")):
    exact(kind, doc["ledger"]["kinds"][kind], expected["other"][count])
# ap-northeast-2 has us-east-1's tier-1 rates.
gb_seconds = Decimal(want["billed_ms"]) * 128 / 1024 / 1000
dollars = gb_seconds * Decimal("0.0000166667") + want["n"] * Decimal("0.20") / 1000000
exact("dollars by hand", dollars, "0.0004520562753125")
exact("dollars", row["cost"]["total"], dollars.quantize(Decimal("1e-12"), ROUND_HALF_EVEN))
print("\n".join(bad) or "all figures agree")
sys.exit(1 if bad else 0)
