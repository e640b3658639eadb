#!/usr/bin/env python3
"""check_order.py PROGRAM: what may not show in the report (catalogue 70, 83, 84, 193, 195).

The order of the lines, the order of the inputs, the number of threads, the time zone; and how far
apart the two copies of an event lie.
"""
import gzip
import itertools
import json
import os
import random
import resource
import subprocess

from procedures import PROGRAM, SANITIZED, Checks, Folder, environment, put, report, request_id, run, stamp

checks = Checks()
dice = random.Random(7)


def lines_of(count, first=0, timed=True):
    """REPORT lines with everything that is added up: sizes, inits, failures, odd figures."""
    lines = []
    for n in range(first, first + count):
        us = int(dice.lognormvariate(11, 1.5))
        more = "Init Duration: %.2f ms\t" % (100 + 300 * dice.random()) if dice.random() < 0.1 else ""
        if dice.random() < 0.03:
            more += "Status: " + dice.choice(["timeout", "error", "error\tError Type: Runtime.ExitError"])
        lines.append(report(n, "%d.%02d" % (us // 1000, us // 10 % 100), us // 1000 + 1, dice.choice([128, 512, 1024, 3008]),
                            dice.randrange(40, 128), more, stamp(dice.randrange(6 * 86_400_000)) if timed else None))
    return lines


def digest(*words, env=None):
    done = run("--format", "json", *words, env=env)
    checks.check("exit 0", done.returncode == 0, done.stderr)
    return done.stdout


def check_lines(folder):
    count, times = (5_000, 3) if SANITIZED else (30_000, 20)
    lines = lines_of(count)
    path = put(folder("lines.log"), b"".join(lines))
    wanted = digest(path)
    checks.equal("70 all are counted", json.loads(wanted)["ledger"]["reports"], count)
    for n in range(times):
        dice.shuffle(lines)
        put(path, b"".join(lines))
        if not checks.check("70 lines in any order", digest(path, "--jobs", "12"[n % 2]) == wanted, "shuffle %d" % n):
            break


def check_threads(folder):
    """Names many (H01), duplicates over inputs (D06), one function and long sums (C14)."""
    place = folder.sub("many")
    for n in range(500):
        put(os.path.join(place, "%04d.log" % n), b"".join(lines_of(3, 10 * n)))
    half = lines_of(6000)
    put(folder("first.log"), b"".join(half[:4000]))
    with gzip.open(folder("second.gz"), "wb", 1) as f:
        f.write(b"".join(half[2000:]))
    put(folder("long.log"), b"".join(report(n, "899999.99", 899_999, 10_239, 10_000) for n in range(20_000)))
    for name, words in (("many functions", ["--function-from", r"/(?P<function>[^/]*)\.log", place]),
                        ("duplicates", [folder("first.log"), folder("second.gz")]), ("long sums", [folder("long.log")])):
        wanted = digest("--jobs", "1", *words)
        for jobs in ("1", "2", "8"):
            different = 0
            for _ in range(3 if SANITIZED or jobs == "1" else 20):
                different += digest("--jobs", jobs, *words) != wanted
            checks.equal("193 %s, --jobs %s: runs that differ" % (name, jobs), different, 0)
    ledger = json.loads(digest(folder("first.log"), folder("second.gz")))["ledger"]
    checks.equal("193 duplicates over inputs", (ledger["reports"], ledger["duplicates"]), (6000, 2000))
    total = json.loads(digest(folder("long.log")))["totals"]
    checks.equal("193 long sums", (total["billed_mb_ms"], total["billed_duration_ms"]["sum"]), (20_000 * 899_999 * 10_239, 20_000 * 899_999))

    # No thread to be had: slower, and the same.
    if os.geteuid() == 0 and not SANITIZED:
        wanted = digest("--jobs", "1", folder("first.log"), folder("second.gz"))
        for allowed in (1, 2):
            program = folder("program")
            if not os.path.exists(program):
                put(program, open(PROGRAM, "rb").read())
                os.chmod(program, 0o755)
            done = subprocess.run([program, "--format", "json", "--jobs", "4", folder("first.log"), folder("second.gz")], capture_output=True,
                                  env=environment(), timeout=60, user=54321, group=54321, extra_groups=[], stdin=subprocess.DEVNULL,
                                  preexec_fn=lambda allowed=allowed: resource.setrlimit(resource.RLIMIT_NPROC, (allowed, allowed)))
            # That nobody may write counters of lines is no message of the program.
            said = [line for line in done.stderr.splitlines() if not line.startswith(b"profiling:")]
            checks.equal("193 at most %d threads in all" % allowed, (done.returncode, done.stdout == wanted, said), (0, True, []))
    else:
        checks.skip("193 no threads to be had", "needs another user, and a program that starts no threads of its own")


def check_inputs(folder):
    """Parts that overlap: whichever comes first, the other copies are the duplicates."""
    lines = lines_of(900)
    parts = [lines[:300], lines[200:500], lines[400:700], lines[600:] + lines[:50]]
    names = []
    for n, part in enumerate(parts):
        names.append(put(folder("part-%d" % n), b"".join(part) if n % 2 else gzip.compress(b"".join(part))))
    # Without a name of its own, each input is a row of its own, which is known by it.
    results = {digest("--function", "f", *order, "--jobs", "1234"[n % 4]) for n, order in enumerate(itertools.permutations(names))}
    checks.equal("195 24 orders of four inputs: different reports", len(results), 1)
    ledger = json.loads(results.pop())["ledger"]
    checks.equal("195 each event once", (ledger["reports"], ledger["duplicates"]), (900, 350))


def check_zones(folder):
    """The two 01:30 of a clock change: days and hours are UTC's whatever TZ says."""
    # New York, 2026-11-01: 05:30Z is 01:30 EDT, 06:30Z is 01:30 EST.  Kathmandu is at +5:45.
    times = ["2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z", "2026-10-31T23:59:59.999Z", "2026-11-01T00:00:00.000Z"]
    path = put(folder("zones.log"), b"".join(report(n, time=t) for n, t in enumerate(times)))
    words = ["--group-by", "function,hour", path]
    wanted = digest(*words, env=environment(TZ=None))
    hours = sorted(row["time"] for row in json.loads(wanted)["functions"])
    checks.equal("83 four hours", [h[:13] for h in hours], ["2026-10-31T23", "2026-11-01T00", "2026-11-01T05", "2026-11-01T06"])
    days = json.loads(digest("--group-by", "function,day", path))["functions"]
    checks.equal("83 two days", sorted((row["time"][:10], row["invocations"]) for row in days), [("2026-10-31", 1), ("2026-11-01", 3)])
    since = digest("--since", "2026-11-01", "--until", "2026-11-01T06:00:00Z", path)
    checks.equal("83 a date begins at midnight UTC", json.loads(since)["ledger"]["reports"], 2)
    for zone in ("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Nowhere/Atall", "", ":/etc/passwd", "<+14>-14", "A" * 5000):
        env = environment(TZ=zone)
        checks.equal("83 TZ=%s" % zone[:20], digest(*words, env=env), wanted)
        checks.equal("83 --since, TZ=%s" % zone[:20], digest("--since", "2026-11-01", "--until", "2026-11-01T06:00:00Z", path, env=env), since)


def check_far_apart(folder):
    """84: with 200,000 invocations between the two copies."""
    count = 50_000 if SANITIZED else 200_000
    path = folder("far.log")
    with open(path, "wb") as f:
        for first in range(0, count, 10_000):
            f.write(b"".join(report(n, time=stamp(n)) for n in range(first, first + 10_000)))
        f.write(report(0, time=stamp(0)) + report(1, "72.52", time=stamp(1)) + report(2, time=stamp(3)))
    ledger = json.loads(digest(path))
    checks.equal("84 one duplicate; other metrics or another time are retries",
                 (ledger["ledger"]["reports"], ledger["ledger"]["duplicates"], ledger["totals"]["retries"]), (count + 2, 1, 2))
    checks.equal("84 --no-dedupe", json.loads(digest("--no-dedupe", path))["ledger"]["duplicates"], 0)


with Folder() as folder:
    assert request_id(1) != request_id(2)
    check_lines(folder)
    check_threads(folder)
    check_inputs(folder)
    check_zones(folder)
    check_far_apart(folder)
checks.end()
