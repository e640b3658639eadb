#!/usr/bin/env python3
"""whole.py PROGRAM [--corpus FILE] [--megabytes N] [--runs N]

The whole program beside `rg -c -F 'REPORT RequestId: '` on the same file, in turn, in one
run: medians of wall time, throughput, ratio and peak memory.  Without --corpus the mixed
corpus of ../shared/bench/make_corpus.py is made where that is there.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def timed(words):
    """(wall seconds, peak MiB) of one run, its output kept off the terminal."""
    with tempfile.TemporaryFile() as out:
        pid = os.posix_spawnp(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        began = time.monotonic()
        _pid, status, usage = os.wait4(pid, 0)
        took = time.monotonic() - began
    if status != 0:
        sys.exit("%s: status %d" % (words[0], status))
    return took, usage.ru_maxrss / 1024


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("program")
    ap.add_argument("--corpus")
    ap.add_argument("--megabytes", type=int, default=1000)
    ap.add_argument("--runs", type=int, default=5)
    a = ap.parse_args()
    if not shutil.which("rg"):
        sys.exit("needs rg (ripgrep) to compare with; tools/install-deps bench installs it")
    made = None
    if not a.corpus:
        maker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/bench/make_corpus.py")
        if not os.path.exists(maker):
            print("no corpus: name a log with --corpus")
            return
        made = tempfile.mkdtemp()
        a.corpus = os.path.join(made, "mixed.log")
        subprocess.run([sys.executable, maker, "mixed", str(a.megabytes), a.corpus], check=True)
    size = os.path.getsize(a.corpus)
    peers = [("rg -c", ["rg", "-c", "-F", "REPORT RequestId: ", a.corpus]),
             ("1 thread", [a.program, "--jobs", "1", "--format", "json", a.corpus]),
             ("1 thread, --no-dedupe", [a.program, "--jobs", "1", "--no-dedupe", "--format", "json", a.corpus]),
             ("2 threads", [a.program, "--jobs", "2", "--format", "json", a.corpus])]
    times = {name: [] for name, _ in peers}
    memory = {name: 0 for name, _ in peers}
    for turn in range(a.runs + 1):
        for name, words in peers:
            took, peak = timed(words)
            memory[name] = max(memory[name], peak)
            if turn > 0:  # the first warms the page cache
                times[name].append(took)
    base = statistics.median(times["rg -c"])
    print("%-24s %8s %9s %7s %9s" % ("", "seconds", "GB/s", "x rg", "peak MiB"))
    for name, _ in peers:
        median = statistics.median(times[name])
        print("%-24s %8.3f %9.2f %7.2f %9.0f" % (name, median, size / median / 1e9, median / base, memory[name]))
    if made:
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
