#!/usr/bin/env python3
"""check_line_bytes.py PROBE: each byte of one REPORT line replaced by each other byte, against the
reference reader beside the project (catalogue 69).

The line stands alone, and behind a good one.  Where the contract asks for something else than the
reference reader gives, `differs` says so, with the reason; anything that is not named there has to
agree, and every reason there has to be met.
"""
import collections
import importlib.util
import io
import os
import subprocess
import sys

REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared/reliability/oracle.py")

ID = b"3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6"
LINE = (b"REPORT RequestId: " + ID + b"\tDuration: 72.51 ms\tBilled Duration: 373 ms\tMemory Size: 128 MB"
        b"\tMax Memory Used: 58 MB\tInit Duration: 300.25 ms\t")
GOOD = b"REPORT RequestId: 00000001-0000-4000-8000-000000000000\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t\n"


def reference():
    spec = importlib.util.spec_from_file_location("oracle", REFERENCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wanted(module, data):
    """reports, duplicates, malformed, suspicious; 1 if it is complete."""
    module.open = lambda *_: io.BytesIO(data)
    tool = module.Tool(False)
    tool.file("f")
    return tool.reports, tool.duplicates, tool.malformed, tool.suspicious, int(not tool.partial)


TABS = [at for at, byte in enumerate(LINE[:-1]) if byte == 9]
INIT = LINE.index(b"Init Duration: ")
COUNTED, MALFORMED = (1, 0, 0, 0, 1), (0, 0, 1, 0, 1)
# Reason: the bytes of the line and what may stand there, what the reference reader says, what is right.
DIFFERENCES = {
    "a blank for a tab: shippers and terminals flatten tabs": (TABS, b" \r", MALFORMED, COUNTED),
    "a blank behind the request id": ([LINE.index(b"\t") - 1], b" \r", MALFORMED, COUNTED),
    "fields on lines of their own, as some consoles wrap them": (TABS[:2], b"\n", MALFORMED, COUNTED),
    "a field whose value is missing is malformed, not left out": ([INIT + 14], bytes(range(256)), COUNTED, MALFORMED),
    "the same, the line ending there": ([INIT + 15], b"\n", COUNTED, MALFORMED),
    "Duration twice, behind half a word": ([INIT + 3], b"\t", COUNTED, MALFORMED),
}


def differs(at, byte, behind, theirs, ours):
    """The reason why this difference is right; None: there is none."""
    for reason, (places, bytes_, reference_says, right) in DIFFERENCES.items():
        if at in places and byte in bytes_:
            more = int(behind)  # the good line before it
            if theirs == (reference_says[0] + more, *reference_says[1:]) and ours == (right[0] + more, *right[1:]):
                return reason
    return None


def main():
    if not os.path.exists(REFERENCE):
        print("skipped: no ../shared/reliability/oracle.py")
        return 77
    module = reference()
    cases = [(at, byte, behind) for behind in (False, True) for at in range(len(LINE)) for byte in range(256) if byte != LINE[at]]
    documents = [(GOOD if behind else b"") + LINE[:at] + bytes([byte]) + LINE[at + 1:] + b"\n" for at, byte, behind in cases]
    data = b"".join(b"%d\n%s" % (len(d), d) for d in documents)
    done = subprocess.run([sys.argv[1], "buckets"], input=data, stdout=subprocess.PIPE, timeout=600)
    answers = [tuple(map(int, line.split())) for line in done.stdout.decode().splitlines()]
    failures, reasons = [], collections.Counter()
    if done.returncode != 0 or len(answers) != len(cases):
        failures.append("the probe answered %d of %d, exit code %d" % (len(answers), len(cases), done.returncode))
    for (at, byte, behind), document, ours in zip(cases, documents, answers):
        theirs = wanted(module, document)
        if ours == theirs:
            continue
        reason = differs(at, byte, behind, theirs, ours)
        reasons[reason] += 1
        if reason is None:
            failures.append("byte %d (%r) is %r%s: %s, the reference says %s"
                            % (at, LINE[max(at - 8, 0):at + 1], bytes([byte]), ", behind a good line" if behind else "", ours, theirs))
    failures += ["no line differs because of: " + reason for reason in DIFFERENCES if reasons[reason] == 0]
    print("\n".join(failures[:40]))
    for reason, count in sorted(reasons.items(), key=str):
        print("%6d differ: %s" % (count, reason))
    print("%d lines, %d differences that have no reason" % (len(cases), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
