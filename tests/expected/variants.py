"""What the tests of variants are written with: invocations, and what a file of them must give.

A case is a name, the bytes of one or several files, and what they must give: records field by
field, and figures of the ledger.  Every expectation is written down with the case; nothing is
taken from the program's own output.
"""
import base64
import gzip
import json
import os
import subprocess

CASES = []
EXPLAINED = []
STREAM = "2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d"
STREAM7 = "2026/03/02/[7]1a2b3c4d5e6f40718293a4b5c6d7e8f9"
GROUP = "/aws/lambda/orders-api"
MS = 1772445600356
ISO = "2026-03-02T10:00:00.356Z"
EVENT_ID = "39500000000000000000000000000000000000000000000004000012"
IDS = ["%08d-1111-4222-8333-444444444444" % n for n in range(1, 200)]
ARN = "arn:aws:lambda:eu-west-1::runtime:" + "a6" * 32


class Report:
    """One invocation: the line or event that Lambda writes, and the record it must give."""

    def __init__(self, n=1, d="44.19", b=45, m=512, u=83, init=None, restore=None, billed_restore=None, status=None, error=None,
                 xray=None):
        self.id, self.d, self.b, self.m, self.u = IDS[n - 1], d, b, m, u
        self.init, self.restore, self.billed_restore = init, restore, billed_restore
        self.status, self.error, self.xray = status, error, xray

    def fields(self):
        parts = [("Duration", self.d + " ms"), ("Billed Duration", "%s ms" % self.b), ("Memory Size", "%d MB" % self.m),
                 ("Max Memory Used", "%d MB" % self.u)]
        if self.init:
            parts.append(("Init Duration", self.init + " ms"))
        if self.restore:
            parts += [("Restore Duration", self.restore + " ms"), ("Billed Restore Duration", "%s ms" % self.billed_restore)]
        if self.status:
            parts.append(("Status", self.status))
        if self.error:
            parts.append(("Error Type", self.error))
        return ["%s: %s" % p for p in parts]

    def text(self, end="\t\n", sep="\t"):
        text = "REPORT RequestId: " + self.id + sep + sep.join(self.fields()) + (end if not self.status or end != "\t\n" else "\n")
        if self.xray:
            text += "XRAY TraceId: %s\tSegmentId: 3f1c2d4e5a6b7c8d\tSampled: true\n" % self.xray
        return text

    def event(self, time=ISO, **more):
        metrics = {"durationMs": float(self.d), "billedDurationMs": self.b, "memorySizeMB": self.m, "maxMemoryUsedMB": self.u}
        if self.init:
            metrics["initDurationMs"] = float(self.init)
        if self.restore:
            metrics["restoreDurationMs"], metrics["billedRestoreDurationMs"] = float(self.restore), self.billed_restore
        record = {"requestId": self.id, "metrics": metrics, "status": self.status or "success"}
        if self.error:
            record["errorType"] = self.error
        if self.xray:
            record["tracing"] = {"spanId": "24cd7d670fa455f0", "type": "X-Amzn-Trace-Id",
                                 "value": "Root=%s;Parent=24cd7d670fa455f0;Sampled=1" % self.xray}
        record.update(more)
        return {"time": time, "type": "platform.report", "record": record}

    def json(self, time=ISO, **more):
        return json.dumps(self.event(time, **more), separators=(",", ":"))

    def want(self, **more):
        """The record, of the text format unless `more` says other things."""
        want = {"request_id": self.id, "duration_ms": float(self.d), "billed_duration_ms": self.b, "memory_size_mb": self.m,
                "max_memory_used_mb": self.u, "init_duration_ms": float(self.init) if self.init else None,
                "restore_duration_ms": float(self.restore) if self.restore else None,
                "billed_restore_duration_ms": self.billed_restore, "status": self.status, "error_type": self.error,
                "xray_trace_id": self.xray}
        want.update(more)
        return want

    def want_json(self, time=ISO, **more):
        return self.want(**dict({"status": self.status or "success", "time": time}, **more))


def start(report, version="$LATEST"):
    return "START RequestId: %s Version: %s\n" % (report.id, version)


def end(report):
    return "END RequestId: %s\n" % report.id


def init_start(runtime="python:3.13.v75"):
    return "INIT_START Runtime Version: %s\tRuntime Version ARN: %s\n" % (runtime, ARN)


def case(name, data, records, words=(), code=0, says=None, totals=None, **ledger):
    """`data` is the bytes or text of one file, or a dictionary of files in a folder.

    `ledger`: figures of the ledger or of its kinds; malformed, suspicious and duplicates are
    0 unless given.  `totals`: figures of the summary's totals.  `code`: the exit code, or
    several.  `says`: what stderr must hold.
    """
    CASES.append({"name": name, "data": data, "records": records, "words": list(words),
                  "code": code if isinstance(code, tuple) else (code,), "says": says, "totals": totals or {}, "ledger": ledger})


def write(data, folder):
    """Writes the files of a case and returns the paths to give to the program."""
    if not isinstance(data, dict):
        data = {"input": data}
    for name, content in data.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return [os.path.join(folder, "input")] if list(data) == ["input"] else [folder]


def explained(name, data, says):
    """-v says `says` of the input, and nothing of it is said without."""
    EXPLAINED.append((name, data, says))


def problems_of_explanation(program, name, data, says, folder):
    paths = write(data, folder)
    _code, _out, err = run(program, ["records", "-v"] + paths)
    said = [line for line in err.splitlines() if line.startswith("lambda-report: " + paths[0])]
    problems = [] if says in [line.split("input: ", 1)[-1] for line in said] else ["-v says %r, want %r" % (said or err, says)]
    _code, _out, quiet = run(program, ["records"] + paths)
    return problems + (["said without -v as well"] if says in quiet else [])


def run(program, words):
    p = subprocess.run([program] + words, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return p.returncode, p.stdout.decode("utf-8"), p.stderr.decode("utf-8")


def problems_of(program, c, folder):
    """What is wrong with how `program` reads the case; empty: nothing."""
    paths = write(c["data"], folder)
    problems = []
    code, out, err = run(program, ["records"] + c["words"] + paths)
    if code not in c["code"]:
        problems.append("exit %d, want %s; %s" % (code, c["code"], err.strip()[:300]))
    if c["says"] and c["says"] not in err:
        problems.append("stderr lacks %r: %s" % (c["says"], err.strip()[:300]))
    rows = [json.loads(line) for line in out.splitlines()]
    if [r["request_id"] for r in rows] != [w["request_id"] for w in c["records"]]:
        problems.append("records %s, want %s" % ([r["request_id"][:8] for r in rows], [w["request_id"][:8] for w in c["records"]]))
    for want, got in zip(c["records"], rows):
        for field, value in want.items():
            if got[field] != value:
                problems.append("%s of %s: %r, want %r" % (field, want["request_id"][:8], got[field], value))
    code, out, err = run(program, ["summary", "--format", "json"] + c["words"] + paths)
    if not out:
        return problems if code in c["code"] else problems + ["summary: exit %d" % code]
    document = json.loads(out)
    ledger = document["ledger"]
    books = sum(ledger[k] for k in ("reports", "duplicates", "malformed", "suspicious", "outside_window"))
    if ledger["candidates"] != books:
        problems.append("the books do not balance: %r" % ledger)
    wanted = dict({"malformed": 0, "suspicious": 0, "duplicates": 0}, **c["ledger"])
    for name, value in wanted.items():
        got = ledger[name] if name in ledger else ledger["kinds"].get(name, 0)
        if got != value:
            problems.append("%s: %r, want %r (%s)" % (name, got, value, [r["reason"] for r in ledger["rejected"]]))
    for name, value in c["totals"].items():
        if document["totals"][name] != value:
            problems.append("total of %s: %r, want %r" % (name, document["totals"][name], value))
    return problems


# ---- forms that several cases use

def b64gz(value):
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def payload(messages, group=GROUP, stream=STREAM, owner="123456789012", ms=MS):
    return {"messageType": "DATA_MESSAGE", "owner": owner, "logGroup": group, "logStream": stream, "subscriptionFilters": ["f"],
            "logEvents": [{"id": "395%053d" % i, "timestamp": ms + i, "message": m} for i, m in enumerate(messages)]}


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def filtered(messages, stream=STREAM, ms=MS):
    return [{"logStreamName": stream, "timestamp": ms + i, "message": m, "ingestionTime": ms + 4021, "eventId": "395%053d" % i}
            for i, m in enumerate(messages)]
