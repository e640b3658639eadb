#!/usr/bin/env python3
"""check_narrow.py PROGRAM TEST_BASE TOP: a processor with nothing beyond x86-64-v2.

Wider instructions are chosen at run time, so on the machines that tests run on the narrow ones
never run.  An emulator of such a processor runs the tests of layer `base`, and the program over
the samples and a log of each kind of bench/corpus.py: the same bytes as here.  Skipped (exit 77)
where there is no emulator.
"""
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.abspath(sys.argv[3])
sys.path.insert(0, os.path.join(TOP, "bench"))
import corpus  # noqa: E402

EMULATOR = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
LOADER = "/lib64/ld-linux-x86-64.so.2"
NARROW = [EMULATOR, "-cpu", "Nehalem-v1"]
# The tests of functions that have a wider form.
FILTER = "Contains.*:JsonExtent.*:Extent.*:LineEnds.*:*Json*"


def run(words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)


def main():
    if not EMULATOR or not os.path.exists(LOADER):
        print("skipped: there is no qemu-x86_64, or this is no x86-64")
        return 77
    levels = run(NARROW + [LOADER, "--help"])
    if levels.returncode != 0:
        print("skipped: the emulator runs nothing here")
        return 77
    program, tests = sys.argv[1:3]
    failures = []
    if b"x86-64-v2 (supported" not in levels.stdout or b"x86-64-v3 (supported" in levels.stdout:
        failures.append("what is emulated is no x86-64-v2: " + levels.stdout.decode())
    tested = run(NARROW + [tests, "--gtest_brief=1", "--gtest_filter=" + FILTER])
    if tested.returncode != 0 or b"PASSED" not in tested.stdout:
        failures.append(tested.stdout.decode(errors="replace") + tested.stderr.decode(errors="replace"))
    samples = [path for path in (os.path.join(TOP, "samples"), os.path.join(TOP, "..", "shared", "formats", "samples")) if os.path.isdir(path)]
    with tempfile.TemporaryDirectory(prefix="lambda-report-narrow-") as folder:
        for kind in corpus.KINDS:
            samples.append(os.path.join(folder, kind))
            corpus.write(kind, 0.5, samples[-1])
        for path in samples:
            words = [program, "--no-config", "--no-landlock", "--format", "json", path]
            here, there = run(words), run(NARROW + words)
            if not here.stdout:
                failures.append("nothing comes out for " + path)
            if (here.returncode, here.stdout, here.stderr) != (there.returncode, there.stdout, there.stderr):
                failures.append("%s: another report, exit %d and %d: %s" % (path, here.returncode, there.returncode, there.stderr.decode(errors="replace")))
    print("\n".join(failures) or "the same on x86-64-v2, for %d inputs" % len(samples))
    return 1 if failures else 0


sys.exit(main())
