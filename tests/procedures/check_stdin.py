#!/usr/bin/env python3
"""check_stdin.py PROGRAM: how stdin arrives does not show (catalogue 23, 143).

One byte a read: a pipe in packet mode gives each write to one read, so that the program cannot
see more than one byte at a time, whatever the machine does.
"""
import gzip
import json
import os
import shutil
import subprocess
import threading

from procedures import PROGRAM, Checks, environment, log, report, run, stamp

checks = Checks()


def dribble(data):
    """What the program says of `data`, which comes one byte a read."""
    theirs, ours = os.pipe2(os.O_DIRECT | os.O_CLOEXEC)
    p = subprocess.Popen([PROGRAM, "--format", "json", "-"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=environment())
    os.close(theirs)

    def feed():
        for byte in data:
            os.write(ours, bytes([byte]))
        os.close(ours)

    feeder = threading.Thread(target=feed)
    feeder.start()
    out, err = p.communicate(timeout=120)
    feeder.join()
    return p.returncode, out, err


def inputs():
    text = log(1, 12)
    stamped = b"".join(report(n, time=stamp(n * 1000)) + b"application\n" for n in range(1, 13))
    events = {"events": [{"logStreamName": "s", "timestamp": 1772445600000 + n, "message": report(n).decode(),
                          "eventId": "%056d" % n} for n in range(1, 13)]}
    yield "plain", text
    yield "stamped", stamped
    yield "no line end", text[:-1]
    yield "CRLF", text.replace(b"\n", b"\r\n")
    yield "byte-order mark", b"\xef\xbb\xbf" + text
    yield "UTF-16LE", b"\xff\xfe" + text.decode().encode("utf-16-le")
    yield "UTF-16BE", b"\xfe\xff" + text.decode().encode("utf-16-be")
    yield "JSON", json.dumps(events, indent=1).encode()
    yield "NDJSON", b"".join(json.dumps(e).encode() + b"\n" for e in events["events"])
    yield "CSV", b"@timestamp,@message\n" + b"".join(
        b'2026-03-02 10:00:00.%03d,"%s"\n' % (n, report(n)) for n in range(1, 13))
    yield "gzip", gzip.compress(text, mtime=0) + gzip.compress(log(13, 15), mtime=0)
    yield "gzip, cut", gzip.compress(text, mtime=0)[:-20]
    yield "gzip in gzip", gzip.compress(gzip.compress(text, mtime=0), mtime=0)
    yield "an archive", b"PK\x03\x04" + b"\0" * 60
    yield "nothing", b""
    if shutil.which("zstd"):
        yield "zstd", subprocess.run(["zstd", "-q", "-c"], input=text, capture_output=True, check=True).stdout
    else:
        checks.skip("23 zstd", "no zstd")


def main():
    for name, data in inputs():
        whole = run("--format", "json", "-", data=data)
        counted = json.loads(whole.stdout)["ledger"]["reports"] if whole.stdout else 0
        checks.equal("23 %s at once" % name, counted,
                     {"nothing": 0, "an archive": 0, "gzip": 15}.get(name, counted if "cut" in name else 12))
        checks.equal("23 %s, one byte a read" % name, dribble(data), (whole.returncode, whole.stdout, whole.stderr))

    closed = subprocess.run(["sh", "-c", '"$0" - <&-', PROGRAM], env=environment(), capture_output=True, timeout=60)
    checks.check("143 stdin closed", closed.returncode in (2, 3) and b"-: Bad file descriptor" in closed.stderr, closed)
    folder = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
    done = run("-", stdin=folder)
    os.close(folder)
    checks.check("143 stdin is a directory", done.returncode == 2 and b"directory" in done.stderr and not done.stdout, done)
    checks.end()


main()
