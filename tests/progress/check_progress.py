#!/usr/bin/env python3
"""check_progress.py PROGRAM: the line that says how far long work is.

The program's stderr is a pseudo-terminal, or is not.  Work is long because the input comes
slowly (a pipe: bytes read), or because the file is large (known total; the file is one line and
a hole that takes no room on the disk).
"""
import os
import pty
import re
import subprocess
import sys
import tempfile
import threading
import time

LINE = b"REPORT RequestId: 00000001-1111-4222-8333-444444444444\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\t\n"


def slowly(pipe, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        os.write(pipe, b"a line of an application\n" * 400)
        time.sleep(0.02)
    os.close(pipe)


def run(program, words, terminal=True, stdin_seconds=0, **variables):
    """What came out on stderr and stdout."""
    env = {k: v for k, v in os.environ.items() if k not in ("CI", "TERM", "NO_COLOR")}
    env.update({"TERM": "xterm"}, **variables)
    ours, theirs = pty.openpty() if terminal else os.pipe()
    feed, stdin = None, subprocess.DEVNULL
    if stdin_seconds:
        stdin, feed = os.pipe()
    p = subprocess.Popen([program] + words, stdin=stdin, stdout=subprocess.PIPE, stderr=theirs, env=env)
    os.close(theirs)
    if stdin_seconds:
        os.close(stdin)
        threading.Thread(target=slowly, args=(feed, stdin_seconds), daemon=True).start()
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # a terminal whose other side is closed
            break
        if not part:
            break
        said += part
    out = p.communicate()[0]
    os.close(ours)
    return said.decode("utf-8", "replace"), out.decode("utf-8")


def main():
    program = sys.argv[1]
    failed = 0

    def check(name, good, said):
        nonlocal failed
        if not good:
            failed += 1
            print("FAIL %s: stderr is %r" % (name, said[-300:]))

    with tempfile.TemporaryDirectory(prefix="lambda-report-progress-") as folder:
        large = os.path.join(folder, "large.log")
        with open(large, "wb") as f:
            f.write(LINE)
            f.truncate(6_000_000_000)
        said, out = run(program, ["--format", "json", "--jobs", "1", large])
        steps = [int(n) for n in re.findall(r"\r(\d+) % of 6000 MB read\x1b\[K", said)]
        check("a file of known size", steps and steps == sorted(steps) and steps[-1] <= 100, said)
        check("the line is taken away", said.endswith("\r\x1b[K"), said)
        check("stdout is free of it", "MB read" not in out and '"invocations": 1' in out.replace('":1', '": 1'), out[:300])

        said, _out = run(program, ["records"], stdin_seconds=1.5)
        check("a pipe", re.search(r"\r\d+ MB read\x1b\[K", said) and "%" not in said, said)
        for name, more in (("-q", {"words": ["records", "-q"]}), ("CI", {"CI": "true"}), ("TERM=dumb", {"TERM": "dumb"}),
                           ("no terminal", {"terminal": False})):
            words = more.pop("words", ["records"])
            said, _out = run(program, words, stdin_seconds=1.2, **more)
            check("silent: " + name, "MB read" not in said and "\x1b" not in said, said)
        small = os.path.join(folder, "small.log")
        with open(small, "wb") as f:
            f.write(LINE)
        said, _out = run(program, [small])
        check("silent: short work", said == "", said)
    print("%d failed" % failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
