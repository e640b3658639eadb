#!/usr/bin/env python3
"""check_memory.py PROGRAM: memory does not grow with what flows through (catalogue 132, 133).

The peak is read from /proc while the program still waits for more input, so that it is the
program's own and not that of the process that started it.
"""
import array
import fcntl
import os
import resource
import subprocess
import sys
import tempfile
import termios
import threading
import time

from procedures import PROGRAM, SANITIZED, Checks, environment, report, stamp

checks = Checks()
MIB = 1 << 20


def peak_kib(pid):
    with open("/proc/%d/status" % pid) as f:
        return next((int(line.split()[1]) for line in f if line.startswith("VmHWM")), 0)


def start(words, source, limit=None):
    return subprocess.Popen([PROGRAM, *words], stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
                            preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))))


def peak_after(blocks, words=("--format", "json", "-")):
    """KiB at the peak, once all of `blocks` was read; the output."""
    source, feed = os.pipe()
    p = start(words, source)
    out = []
    reader = threading.Thread(target=lambda: out.append(p.stdout.read()))
    reader.start()
    for block in blocks:
        view = memoryview(block)
        while view:
            view = view[os.write(feed, view):]
    end = time.monotonic() + 60
    while time.monotonic() < end:  # until the pipe is empty, and what was in it is digested
        left = array.array("i", [0])
        fcntl.ioctl(source, termios.FIONREAD, left)
        if left[0] == 0:
            break
        time.sleep(0.01)
    time.sleep(0.1)
    peak = peak_kib(p.pid)
    os.close(source)
    os.close(feed)
    p.wait(timeout=120)
    p.stderr.close()
    reader.join()
    return peak, out[0], p.returncode


def check_flat():
    """10 MB against 200 MB of the same kind."""
    one = report(1, time=stamp(1)) * 4000
    for name, block, words in (("one record over and over", one, ("--format", "json", "-")),
                               ("lines of an application", b"some line of an application, of no use to anybody\n" * 12_000, ("--format", "json", "-")),
                               ("rows, of which one goes out", one, ("records", "-")),
                               ("one line without an end", b"x" * MIB, ("--format", "json", "-"))):
        size = len(block)
        few, _out, code = peak_after((block for _ in range(10 * MIB // size)), words)
        many, _out, code2 = peak_after((block for _ in range(200 * MIB // size)), words)
        checks.equal("132 %s: exit codes" % name, (code, code2), (0, 0))
        checks.check("132 %s" % name, many - few <= 4096 and many <= 96 * 1024, "%d KiB after 10 MB, %d KiB after 200 MB" % (few, many))


def check_distinct():
    """Each distinct record may cost 40 bytes; the room grows by steps, so a step is allowed for.

    Without times: those are kept beside it, for the peak concurrency, up to a million.
    """
    def blocks(count):
        for first in range(0, count, 5000):
            yield b"".join(report(n) for n in range(first, first + 5000))
    small, large = 50_000, 400_000
    few, _out, _code = peak_after(blocks(small))
    many, out, _code = peak_after(blocks(large))
    checks.check("132 all are counted", b'"reports": %d,' % large in out, out[:500])
    checks.check("132 40 bytes a distinct record", (many - few) * 1024 <= 40 * (large - small) + 4 * MIB,
                 "%d KiB at %d, %d KiB at %d" % (few, small, many, large))


def check_endless():
    """It still reads after a while, in 256 MiB of addresses more than a run needs at all."""
    for name, head, block in (("zeros", b"", b"\0" * MIB), ("a hole in a stamped log", report(1, time=stamp(1)) * 9, b"\0" * MIB),
                              ("no line end", b"", b"x" * MIB), ("empty lines", b"", b"\n" * MIB),
                              ("open brackets", b"[", b"[" * MIB), ("objects that never end", b'{"events":[', b'{"message":' * 90_000),
                              ("a string that never ends", b'{"events":[{"message":"', b"y" * MIB),
                              ("a CSV cell that never ends", b"@timestamp,@message\n2026-03-02 10:00:00.000,\"", b"z,z\n" * 250_000),
                              ("half a REPORT", b"REPORT RequestId: ", b"9" * MIB)):
        source, feed = os.pipe()
        p = start(["--jobs", "1", "-"], source, limit=512 * MIB)
        os.close(source)
        stop = threading.Event()
        written = [0]

        def write():
            try:
                os.write(feed, head)
                while not stop.is_set():
                    written[0] += os.write(feed, block)
            except BrokenPipeError:
                pass
            os.close(feed)
        writer = threading.Thread(target=write)
        writer.start()
        end = time.monotonic() + 60
        while p.poll() is None and written[0] < 100 * MIB and time.monotonic() < end:
            time.sleep(0.02)
        alive, peak = p.poll() is None, peak_kib(p.pid) if p.poll() is None else 0
        stop.set()
        p.kill()
        _out, err = p.communicate()
        writer.join()
        checks.check("133 endless: " + name, alive and written[0] >= 100 * MIB and peak <= 96 * 1024,
                     "alive: %s, %d MiB given, peak %d KiB, %s" % (alive, written[0] // MIB, peak, err[:200]))


def check_broken_documents():
    """Of documents one of which is broken, the thread that has it goes on to the end of the file;
    what it finds waits for rows to be written."""
    texts = ",".join('{"id":"1","timestamp":1772445600000,"message":"%s"}' % report(n).decode().strip().replace("\t", "\\t")
                     for n in range(200))
    document = ('{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"/aws/lambda/f","logStream":"s",'
                '"logEvents":[%s]}' % texts).encode()
    with tempfile.NamedTemporaryFile(suffix=".json") as log:
        log.write(document + b"garbage" + document * (150 * MIB // len(document)))
        log.flush()
        p = start(["records", "--jobs", "2", "--no-dedupe", log.name], subprocess.DEVNULL)
        rows = peak = 0
        while block := p.stdout.read(MIB):
            rows += block.count(b"\n")
            peak = max(peak, peak_kib(p.pid))
        p.stderr.read()
        code = p.wait(timeout=120)
        checks.check("132 a broken document in 150 MB", code == 3 and rows > 100_000 and 0 < peak <= 96 * 1024,
                     "exit code %d, %d rows, peak %d KiB" % (code, rows, peak))


if SANITIZED or not sys.platform.startswith("linux"):
    checks.skip("132, 133", "a sanitizer has its own memory" if SANITIZED else "needs /proc")
else:
    check_flat()
    check_distinct()
    check_endless()
    check_broken_documents()
checks.end()
