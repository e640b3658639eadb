#!/usr/bin/env python3
"""check_outputs.py PROGRAM: what every command writes, read by readers that are not ours.

  * JSON against the schema that --schema prints, by python3-jsonschema
  * OpenMetrics by python3-prometheus-client
  * CSV by Python's csv, JUnit by expat and the rules of Jenkins' junit-10.xsd, SARIF 2.1.0 by
    the properties that the standard requires and those that GitHub needs, annotations by the
    grammar of workflow commands, Markdown by its cells and its size
  * --anonymize: no name of the log is in any output, and pseudonyms agree
  * --top, --sort and --group-by show in every format

Where a reader is not installed its part is skipped and said so.  Prints what is wrong.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import uuid
import xml.etree.ElementTree as ElementTree

try:
    import jsonschema
except ImportError:
    jsonschema = None
try:
    from prometheus_client.openmetrics import parser as openmetrics
except ImportError:
    openmetrics = None

PROGRAM = os.path.abspath(sys.argv[1])
WRONG = []
MIB = 1 << 20


def expect(condition, what):
    if not condition:
        WRONG.append(what)


def run(*words, folder=None, codes=(0,)):
    environment = {key: value for key, value in os.environ.items() if key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")}
    environment["PATH"] = "/usr/bin:/bin"
    done = subprocess.run([PROGRAM, *words], cwd=folder, env=environment, capture_output=True, timeout=120)
    expect(done.returncode in codes, "%s: exit code %d\n%s" % (" ".join(words), done.returncode, done.stderr.decode()))
    return done.stdout.decode()


# ---- a log with a name in every place that can hold one ----------------------------------

SECRETS = {
    "function": "secret-payments", "account": "123412341234", "stream": "2026/03/02/[7]deadbeefdeadbeefdeadbeefdeadbeef",
    "group": "secret-team", "tenant": "acme-tenant", "error": "AcmeCardDeclined", "trace": "1-5f84c7a1-aaaabbbbccccddddeeeeffff",
    "excerpt": "jane.doe", "file": "quarterly-acquisition", "alias": "canary-acme",
}


def request_id(seed):
    return str(uuid.UUID(int=(0x5EC2E7 << 104) | (4 << 76) | (8 << 60) | seed))


def report_text(seed, ms, memory=512, used=200, more=""):
    return ("REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t%s"
            % (request_id(seed), ms, int(ms) + 1, memory, used, more))


def write_logs(folder):
    events = [(1000 * i, report_text(i, 10 + i % 7)) for i in range(40)]
    events.append((50000, report_text(90, 3000, more="Status: timeout\tXRAY TraceId: %s\tSegmentId: 11\tSampled: true\t" % SECRETS["trace"])))
    events.append((51000, "REPORT RequestId: %s\tDuration: %s ms of jane.doe" % (request_id(91), "x")))
    message = {
        "messageType": "DATA_MESSAGE", "owner": SECRETS["account"], "logGroup": "/aws/lambda/" + SECRETS["function"],
        "logStream": SECRETS["stream"], "subscriptionFilters": ["f"],
        "logEvents": [{"id": "%056d" % i, "timestamp": 1772445600000 + t, "message": text} for i, (t, text) in enumerate(events)],
    }
    with open(os.path.join(folder, SECRETS["file"] + ".json"), "w") as f:
        json.dump(message, f)
    with open(os.path.join(folder, "events-%s.log" % SECRETS["group"]), "w") as f:
        for i in range(100, 130):
            arn = "arn:aws:lambda:eu-west-1:%s:function:%s" % (SECRETS["account"], SECRETS["function"] + "-2")
            record = {"requestId": request_id(i), "status": "error" if i == 101 else "success", "tenantId": SECRETS["tenant"],
                      "metrics": {"durationMs": 5.5, "billedDurationMs": 6, "memorySizeMB": 1024, "maxMemoryUsedMB": 80}}
            if i == 101:
                record["errorType"] = SECRETS["error"]
            f.write(json.dumps({"time": "2026-03-02T10:%02d:00.000Z" % (i - 100), "type": "platform.start",
                                "record": {"requestId": request_id(i), "functionArn": arn, "version": SECRETS["alias"], "tenantId": SECRETS["tenant"]}}) + "\n")
            f.write(json.dumps({"time": "2026-03-02T10:%02d:00.100Z" % (i - 100), "type": "platform.report", "record": record}) + "\n")
        f.write("REPORT RequestId: jane.doe@example.com broken\n")
    with open(os.path.join(folder, "broken-%s.gz" % SECRETS["group"]), "wb") as f:
        f.write(b"\x1f\x8b\x08\x00broken")


# ---- readers ------------------------------------------------------------------------------

def check_json(name, text, schema):
    document = json.loads(text)
    if jsonschema is not None:
        for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
            WRONG.append("%s: %s at %s" % (name, error.message[:200], list(error.absolute_path)))
    return document


def check_csv(name, text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    expect(rows and len({len(row) for row in rows}) == 1, name + ": rows differ in their number of cells")
    expect(len(set(rows[0])) == len(rows[0]), name + ": a column is there twice")
    for row in rows[1:]:
        for cell in row:
            expect(cell[:1] not in "=@" or not cell, name + ": a cell is a formula: " + cell[:40])
    return rows


def check_junit(name, text):
    # junit-10.xsd: testsuites of testsuite (name, tests required) of testcase (name, classname
    # required) with at most one each of skipped, error, failure, system-out.
    root = ElementTree.fromstring(text)
    expect(root.tag == "testsuites", name + ": root is " + root.tag)
    allowed = {"name", "time", "tests", "failures", "errors", "skipped", "disabled"}
    for suite in root:
        expect(suite.tag == "testsuite" and {"name", "tests"} <= set(suite.attrib) <= allowed, name + ": testsuite %s" % suite.attrib)
        cases = list(suite)
        expect(int(suite.get("tests")) == len(cases), name + ": tests is not the number of cases")
        for what, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            expect(int(suite.get(what, 0)) == sum(case.find(tag) is not None for case in cases), name + ": %s is wrong" % what)
        for case in cases:
            expect(case.tag == "testcase" and {"name", "classname"} <= set(case.attrib), name + ": testcase %s" % case.attrib)
            tags = [child.tag for child in case]
            expect(set(tags) <= {"skipped", "error", "failure", "system-out"} and len(tags) == len(set(tags)), name + ": %s" % tags)
    expect(int(root.get("tests")) == sum(int(suite.get("tests")) for suite in root), name + ": tests of all is wrong")


def check_sarif(name, text):
    # SARIF 2.1.0, 3.13 ff.: what shall be there; and GitHub: a physical location, messages,
    # at most 25,000 results, levels it knows.
    log = json.loads(text)
    expect(log["version"] == "2.1.0" and len(log["runs"]) == 1, name + ": version or runs")
    one = log["runs"][0]
    driver = one["tool"]["driver"]
    expect(driver["name"] == "lambda-report", name + ": driver")
    ids = [rule["id"] for rule in driver["rules"]]
    expect(len(ids) == len(set(ids)), name + ": a rule is there twice")
    for rule in driver["rules"]:
        expect(rule["shortDescription"]["text"], name + ": a rule says nothing")
    for invocation in one["invocations"]:
        expect(isinstance(invocation["executionSuccessful"], bool), name + ": executionSuccessful")
    expect(len(one["results"]) <= 25000, name + ": more results than GitHub takes")
    for result in one["results"]:
        expect(result["message"]["text"], name + ": a result says nothing")
        expect(result["level"] in ("none", "note", "warning", "error"), name + ": level " + result["level"])
        expect(ids[result["ruleIndex"]] == result["ruleId"], name + ": ruleIndex of " + result["ruleId"])
        for location in result["locations"]:
            expect(not location["physicalLocation"]["artifactLocation"]["uri"].startswith("/"), name + ": absolute uri")
            expect(location["logicalLocations"][0]["name"], name + ": no logical location")


def check_github(name, text):
    for line in text.splitlines():
        expect(re.fullmatch(r"::(notice|warning|error) title=[^:,\r\n]*::[^\r\n]+", line), name + ": no annotation: " + line[:80])


def check_openmetrics(name, text):
    expect(text.endswith("# EOF\n"), name + ": has no end")
    if openmetrics is not None:
        try:
            expect(list(openmetrics.text_string_to_metric_families(text)), name + ": no family")
        except ValueError as error:
            WRONG.append("%s: %s" % (name, error))


def check_md(name, text):
    expect(len(text.encode()) < MIB, name + ": does not fit $GITHUB_STEP_SUMMARY")
    cells = set()
    for line in text.splitlines():
        if line.startswith("|"):
            cells.add(len(re.findall(r"(?<!\\)\|", line)))
        else:
            expect(not line or line[0] in "#->*0123456789N" or line.startswith("  - "), name + ": line begins with %r" % line[:20])
    expect(len(cells) <= 1, name + ": rows differ in their number of cells: %s" % cells)


READERS = {"csv": check_csv, "junit": check_junit, "sarif": check_sarif, "github": check_github, "openmetrics": check_openmetrics, "md": check_md}


def check_format(name, form, text, schema):
    if form == "json":
        check_json(name, text, schema)
    elif form == "jsonl":
        row_schema = dict(schema)
        if schema.get("properties", {}).get("functions"):
            row_schema = {"$defs": schema.get("$defs", {}), **schema["properties"]["functions"]["items"]}
        for line in text.splitlines():
            check_json(name, line, row_schema)
    elif form in READERS:
        READERS[form](name, text)
    expect(text == "" or text.endswith("\n"), name + ": does not end in a line feed")
    expect(not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text.replace("\r\n", "\n")), name + ": holds a control character")


# ---- commands -----------------------------------------------------------------------------

FORMATS = {
    "summary": ["table", "json", "jsonl", "csv", "md", "html", "openmetrics", "junit", "sarif", "github"],
    "records": ["jsonl", "csv"],
    "check": ["table", "json", "md", "junit", "sarif", "github"],
}
LIMITS = ["--max", "p99=1s", "--max", "max=2s", "--max", "secret-*:cost-per-million=$2.50", "--max", "init-p95=1s", "--max", "@total:cost=9",
          "--max", "findings.warning=0", "--max", "malformed-share=1%", "--min", "invocations=1", "--max", "monthly-cost=0"]


def words_of(command):
    return [command] + (LIMITS if command == "check" else [])


def check_every_format(folder, names):
    for command, forms in FORMATS.items():
        schema = json.loads(run(command, "--schema"))
        for form in forms:
            text = run(*words_of(command), "--format", form, *names, folder=folder, codes=(0, 1, 3))
            expect(text, "%s --format %s: is empty" % (command, form))
            check_format("%s --format %s" % (command, form), form, text, schema)


def check_anonymous(folder, names):
    seen = {}
    secrets = list(SECRETS.values()) + ["5ec2e7", "example.com", "deadbeef"]
    for command, forms in FORMATS.items():
        for form in forms:
            words = words_of(command) + ["--anonymize", "--format", form, *names]
            text = run(*words, folder=folder, codes=(0, 1, 3))
            for secret in secrets:
                expect(secret.lower() not in text.lower(), "%s --anonymize --format %s: holds %s" % (command, form, secret))
            expect(run(*words, folder=folder, codes=(0, 1, 3)) == text, "%s --format %s: another run, other pseudonyms" % (command, form))
            seen[command, form] = set(re.findall(r"fn-[a-z2-7]{10}", text))
    functions = seen["summary", "json"]
    expect(len(functions) == 2, "two functions have %d pseudonyms" % len(functions))
    for key, found in seen.items():
        expect(found <= functions, "%s: pseudonyms of its own" % (key,))
    plain = json.loads(run("--format", "json", *names, folder=folder, codes=(3,)))
    hidden = json.loads(run("--format", "json", "--anonymize", *names, folder=folder, codes=(3,)))
    expect(plain["totals"] == hidden["totals"], "--anonymize changes figures")
    expect([row["cost"] for row in plain["functions"]] == [row["cost"] for row in hidden["functions"]], "--anonymize changes rows")

    def with_key(key, *inputs):
        rows = json.loads(run("--format", "json", "--anonymize", "--anonymize-key", key, *inputs, folder=folder, codes=(0, 3)))["functions"]
        return {row["function"] for row in rows}
    expect(with_key("k", names[0]) | with_key("k", names[1]) == with_key("k", *names), "a key does not make pseudonyms the same for all logs")
    expect(not with_key("k", names[0]) & with_key("l", names[0]), "another key gives the same pseudonyms")
    text = run("config", "--print-effective", "--anonymize-key", "hush-hush", folder=folder)
    expect("hush" not in text, "config shows a secret")


def check_order(folder):
    with open(os.path.join(folder, "many.log"), "w") as f:
        for i in range(3):
            for k in range(i + 1):
                f.write("2026-03-02T10:00:00.000Z %s\n" % report_text(1000 + 10 * i + k, 10 * (3 - i), memory=128 * (i + 1)))
    # Two inputs without a name would be two rows; the memory size tells the three apart.
    base = ["--function", "f", "many.log"]
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", "--sort", "max-memory-used", *base, folder=folder))))
    expect(len(rows) == 3, "three memory sizes are %d rows" % len(rows))
    shown = list(csv.DictReader(io.StringIO(run("--format", "csv", "--sort", "p99", "--top", "2", *base, folder=folder))))
    expect([row["memory_size_mb"] for row in shown] == ["128", "256"], "csv: order or number")
    for form, pattern in (("jsonl", r'"memory_size_mb": ?(\d+)'), ("openmetrics", r'lambda_report_invocations\w*\{[^}]*memory_size_mb="(\d+)"'),
                          ("table", r"^ f +(\d+) "), ("md", r"^\| f \| (\d+)")):
        text = run("--format", form, "--sort", "p99", "--top", "2", *base, folder=folder)
        found = [int(x) for x in re.findall(pattern, text, re.M)]
        expect(found == [128, 256], "--sort p99 --top 2 --format %s shows %s" % (form, found))
    document = json.loads(run("--format", "json", "--sort", "p99", "--top", "2", *base, folder=folder))
    expect([row["memory_size_mb"] for row in document["functions"]] == [128, 256], "json: order or number")
    expect(document["functions_total"] == 3 and document["totals"]["invocations"] == 6, "json: totals of what is shown only")
    for form in FORMATS["summary"]:
        text = run("--format", form, "--group-by", "function", *base, folder=folder)
        expect(text and "384 MB" not in text, "--group-by function --format %s tells memory sizes apart" % form)


def check_size(folder):
    with open(os.path.join(folder, "large.log"), "w") as f:
        for i in range(6000):
            name = "f%05d" % i + "|" * 80
            event = {"time": "2026-03-02T10:00:00.000Z", "type": "platform.report", "record": {"requestId": request_id(5000 + i), "status": "success", "metrics": {
                "durationMs": 5.5, "billedDurationMs": 6, "memorySizeMB": 128, "maxMemoryUsedMB": 80}}}
            start = {"time": "2026-03-02T09:59:59.000Z", "type": "platform.start", "record": {
                "requestId": request_id(5000 + i), "functionArn": "arn:aws:lambda:eu-west-1:123412341234:function:" + name, "version": "1"}}
            f.write(json.dumps(start) + "\n" + json.dumps(event) + "\n")
    for words in (["summary", "--group-by", "function"], ["check", "--max", "max=1"]):
        check_md(words[0] + " of many", run(*words, "--format", "md", "large.log", folder=folder, codes=(0, 1)))


def check_advice(folder, names):
    """The CSV of findings against their JSON."""
    document = json.loads(run("advise", "--format", "json", *names, folder=folder, codes=(0, 3)))
    wanted = [finding for function in document["functions"] for finding in function["findings"]]
    rows = list(csv.DictReader(io.StringIO(run("advise", "--format", "csv", *names, folder=folder, codes=(0, 3)))))
    expect(wanted and len(rows) == len(wanted), "advise csv: %d rows, %d findings" % (len(rows), len(wanted)))
    by_name = lambda each: (each["rule"], each["function"] or "", each["message"])
    for row, finding in zip(sorted(rows, key=by_name), sorted(wanted, key=by_name)):
        for name in ("rule", "severity", "function", "message", "action", "verify"):
            expect(row[name] == (finding[name] or ""), "advise csv: %s is %r, not %r" % (name, row[name], finding[name]))
        expect(row["memory_size_mb"] == str(finding["memory_size_mb"] or ""), "advise csv: memory size %r" % row["memory_size_mb"])
        expect(not row["function"] or not row["input"], "advise csv: a function and an input")
        names_seen = [part.split("=")[0] for part in row["evidence"].split("; ")]
        expect(names_seen == list(finding["evidence"]), "advice csv: evidence %r" % row["evidence"])


def main():
    if jsonschema is None:
        print("skipped: JSON against its schema (python3-jsonschema is not installed)")
    if openmetrics is None:
        print("skipped: OpenMetrics (python3-prometheus-client is not installed)")
    with tempfile.TemporaryDirectory() as folder:
        write_logs(folder)
        names = [SECRETS["file"] + ".json", "events-%s.log" % SECRETS["group"], "broken-%s.gz" % SECRETS["group"]]
        check_every_format(folder, names)
        check_anonymous(folder, names)
        check_advice(folder, names)
        check_order(folder)
        check_size(folder)
    for text in WRONG[:60]:
        print(text)
    print("%d wrong" % len(WRONG))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
