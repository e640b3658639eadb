#!/usr/bin/env python3
"""check_examples.py PROGRAM SHARED_PRICING

Every worked example of the pricing notes (AWS's pricing page and blogs, tests of other tools)
as a log and options of the program: each line of the example to its exact value, the total to
the stated tolerance.  What no log and no option can express is listed with the reason.
"""
import json
import os
import subprocess
import sys
import tempfile
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import reduce
from math import gcd

program, shared = (os.path.abspath(path) for path in sys.argv[1:])
book = os.path.join(shared, "examples.json")
if not os.path.exists(book):
    print("skipped: %s is not here" % book)
    sys.exit(77)
examples = json.load(open(book))
bad = []
serial = 0

# Lines that no log shows; what stands for them in the output.
UNSEEN = {
    "snapstart_cache": "a log does not show how long a version was cached",
    "streamed": "a log does not show the bytes of responses",
    "durable_operations": "no REPORT line counts them",
    "durable_written": "no REPORT line counts them",
    "durable_retained": "no REPORT line counts them",
    "tenant_isolation": "a log does not show which environments are a tenant's",
    "epu": "event pollers write no REPORT line",
    "ec2": "EC2 instance hours are no part of Lambda's bill",
    "management_fee": "instance hours are in no log",
}
UNSEEN_IN = {
    ("page-managed-instances", "requests"): "REPORT lines of Managed Instances have no price: "
                                            "left out of the cost, and counted apart",
    ("page-esm-kafka", "requests"): "the page charges 60 million requests for 30 million",
}
FIGURES = {
    "duration": "duration", "duration_on_demand": "duration", "requests": "requests",
    "ephemeral_storage": "ephemeral_storage", "snapstart_restore": "snapstart_restore",
    "provisioned_concurrency": "provisioned_concurrency",
    "duration_provisioned": "duration_on_provisioned_concurrency",
}


def report_line(billed, memory, more=""):
    global serial
    serial += 1
    return ("REPORT RequestId: 00000000-0000-4000-8000-%012x\tDuration: %d.00 ms\tBilled Duration: "
            "%d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t%s"
            % (serial, billed, billed, memory, memory // 2, more))


def run(folder, args, code=0):
    done = subprocess.run([program] + args, capture_output=True, cwd=folder)
    if done.returncode != code:
        raise SystemExit("%s: exit %d\n%s" % (args, done.returncode, done.stderr.decode()))
    return done.stdout


class Log:
    """A log of functions, cut down by what the numbers of invocations have in common."""

    def __init__(self):
        self.calls = []  # function, invocations, billed ms, memory, more of the line
        self.args = []
        self.configs = {}
        self.edge = False

    def add(self, function, count, billed, memory, more=""):
        self.calls.append((function, count, billed, memory, more))

    def read(self, free_tier):
        shared_factor = reduce(gcd, [count for _, count, _, _, _ in self.calls])
        args = ["--format", "json", "--explain", "*", "--monthly-invocations",
                str(sum(count for _, count, _, _, _ in self.calls))] + self.args
        if free_tier:
            args.append("--free-tier")
        with tempfile.TemporaryDirectory() as folder:
            lines = {}
            for function, count, billed, memory, more in self.calls:
                lines.setdefault(function, []).extend(
                    report_line(billed, memory, more) for _ in range(count // shared_factor))
            for function, texts in lines.items():
                with open(os.path.join(folder, function + ".log"), "w") as file:
                    if not self.edge:
                        file.write("\n".join(texts) + "\n")
                        continue
                    json.dump({"messageType": "DATA_MESSAGE", "owner": "123456789012",
                               "logGroup": "/aws/lambda/us-east-1." + function,
                               "logStream": "2026/01/02/[1]" + "a" * 32,
                               "subscriptionFilters": ["all"],
                               "logEvents": [{"id": str(i), "timestamp": 1767312000000 + i,
                                              "message": text} for i, text in enumerate(texts)]},
                              file)
            if self.configs:
                args += ["--functions", "functions.json"]
                with open(os.path.join(folder, "functions.json"), "w") as file:
                    json.dump({"Functions": [{"FunctionName": name, **config}
                                             for name, config in self.configs.items()]}, file)
            if not self.edge:
                args += ["--function-from", "(?P<function>[^/]+)[.]log$"]
            return json.loads(run(folder, args + [name + ".log" for name in lines]),
                              parse_float=Decimal)


def log_of(example):
    inputs, log = example["inputs"], Log()
    memory = inputs.get("memory_mb")
    billed = inputs.get("billed_ms_each")
    if "edge" in inputs:
        log.edge = True
    else:
        log.args += ["--region", example["region"], "--arch", inputs["arch"]]
    if "provisioned" in inputs:
        pc = inputs["provisioned"]
        log.add("fn", pc["invocations"], pc["billed_ms_each"], memory)
        log.args += ["--provisioned", "fn=%d@%ds" % (pc["concurrency"], pc["seconds"])]
        if "on_demand" in inputs:
            log.add("spill", inputs["on_demand"]["invocations"],
                    inputs["on_demand"]["billed_ms_each"], memory)
    elif "snapstart" in inputs:
        restores = inputs["snapstart"]["restores"]
        log.configs["fn"] = {"Runtime": "python3.12"}
        log.add("fn", inputs["invocations"] - restores, billed, memory)
        log.add("fn", restores, billed, memory,
                "Restore Duration: 300.00 ms\tBilled Restore Duration: 0 ms\t")
    elif "durable" in inputs:
        log.add("fn", inputs["invocations"], inputs["executions"] *
                inputs["billed_ms_per_execution"] // inputs["invocations"], memory)
    elif "managed_instances" not in inputs:
        log.add("fn", inputs["invocations"], billed, memory)
    if "ephemeral_storage_mb" in inputs:
        log.configs["fn"] = {"EphemeralStorage": {"Size": inputs["ephemeral_storage_mb"]}}
    return log


def month_of(document):
    """Line → exact amount, and the printed total."""
    steps = document["explanations"][-1]["steps"]
    amounts = {}
    tier = 0
    for step in steps:
        figure = step["figure"] or ""
        if not figure.startswith("cost.monthly."):
            continue
        name = figure[len("cost.monthly."):]
        if step["arithmetic"].startswith("duration, tier"):
            tier += 1
            amounts["duration_tier%d" % tier] = Fraction(step["value"])
        amounts[name] = amounts.get(name, 0) + Fraction(step["value"])
    amounts.setdefault("duration_tier1", amounts.get("duration"))
    return amounts, Fraction(document["totals"]["cost"]["monthly"]["total"])


def check(example):
    ident = example["id"]
    log = log_of(example)
    lines = example["expected"]["lines"]
    unseen = {line["name"]: UNSEEN_IN.get((ident, line["name"])) or UNSEEN.get(line["name"])
              for line in lines}
    for name, reason in unseen.items():
        if reason:
            print("not expressible: %s, %s: %s" % (ident, name, reason))
    if not log.calls:
        return
    if "duration_rate_override" in example["inputs"]:
        sheet = os.path.join(scratch, "old.json")
        with open(sheet, "w") as file:
            json.dump({"lambda_report_prices": 1, "as_of": "2020-01-01",
                       "free_tier": {"requests_per_month": "1000000", "gb_s_per_month": "400000"},
                       "regions": {"us-east-1": {"request": "0.0000002", "x86_64": {
                           "duration_gb_s": example["inputs"]["duration_rate_override"]}}}}, file)
        log.args += ["--prices", sheet]
    amounts, total = month_of(log.read(example["free_tier_applied"]))
    seen = Fraction(0)
    for line in lines:
        if unseen[line["name"]]:
            continue
        exact = Fraction(Decimal(line["exact"]))
        seen += exact
        name = FIGURES.get(line["name"], line["name"])
        # Without free tier and tiers a month is one sum of duration.
        got = amounts.get(name, amounts.get("duration") if name.startswith("duration") else None)
        if got != exact:
            bad.append("%s, %s: %s, want %s" % (ident, line["name"], got and float(got),
                                                line["exact"]))
    tolerance = Fraction(Decimal(example["tolerance"]))
    if not any(unseen.values()):
        printed = Fraction(Decimal(example["expected"]["total"]))
        if abs(total - printed) > tolerance:
            bad.append("%s: %s, printed %s" % (ident, float(total), float(printed)))
        if abs(total - Fraction(Decimal(example["expected"]["exact_total"]))) > Fraction(1, 10**12):
            bad.append("%s: %s, want %s" % (ident, total, example["expected"]["exact_total"]))
    elif ident != "page-esm-kafka" and abs(total - seen) > Fraction(1, 10**12):
        # Of that one the free requests are on the page's bill and not in its story.
        bad.append("%s: %s without what cannot be seen, want %s" % (ident, total, seen))
    print("met: %s, %s" % (ident, "total" if not any(unseen.values()) else
                           ", ".join(n for n, reason in unseen.items() if not reason)))


def check_billed(example):
    """One REPORT line with the example's figures: what was billed, and was it init?"""
    restored = example["id"].startswith("snapstart")
    init = None
    if "Init Duration" in example["line"]:
        text = example["line"].split("Init Duration")[1].lstrip(": ")
        init = text.split()[0].rstrip(",")
    line = ("REPORT RequestId: 00000000-0000-4000-8000-000000000001\tDuration: %s ms\tBilled "
            "Duration: %d ms\tMemory Size: 1024 MB\tMax Memory Used: 90 MB\t"
            % (example["duration_ms"], example["expected_billed_ms"]))
    if init:
        line += "Init Duration: %s ms\t" % init
    if restored:
        line += "Restore Duration: 400.00 ms\tBilled Restore Duration: %s ms\t" % example["added_ms"][0]
    with open(os.path.join(scratch, "one.log"), "w") as file:
        file.write(line + "\n")
    totals = json.loads(run(scratch, ["--format", "json", "one.log"]), parse_float=Decimal)["totals"]
    billed = example["expected_billed_ms"]
    want = None
    if init:
        want = "all" if example["added_ms"] else "none"
        if example["rounding_ms"] != 1 and example["added_ms"]:
            want = None  # 300 either way at 100 ms
    got = (totals["billed_duration_ms"]["sum"], totals["gb_seconds"], totals["init_billed"])
    if got != (billed, Decimal(billed) / 1000, want):
        bad.append("%s: %s, want %s" % (example["id"], got, (billed, Decimal(billed) / 1000, want)))
    # Nothing is ever added to Billed Duration.
    rate = Decimal("0.0000166667")
    if totals["cost"]["duration"] != (Decimal(billed) / 1000 * rate).quantize(Decimal("1e-12")):
        bad.append("%s: duration %s" % (example["id"], totals["cost"]["duration"]))
    todays = totals["cost"]["todays_init"]
    if want == "none":
        # Rounded up once; the step of the log stays what it was.
        ran = Decimal(example["duration_ms"])
        now = billed + (ran + Decimal(init)).to_integral_value(ROUND_CEILING) - (
            ran.to_integral_value(ROUND_CEILING))
        if abs(todays["duration"] - now / 1000 * rate) > Decimal("1e-12"):
            bad.append("%s: under today's INIT billing %s, want %s ms" % (example["id"], todays, now))
    elif todays is not None:
        bad.append("%s: todays_init is %s" % (example["id"], todays))


def check_china():
    """Yuan, no tiers: infracost's rates for Beijing (0.000113477, 1.36 a million)."""
    for count, billed, memory, want in (
            # 17,500 GB-s × 0.000113477 = 1.9858475, and 0.136
            (100000, 350, 512, "2.1218475"),
            # 61.44 × 10^9 GB-s, far above the tiers of other Regions: 6,972,026.88 and 20,400
            (15000000000, 2048, 2048, "6992426.88")):
        log = Log()
        log.add("fn", count, billed, memory)
        log.args += ["--region", "cn-north-1"]
        document = log.read(False)
        _, total = month_of(document)
        if total != Fraction(want) or document["prices"]["currency"] != "CNY":
            bad.append("China: %s %s, want %s" % (float(total), document["prices"], want))


def check_offers():
    """AWS's own files against the sheets of their time, and in the place of ours."""
    offers = os.path.join(shared, "offer-excerpts")
    today = os.path.join(offers, "AWSLambda_offer_20260521_us-east-1_slice.json")
    old = os.path.join(offers, "AWSLambda_offer_20161207_lambda_products_only.json")
    tokyo = os.path.join(offers, "GetProducts_20211116_edge_tokyo.json")
    for args, code in ((["--check", today], 0), (["--check", tokyo], 0),
                       (["--check", old, "--prices-date", "2016-12-07"], 0),
                       (["--check", old], 1)):  # tiers came in 2022
        found = json.loads(run(scratch, ["prices", "--format", "json"] + args, code))
        if bool(found["differences"]) != (code == 1) or found["equal"] == 0:
            bad.append("%s: %s" % (args, found))
    log = Log()
    log.add("fn", 15000000000, 2048, 2048)
    ours = month_of(log.read(True))
    log.args += ["--prices", today]
    if month_of(log.read(True)) != ours:
        bad.append("the offer file of 2026 gives another month")


with tempfile.TemporaryDirectory() as scratch:
    for each in examples["cost_examples"]:
        check(each)
    for each in examples["billed_duration_examples"]:
        check_billed(each)
    check_china()
    check_offers()
print("%d billed durations" % len(examples["billed_duration_examples"]))
print("\n".join(bad) or "all agree")
sys.exit(1 if bad else 0)
