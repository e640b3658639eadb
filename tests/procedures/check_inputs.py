#!/usr/bin/env python3
"""check_inputs.py PROGRAM: inputs that change while they are read, and inputs that cannot be read
(catalogue 145, 146, 147, 167, 188).

The program is stopped once it has its input open, the input is changed, and it goes on: so each
change falls into the middle of the reading.
"""
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time

from procedures import PROGRAM, Checks, Folder, environment, get, log, put, report, run, stamp

checks = Checks()


def counts(out):
    document = json.loads(out)
    return document["ledger"]["reports"], document["totals"]["billed_mb_ms"], document["ledger"]["malformed"], document["complete"]


def start(*words, **more):
    return subprocess.Popen([PROGRAM, "--format", "json", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=environment(), **more)


def has_open(pid, path):
    try:
        return any(os.path.realpath("/proc/%d/fd/%s" % (pid, fd)) == path for fd in os.listdir("/proc/%d/fd" % pid))
    except OSError:
        return False


def changed_while_read(path, change, jobs):
    """A run that is stopped with `path` open until `change` is done; None: it was too fast."""
    p = start("--jobs", jobs, path)
    path = os.path.realpath(path)
    end = time.monotonic() + 30
    while p.poll() is None and not has_open(p.pid, path) and time.monotonic() < end:
        pass
    p.send_signal(signal.SIGSTOP)
    stopped = has_open(p.pid, path)
    change()
    p.send_signal(signal.SIGCONT)
    out, err = p.communicate(timeout=60)
    return (p.returncode, out, err) if stopped else None


def several(path, make, change, jobs, judge):
    """Runs until five were caught in the middle; `judge` looks at each."""
    caught = 0
    for _ in range(40):
        make()
        result = changed_while_read(path, change, jobs)
        if result is None:
            continue
        judge(*result)
        caught += 1
        if caught == 5:
            return
    checks.check("a run was caught in the middle", caught > 0, path)


def check_shrinking(folder):
    path, whole = folder("shrinks.log"), log(1, 60_000)
    for jobs in ("1", "2"):
        def judge(code, out, err):
            checks.check("145 shrinks, --jobs %s" % jobs, code == 3 and b"shrinks.log: " in err and not counts(out)[3],
                         (code, err[:300], counts(out) if out else ""))
            checks.check("145 shrinks, --jobs %s: nothing made up" % jobs, counts(out)[0] <= 60_000 and counts(out)[2] <= int(jobs), counts(out))
        several(path, lambda: put(path, whole), lambda: os.truncate(path, 1 << 20), jobs, judge)
    packed = folder("shrinks.gz")
    body = gzip.compress(whole, 1, mtime=0)

    def judge_packed(code, out, err):
        checks.check("145 a gzip shrinks", code == 3 and b"shrinks.gz: " in err and not counts(out)[3], (code, err[:300]))
    several(packed, lambda: put(packed, body), lambda: os.truncate(packed, 3000), "1", judge_packed)


def check_growing(folder):
    """What stood there when the file was opened is read, to its last byte and no further."""
    path, first, more = folder("grows.log"), log(1, 40_000), log(40_001, 45_000) + report(45_001)[:60]

    def grow():
        with open(path, "ab") as f:
            f.write(more)
    at_open = (40_000, 40_000 * 73 * 128, 0, True)
    # Stopped between opening the file and asking for its size: what was written then ends in half a line.
    grown = (45_000, 45_000 * 73 * 128, 1, True)
    for jobs in ("1", "2"):
        seen = set()

        def judge(code, out, err):
            seen.add(counts(out))
            checks.check("146 grows, --jobs %s" % jobs, code == 0 and counts(out) in (at_open, grown), (code, counts(out)))
        several(path, lambda: put(path, first), grow, jobs, judge)
        checks.check("146 grows, --jobs %s: as it was at first" % jobs, at_open in seen, seen)

    # A writer that never stops: the run ends all the same, and no half line counts as a record.  The
    # size may be that of a write under way, page by page: then there is one half line, and it is said.
    put(path, first)
    stop = threading.Event()

    def write():
        with open(path, "ab", buffering=0) as f:
            n = 100_000
            while not stop.is_set():
                f.write(b"".join(report(i) for i in range(n, n + 50)))
                n += 50
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            done = run("--format", "json", path, timeout=60)
            reports, sum_, malformed, complete = counts(done.stdout)
            checks.check("146 an endless writer", done.returncode == 0 and complete and malformed <= 1 and reports >= 40_000
                         and sum_ == reports * 73 * 128, (done.returncode, reports, malformed, done.stderr[:200]))
    finally:
        stop.set()
        writer.join()


def check_replaced(folder):
    """rename(2) puts another file in the place: each run is wholly of the one or of the other."""
    a = b"".join(report(n) for n in range(30_000))
    b = b"".join(report(n, billed=2, size=1024) for n in range(20_000))
    wanted = {(30_000, 30_000 * 73 * 128, 0, True), (20_000, 20_000 * 2 * 1024, 0, True)}
    path, seen, stop = put(folder("replaced.log"), a), set(), threading.Event()
    put(folder("a"), a)
    put(folder("b"), b)

    def swap():
        while not stop.is_set():
            for name in "ab":
                os.link(folder(name), folder("next"))
                os.rename(folder("next"), path)  # in the same folder: never absent
    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        for n in range(100):
            done = run("--format", "json", "--jobs", "2" if n % 4 else "1", path)
            found = counts(done.stdout) if done.stdout else done.stderr
            if not checks.check("147 replaced between stat and open", done.returncode == 0 and found in wanted, found):
                break
            seen.add(found)
    finally:
        stop.set()
        swapper.join()
    for jobs in ("1", "2"):
        def judge(code, out, err):
            checks.check("147 replaced while read, --jobs %s" % jobs, code == 0 and counts(out) in wanted, (code, err[:200], counts(out)))
        put(folder("a"), a)
        several(path, lambda: (os.unlink(path), put(path, a)),
                lambda: (os.path.exists(folder("next")) or os.link(folder("b"), folder("next")), os.rename(folder("next"), path)), jobs, judge)


def check_unreadable(folder):
    place = folder.sub("some")
    for n, name in enumerate("abc"):
        put(os.path.join(place, name + ".log"), log(10 * n + 1, 10 * n + 10))
        os.chmod(os.path.join(place, name + ".log"), 0 if name == "b" else 0o644)
    if os.geteuid() != 0:
        as_nobody = {}
    else:  # root reads everything
        as_nobody = {"user": 65534, "group": 65534, "extra_groups": []}
        program = shutil.copy(PROGRAM, folder("program"))  # the build may lie where others cannot go
        os.chmod(program, 0o755)
    for words in ([place], [os.path.join(place, n + ".log") for n in "abc"]):
        try:
            done = subprocess.run([program if as_nobody else PROGRAM, "--format", "json", *words], stdin=subprocess.DEVNULL,
                                  capture_output=True, env=environment(), timeout=60, **as_nobody)
        except PermissionError as error:
            checks.skip("167 unreadable file", "cannot run as somebody else: %s" % error)
            return
        checks.check("167 one of three cannot be read", done.returncode == 3 and counts(done.stdout) == (20, 20 * 73 * 128, 0, False)
                     and b"b.log: Permission denied" in done.stderr, done)
    alone = subprocess.run([program if as_nobody else PROGRAM, os.path.join(place, "b.log")], stdin=subprocess.DEVNULL,
                           capture_output=True, env=environment(), timeout=60, **as_nobody)
    checks.check("167 nothing can be read", alone.returncode == 2 and not alone.stdout and b"Permission denied" in alone.stderr, alone)


def check_rotated(folder):
    """logrotate's `compress`: both stages of one file in one scan, in every order."""
    for name, lines in (("with times", [report(n, time=stamp(n * 700)) for n in range(1, 301)]),
                        ("without times", [report(n) for n in range(1, 301)])):
        text = b"".join(lines)
        for order in ("a.log.1 a.log.1.gz", "a.log.1.gz a.log.1", "directory"):
            place = folder.sub("%s, %s" % (name, order.replace(" ", "+")))
            put(os.path.join(place, "a.log.1"), text)
            put(os.path.join(place, "a.log.1.gz"), gzip.compress(text))
            put(os.path.join(place, "a.log"), report(301, time=stamp(301 * 700) if "with times" == name else None))
            words = ["."] if order == "directory" else ["a.log", *order.split()]
            ledger = json.loads(run("--format", "json", *words, folder=place).stdout)["ledger"]
            checks.equal("188 rotated and compressed, %s, %s" % (name, order), (ledger["reports"], ledger["duplicates"]), (301, 300))


random.seed(1)
with Folder() as folder:
    check_shrinking(folder)
    check_growing(folder)
    check_replaced(folder)
    check_unreadable(folder)
    check_rotated(folder)
checks.end()
