#!/usr/bin/env python3
"""check_numbers.py PROBE: every short text as a number, against re and Decimal (catalogue 68).

All 3,257,437 texts of up to six letters over 0 1 9 . , - + e x blank m s, in every place where a
number can stand.  The grammar here is written from the contract, not from the program.
"""
import itertools
import re
import subprocess
import sys
import time
from decimal import ROUND_DOWN, Decimal

ALPHABET, LENGTH = "019.,-+ex ms", 6

# Plain decimals: digits, and digits behind a point if there is one.
PLAIN = r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
TEXT = re.compile(PLAIN + r"(?P<unit> ms(?P<more> .*)?)?")
# A JSON number (RFC 8259) without sign and exponent, which Lambda writes neither of.
JSON = re.compile(r" *(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?) *")


def thousandths(number):
    return int((Decimal(number) * 1000).to_integral_value(ROUND_DOWN))


def whole(number):
    value = Decimal(number)
    return int(value) if value == int(value) else None


def expected():
    """What each reader has to take, and for what value."""
    answers = {reader: {} for reader in "TWDBJ"}
    asked = 0
    text_match, json_match = TEXT.fullmatch, JSON.fullmatch
    for length in range(LENGTH + 1):
        for letters in itertools.product(ALPHABET, repeat=length):
            asked += 1
            text = "".join(letters)
            found = text_match(text)
            if found:
                number = found["number"]
                if found["unit"] is None:  # the bare number
                    answers["T"][text] = thousandths(number)
                    if whole(number) is not None:
                        answers["W"][text] = whole(number)
                else:
                    # In the REPORT line.  Words behind the unit and a blank are somebody's remark:
                    # shippers that flatten tabs to blanks put them there.
                    answers["D"][text] = thousandths(number)
                    if whole(number) is not None:
                        answers["B"][text] = whole(number)
            found = json_match(text)
            if found:
                answers["J"][text] = thousandths(found["number"])
    return answers, asked


def main():
    began = time.monotonic()
    probe = subprocess.Popen([sys.argv[1], "numbers", ALPHABET, str(LENGTH)], stdout=subprocess.PIPE, text=True)
    wanted, asked = expected()  # meanwhile
    found = {reader: {} for reader in "TWDBJU"}
    said = None
    for line in probe.stdout:
        reader, text, *value = line[:-1].split("\t")
        if reader == "asked":
            said = int(text)
        else:
            found[reader][text] = int(value[0])
    failures = []
    if probe.wait() != 0 or said != asked or asked != 3_257_437:
        failures.append("the probe asked %s of %d texts, exit code %s" % (said, asked, probe.returncode))
    for reader in "TWDBJ":
        for text in sorted(set(wanted[reader]) | set(found[reader])):
            if wanted[reader].get(text) != found[reader].get(text):
                failures.append("%s %r: %s, want %s" % (reader, text, found[reader].get(text), wanted[reader].get(text)))
    # The fast reader takes what is usual, all of it, and nothing that the careful one does not.
    for text, value in found["U"].items():
        if wanted["D"].get(text) != value:
            failures.append("U %r: %s, want %s" % (text, value, wanted["D"].get(text)))
    for text in wanted["D"]:
        if re.fullmatch(PLAIN + " ms", text) and text not in found["U"]:
            failures.append("U %r is usual, and was left to the careful reader" % text)
    print("\n".join(failures[:20]))
    print("%d texts, %s taken, %d differences, %.0f s" % (
        asked, ", ".join("%s %d" % (reader, len(found[reader])) for reader in found), len(failures), time.monotonic() - began))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
