#!/usr/bin/env python3
"""check_states.py PROGRAM: saved states under odd conditions (catalogue 175, 176, 178).

What is in a state and how states add up is tried in tests/state (169 to 174 and 177).
"""
import json
import os
import random
import resource
import subprocess
import time

from procedures import PROGRAM, Checks, Folder, environment, get, put, report, run, small_file_system, stamp

checks = Checks()
dice = random.Random(3)


def check_other_rules(folder):
    """175: what a state was made with, and what it is read with."""
    first = put(folder("first.log"), b"".join(report(n, time=stamp(n)) for n in range(200)))
    second = put(folder("second.log"), b"".join(report(n, time=stamp(n)) for n in range(200, 300)))
    for name, words in (("plain", []), ("kept", ["--no-dedupe"]), ("cheap", ["--discount", "50", "--region", "eu-west-1"]),
                        ("old", ["--prices-date", "2021-06-30"])):
        done = run(*words, first, "-o", folder(name + ".lrs"))
        checks.equal("175 a state: " + name, done.returncode, 0)
    run("--no-dedupe", second, "-o", folder("second-kept.lrs"))
    run(second, "-o", folder("second.lrs"))
    # Prices are no part of a state, so states made under other ones are the same and add up.
    for name in ("cheap", "old"):
        checks.check("175 prices are no part of a state: " + name, get(folder(name + ".lrs")) == get(folder("plain.lrs")))
    wanted = run("--format", "json", "--discount", "10", first, second).stdout
    checks.equal("175 priced when read", run("--format", "json", "--discount", "10", folder("cheap.lrs"), folder("second.lrs")).stdout, wanted)
    # Other rules of what a duplicate is do not mix, in neither order.
    for words in ([folder("kept.lrs"), folder("second.lrs")], [folder("second.lrs"), folder("kept.lrs")], [folder("kept.lrs"), second]):
        done = run("--format", "json", *words)
        checks.check("175 with and without --no-dedupe", done.returncode == 2 and not done.stdout and b"dedupe" in done.stderr, done)
    done = run("--format", "json", "--no-dedupe", folder("kept.lrs"), folder("second-kept.lrs"))
    checks.equal("175 both without", json.loads(done.stdout)["ledger"]["reports"], 300)


def check_kills(folder):
    """176: a run that is killed leaves the old state or the new one, and nothing that stops the next."""
    log = folder.sub("many")  # inputs that name no function: a row for each
    for n in range(150):
        put(os.path.join(log, "%03d.log" % n), b"".join(report(1000 * n + i, "%d.00" % (i * i)) for i in range(30)))
    target = folder.sub("saving")
    path = os.path.join(target, "s.lrs")
    run(put(folder("small.log"), report(1)), "-o", path)
    old = get(path)
    began = time.monotonic()
    run(log, "-o", path)
    took, new, seen = time.monotonic() - began, get(path), set()
    left = 0
    for _ in range(50):
        put(path, old)
        p = subprocess.Popen([PROGRAM, log, "-o", path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env=environment())
        time.sleep(dice.random() * took * 1.2)
        p.kill()
        p.wait()
        seen.add(get(path))
        left = max(left, len(os.listdir(target)))
    checks.check("176 killed 50 times: the old or the new", seen <= {old, new}, "%d contents" % len(seen))
    done = run(log, "-o", path)
    checks.equal("176 the next run is not stopped (%d files were left)" % (left - 1), (done.returncode, get(path) == new), (0, True))

    # Two runs save at once.
    seen = set()
    for _ in range(10):
        pair = [subprocess.Popen([PROGRAM, words, "-o", path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment())
                for words in (log, folder("small.log"))]
        checks.equal("176 both save", [p.wait(timeout=60) for p in pair], [0, 0])
        seen.add(get(path))
    checks.check("176 two runs save: one of the two", seen <= {old, new}, "%d contents" % len(seen))


def check_no_room(folder):
    """178: a limit on the size of files, with the signal for it left alone and ignored; a full disk."""
    log = folder("many")
    path = put(folder("limited.lrs"), b"old")
    for trap in ("", "trap '' XFSZ; "):
        done = subprocess.run(["sh", "-c", trap + '"$0" "$@"', PROGRAM, log, "-o", path], stdin=subprocess.DEVNULL, capture_output=True,
                              env=environment(), timeout=60, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))
        checks.check("178 a limit on the size of files", done.returncode == 4 and get(path) == b"old" and b"File too large" in done.stderr, done)
    place = folder.sub("mounted")
    with small_file_system(place, "32k") as mounted:
        if not mounted:
            checks.skip("178 a full file system", "no mount(8), or not allowed to")
            return
        path = put(os.path.join(place, "s.lrs"), b"old")
        done = run(log, "-o", path)
        checks.check("178 a full file system", done.returncode == 4 and b"No space left on device" in done.stderr, done)
        checks.equal("178 the old state is whole, nothing beside it", (get(path), os.listdir(place)), (b"old", ["s.lrs"]))


with Folder() as folder:
    check_other_rules(folder)
    check_kills(folder)
    check_no_room(folder)
checks.end()
