#!/usr/bin/env python3
"""check_big_endian.py PROGRAM TOP: saved states on a machine of the other byte order (catalogue 177).

Builds what reads, adds up and writes states for s390x, runs it in an emulator, and holds what it
writes against the bytes that PROGRAM writes here, for one state and for three of six hundred
invocations each, and against the golden file.  Skipped (exit 77) where there is no compiler or no emulator.
"""
import concurrent.futures
import glob
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
COMPILER, EMULATOR = shutil.which("s390x-linux-gnu-g++"), shutil.which("qemu-s390x") or shutil.which("qemu-s390x-static")
if not COMPILER or not EMULATOR:
    print("skipped: there is no s390x-linux-gnu-g++, or no qemu-s390x")
    sys.exit(77)


def sources():
    names = [name for folder in ("base", "aggregator", "state") for name in sorted(glob.glob(os.path.join(TOP, "src", folder, "*.cc")))]
    names = [name for name in names if os.path.basename(name) != "inflate.cc"]  # needs a library
    return names + [os.path.join(TOP, "src", "pricing", "money.cc"), os.path.join(TOP, "tests", "state", "add_states.cc")]


def compiled(name, folder):
    target = os.path.join(folder, os.path.relpath(name, TOP).replace(os.sep, "_") + ".o")
    subprocess.run([COMPILER, "-std=c++20", "-O1", "-I" + os.path.join(TOP, "include"), "-I" + os.path.join(TOP, "src"), "-c", name, "-o", target], check=True)
    return target


def write_log(path, seed):
    dice = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        for n in range(600):
            ms = dice.lognormvariate(4, 1)
            init = "Init Duration: %.2f ms\t" % dice.uniform(100, 900) if n % 50 == 0 else ""
            file.write("2026-03-02T1%d:%02d:%02d.%03dZ REPORT RequestId: %08d-0000-4000-8000-%012d\tDuration: %.2f ms\tBilled Duration: %d ms\t"
                       "Memory Size: 512 MB\tMax Memory Used: %d MB\t%s\n"
                       % (seed, n // 60, n % 60, dice.randrange(1000), n, seed, ms, math.ceil(ms), dice.randrange(60, 400), init))


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="lambda-report-s390x-") as folder:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            objects = list(pool.map(lambda name: compiled(name, folder), sources()))
        there = os.path.join(folder, "add_states")
        subprocess.run([COMPILER, "-static", "-o", there] + objects, check=True)
        with open(there, "rb") as file:
            if file.read(6)[5] != 2:  # EI_DATA: big-endian
                failures.append("what was built is not big-endian")

        trial = subprocess.run([EMULATOR, there], capture_output=True).returncode
        if trial < 0 or trial >= 126:
            print("skipped: the emulator runs nothing here")
            return 77

        states = [os.path.join(folder, "%d.lrs" % n) for n in range(3)]
        for n, state in enumerate(states):
            write_log(state + ".log", n)
            subprocess.run([PROGRAM, "--function", "orders-%d" % (n % 2), state + ".log", "-o", state], check=True)
        golden = os.path.join(TOP, "tests", "state", "golden", "format1.lrs")
        done = subprocess.run([EMULATOR, there, golden], capture_output=True)
        with open(golden, "rb") as file:
            if done.returncode or done.stdout != file.read():
                failures.append("the golden file is written otherwise than it was")
        for name, inputs in (("one state", states[:1]), ("three states", states), ("three states, backwards", states[::-1])):
            here = os.path.join(folder, "here.lrs")
            subprocess.run([PROGRAM, *inputs, "-o", here], check=True)
            done = subprocess.run([EMULATOR, there, *inputs], capture_output=True)
            with open(here, "rb") as file:
                if done.returncode or done.stdout != file.read():
                    failures.append("%s: exit %d, %d bytes that differ: %s" % (name, done.returncode, len(done.stdout), done.stderr.decode()))
        with open(states[0], "rb") as file:
            cut = file.read()[:-1]
        with open(states[0], "wb") as file:
            file.write(cut)
        if subprocess.run([EMULATOR, there, states[0]], capture_output=True).returncode != 1:
            failures.append("a cut state is taken")
    for failure in failures:
        print("FAIL " + failure)
    print("4 sums of states, %d wrong" % len(failures))
    return 1 if failures else 0


sys.exit(main())
