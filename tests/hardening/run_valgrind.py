#!/usr/bin/env python3
"""run_valgrind.py PROGRAM TOP [SECONDS]: small inputs, whole and damaged, under valgrind.

The samples, and of each: cut at several places, single bits changed, compressed, compressed and cut,
in UTF-16, with NULs and with lines run together; in all some 200 files of at most 4 KiB.  Many in
one run, since starting costs most; every format of the output at least once.  Fails on a read of
what was never written, an access out of bounds, and memory that is lost.
"""
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time

PROGRAM, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LIMIT = float(sys.argv[3]) if len(sys.argv) > 3 else 600
VALGRIND = ["valgrind", "-q", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"]
MOST = 4096  # bytes of a file

RUNS = [["--format", "json"], ["records"], ["--format", "table"], ["--format", "html"], ["--format", "csv"], ["advise"],
        ["--jobs", "2", "--format", "state"], ["check", "--max", "p99=1s"], ["--format", "md"], ["--group-by", "day,input", "--format", "prom"],
        ["records", "--format", "csv", "--anonymize"], ["--explain", "orders", "--format", "json"]]


def variants(name, data):
    random_ = random.Random(name)  # the same files in every run
    data = data[:MOST]
    yield "whole", data
    for part in (1, 3, 5, 7):
        yield "cut%d" % part, data[:len(data) * part // 8]
    for k in range(4):
        flipped = bytearray(data)
        for _ in range(1 + 3 * k):
            flipped[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
        yield "flip%d" % k, bytes(flipped)
    packed = gzip.compress(data, 9, mtime=0)
    yield "gz", packed
    yield "cut.gz", packed[:len(packed) * 2 // 3]
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 0x10
    yield "flip.gz", bytes(damaged)
    yield "utf16", b"\xff\xfe" + data.decode("utf-8", errors="replace").encode("utf-16-le")
    yield "odd.utf16", b"\xfe\xff" + data.decode("utf-8", errors="replace").encode("utf-16-be")[:-1]
    yield "nul", data.replace(b" ", b"\0", 40)
    yield "joined", data.replace(b"\n", b"\r")
    yield "tail", data[len(data) // 3:]


def hostile():
    report = b"REPORT RequestId: 5c4a4b0e-2f0b-4e0c-9c1e-0a1b2c3d4e5f\tDuration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t\n"
    yield "empty", b""
    for number in (b"18446744073709551616", b"-73", b"nan", b"0x49", b"73.", b"1e3", b"9" * 60):
        yield "number%d" % len(number), report.replace(b"73", number)
    yield "names", b'{"type":"platform.start","record":{"requestId":"\\u0000\\ud800","functionArn":"<script>\\u001b[31m"}}\n' + report
    yield "deep", b"[" * 2000 + b'{"a":' * 400
    yield "csv", b'@timestamp,@message\n2026-03-02 10:00:00.000,"REPORT ""quoted\nover lines\n' + report
    yield "gzip head", b"\x1f\x8b\x08\x1f\0\0\0\0\0\3\xff\xff"
    yield "zstd head", b"\x28\xb5\x2f\xfd\xa4" + bytes(range(40))
    yield "state head", b"lambda-report state\n" + bytes(64)


def make(folder):
    inputs = dict(hostile())
    for base, _, names in sorted(os.walk(os.path.join(TOP, "samples"))):
        for name in sorted(names):
            with open(os.path.join(base, name), "rb") as f:
                data = f.read()
            if name.endswith((".gz", ".zst", ".log", ".json", ".csv", ".jsonl", ".txt")):
                flat = os.path.relpath(os.path.join(base, name), TOP).replace("/", "_")
                inputs.update((flat + "." + kind, text) for kind, text in variants(flat, data))
    paths = []
    for name, data in inputs.items():
        paths.append(os.path.join(folder, name.replace(" ", "_")))
        with open(paths[-1], "wb") as f:
            f.write(data)
    state = os.path.join(folder, "state.lrs")
    subprocess.run([PROGRAM, "-o", state, os.path.join(TOP, "samples")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    for cut in (0, 1, 100):
        with open(state, "rb") as f:
            data = f.read()
        paths.append("%s.%d" % (state, cut))
        with open(paths[-1], "wb") as f:
            f.write(data[:len(data) - cut])
    os.remove(state)
    return paths


def main():
    began, failed, done = time.time(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        paths = make(folder)
        each = -(-len(paths) // len(RUNS))
        for number, words in enumerate(RUNS):
            if time.time() - began > LIMIT:
                print("stopped after %d of %d runs: %d s are over" % (number, len(RUNS), LIMIT))
                return 1
            some = paths[number::len(RUNS)]
            assert len(some) <= each
            # valgrind does not know Landlock's calls.
            run = subprocess.run(VALGRIND + [PROGRAM] + words + ["--no-landlock", "--no-config"] + some, capture_output=True, timeout=600)
            done += len(some)
            if run.returncode == 9 or run.returncode < 0 or run.returncode > 4:
                failed += 1
                print("%s: exit %d\n%s" % (" ".join(words), run.returncode, run.stderr.decode(errors="replace")[-4000:]))
    print("%d files in %d runs, %d with findings, %.0f s" % (done, len(RUNS), failed, time.time() - began))
    return 1 if failed or done < 150 else 0


sys.exit(main())
