#!/usr/bin/env python3
"""check_threads.py PROGRAM TOP: the same bytes from one thread and from many.

Many small files, a file that is cut into ranges, compressed files with their readers ahead, saved
states among logs, damaged files, an output whose reader goes away while the workers are busy.
Under ThreadSanitizer (the preset `tsan`) it is a race detector too: a race ends the program with
its own exit code and a report on stderr.
"""
import gzip
import os
import subprocess
import sys
import tempfile

PROGRAM, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FULL_MIB = 12  # six of the ranges that workers take
wrong = []


def run(words, stdout=subprocess.PIPE, options=""):
    done = subprocess.run([PROGRAM] + words, stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=300,
                          env=dict(os.environ, TSAN_OPTIONS="halt_on_error=1:exitcode=66" + options))
    if b"ThreadSanitizer" in done.stderr or done.returncode not in (0, 3):
        wrong.append("%s: exit %d\n%s" % (" ".join(words)[:200], done.returncode, done.stderr.decode(errors="replace")[-3000:]))
    return done.returncode, done.stdout


def report(number):
    return ("2026-03-02T10:00:%02d.000Z START RequestId: %08x-0000-4000-8000-000000000000 Version: 1\n"
            "2026-03-02T10:00:%02d.500Z INFO some words of the application, number %d\n"
            "2026-03-02T10:00:%02d.900Z REPORT RequestId: %08x-0000-4000-8000-000000000000\tDuration: %d.25 ms\tBilled Duration: %d ms\t"
            "Memory Size: 512 MB\tMax Memory Used: %d MB\t\n" %
            (number % 60, number, number % 60, number, number % 60, number, number % 900 + 1, number % 900 + 2, number % 400 + 50))


def make(folder):
    write = lambda name, data: open(os.path.join(folder, name), "wb").write(data)
    at = 0
    for i in range(24):
        text = "".join(report(at + k) for k in range(200)).encode()
        at += 180  # some of each is in the next one too
        write("%02d.log" % i, gzip.compress(text, 1) if i % 3 == 0 else text)
    block = "".join(report(at + k) for k in range(4000)).encode()
    with open(os.path.join(folder, "large.log"), "wb") as f:
        for _ in range(FULL_MIB * (1 << 20) // len(block)):
            f.write(block)  # the same again: all but the first are duplicates
    write("cut.gz", gzip.compress(block, 1)[:-1000])
    write("empty.log", b"")


def main():
    with tempfile.TemporaryDirectory() as folder:
        logs = os.path.join(folder, "logs")
        os.mkdir(logs)
        make(logs)
        run([logs + "/01.log", logs + "/02.log", "-o", os.path.join(logs, "two.lrs")])
        for words in (["--format", "json"], ["records", "--format", "csv"], ["advise", "--format", "json"]):
            alone = run(words + ["--jobs", "1", logs])
            if len(alone[1]) < 1000:
                wrong.append("%s: nothing comes out" % words)
            for jobs in ("2", "3", "8"):
                if run(words + ["--jobs", jobs, logs]) != alone:
                    wrong.append("%s: --jobs %s differs from one thread" % (words, jobs))
        read, write = os.pipe()
        os.close(read)
        # Ends at once, without waiting for threads that nobody needs any more: no leak.
        run(["records", "--jobs", "4", logs], stdout=write, options=":report_thread_leaks=0")
        os.close(write)
        before, after = logs + "/two.lrs", logs
        if run(["compare", "--jobs", "4", "--allow-empty", before, after])[1] != run(["compare", "--jobs", "1", "--allow-empty", before, after])[1]:
            wrong.append("compare: --jobs 4 differs from one thread")
    print("\n".join(wrong) if wrong else "the same from 1, 2, 3 and 8 threads")
    return 1 if wrong else 0


sys.exit(main())
