#!/usr/bin/env python3
"""Compares bills of random usage with the same bills in Python's fractions.

    bill_against_python.py PROBE PRICE_SHEET.json

The arithmetic below is written from docs/PRICES.md, not from the C++: it reads the figures
from the sheet itself and never rounds.  The program's total must be equal to the last digit
(with a discount: of 1e-27), its printed total equal to 1e-12, half to even.
"""
import json
import random
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

CASES = 3000
GB_S = 1024 * 1000  # MB·ms in a GB-second


def value(price):
    if isinstance(price, dict):
        price = price.get("value")
    return None if price is None else Fraction(price)


def rounded_half_up(x, places):
    return Fraction(int(x * 10**places + Fraction(1, 2)), 10**places)


class Sheet:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.data = json.load(file)
        free = self.data["free_tier"]
        self.free_requests = value(free["requests_per_month"])
        self.free_gb_s = value(free["gb_s_per_month"])

    def cards(self):
        """Region and architecture pairs that can be billed."""
        for region, data in self.data["regions"].items():
            for arch in ("x86_64", "arm64"):
                if self.tiers(region, arch) and value(data["request"]) is not None:
                    yield region, arch

    def tiers(self, region, arch):
        """[(bound in GB-s or None, rate), …], estimated where the sheet has null."""
        duration = self.data["regions"][region][arch]["duration_gb_s"]
        if duration is None:
            return []
        if not isinstance(duration, list):
            return [(None, value(duration))]
        first = value(duration[0])
        steps = []
        for i, step in enumerate(duration):
            rate = value(step)
            if rate is None:
                rate = rounded_half_up(first * Fraction(10 - i, 10), 10)
            bound = step.get("up_to_gb_s")
            steps.append((None if bound is None else int(bound), rate))
        return steps


def bill(sheet, case):
    free, discount_e4, usages = case
    gb_s_left = sheet.free_gb_s if free else 0
    requests_left = sheet.free_requests if free else 0
    paid_gb_s = [Fraction(u["mb_ms"], GB_S) for u in usages]
    paid_requests = [Fraction(u["requests"]) for u in usages]
    in_dollars = [i for i, u in enumerate(usages)
                  if sheet.data["regions"][u["region"]]["currency"] == "USD"]
    arches = {"x86_64": 0, "arm64": 1}

    def cheapest(rate):
        return sorted(in_dollars, key=lambda i: (rate(usages[i]), usages[i]["region"],
                                                 arches[usages[i]["arch"]], i))

    for i in cheapest(lambda u: sheet.tiers(u["region"], u["arch"])[0][1]):
        taken = min(gb_s_left, paid_gb_s[i])
        paid_gb_s[i] -= taken
        gb_s_left -= taken
    for i in cheapest(lambda u: value(sheet.data["regions"][u["region"]]["request"])):
        taken = min(requests_left, paid_requests[i])
        paid_requests[i] -= taken
        requests_left -= taken

    total = Fraction(0)
    filled = {}
    for i, u in enumerate(usages):
        region = sheet.data["regions"][u["region"]]
        key = (u["region"], u["arch"])
        left, start, duration = paid_gb_s[i], filled.get(key, Fraction(0)), Fraction(0)
        filled[key] = start + left
        lower = 0
        for bound, rate in sheet.tiers(*key):
            end = start + left
            upper = end if bound is None else min(Fraction(bound), end)
            duration += max(Fraction(0), upper - max(start, lower)) * rate
            if bound is not None:
                lower = bound
        if u["pc_billed"]:
            duration += (Fraction(u["pc_billed"], GB_S) *
                         value(region[u["arch"]]["provisioned_duration_gb_s"]))
        total += duration * (1 - Fraction(discount_e4, 10**6))
        total += paid_requests[i] * value(region["request"])
        if u["storage"]:
            total += Fraction(u["storage"], GB_S) * value(region["ephemeral_storage_gb_s"])
        if u["pc"]:
            total += (Fraction(u["pc"], GB_S) *
                      value(region[u["arch"]]["provisioned_concurrency_gb_s"]))
    return total


def random_usage(rng, sheet, region, arch):
    rates = sheet.data["regions"][region]
    size = rng.choice([10**6, 10**9, 10**13, 10**16, 10**18])
    usage = {"region": region, "arch": arch, "mb_ms": rng.randrange(size),
             "requests": rng.randrange(rng.choice([10, 10**6, 10**11])),
             "storage": 0, "pc": 0, "pc_billed": 0}
    if rng.random() < 0.3 and value(rates["ephemeral_storage_gb_s"]) is not None:
        usage["storage"] = rng.randrange(10**15)
    if rng.random() < 0.3 and value(rates[arch]["provisioned_concurrency_gb_s"]) is not None:
        usage["pc"], usage["pc_billed"] = rng.randrange(10**14), rng.randrange(10**14)
    return usage


def random_case(rng, sheet, cards):
    yuan = [c for c in cards if c[0].startswith("cn-")]
    dollars = [c for c in cards if not c[0].startswith("cn-")]
    pool = yuan if rng.random() < 0.1 else dollars
    some = rng.sample(pool, min(len(pool), rng.randint(1, 3)))
    usages = [random_usage(rng, sheet, *rng.choice(some)) for _ in range(rng.randint(1, 4))]
    discount = rng.choice([0, 0, 120_000, 170_000, 333_333, 1_000_000])
    return rng.random() < 0.5, discount, usages


def fixed_cases():
    """Cases whose totals are known to people."""
    def one(region, arch, mb_ms, requests):
        return (False, 0, [{"region": region, "arch": arch, "mb_ms": mb_ms, "requests": requests,
                            "storage": 0, "pc": 0, "pc_billed": 0}])
    yield one("ap-northeast-2", "x86_64", 777_600, 2197), "0.0004520562753125"
    # A million calls of nearly 15 minutes at nearly 10 GB are 8,999,111,095.7 GB-s: tier 2.
    mb_ms = 10**6 * 899_999 * 10_239
    tier_2 = Decimal(mb_ms) / GB_S - 6 * 10**9
    total = Decimal("100000.2") + tier_2 * Decimal("0.000015") + Decimal("0.2")
    yield one("us-east-1", "x86_64", mb_ms, 10**6), str(total)


def exact(fraction):
    """All digits of a finite decimal."""
    with localcontext() as context:
        context.prec = 80
        number = Decimal(fraction.numerator) / Decimal(fraction.denominator)
        return number, format(number.quantize(Decimal(10)**-12, ROUND_HALF_EVEN), "f")


def main():
    probe, path = sys.argv[1:]
    sheet = Sheet(path)
    cards = list(sheet.cards())
    rng = random.Random(20260919)
    cases = [case for case, _ in fixed_cases()]
    cases += [random_case(rng, sheet, cards) for _ in range(CASES)]
    lines = []
    for free, discount, usages in cases:
        lines.append(f"bill {int(free)} {discount} {len(usages)}")
        for u in usages:
            lines.append(f"{u['region']} {u['arch']} {u['mb_ms']} {u['requests']} {u['storage']} "
                         f"{u['pc']} {u['pc_billed']}")
    run = subprocess.run([probe], input="\n".join(lines), capture_output=True, text=True,
                         check=True)
    answers = run.stdout.splitlines()
    assert len(answers) == len(cases), (len(answers), len(cases))
    for (_, known), answer in zip(fixed_cases(), answers):
        assert answer.split()[0] == known, (answer, known)
    for case, answer in zip(cases, answers):
        got, printed = answer.split()
        expected, expected_printed = exact(bill(sheet, case))
        # A discount of 33.3333 % needs 28 decimals or more; each usage's is rounded to 27.
        slack = len(case[2]) * Decimal("1e-27") if case[1] else 0
        assert abs(Decimal(got) - expected) <= slack, (case, got, expected)
        assert Decimal(printed) == Decimal(expected_printed), (case, printed, expected_printed)
    print(f"{len(cases)} bills, {len(cards)} cards: equal to the last digit")


if __name__ == "__main__":
    main()
