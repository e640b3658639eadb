#!/usr/bin/env python3
"""check_layers.py [TOP]: reads the #include lines and holds them against the table of layers.

    cli          may include anything of src/
    pipeline     may include anything of src/ but cli
    input envelope tokenizer aggregator pricing advisor report render state compare
                 their own folder, base/, lambda_report/
    base         base/, lambda_report/
    include/lambda_report    lambda_report/ and the standard library only

Third-party headers: none in the public headers.  Prints each breach; exit 1 if there is one.
"""
import os
import re
import sys

SIBLINGS = ["input", "envelope", "tokenizer", "aggregator", "pricing", "advisor", "report", "render",
            "state", "compare"]
ALLOWED = {name: {name, "base", "lambda_report"} for name in SIBLINGS}
ALLOWED["base"] = {"base", "lambda_report"}
ALLOWED["pipeline"] = set(SIBLINGS) | {"pipeline", "base", "lambda_report"}
ALLOWED["cli"] = ALLOWED["pipeline"] | {"cli"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
STANDARD = re.compile(r"^[a-z_]+$")  # <vector>, not <fmt/format.h>


def breaches_in(path, layer, lines):
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, target = found.groups()
        folder = target.split("/")[0]
        if layer == "include":
            wrong = folder != "lambda_report" if quote == '"' else not STANDARD.match(target)
        else:
            wrong = quote == '"' and folder not in ALLOWED.get(layer, set())
        if wrong:
            yield "%s:%d: %s may not include %s" % (path, number, layer, target)


def files(top):
    for base in ("src", "include"):
        for folder, _, names in sorted(os.walk(os.path.join(top, base))):
            for name in sorted(names):
                if name.endswith((".h", ".cc")):
                    path = os.path.relpath(os.path.join(folder, name), top)
                    layer = "include" if base == "include" else path.split(os.sep)[1]
                    yield path, layer


def self_test():
    """The check itself must see what it is there for."""
    seen = lambda layer, line: bool(list(breaches_in("x", layer, [line])))
    assert seen("tokenizer", '#include "pricing/money.h"')
    assert seen("base", '#include "cli/messages.h"')
    assert seen("pipeline", '#include "cli/messages.h"')
    assert seen("include", "#include <fmt/format.h>")
    assert seen("nonsense", '#include "base/scan.h"')
    assert not seen("tokenizer", '#include "base/scan.h"')
    assert not seen("pipeline", '#include "envelope/envelope.h"')
    assert not seen("render", "#include <fmt/format.h>")
    assert not seen("include", "#include <vector>")


def main():
    self_test()
    top = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../..")
    bad, count = [], 0
    for path, layer in files(top):
        count += 1
        with open(os.path.join(top, path), encoding="utf-8") as f:
            bad += breaches_in(path, layer, f)
    print("\n".join(bad) if bad else "%d files keep to their layers" % count)
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main())
