#!/usr/bin/env python3
"""logs_against_python.py PROGRAM PRICE_SHEET.json

Random logs through the whole program against Python's fractions: every amount of the totals
and of every row equal to 1e-12, whatever the order of the lines, their files, packing and
--jobs; `records` adds up to the total.  Then the largest invocations there are, a million of
them, and 100,000 rows.  The arithmetic is written from docs/PRICES.md, not from the program.
"""
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

RUNS = 12
GB_S = 1024 * 1000  # MB·ms in a GB-second
program, sheet_path = (os.path.abspath(path) for path in sys.argv[1:])
sheet = json.load(open(sheet_path))
rng = random.Random(20260919)


def value(price):
    if isinstance(price, list):
        price = price[0]
    if isinstance(price, dict):
        price = price.get("value")
    return None if price is None else Fraction(price)


def printed(amount):
    """As the program prints it: rounded once, half to even, to 1e-12."""
    with localcontext() as context:
        context.prec = 120
        number = Decimal(amount.numerator) / Decimal(amount.denominator)
        return number.quantize(Decimal(10)**-12, ROUND_HALF_EVEN)


def run(args, folder):
    done = subprocess.run([program] + args, capture_output=True, cwd=folder)
    if done.returncode != 0:
        raise SystemExit("%s: exit %d\n%s" % (args, done.returncode, done.stderr.decode()))
    return done.stdout


def places():
    """(Region, architecture) whose rates are known, in dollars."""
    for region, data in sheet["regions"].items():
        for arch in ("x86_64", "arm64"):
            if data["currency"] == "USD" and value(data["request"]) is not None and value(
                    data[arch]["duration_gb_s"]) is not None:
                yield region, arch


class Function:
    def __init__(self, name, place):
        self.name, (self.region, self.arch) = name, place
        data = sheet["regions"][self.region]
        self.runtime = rng.choice(["python3.12", "java21", "nodejs20.x", "dotnet8"])
        restore = value(data.get("snapstart_restore_gb"))
        if restore is None and self.runtime.startswith(("python", "dotnet")):
            self.runtime = "nodejs20.x"
        self.storage = 512
        if value(data["ephemeral_storage_gb_s"]) is not None:
            self.storage = rng.choice([512, 513, 2048, 10240])
        self.rate = value(data[self.arch]["duration_gb_s"])
        self.request = value(data["request"])
        self.storage_rate = value(data["ephemeral_storage_gb_s"]) or Fraction(0)
        self.restore_rate = restore or Fraction(0)
        self.pays_restores = self.runtime.startswith(("python", "dotnet"))
        self.knows_restores = self.pays_restores or self.runtime.startswith("java")

    def config(self):
        return {"FunctionName": self.name, "Runtime": self.runtime, "Architectures": [self.arch],
                "FunctionArn": "arn:aws:lambda:%s:123456789012:function:%s"
                               % (self.region, self.name),
                "EphemeralStorage": {"Size": self.storage}}


def ceil_ms(us):
    return -(-us // 1000)


def ms(us):
    return "%d.%02d" % (us // 1000, us % 1000 // 10)


def invocation(serial):
    """A REPORT line and its figures; durations in steps of 10 µs, as Lambda prints them."""
    run_us = rng.choice([rng.randrange(1, 500), rng.randrange(1, 90000000)]) * 10
    memory = rng.choice([128, 129, 512, 1769, 3008, 10240])
    used = rng.randrange(10, memory + 1)
    it = {"memory": memory, "used": used, "init": 0, "free": 0, "restore": False, "failed": False}
    line = ""
    kind = rng.randrange(8)
    # Inits longer than 1 s: which of the two readings a bill has is never in doubt.
    init_us = rng.randrange(100000, 900000) * 10
    billed = ceil_ms(run_us)
    if kind == 0:
        billed = ceil_ms(run_us + init_us)
        # A bill that is a multiple of 50 fits coarser steps too.
        if billed % 50 == 0 or ceil_ms(run_us) % 50 == 0:
            return invocation(serial)
        it["init"] = billed - ceil_ms(run_us)
        line = "Init Duration: %s ms\t" % ms(init_us)
    elif kind == 1:
        if billed % 50 == 0:
            return invocation(serial)
        it["free"] = ceil_ms(run_us + init_us) - billed
        line = "Init Duration: %s ms\t" % ms(init_us)
    elif kind == 2:
        part = rng.randrange(0, 400)
        billed = ceil_ms(run_us + part * 1000)
        it["restore"] = True
        line = "Restore Duration: %s ms\tBilled Restore Duration: %d ms\t" % (ms(init_us), part)
    if rng.randrange(10) == 0:
        it["failed"] = True
        line += "Status: %s\t" % rng.choice(["timeout", "error\tError Type: Runtime.ExitError"])
    it["billed"] = billed
    it["line"] = ("REPORT RequestId: 00000000-0000-4000-8000-%012x\tDuration: %s ms\tBilled "
                  "Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t%s"
                  % (serial, ms(run_us), billed, memory, used, line))
    return it


def costs(calls, keep):
    """The amounts of the (function, invocation) pairs; `keep` is 1 less the discount."""
    sums = dict.fromkeys(["duration", "requests", "init", "idle_memory", "errors",
                          "ephemeral_storage", "snapstart_restore", "added"], Fraction(0))
    mb_ms = 0
    for function, it in calls:
        per_mb_ms = function.rate * keep / GB_S
        duration = it["billed"] * it["memory"] * per_mb_ms
        mb_ms += it["billed"] * it["memory"]
        sums["duration"] += duration
        sums["requests"] += function.request
        sums["init"] += it["init"] * it["memory"] * per_mb_ms
        sums["added"] += it["free"] * it["memory"] * per_mb_ms
        sums["idle_memory"] += it["billed"] * (it["memory"] - it["used"]) * per_mb_ms
        if it["failed"]:
            sums["errors"] += duration + function.request
        sums["ephemeral_storage"] += (Fraction(it["billed"] * (function.storage - 512), GB_S) *
                                      function.storage_rate)
        if it["restore"] and function.pays_restores:
            sums["snapstart_restore"] += Fraction(it["memory"], 1024) * function.restore_rate
    sums["total"] = (sums["duration"] + sums["requests"] + sums["ephemeral_storage"] +
                     sums["snapstart_restore"])
    sums["mb_ms"] = mb_ms
    return sums


def compare(where, metrics, calls, keep, month):
    want, cost = costs(calls, keep), metrics["cost"]
    assert metrics["invocations"] == len(calls), (where, metrics["invocations"], len(calls))
    assert metrics["billed_mb_ms"] == want["mb_ms"], where
    assert Fraction(metrics["gb_seconds"]) == Fraction(want["mb_ms"], GB_S), where
    for name in ("duration", "requests", "total", "init", "idle_memory", "errors",
                 "ephemeral_storage"):
        assert Decimal(cost[name]) == printed(want[name]), (where, name, cost[name], want[name])
    restores = [f for f, it in calls if it["restore"] and f.knows_restores]
    got = cost["snapstart_restore"]
    assert (got is None) == (not restores), (where, "snapstart_restore", got)
    assert got is None or Decimal(got) == printed(want["snapstart_restore"]), (where, got)
    each = want["total"] * 1000000 / len(calls)
    assert Decimal(cost["per_million_invocations"]) == printed(each), (where, "per million")
    if any(it["free"] for _, it in calls):
        todays = cost["todays_init"]
        assert Decimal(todays["duration"]) == printed(want["duration"] + want["added"]), where
        assert Decimal(todays["total"]) == printed(want["total"] + want["added"]), where
    assert Decimal(cost["monthly"]["total"]) == printed(want["total"] * month), (where, "month")


def read(text):
    return json.loads(text, parse_float=Decimal)


def without_inputs(document):
    """What must not depend on how the lines lie in files."""
    return json.dumps([document["totals"], document["functions"], document["assumptions"],
                       document["explanations"]], default=str)


def random_log(number, folder):
    all_places = list(places())
    functions = [Function("fn-%d-%d" % (number, i), rng.choice(all_places))
                 for i in range(rng.randrange(1, 6))]
    calls = [(rng.choice(functions), invocation(serial))
             for serial in range(rng.choice([1, 7, 300, 3000]))]
    with open(os.path.join(folder, "functions.json"), "w") as file:
        json.dump({"Functions": [f.config() for f in functions]}, file)
    return calls


def write_log(calls, folder):
    """The lines in any order over any number of files, some of them packed."""
    calls = calls[:]
    rng.shuffle(calls)
    parts = rng.randrange(1, 6)
    files = {}
    for function, it in calls:
        path = os.path.join(folder, function.name, "%d.log" % rng.randrange(parts))
        files.setdefault(path, []).append(it["line"] + "\n")
    for path, lines in files.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = "".join(lines).encode()
        with open(path, "wb") as file:
            file.write(gzip.compress(data) if rng.random() < 0.3 else data)


def check_run(number, folder):
    calls = random_log(number, folder)
    discount = rng.choice(["0", "12", "17.25"])
    keep = 1 - Fraction(discount) / 100
    monthly = rng.choice([1, 3000, len(calls)])
    args = ["--format", "json", "--explain", "*", "--functions", os.path.join(folder, "functions.json"),
            "--function-from", "/(?P<function>fn-[0-9-]+)/", "--discount", discount,
            "--monthly-invocations", str(monthly)]
    seen = set()
    for attempt in range(3):
        logs = os.path.join(folder, "logs%d" % attempt)
        write_log(calls, logs)
        for jobs in ("1", "3"):
            document = read(run(args + ["--jobs", jobs, logs], folder))
            seen.add(without_inputs(document))
    assert len(seen) == 1, "the order of lines, files or threads shows"
    month = Fraction(monthly, len(calls))
    compare("totals", document["totals"], calls, keep, month)
    for row in document["functions"]:
        of_row = [(f, it) for f, it in calls
                  if (f.name, it["memory"]) == (row["function"], row["memory_size_mb"])]
        compare(row["function"], row, of_row, keep, month)
    check_steps(document)
    records = run(["records"] + args[4:args.index("--monthly-invocations")] + [logs], folder)
    each = sum(Fraction(Decimal(json.loads(line, parse_float=Decimal)["cost_usd"]))
               for line in records.decode().splitlines())
    # Each of them is rounded.
    assert abs(each - costs(calls, keep)["total"]) <= Fraction(len(calls), 2 * 10**12), "records"


OPERATORS = {"×": "*", "−": "-", "/": "/", "+": "+", "(": "(", ")": ")"}


def worked_out(arithmetic):
    """The sum that a step writes out, by Python: words are dropped, numbers and signs kept."""
    text = re.sub(r"^[a-z][^:]*: ", "", arithmetic)      # "eu-west-1 arm64, 512 MB: "
    text = text.rsplit(" = ", 1)[-1]                     # what stands before it is worked out
    text = re.sub(r"\((--|window|discount)[^)]*\)", "", text)
    tokens = re.findall(r"(?<![\w.-])[0-9]+(?:\.[0-9]+)?(?![\w])|[×−/+()]", text)
    return eval(" ".join(OPERATORS.get(t, "Fraction('%s')" % t) for t in tokens))  # of our own text


def check_steps(document):
    """Every step of every explanation is right by itself, and ends in the figure it explains."""
    rows = {(r["function"], r["memory_size_mb"]): r for r in document["functions"]}
    steps = 0
    for explanation in document["explanations"]:
        metrics = document["totals"] if explanation["total"] else rows[
            explanation["function"], explanation["memory_size_mb"]]
        for step in explanation["steps"]:
            figure, text = step["figure"], step["arithmetic"]
            if not text.startswith(("sum of", "nothing")):
                got, want = Fraction(step["value"]), worked_out(text)
                assert abs(got - want) <= Fraction(1, 10**12), (text, step["value"])
                steps += 1
            if step["rate"] and step["rate"]["value"]:
                assert " × %s" % format(step["rate"]["value"], "f").rstrip("0") in text + "0", step
            member = metrics
            for name in (figure or "").split("."):
                member = member.get(name) if isinstance(member, dict) else None
            if figure in ("billed_mb_ms", "gb_seconds"):
                assert Fraction(step["value"]) == Fraction(member), (step, member)
            elif member is not None:
                assert printed(Fraction(step["value"])) == Decimal(member), (figure, step, member)
    assert steps > 5


def check_largest(folder):
    """A million invocations of 899,999 ms at 10,239 MB, in a file of some kilobytes."""
    line = ("REPORT RequestId: 00000000-0000-4000-8000-000000000001\tDuration: 899999.00 ms\t"
            "Billed Duration: 899999 ms\tMemory Size: 10239 MB\tMax Memory Used: 10239 MB\t\n")
    with open(os.path.join(folder, "largest.gz"), "wb") as file:
        file.write(gzip.compress(line.encode() * 10000) * 100)
    mb_ms = 10**6 * 899999 * 10239
    rate = Fraction("0.0000166667")
    gb_s = Fraction(mb_ms, GB_S)
    for jobs in ("1", "2"):
        document = read(run(["--format", "json", "--no-dedupe", "--jobs", jobs,
                             "--monthly-invocations", "1000000", "largest.gz"], folder))
        totals = document["totals"]
        assert totals["invocations"] == 10**6 and totals["billed_mb_ms"] == mb_ms
        assert Fraction(totals["gb_seconds"]) == gb_s
        assert Decimal(totals["cost"]["duration"]) == printed(gb_s * rate)
        assert Decimal(totals["cost"]["total"]) == printed(gb_s * rate + Fraction("0.2"))
        # A month of them reaches tier 2: 6 × 10^9 GB-seconds are 100,000.2.
        month = Fraction("100000.2") + (gb_s - 6 * 10**9) * Fraction("0.000015") + Fraction("0.2")
        assert Decimal(totals["cost"]["monthly"]["total"]) == printed(month)


def check_many_rows(folder):
    """Rows are added up in n log n: ten times as many take about ten times as long."""
    instructions = {}
    for rows in (4000, 40000):
        path = os.path.join(folder, "%d.json" % rows)
        with open(path, "w") as file:
            for i in range(rows):
                file.write(json.dumps({
                    "time": "2026-01-02T00:00:00.000Z", "type": "platform.report",
                    "record": {"requestId": "00000000-0000-4000-8000-%012x" % i,
                               "status": "success", "tenantId": "t%d" % i,
                               "metrics": {"durationMs": i % 997 + 0.5,
                                           "billedDurationMs": i % 997 + 1,
                                           "memorySizeMB": 128 + i // 8,
                                           "maxMemoryUsedMB": 100 + i % 28}}}) + "\n")
        before = os.times().children_user
        document = read(run(["--format", "json", "--group-by", "function,memory,tenant",
                             "--function", "many", path], folder))
        instructions[rows] = os.times().children_user - before
        assert len(document["functions"]) == rows, len(document["functions"])
        assert document["totals"]["invocations"] == rows
    # Quadratic is a hundred times; the margin is for a busy machine.
    assert instructions[40000] < 40 * instructions[4000] + 1, instructions
    return instructions


with tempfile.TemporaryDirectory() as top:
    for number in range(RUNS):
        run_folder = os.path.join(top, str(number))
        os.mkdir(run_folder)
        check_run(number, run_folder)
    check_largest(top)
    print("%d logs, a million of the largest invocations: equal to 1e-12; rows: %s"
          % (RUNS, check_many_rows(top)))
