#!/usr/bin/env python3
"""Reads what every format wrote with a reader that is not ours.

usage: check_formats.py RENDER_SAMPLES

RENDER_SAMPLES writes NAME.FORMAT for a few sample reports into a folder.  Each file has to
be well formed by the rules of its format, and where two formats say the same figure they
have to agree.  Exit status 1 and a line for each thing that is wrong.
"""
import base64
import csv
import decimal
import hashlib
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

csv.field_size_limit(1 << 30)
REPORTS = ("full", "partial", "empty", "hostile")
WRONG = []


def expect(condition, what):
    if not condition:
        WRONG.append(what)


def strict_json(text):
    def no_constant(name):
        raise ValueError("not JSON: " + name)

    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        expect(len(keys) == len(set(keys)), "JSON object holds a key twice: %s" % keys[:20])
        return dict(pairs)

    return json.loads(text, parse_constant=no_constant, parse_float=decimal.Decimal, object_pairs_hook=no_twins)


def flat(figures, prefix=""):
    """{"cost": {"total": 1}} as {"cost_total": "1"}; null and absent objects as nothing."""
    out = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            out.update(flat(value, prefix + key + "_"))
        elif value is not None:
            out[prefix + key] = value if isinstance(value, str) else format(value, "f") if isinstance(value, decimal.Decimal) else str(value)
    return out


def check_jsonl(name, text, document):
    rows = [strict_json(line) for line in text.splitlines()]
    expect(rows == document["functions"], name + ": rows differ from those of the JSON")


def check_csv(name, text, document):
    expect("\r" not in text, name + ": has a CR")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    head, body = rows[0], rows[1:]
    expect(len(head) == len(set(head)), name + ": a column twice")
    expect(len(body) == len(document["functions"]), name + ": %d rows" % len(body))
    for cells, row in zip(body, document["functions"]):
        expect(len(cells) == len(head), name + ": ragged")
        for cell in cells:
            formula = re.match("[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]", cell)
            expect(not formula or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell), name + ": formula %r" % cell[:30])
        if name.startswith("hostile"):
            continue  # guarded and escaped text is not the text
        seen = {key: cell for key, cell in zip(head, cells) if cell}
        expect(seen == {k: v for k, v in flat(row).items()}, name + ": figures differ from the JSON: %s" % (set(seen.items()) ^ set(flat(row).items())))
    for line in text.splitlines()[1:]:
        expect(line[0] in '",', name + ": a line begins with a text of the log: %r" % line[:30])


class Page(html.parser.HTMLParser):
    VOID = {"meta"}
    TAGS = set("html head meta title style body main h1 h2 p b div table thead tbody tfoot tr th td dl dt dd ul li span footer script".split())
    ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "data-v"}

    def __init__(self, name):
        super().__init__(convert_charrefs=True)
        self.name, self.open, self.counts, self.raw, self.csp = name, [], {}, {}, ""

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        expect(tag in self.TAGS, "%s: <%s>" % (self.name, tag))
        for key, value in attributes:
            expect(key in self.ATTRIBUTES, "%s: <%s %s>" % (self.name, tag, key))
            if key == "data-v":
                float(value)
        if dict(attributes).get("http-equiv") == "Content-Security-Policy":
            self.csp = dict(attributes)["content"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        expect(self.open and self.open[-1] == tag, "%s: </%s> closes %s" % (self.name, tag, self.open[-1:]))
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data

    def handle_comment(self, data):
        expect(False, self.name + ": a comment")


def check_html(name, text, _):
    page = Page(name)
    page.feed(text)
    page.close()
    expect(not page.open, name + ": left open: %s" % page.open)
    expect(text.startswith("<!DOCTYPE html>\n"), name + ": no doctype")
    for tag in ("meta", "style", "script", "title", "table" if "<table" in text else "html"):
        expect(page.counts[tag] == (4 if tag == "meta" else 1), "%s: %d <%s>" % (name, page.counts[tag], tag))
    expect("default-src 'none'" in page.csp, name + ": no CSP")
    expect("unsafe" not in page.csp and "http" not in page.csp, name + ": loose CSP")
    for tag in ("style", "script"):
        digest = "sha256-" + base64.b64encode(hashlib.sha256(page.raw[tag].encode()).digest()).decode()
        expect("%s-src '%s'" % (tag, digest) in page.csp, "%s: the hash of <%s> is %s" % (name, tag, digest))
    expect("url(" not in page.raw["style"] and "@import" not in page.raw["style"], name + ": style from outside")


LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(%s(?:,%s)*)?\})? (-?[0-9]+(?:\.[0-9]+)?)' % (LABEL, LABEL))
META = re.compile(r"# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)")


def check_openmetrics(name, text, document):
    """The ABNF of OpenMetrics 1.0, as far as gauges and info go."""
    expect(text.endswith("# EOF\n") and text.count("\n# EOF\n") == 1, name + ": # EOF")
    families, series, current = {}, set(), None
    for line in text.split("\n")[:-2]:
        meta = META.fullmatch(line)
        if meta:
            kind, family, value = meta.groups()
            if kind == "TYPE":
                expect(family not in families, "%s: %s twice" % (name, family))
                families[family] = current = {"name": family, "type": value, "samples": 0}
            expect(current and current["name"] == family, "%s: %s outside its family" % (name, line[:80]))
            expect(kind not in current or kind == "TYPE", "%s: %s twice" % (name, line[:80]))
            current[kind] = value
            expect(not (kind == "UNIT" and not family.endswith("_" + value)), "%s: unit of %s" % (name, family))
            expect(not (kind != "TYPE" and current["samples"]), "%s: %s after samples" % (name, line[:80]))
            continue
        sample = SAMPLE.fullmatch(line)
        expect(sample, "%s: no sample: %r" % (name, line[:160]))
        if not sample:
            continue
        metric, labels, value = sample.groups()
        suffix = {"gauge": "", "info": "_info"}[current["type"]]
        expect(metric == current["name"] + suffix, "%s: %s in family %s" % (name, metric, current["name"]))
        expect(not metric.endswith("_total"), "%s: %s is no counter" % (name, metric))
        names = re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*"', labels or "")
        expect(len(names) == len(set(names)), "%s: label twice: %s" % (name, names))
        expect((metric, labels) not in series, "%s: series twice: %s" % (name, line[:160]))
        series.add((metric, labels))
        current["samples"] += 1
    for row in document["functions"] if name.startswith("full") else []:
        key = 'function="%s"' % row["function"] if row["function"] else 'input="%s"' % row["input"]
        lines = [line for line in text.split("\n") if key in line]

        def value_of(family):
            return [decimal.Decimal(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(family + "{")]

        if row["duration_ms"]:
            expect(value_of("lambda_report_duration_p99_seconds") == [decimal.Decimal(row["duration_ms"]["p99"]) / 1000], name + ": p99 " + key)
            expect(value_of("lambda_report_max_memory_used_max_bytes") == [row["max_memory_used_mb"]["max"] * 2**20], name + ": memory " + key)
            expect(value_of("lambda_report_cost") == [row["cost"]["total"]], name + ": cost " + key)
        expect(value_of("lambda_report_invocations") == [row["invocations"]], name + ": invocations " + key)


def check_junit(name, text, document):
    root = xml.etree.ElementTree.fromstring(text)
    suites = list(root)
    expect(root.tag == "testsuites" and len(suites) == 1, name + ": suites")
    cases = list(suites[0])
    for node in (root, suites[0]):
        expect(int(node.get("tests")) == len(cases), name + ": tests")
        expect(int(node.get("failures")) == sum(case.find("failure") is not None for case in cases), name + ": failures")
    for case in cases:
        expect(case.tag == "testcase" and set(case.keys()) == {"classname", "name"}, name + ": " + case.tag)
    failed = [f for f in document["findings"] if f["severity"] != "info"]
    lost = 0 if document["complete"] else 1
    expect(len(suites[0].findall("testcase/failure")) == len(failed) + lost, name + ": a failure each")


def check_sarif(name, text, document):
    sarif = strict_json(text)
    expect(sarif["version"] == "2.1.0" and "sarif-2.1.0" in sarif["$schema"], name + ": version")
    run, = sarif["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(len(rules) == len(set(rules)), name + ": a rule twice")
    expect(len(run["results"]) == len(document["findings"]), name + ": a result each")
    expect(run["invocations"][0]["executionSuccessful"] == document["complete"], name + ": partial")
    for result in run["results"]:
        expect(rules[result["ruleIndex"]] == result["ruleId"], name + ": ruleIndex")
        expect(result["level"] in ("note", "warning", "error"), name + ": level")
        message = result["message"]["text"]
        expect(not re.search(r"\{", message.replace("{{", "")), name + ": placeholder in %r" % message[:80])
        expect(not re.search(r"(?<!\\)(\\\\)*[\[\]]", message), name + ": link in %r" % message[:80])
        for place in result["locations"]:
            uri = place.get("physicalLocation", {}).get("artifactLocation", {}).get("uri", "x")
            expect(re.fullmatch(r"(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), name + ": uri %r" % uri[:80])


def check_github(name, text, document):
    lines = text.splitlines()
    expect(len(lines) == len(document["findings"]) + (1 if document["complete"] else 2), name + ": a command each")
    for line in lines:
        expect(re.fullmatch(r"::(notice|warning|error) title=lambda-report(%3A [a-z-]+)?::[^\r\n]+", line), name + ": %r" % line[:80])


def check_md(name, text, document):
    table = [line for line in text.splitlines() if line.startswith("|")]
    bars = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table}
    expect(len(bars) <= 1, name + ": rows of different width: %s" % bars)
    expect(not document["functions"] or len(table) == len(document["functions"]) + 3, name + ": rows")
    for line in text.splitlines():
        expect(re.match(r"$|#+ [A-Z]|\||- \*\*|- [0-9]+ more|  - |> \*\*|[0-9,]+ of [0-9,]+ shown$|No invocation", line), name + ": begins %r" % line[:60])
    expect("<" not in text.replace("&lt;", ""), name + ": raw HTML")


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        files = {}
        for file in os.listdir(folder):
            with open(os.path.join(folder, file), encoding="utf-8", newline="") as stream:
                files[file] = stream.read()  # strict: not UTF-8 raises
    checks = {"jsonl": check_jsonl, "csv": check_csv, "html": check_html, "openmetrics": check_openmetrics,
              "junit": check_junit, "sarif": check_sarif, "github": check_github, "md": check_md}
    for report in REPORTS:
        document = strict_json(files[report + ".json"])
        for name, check in checks.items():
            try:
                check("%s.%s" % (report, name), files["%s.%s" % (report, name)], document)
            except Exception as error:  # a reader that refuses is a finding, not the end
                WRONG.append("%s.%s: %s: %s" % (report, name, type(error).__name__, error))
    for what in WRONG[:50]:
        print(what)
    print("%d formats of %d reports, %d wrong" % (len(checks), len(REPORTS), len(WRONG)))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
