#!/usr/bin/env python3
"""check_shapes.py PROGRAM SHAPES

SHAPES is a table of report lines found in public code: captures, test fixtures, regular
expressions and format strings.  What each must give was worked out by hand, reading the line:
the figures of a record, "other" (no REPORT), or why it cannot be one.  A figure is never
guessed from a line that was copied with its source code around it.
"""
import json
import os
import subprocess
import sys
import tempfile


def record(duration, billed, memory, used, **more):
    return dict({"duration_ms": duration, "billed_duration_ms": billed, "memory_size_mb": memory, "max_memory_used_mb": used}, **more)


def malformed(reason):
    return reason


OTHER = None
ESCAPED = "REPORT without a request id"  # literal backslashes and t for tabs: the id has no end

# Line of the file -> what it must give.
SHAPES = {
    1: record(112.31, 200, 128, 102),
    2: malformed(ESCAPED),
    3: malformed(ESCAPED),
    4: malformed("Duration of REPORT cannot be read"),  # ms"
    5: record(1.317, 2, 1024, 68, init_duration_ms=10, status="success"),
    6: OTHER,  # INIT_REPORT
    7: malformed(ESCAPED),  # a pattern with stars
    8: record(2599.4, 2600, 128, 94, init_duration_ms=549.04, status="success",
              xray_trace_id="1-6352a70e-1e2c502e358361800241fd45"),
    9: record(3.78, 100, 128, 59, init_duration_ms=264.75),  # a blank, then tabs
    10: malformed(ESCAPED),
    11: malformed(ESCAPED),
    12: malformed(ESCAPED),
    13: malformed("Max Memory Used of REPORT cannot be read"),  # MB",
    14: OTHER,  # platform.restoreReport
    15: malformed("REPORT without Duration"),  # a format string
    16: malformed("REPORT without Duration"),
    17: malformed("Init Duration of REPORT cannot be read"),  # ms".to_string()
    18: malformed("REPORT without Duration"),  # Runtime Duration is not Duration
    19: malformed("REPORT without Duration"),
    20: malformed(ESCAPED),
    21: malformed(ESCAPED),
    22: malformed(ESCAPED),
    23: record(147.156, 201, 512, 91, restore_duration_ms=500.795, billed_restore_duration_ms=53, status="success"),
    24: malformed(ESCAPED),
    25: OTHER,  # Python's repr is not JSON
    26: record(1.23, 123, 123, 123, init_duration_ms=1.23, request_id="6f7f0961f83442118a7af6fe80b88d56"),
    27: OTHER,  # platform.initReport
    28: OTHER,
    29: record(7289.94, 7290, 128, 72, status="error", error_type="Runtime.Unknown"),
    30: malformed(ESCAPED),  # a regular expression
    31: malformed(ESCAPED),
    32: malformed("Init Duration of REPORT cannot be read"),  # ms\n",
    33: malformed(ESCAPED),
    34: malformed(ESCAPED),  # <request-id>
    35: malformed(ESCAPED),
    36: record(8.40, 9, 128, 66, init_duration_ms=170.13),  # "; after the last tab
    37: malformed(ESCAPED),
    38: malformed(ESCAPED),
    39: malformed(ESCAPED),
    40: malformed("Status of REPORT cannot be read"),  # failure",
    41: malformed("Status of REPORT cannot be read"),  # timeout",
    42: OTHER,
    43: record(2019.16, 2187, 512, 150, restore_duration_ms=244.38, billed_restore_duration_ms=167),
    44: record(907.25, 908, 512, 86),
    45: malformed(ESCAPED),
    46: malformed(ESCAPED),  # cut as well
}
FIELDS = ("duration_ms", "billed_duration_ms", "memory_size_mb", "max_memory_used_mb", "init_duration_ms", "restore_duration_ms",
          "billed_restore_duration_ms", "status", "error_type", "xray_trace_id")


def run(program, words):
    return subprocess.run([program] + words, stdin=subprocess.DEVNULL, capture_output=True, timeout=120).stdout.decode()


def check(program, path, want):
    rows = [json.loads(line) for line in run(program, ["records", "-q", path]).splitlines()]
    ledger = json.loads(run(program, ["summary", "-q", "--format", "json", path]))["ledger"]
    reasons = [r["reason"] for r in ledger["rejected"]]
    if isinstance(want, dict):
        if len(rows) != 1 or reasons:
            return "%d records, rejected: %s; want one record" % (len(rows), reasons)
        wrong = ["%s is %r, want %r" % (f, rows[0][f], want.get(f)) for f in FIELDS if rows[0][f] != want.get(f)]
        wrong += ["%s is %r" % (f, rows[0][f]) for f in ("request_id",) if f in want and rows[0][f] != want[f]]
        return ", ".join(wrong)
    if rows or ledger["candidates"] != len(reasons):
        return "%d records, %d candidates, rejected: %s" % (len(rows), ledger["candidates"], reasons)
    wanted = [want] if want else []
    return "" if reasons == wanted else "rejected: %s, want %s" % (reasons, wanted)


def main():
    program, shapes = sys.argv[1:]
    if not os.path.exists(shapes):
        print("skipped: %s is not here" % shapes)
        return 77
    with open(shapes, encoding="utf-8", newline="\n") as f:
        lines = f.read().split("\n")
    if lines and not lines[-1]:
        lines.pop()
    failed = 0
    if len(lines) != len(SHAPES):
        failed += 1
        print("FAIL %d lines, but expectations for %d" % (len(lines), len(SHAPES)))
    with tempfile.TemporaryDirectory(prefix="lambda-report-shapes-") as folder:
        for number, line in enumerate(lines, 1):
            path = os.path.join(folder, "%d.log" % number)
            with open(path, "w", encoding="utf-8", newline="\n") as f:
                f.write(line.split("\t", 2)[2] + "\n")  # count, repositories, the shape
            problem = check(program, path, SHAPES.get(number, OTHER))
            if problem:
                failed += 1
                print("FAIL line %d: %s" % (number, problem))
    print("%d shapes, %d failed" % (len(lines), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
