#!/usr/bin/env python3
"""check_allocation.py PROGRAM FAILING_NEW [--every]: the program when memory is refused (catalogue 142).

tests/exhaustive/allocation_failure_test tries each allocation of the library; this looks at the
program around it: exit code, message, files.  FAILING_NEW is a library to preload.  With --every
it tries each allocation of one thread, which takes minutes.
"""
import json
import os
import sys

from procedures import SANITIZED, Checks, Folder, environment, get, log, put, run

checks = Checks()
EVERY = "--every" in sys.argv


def points():
    """1, 2, … 30, then ever further apart; without a gap where every one is asked for."""
    n = 1
    while n < 3_000_000:
        yield n
        n += 1 if n < 30 or EVERY else n // 7


def judge(folder, variable, words, wanted, library):
    path = os.path.join(folder.path, "out", "r.json")
    failed = 0
    for n in points():
        put(path, b"old")
        done = run(*words, "-o", path, env=environment(LD_PRELOAD=library, **{variable: str(n)}))
        name = "142 %s=%d %s" % (variable, n, words[1])
        left = os.listdir(os.path.dirname(path))
        if done.returncode == 0:
            checks.check(name + ": the same report", get(path) == wanted and not done.stderr, done.stderr[:300])
            if variable == "FAILING_NEW_FROM":
                return checks.check("142 some runs failed before", failed > 20, failed)
        else:
            failed += 1
            # 4 where the output could not be made; 2 else.
            checks.check(name + ": said, and an exit code of the contract", done.returncode in (2, 4) and done.stderr.startswith(b"lambda-report: "),
                         (done.returncode, done.stderr[:300]))
            checks.check(name + ": old file whole", get(path) == b"old", get(path)[:100])
        checks.equal(name + ": nothing beside it", left, ["r.json"])
    checks.check("142 some runs failed, with %s" % variable, failed > 20, failed)


def main():
    libraries = [w for w in sys.argv[2:] if w.endswith(".so")]
    if SANITIZED or not libraries:
        checks.skip("142", "a sanitizer allocates in its own way" if SANITIZED else "no library to preload")
        checks.end()
    with Folder() as folder:
        folder.sub("out")
        first, second = put(folder("a.log"), log(1, 300)), put(folder("b.log"), log(200, 400))
        for jobs in ("1",) if EVERY else ("1", "3"):
            words = ["--jobs", jobs, first, second]
            run(*words, "-o", folder("wanted.json"))
            wanted = get(folder("wanted.json"))
            checks.equal("142 the run itself", json.loads(wanted)["ledger"]["reports"], 400)
            for variable in ("FAILING_NEW_FROM",) if EVERY else ("FAILING_NEW", "FAILING_NEW_FROM"):
                judge(folder, variable, words, wanted, libraries[0])
    checks.end()


main()
