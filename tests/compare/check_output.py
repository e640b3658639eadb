#!/usr/bin/env python3
"""check_output.py PROGRAM TOP: `compare` as a user and a build server see it.

Each exit code, each form against its own rules (JSON Schema, XML, workflow commands), every kind of side.
The logs are written here: 400 invocations of 100 to 119 ms, so that what must come out is known.
"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

PROGRAM, TOP = os.path.abspath(sys.argv[1]), sys.argv[2]
sys.path.insert(0, os.path.join(TOP, "tests/schema"))
import validate  # noqa: E402

SCHEMA = json.load(open(os.path.join(TOP, "docs/schema/comparison.json"), encoding="utf-8"))
failures = []


def expect(condition, what):
    if not condition:
        failures.append(what)


def write_log(folder, name, factor=1.0, function="orders", size=512, errors=0, count=400, step=1, init="", region="eu-west-1"):
    with open(os.path.join(folder, name), "w") as f:
        for i in range(count):
            ms = (100 + i % 20) * factor
            billed = -(-int(ms + 0.999) // step) * step
            at = "2026-03-02T12:%02d:%02d.%03dZ" % (i // 60 % 60, i % 60, i % 1000)
            arn = "arn:aws:lambda:%s:123456789012:function:%s" % (region, function)
            record = {"requestId": "%08x-0000-4000-8000-0000000000%02x" % (i, len(name)), "status": "error" if i < errors else "success",
                      "metrics": {"durationMs": ms, "billedDurationMs": billed, "memorySizeMB": size, "maxMemoryUsedMB": 90 + i % 5}}
            f.write(json.dumps({"time": at, "type": "platform.start", "record": {"requestId": record["requestId"], "functionArn": arn, "version": "1"}}) + "\n")
            f.write(json.dumps({"time": at, "type": "platform.report", "record": record}) + "\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        def run(*words, wanted=0, command="compare"):
            done = subprocess.run([PROGRAM, command, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
            out, err = done.stdout.decode(), done.stderr.decode()
            expect(done.returncode == wanted, "%s: exit %d, not %d: %s%s" % (" ".join(words), done.returncode, wanted, out, err))
            return out, err

        def document(*words, wanted=0):
            out, _ = run(*words, "--format", "json", wanted=wanted)
            value = validate.parse(out)
            failures.extend("%s: %s" % (" ".join(words), p) for p in validate.problems(value, SCHEMA, SCHEMA))
            if validate.jsonschema:
                failures.extend(e.message for e in validate.jsonschema.Draft202012Validator(SCHEMA).iter_errors(value))
            return value

        def metric(value, name):
            return next(m for f in value["functions"] for m in f["metrics"] if m["metric"] == name)

        write_log(folder, "base.log")
        write_log(folder, "same.log")
        write_log(folder, "slow.log", 1.3, errors=20)
        write_log(folder, "fast.log", 0.7)
        for name in ("base", "slow"):
            run(name + ".log", "-o", name + ".lrs", "-o", name + ".json", command="summary")
        os.mkdir(os.path.join(folder, "folder"))
        write_log(folder, "folder/base.log")

        # A good change passes, a bad one fails with the right function named.
        same = document("base.log", "same.log")
        expect(same["regressions"] == 0 and all(m["outcome"] == "same" for m in same["functions"][0]["metrics"]), "same is not the same")
        slow = document("base.log", "slow.log", wanted=1)
        duration = metric(slow, "warm_duration")
        expect(abs(duration["change"] - 0.3) < 0.01 and duration["outcome"] == "fail" and duration["direction"] == "worse", "+30 %% is %r" % duration)
        expect(duration["interval"]["low"] < 0.3 < duration["interval"]["high"], "interval: %r" % duration)
        expect(metric(slow, "error_rate")["change"] == 0.05 and metric(slow, "error_rate")["outcome"] == "fail", "20 errors of 400")
        out, _ = run("base.log", "slow.log", wanted=1)
        expect("orders" in out and "worse, fails" in out and "+30 %" in out, out)
        fast = document("base.log", "fast.log")
        expect(fast["improvements"] >= 2 and metric(fast, "warm_duration")["direction"] == "better", "-30 %")
        run("base.log", "slow.log", "--fail-on", "cold-start-rate")
        run("base.log", "slow.log", "--fail-on", "cold_start_rate,error_rate", wanted=1)
        run("base.log", "slow.log", "--fail-on", "warm_duration", "--threshold", "40%")

        # Whatever the sides are, the answer is the same.
        for base, head in (("base.lrs", "slow.log"), ("base.log", "slow.lrs"), ("base.lrs", "slow.lrs"), ("folder", "slow.log")):
            other = document(base, head, wanted=1)
            expect(other["functions"] == slow["functions"], "%s against %s differs from the logs" % (base, head))
        for base, head in (("base.json", "slow.log"), ("base.log", "slow.json"), ("base.json", "slow.json")):
            other = document(base, head, wanted=1)  # rates can be tested
            drop = lambda value: {k: v for k, v in metric(value, "error_rate").items() if k != "p_adjusted"}  # other tests beside it
            expect(drop(other) == drop(slow), "rates of %s, %s" % (base, head))
            tested = metric(other, "warm_duration")
            expect(tested["outcome"] == "untested" and "quantiles only" in tested["reason"], "%r" % tested)
            expect(abs(tested["new"] / tested["old"] - 1.3) < 0.02, "%r" % tested)
            expect(any("saved summary" in note for note in other["notes"]), "no note: %r" % other["notes"])

        # Unlike things, and nothing to compare.
        write_log(folder, "virginia.log", region="us-east-1")
        _, err = run("base.log", "virginia.log", wanted=2)
        expect("orders: cannot be compared: Region eu-west-1 against us-east-1" in err, err)
        write_log(folder, "old.log", step=100)
        _, err = run("old.log", "base.log", wanted=2)
        expect("billed in steps of 100 ms against 1 ms" in err, err)
        run("base.log", "-o", "arm.json", "--arch", "arm64", "--format", "json", command="summary")
        _, err = run("base.log", "arm.json", wanted=2)
        expect("architecture x86_64 against arm64" in err and "--arch" in err, err)
        open(os.path.join(folder, "empty.log"), "w").close()
        _, err = run("base.log", "empty.log", wanted=2)
        expect("nothing to compare" in err, err)
        run("base.log", "empty.log", "--allow-empty")
        write_log(folder, "mail.log", function="mail")
        _, err = run("base.log", "mail.log", wanted=2)
        expect("no function in common" in err, err)
        run("base.log", wanted=2)
        run("base.log", "base.log", "base.log", wanted=2)
        _, err = run("base.log", "slow.log", "--fail-on", "warm_duratoin", wanted=2)
        expect("warm_duration" in err, err)
        with open(os.path.join(folder, "cut.lrs"), "wb") as f:
            f.write(open(os.path.join(folder, "base.lrs"), "rb").read()[:-9])
        _, err = run("cut.lrs", "slow.log", wanted=2)
        expect("damaged saved state" in err, err)
        with open(os.path.join(folder, "cut.json"), "w") as f:
            f.write(open(os.path.join(folder, "base.json")).read()[:-9])
        _, err = run("cut.json", "slow.log", wanted=2)
        expect("saved summary" in err, err)

        # Another memory size: against the prediction.
        write_log(folder, "big.log", 0.6, size=1024)
        resized = metric(document("base.log", "big.log", "--fail-on", "warm_duration"), "warm_duration")
        expect(resized["predicted"]["low"] < resized["new"] < resized["predicted"]["high"] and resized["outcome"] == "same", "%r" % resized)
        write_log(folder, "bad.log", 3, size=1024)
        expect(metric(document("base.log", "bad.log", wanted=1), "warm_duration")["outcome"] == "fail", "three times slower on twice the memory")

        # The other forms.
        run("base.log", "slow.log", "-o", "c.xml", "-o", "c.md", "-o", "c.json", "-o", "c.github", wanted=1)
        read = lambda name: open(os.path.join(folder, name), encoding="utf-8").read()
        suite = xml.etree.ElementTree.fromstring(read("c.xml")).find("testsuite")
        cases = suite.findall("testcase")
        expect(len(cases) == int(suite.get("tests")) and len(suite.findall("testcase/failure")) == int(suite.get("failures")) == slow["regressions"], read("c.xml"))
        expect("| `orders` | 512 MB | warm duration |" in read("c.md"), read("c.md"))
        expect(all(line.startswith("::") for line in read("c.github").splitlines()) and "::error title=lambda-report compare::orders 512 MB: warm duration" in read("c.github"), read("c.github"))
        expect(run("--schema")[0] == open(os.path.join(TOP, "docs/schema/comparison.json"), encoding="utf-8").read(), "--schema")
    print("\n".join(failures) if failures else "comparisons come out as they must")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
