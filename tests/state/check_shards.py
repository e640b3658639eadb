#!/usr/bin/env python3
"""check_shards.py PROGRAM: saved states, the way a user makes and reads them.

Cuts a made-up log into six shards at the end of invocations and holds against one run over all six:
  * the merged state, byte for byte, in 24 orders of the shards, and through a tree of merges
  * the JSON report, from states, from states and logs, compressed, and with any --jobs
and what must be refused: a cut or flipped file, a log that a state holds already, a --since within it.
"""
import gzip
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
failures = []


def run(folder, *words, wanted=0):
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    if done.returncode != wanted:
        failures.append("%s: exit %d, not %d: %s" % (" ".join(words), done.returncode, wanted, done.stderr.decode()))
    return done.stdout, done.stderr.decode()


def expect(condition, what):
    if not condition:
        failures.append(what)


def write_shard(path, number):
    dice = random.Random(number)
    with open(path, "w") as f:
        for i in range(120):
            name = dice.choice(["orders", "orders", "mail"])
            size = {"orders": 512, "mail": 128}[name]
            minute, second = divmod(i, 60)
            time = "2026-03-02T1%d:%02d:%02d.%03d+00:00" % (number, minute, second, dice.randrange(1000))
            us = int(dice.lognormvariate(11, 0.6))
            init = "\tInit Duration: %.2f ms\t" % (200 + dice.random() * 90) if dice.random() < 0.1 else "\t"
            if dice.random() < 0.02:
                f.write("%s REPORT RequestId: broken\n" % time)
            f.write("%s REPORT RequestId: %08d-%04d-4000-8000-000000000000\tDuration: %.2f ms\tBilled Duration: %d ms\t"
                    "Memory Size: %d MB\tMax Memory Used: %d MB%s\n"
                    % (time, i, number, us / 1000, us // 1000 + 1, size, 60 + dice.randrange(50), init))


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        read = lambda name: open(path(name), "rb").read()
        logs = ["%d.log" % n for n in range(6)]
        states = ["%d.lrs" % n for n in range(6)]
        for number, name in enumerate(logs):
            write_shard(path(name), number)
            run(folder, name, "-o", states[number])
        run(folder, *logs, "-o", "whole.lrs", "-o", "whole.json")
        whole, report = read("whole.lrs"), read("whole.json")
        expect(len(whole) < 20 * 1024 * 2, "two groups take %d bytes" % len(whole))

        dice = random.Random(1)
        for _ in range(24):
            order = dice.sample(states, 6)
            run(folder, *order, "-o", "merged.lrs", "--jobs", str(dice.choice([1, 2, 4])))
            expect(read("merged.lrs") == whole, "the state of %s is not that of one run" % " ".join(order))
        expect(run(folder, *states, "--format", "json")[0] == report, "JSON from states is not that of the logs")
        mixed = [states[0], logs[1], states[2], logs[3], logs[4], states[5]]
        expect(run(folder, *mixed, "--format", "json")[0] == report, "JSON from states and logs is not that of the logs")
        run(folder, states[3], states[1], "-o", "a.lrs")
        run(folder, states[5], states[0], states[4], "-o", "b.lrs")
        run(folder, "b.lrs", states[2], "a.lrs", "-o", "tree.lrs")
        expect(read("tree.lrs") == whole, "a tree of merges is not one run")

        # Nothing counts twice.
        for words in (["a.lrs", "whole.lrs"], ["whole.lrs", "whole.lrs"], [*logs, "b.lrs"]):
            run(folder, *words, "-o", "again.lrs")
            expect(read("again.lrs") == whole, "%s counts something twice" % " ".join(words))
        _, said = run(folder, "a.lrs", logs[3], wanted=2)
        expect("hold some of the same logs" in said, "overlap is not said: " + said)
        os.rename(path(logs[3]), path("renamed.txt"))
        run(folder, "a.lrs", "renamed.txt", wanted=2)

        # Empty logs are all alike, and no overlap.
        for number, name in enumerate(["e0.lrs", "e1.lrs"]):
            open(path("empty-%d.log" % number), "w").close()
            run(folder, logs[number], "empty-%d.log" % number, "-o", name)
        run(folder, "e0.lrs", "e1.lrs", "-o", "e.json")

        with gzip.open(path("whole.lrs.gz"), "wb") as f:
            f.write(whole)
        expect(run(folder, "whole.lrs.gz", "--format", "json")[0] == report, "a compressed state reads differently")
        piped = subprocess.run([PROGRAM, "--format", "json"], input=whole, capture_output=True, timeout=60)
        expect(piped.stdout == report, "a state on stdin reads differently")

        # Damage, by the program itself: each cut, and each byte with one bit flipped.
        small = read("0.lrs")
        for size in [*range(1, 64), *range(64, len(small), 97)]:
            with open(path("bad.lrs"), "wb") as f:
                f.write(small[:size])
            _, said = run(folder, "bad.lrs", wanted=2)
            expect("saved state" in said, "a state cut to %d bytes: %s" % (size, said))
        for at in [*range(0, 32), *range(32, len(small), 61)]:
            bad = bytearray(small)
            bad[at] ^= 1 << dice.randrange(8)
            with open(path("bad.lrs"), "wb") as f:
                f.write(bad)
            _, said = run(folder, "bad.lrs", wanted=2)
            expect("saved state" in said, "a state with a flipped bit in byte %d: %s" % (at, said))
        out, said = run(folder, "bad.lrs", logs[1], wanted=3)
        expect("bad.lrs: damaged saved state" in said, said)

        _, said = run(folder, "whole.lrs", "--since", "2026-03-02T12:00:00Z", wanted=2)
        expect("cannot be cut to a time window" in said, said)
        _, said = run(folder, "whole.lrs", "--group-by", "function,version", wanted=2)
        expect("does not tell rows apart by version" in said, said)
        _, said = run(folder, "records", "whole.lrs", wanted=2)
        expect("not the single invocations" in said, said)
    print("\n".join(failures) if failures else "six shards give one run; damage is refused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
