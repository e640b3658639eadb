#!/usr/bin/env python3
"""check_terminal.py PROGRAM: what a terminal changes, and what it does not (catalogue 144, 163).

The terminal is a pseudo-terminal, as script(1) makes one.
"""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

from procedures import FORBIDDEN, PROGRAM, Checks, Folder, environment, log, put, report, run

checks = Checks()
COLOR = re.compile(rb"\x1b\[[0-9;]*m")


def on_terminal(words, stdin=False, typed=b"", columns=100, limit=30, **variables):
    """(exit code or None, bytes shown) of a run whose stdout and stderr are a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = environment(**{"TERM": "xterm", **variables})
    p = subprocess.Popen([PROGRAM, *words], stdin=theirs if stdin else subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                         env=env, start_new_session=True)
    os.close(theirs)
    if typed:
        os.write(ours, typed)
    seen, end = b"", time.monotonic() + limit
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        seen += part
    else:
        p.kill()
        p.wait()
        os.close(ours)
        return None, seen
    os.close(ours)
    return p.wait(timeout=limit), seen


def check_no_input():
    for command in ([], ["summary"], ["records"], ["advise"], ["check", "--max", "errors=0"]):
        code, seen = on_terminal(command, stdin=True, limit=20)
        checks.equal("144 %s without a word" % " ".join(command or ["no command"]), code, 2)
        checks.check("144 %s shows the usage" % " ".join(command or ["no command"]), b"[OPTIONS] [INPUT...]" in seen, seen)
    quiet = subprocess.run([PROGRAM], stdin=subprocess.DEVNULL, capture_output=True, env=environment(), timeout=60)
    checks.equal("144 stdin that is no terminal is read", (quiet.returncode, b"no REPORT lines" in quiet.stderr), (0, True))
    # Asked for by name, a terminal is read until its end is typed.
    line = report(7).rstrip(b"\t\n").replace(b"\t", b" ") + b"\n"  # a terminal makes something else of a tab
    code, seen = on_terminal(["--format", "json", "-"], stdin=True, typed=line + b"\x04", limit=20)
    checks.check("144 - reads a terminal", code == 0 and re.search(rb'"reports":\s*1\b', seen), (code, seen))


def check_colors(folder):
    path = put(folder("a.log"), log(1, 30) + report(31, more="Status: timeout"))
    plain = run(path).stdout
    for name, variables, words, wanted in (
            ("a terminal", {}, [], True),
            ("--color always", {}, ["--color", "always"], True),
            ("--color never", {}, ["--color", "never"], False),
            ("NO_COLOR", {"NO_COLOR": "1"}, [], False),
            ("NO_COLOR, empty: not set", {"NO_COLOR": ""}, [], True),
            ("TERM=dumb", {"TERM": "dumb"}, [], False),
            ("a machine format", {}, ["--format", "json"], False)):
        code, seen = on_terminal([*words, path], **variables)
        checks.equal("163 colours: " + name, (code, bool(COLOR.search(seen))), (0, wanted))
        rest = COLOR.sub(b"", seen).replace(b"\r\n", b"\n")
        found = FORBIDDEN.search(rest.decode("utf-8").replace("\t", " "))
        checks.check("163 nothing but colours: " + name, not found, rest)

    for name, variables, words, wanted in (
            ("a pipe", {}, [], False),
            ("a pipe, CLICOLOR_FORCE", {"CLICOLOR_FORCE": "1"}, [], True),
            ("a pipe, CLICOLOR_FORCE=0", {"CLICOLOR_FORCE": "0"}, [], False),
            ("a pipe, --color always", {}, ["--color", "always"], True),
            ("a pipe, --color always, JSON", {}, ["--color", "always", "--format", "json"], False)):
        done = run(*words, path, env=environment(**variables))
        checks.equal("163 colours: " + name, (done.returncode, bool(COLOR.search(done.stdout))), (0, wanted))
        if "json" not in words:
            checks.equal("163 the same but for colours: " + name, COLOR.sub(b"", done.stdout), plain)

    code, seen = on_terminal([path, "-o", folder("report.txt"), "--format", "table"])
    with open(folder("report.txt"), "rb") as f:
        checks.check("163 -o holds no colours", code == 0 and not COLOR.search(f.read()), seen)


def check_width(folder):
    path = put(folder("b.log"), log(1, 30))
    for columns in (40, 60, 80, 132):
        code, seen = on_terminal(["--color", "never", path], columns=columns)
        widest = max(len(line) for line in seen.decode("utf-8").replace("\r", "").split("\n"))
        checks.check("163 %d columns" % columns, code == 0 and widest <= max(columns, 80), "%s, a line of %d" % (code, widest))
    # Not on a terminal the surroundings do not show.
    plain = run(path).stdout
    for columns in ("0", "-1", "20", "99999999999", "x"):
        checks.equal("162 COLUMNS=%s in a pipe" % columns, run(path, env=environment(COLUMNS=columns, TERM="dumb")).stdout, plain)


with Folder() as folder:
    check_no_input()
    check_colors(folder)
    check_width(folder)
checks.end()
