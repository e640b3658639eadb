#!/usr/bin/env python3
"""envelopes.py PROGRAM [--seed N] [--keep FOLDER] [--only NAME]

Writes the same random invocations in every envelope that a person may have in hand and asks
the program for their summary.  What an envelope can carry must come out alike to the last
digit; counts and sums are also worked out here.  At last, all envelopes with whole times in
one run: everything but one copy is a duplicate.
"""
import argparse
import base64
import csv
import datetime
import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ACCOUNT = "123456789012"
REGION = "eu-west-1"
START_MS = 1772445600000


def iso(ms, form="Z"):
    t = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc).replace(microsecond=ms % 1000 * 1000)
    if form == "Z":
        return t.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (ms % 1000)
    if form == "us":
        return t.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    if form == "isoformat":
        return t.isoformat()
    if form == "naive":
        return t.replace(tzinfo=None).isoformat()
    if form == "space":
        return t.strftime("%Y-%m-%d %H:%M:%S.") + "%03d" % (ms % 1000)
    if form == "s":
        return t.strftime("%Y-%m-%dT%H:%M:%S")
    if form == "ns":
        return t.strftime("%Y-%m-%dT%H:%M:%S.%f") + "456Z"
    if form == "local":
        return (t + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.") + "%03d+01:00" % (ms % 1000)
    if form == "local-s":
        return (t + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S+01:00")
    raise ValueError(form)


class Event:
    def __init__(self, function, stream, ms, message, number, report=None):
        self.function, self.stream, self.ms, self.message, self.report = function, stream, ms, message, report
        self.group = "/aws/lambda/" + function
        self.id = "395%053d" % number
        self.ingested = ms + 4021


# ---- the invocations ------------------------------------------------------------------

def report_text(r):
    text = "REPORT RequestId: %s\tDuration: %s ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t" % (
        r["id"], r["duration"], r["billed"], r["memory"], r["used"])
    if r["init"]:
        text += "Init Duration: %s ms\t" % r["init"]
    if r["status"]:
        text += "Status: " + r["status"]
        if r["error"]:
            text += "\tError Type: " + r["error"]
    text += "\n"
    if r["xray"]:
        text += "XRAY TraceId: %s\tSegmentId: 3f1c2d4e5a6b7c8d\t%s\n" % (r["xray"], r["sampled"])
    return text


def report_json(r, ms, rng):
    metrics = {"durationMs": float(r["duration"]), "billedDurationMs": r["billed"], "memorySizeMB": r["memory"],
               "maxMemoryUsedMB": r["used"]}
    if r["init"]:
        metrics["initDurationMs"] = float(r["init"])
    record = [("requestId", r["id"]), ("metrics", metrics), ("status", r["status"] or "success")]
    if r["error"]:
        record.append(("errorType", r["error"]))
    if r["xray"]:
        record.append(("tracing", {"type": "X-Amzn-Trace-Id", "value": "Root=%s;Parent=24cd7d670fa455f0;Sampled=1" % r["xray"]}))
    rng.shuffle(record)
    event = [("time", iso(ms)), ("type", "platform.report"), ("record", dict(record))]
    rng.shuffle(event)
    return json.dumps(dict(event), separators=rng.choice([(",", ":"), (", ", ": ")])) + "\n"


def invocations(seed, in_json):
    rng = random.Random(seed)
    events, reports, number = [], [], 0

    def add(function, stream, ms, message, report=None):
        nonlocal number
        number += 1
        events.append(Event(function, stream, ms, message, number, report))

    for function, version, memory, streams in (("orders-api", "$LATEST", 512, 3), ("orders-api", "7", 512, 2),
                                               ("invoice_pdf", "$LATEST", 1024, 2)):
        for _ in range(streams):
            stream = "2026/03/02/[%s]%032x" % (version, rng.getrandbits(128))
            now = START_MS + rng.randrange(5000)
            used = rng.randrange(60, memory // 2)
            arn = "arn:aws:lambda:%s:%s:function:%s" % (REGION, ACCOUNT, function)
            if in_json:
                add(function, stream, now, json.dumps({"time": iso(now), "type": "platform.initStart", "record": {
                    "initializationType": "on-demand", "phase": "init", "runtimeVersion": "nodejs:22.v53",
                    "functionName": function, "functionVersion": version, "instanceId": stream}}) + "\n")
            else:
                add(function, stream, now, "INIT_START Runtime Version: python:3.13.v75\tRuntime Version ARN: "
                    "arn:aws:lambda:%s::runtime:%064x\n" % (REGION, rng.getrandbits(256)))
            for i in range(rng.randrange(4, 12)):
                request = "%08x-%04x-4%03x-8%03x-%012x" % tuple(rng.getrandbits(b) for b in (32, 16, 12, 12, 48))
                hundredths = rng.choice([rng.randrange(50, 9000), rng.randrange(9000, 250000)])
                init = rng.randrange(10000, 60000) if i == 0 else 0
                used = min(memory - 1, used + rng.randrange(3))
                kind = rng.random()
                r = {"id": request, "memory": memory, "used": used, "status": None, "error": None, "timed_out_line": False,
                     "xray": "1-%08x-%024x" % (rng.getrandbits(32), rng.getrandbits(96)) if rng.random() < .4 else None,
                     "sampled": rng.choice(["Sampled: true", "", "Sampled: true\t"])}
                if kind < .1:
                    hundredths, r["status"] = 300000, "timeout"
                elif kind < .15:
                    r["status"], r["error"] = "error", "Runtime.ExitError"
                elif kind < .2:
                    r["status"], r["error"] = "error", "Runtime.OutOfMemory"
                elif kind < .25 and not in_json:
                    hundredths, r["timed_out_line"] = 300316, True
                r["duration"] = "%d.%02d" % divmod(hundredths, 100)
                r["init"] = "%d.%02d" % divmod(init, 100) if init else None
                r["billed"] = 3000 if r["timed_out_line"] and not init else -(-(hundredths + init) // 100)
                r["function"], r["version"] = function, version
                reports.append(r)
                now += rng.randrange(1, 900)
                begin, now = now, now + hundredths // 100 + init // 100
                if in_json:
                    add(function, stream, begin, json.dumps({"time": iso(begin), "type": "platform.start", "record": {
                        "requestId": request, "functionArn": arn, "version": version}}) + "\n")
                    for _ in range(rng.randrange(3)):
                        add(function, stream, begin + 1, json.dumps({"timestamp": iso(begin + 1), "level": "INFO",
                            "message": "REPORT RequestId: %s is text \u00e9 {" % request, "requestId": request,
                            "type": rng.choice(["order", "platform.reported"])}, ensure_ascii=False) + "\n")
                    add(function, stream, now, report_json(r, now, rng), r)
                    continue
                add(function, stream, begin, "START RequestId: %s Version: %s\n" % (request, version))
                for _ in range(rng.randrange(3)):
                    add(function, stream, begin + 1, rng.choice([
                        "[INFO]\t%s\t%s\tloading \u00e9 order, \"42\"\n" % (iso(begin + 1), request),
                        '{"level":"INFO","message":"a } b","n":[1,2]}\n',
                        "a plain line: Duration: 5 ms\n",
                        "%s\t%s\tINFO\tdone\n" % (iso(begin + 1), request)]))
                add(function, stream, now, "END RequestId: %s\n" % request)
                add(function, stream, now, report_text(r), r)
                if r["timed_out_line"]:
                    add(function, stream, now, "%s %s Task timed out after 3.00 seconds\n\n" % (iso(now), request))
    events.sort(key=lambda e: e.ms)  # stable: an environment's events stay in order
    return events, reports


# ---- envelopes --------------------------------------------------------------------------
# An envelope is a function (events, folder) that writes files, with what it can carry:
# function, stream: named in it; time: "ms", "s" or None.

ENVELOPES = []


def envelope(name, function=False, stream=False, time="ms", corpora=("text", "json"), drops=()):
    def register(write):
        ENVELOPES.append({"name": name, "function": function, "stream": stream, "time": time, "write": write,
                          "corpora": corpora, "drops": drops})
        return write
    return register


def by(events, *keys):
    parts = {}
    for e in events:
        parts.setdefault(tuple(getattr(e, k) for k in keys), []).append(e)
    return parts.items()


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def per_function(suffix, render, pack=lambda b: b):
    """One file a function, in a folder called like the function: what such tools write."""
    def write(events, folder):
        for (function,), part in by(events, "function"):
            put(os.path.join(folder, function, "log" + suffix), pack(render(part).encode()))
    return write


def whole(name, render, pack=lambda b: b):
    def write(events, folder):
        data = render(events)
        put(os.path.join(folder, name), pack(data if isinstance(data, bytes) else data.encode()))
    return write


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def lines(render):
    return lambda events: "".join(render(e) for e in events)


def json_or_text(message, indent):
    try:
        value = json.loads(message)
    except ValueError:
        return None
    return json.dumps(value, indent=indent, ensure_ascii=False) if isinstance(value, (dict, list)) else None


def plain(e):
    return e.message


envelope("plain", time=None)(per_function(".log", lines(plain)))
envelope("plain gz", time=None)(per_function(".log.gz", lines(plain), gzip.compress))
envelope("plain CRLF BOM", time=None)(
    per_function(".txt", lambda ev: "\ufeff" + lines(plain)(ev).replace("\n", "\r\n")))
envelope("plain UTF-16", time=None)(
    per_function(".txt", lines(plain), lambda b: b"\xff\xfe" + b.decode().replace("\n", "\r\n").encode("utf-16-le")))
envelope("firehose message extraction", time=None)(per_function("", lines(plain)))
envelope("serverless v2", time=None)(
    per_function(".log", lines(lambda e: e.message + ("\n" if e.report else ""))))
envelope("saw get", time=None)(per_function(".log", lines(lambda e: e.message.rstrip("\n") + "\n\n")))


@envelope("S3 export", stream=True)
def s3_export(events, folder):
    for (function, stream), part in by(events, "function", "stream"):
        base = os.path.join(folder, function, "6f1b2a34-5c6d-47e8-9f01-23456789abcd", stream.replace("/", "-"))
        put(os.path.join(base, "000000.gz"),
            gzip.compress("".join("%s %s\n" % (iso(e.ms), e.message) for e in part).encode()))
        put(os.path.join(folder, function, "aws-logs-write-test"), "Permission Check Successful")


def tail(form, stream, pretty=False, colour=False):
    def line(e):
        t, s = iso(e.ms, form), e.stream
        if colour:
            t, s = "\x1b[32m%s\x1b[0m" % t, "\x1b[36m%s\x1b[0m" % s
        text = (json_or_text(e.message, 4) if pretty else None)
        text = "\n" + text if text is not None else e.message.rstrip()
        return t + " " + (s + " " if stream else "") + text + "\n"
    return lines(line)


envelope("tail detailed", stream=True)(per_function(".log", tail("us", True)))
envelope("tail detailed colour", stream=True)(per_function(".log", tail("us", True, colour=True)))
envelope("tail short", time="s")(per_function(".log", tail("s", False)))
envelope("tail json", stream=True)(per_function(".log", tail("isoformat", True, pretty=True)))
envelope("tail json colour", stream=True)(per_function(".log", tail("isoformat", True, pretty=True, colour=True)))


def filtered(e, order=("logStreamName", "timestamp", "message", "ingestionTime", "eventId")):
    all_keys = {"logStreamName": e.stream, "timestamp": e.ms, "message": e.message, "ingestionTime": e.ingested, "eventId": e.id}
    return {k: all_keys[k] for k in order}


REVERSED = ("eventId", "ingestionTime", "message", "timestamp", "logStreamName")


def filter_json(indent=4, order=None, extra=False, **dump):
    def render(events):
        rows = [filtered(e, order) if order else filtered(e) for e in events]
        if extra:
            for i, row in enumerate(rows):
                row["extra"] = {"events": [{"message": "REPORT no"}], "n": i, "x": None}
        document = {"events": rows, "searchedLogStreams": [], "nextToken": "abc"}
        if order:
            document = dict(reversed(list(document.items())))
        return json.dumps(document, indent=indent, **dump) + "\n"
    return render


def halves(render):
    return lambda ev: render(ev[:len(ev) // 2]) + render(ev[len(ev) // 2:])


for name, suffix, render, pack in (
        ("filter", ".json", filter_json(), bytes),
        ("filter minified", ".json", filter_json(None, separators=(",", ":"), ensure_ascii=False), bytes),
        ("filter other order", ".json", filter_json(2, order=REVERSED), bytes),
        ("filter extra keys", ".json", filter_json(extra=True), bytes),
        ("filter CRLF BOM", ".json", lambda ev: "\ufeff" + filter_json()(ev).replace("\n", "\r\n"), bytes),
        ("filter two documents", ".json", halves(filter_json()), bytes),
        ("filter gz members", ".json.gz", filter_json(), lambda b: gzip.compress(b[:999]) + gzip.compress(b[999:])),
        ("filter zst", ".json.zst", filter_json(), zstd),
        ("filter --query events", ".json", lambda ev: json.dumps([filtered(e) for e in ev], indent=4), bytes),
        ("filter jq -c lines", ".ndjson",
         lines(lambda e: json.dumps(filtered(e), separators=(",", ":"), ensure_ascii=False) + "\n"), bytes),
        ("filter jq lines", ".json", lines(lambda e: json.dumps(filtered(e, REVERSED), indent=2) + "\n"), bytes),
        ("sam logs --output json", ".ndjson", lines(lambda e: json.dumps(filtered(e)) + "\n"), bytes),
        ("filter text", ".text", lines(lambda e: "EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (e.id, e.ingested, e.stream, e.message, e.ms)), bytes)):
    if pack is not zstd or shutil.which("zstd"):
        envelope(name, stream=True)(per_function(suffix, render, pack))


def query_message_text(events):
    return "\t".join(e.message for e in events) + "\n"


envelope("filter --query message text", time=None)(per_function(".text", query_message_text))
envelope("filter --query message json", time=None)(
    per_function(".json", lambda ev: json.dumps([e.message for e in ev], indent=4)))


def per_stream(suffix, render):
    def write(events, folder):
        for i, ((function, _stream), part) in enumerate(by(events, "function", "stream")):
            put(os.path.join(folder, function, "%d%s" % (i, suffix)), render(part))
    return write


# The streams are apart, but nameless: the environments are not counted alike.
envelope("get-log-events")(per_stream(".json", lambda ev: json.dumps(
    {"events": [filtered(e, ("timestamp", "message", "ingestionTime")) for e in ev],
     "nextForwardToken": "f/1/s", "nextBackwardToken": "b/1/s"}, indent=4)))
envelope("get-log-events text")(per_stream(".text", lambda ev: "b/1/s\tf/2/s\n" + "".join(
    "EVENTS\t%d\t%s\t%d\n" % (e.ingested, e.message, e.ms) for e in ev)))


# ---- YAML, as the AWS CLI prints it (PyYAML writes like its formatter)

try:
    import yaml
except ImportError:
    yaml = None
    print("left out: YAML, as there is no PyYAML")


def as_yaml(document, width=80):
    return yaml.safe_dump(document, default_flow_style=False, width=width, allow_unicode=True)


if yaml:
    for name, render in (
            ("filter yaml", lambda ev: as_yaml({"events": [filtered(e) for e in ev], "searchedLogStreams": []})),
            ("filter yaml wide", lambda ev: as_yaml({"events": [filtered(e) for e in ev]}, 4000)),
            ("filter yaml-stream", lambda ev: "".join(
                as_yaml([{"events": [filtered(e) for e in ev[i:i + 9]], "nextToken": "t"}]) for i in range(0, len(ev), 9))),
            ("filter --query events yaml", lambda ev: as_yaml([filtered(e) for e in ev]))):
        envelope(name, stream=True)(per_function(".yaml", render))
    envelope("get-log-events yaml")(per_stream(".yaml", lambda ev: as_yaml(
        {"events": [filtered(e, ("timestamp", "message", "ingestionTime")) for e in ev], "nextForwardToken": "f/1/s"})))


# ---- Insights and the console

def insights_fields(e):
    return [("@timestamp", iso(e.ms, "space")), ("@message", e.message), ("@logStream", e.stream),
            ("@log", ACCOUNT + ":" + e.group), ("@ptr", "Cmo" + e.id)]


def insights_api(events):
    rows = [[{"field": k, "value": v} for k, v in insights_fields(e)] for e in reversed(events)]
    return json.dumps({"results": rows, "statistics": {"recordsMatched": 1.0}, "status": "Complete"}, indent=4)


def insights_flat(events):
    rows = []
    for e in reversed(events):
        row = dict(insights_fields(e)[:4])
        if e.message.startswith("{"):
            row["@message"] = json.loads(e.message)  # the console shows JSON as JSON
        rows.append(row)
    return json.dumps(rows, indent=4)


def as_csv(header, rows, end="\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=quoting)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def insights_csv(events, columns=(0, 1, 2, 3)):
    names = [insights_fields(events[0])[c][0] for c in columns]
    text = as_csv(names, [[insights_fields(e)[c][1] for c in columns] for e in reversed(events)])
    return text.rstrip("\n")


envelope("insights API", function=True, stream=True)(whole("results.json", insights_api))
if yaml:
    envelope("insights yaml", function=True, stream=True)(whole("results.yaml", lambda ev: as_yaml(json.loads(insights_api(ev)))))
envelope("insights flat", function=True, stream=True)(whole("logs-insights-results.json", insights_flat))
envelope("insights CSV", function=True, stream=True)(whole("logs-insights-results.csv", insights_csv))
envelope("insights CSV, other columns", function=True, stream=True)(
    whole("logs-insights-results.csv", lambda ev: insights_csv(ev, (3, 1, 4, 2, 0))))


def discovered(as_rows):
    def render(events):
        rows = []
        for e in events:
            r = e.report
            if r:
                row = {"@timestamp": iso(e.ms, "space"), "@requestId": r["id"], "@type": "REPORT", "@duration": r["duration"],
                       "@billedDuration": "%d.0" % r["billed"], "@memorySize": str(r["memory"] * 10**6),
                       "@maxMemoryUsed": str(r["used"] * 10**6), "@logStream": e.stream, "@log": ACCOUNT + ":" + e.group}
                if r["init"]:
                    row["@initDuration"] = r["init"]
                rows.append(row)
        return as_rows(rows)
    return render


DISCOVERED = ["@timestamp", "@requestId", "@duration", "@billedDuration", "@memorySize", "@maxMemoryUsed", "@initDuration",
              "@logStream", "@log"]
# Status, and what other lines say of an invocation, is in none of these fields.
NO_STATUS = ("errors", "timeouts", "out_of_memory", "suspected_out_of_memory", "cost")
envelope("insights fields API", True, True, corpora=("text",), drops=NO_STATUS)(whole("fields.json", discovered(
    lambda rows: json.dumps({"results": [[{"field": k, "value": v} for k, v in r.items()] for r in rows]}))))
envelope("insights fields CSV", True, True, corpora=("text",), drops=NO_STATUS)(whole("fields.csv", discovered(
    lambda rows: as_csv(DISCOVERED, [[r.get(k, "") for k in DISCOVERED] for r in rows]))))
envelope("console CSV")(per_function(".csv", lambda ev: "timestamp,message\n" + "\n".join(
    '%d,"%s"' % (e.ms, e.message.replace('"', '""')) for e in ev)))
envelope("console CSV CRLF BOM")(per_function(".csv", lambda ev: "\ufeff" + as_csv(
    ("timestamp", "message"), [(e.ms, e.message) for e in ev], "\r\n")))
envelope("console copy old")(per_function(".txt", lines(lambda e: iso(e.ms, "local") + "\t" + e.message + "\n")))
envelope("console copy new")(per_function(".txt", lines(lambda e: iso(e.ms) + "\n" + e.message)))


# ---- subscriptions

def payloads(events, size=7, snake=False):
    for (_function, stream), part in by(events, "function", "stream"):
        for i in range(0, len(part), size):
            batch = part[i:i + size]
            if snake:
                yield {"message_type": "DATA_MESSAGE", "owner": ACCOUNT, "log_group": batch[0].group, "log_stream": stream,
                       "subscription_filters": ["x"],
                       "log_events": [{"id": e.id, "timestamp": iso(e.ms), "message": e.message} for e in batch]}
            else:
                yield {"messageType": "DATA_MESSAGE", "owner": ACCOUNT, "logGroup": batch[0].group, "logStream": stream,
                       "subscriptionFilters": ["x"],
                       "logEvents": [{"id": e.id, "timestamp": e.ms, "message": e.message} for e in batch]}


CONTROL = {"messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "", "logStream": "", "subscriptionFilters": [],
           "logEvents": [{"id": "", "timestamp": START_MS, "message": "CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}


def dumps(value):
    return json.dumps(value, separators=(",", ":"))


def data_of(payload):
    return base64.b64encode(gzip.compress(dumps(payload).encode(), mtime=0)).decode()


def back(payload):
    """The payload with logEvents first: the group is known only after its events."""
    return dict(reversed(list(payload.items())))


def firehose(events):
    return "".join(dumps(p) for p in [CONTROL] + list(payloads(events)))


for name, file, render, pack in (
        ("subscription lines", "a.json", lambda ev: "".join(dumps(p) + "\n" for p in payloads(ev)), bytes),
        ("subscription pretty", "a.json", lambda ev: "".join(json.dumps(p, indent=2) + "\n" for p in payloads(ev)), bytes),
        ("subscription, events first", "a.json", lambda ev: "".join(dumps(back(p)) + "\n" for p in payloads(ev)), bytes),
        ("firehose glued", "stream-1-2026-03-02-10-00-00", firehose, bytes),
        ("firehose gzip members", "stream-1.gz", lambda ev: b"".join(
            gzip.compress(dumps(p).encode()) for p in [CONTROL] + list(payloads(ev))), bytes),
        ("firehose gzip in gzip", "stream-1.gz", lambda ev: b"".join(
            gzip.compress(dumps(p).encode()) for p in payloads(ev)), gzip.compress),
        ("lambda event", "event.json", lambda ev: "".join(
            json.dumps({"awslogs": {"data": data_of(p)}}) + "\n" for p in payloads(ev)), bytes),
        ("kinesis lambda event", "event.json", lambda ev: json.dumps({"Records": [
            {"kinesis": {"partitionKey": "1", "data": data_of(p), "approximateArrivalTimestamp": 1772445604.4},
             "eventSource": "aws:kinesis", "awsRegion": REGION} for p in payloads(ev)]}), bytes),
        ("kinesis get-records", "records.json", lambda ev: json.dumps({"Records": [
            {"SequenceNumber": "4959", "Data": data_of(p), "PartitionKey": "k"} for p in payloads(ev)],
            "NextShardIterator": "A", "MillisBehindLatest": 0}, indent=4), bytes),
        ("firehose HTTP request", "request.json", lambda ev: json.dumps(
            {"requestId": "ed4acda5-034f-9f42-bba1-f29aea6d7d8f", "timestamp": START_MS,
             "records": [{"data": data_of(p)} for p in payloads(ev)]}), bytes),
        ("firehose transformation event", "event.json", lambda ev: json.dumps(
            {"invocationId": "7a8d", "deliveryStreamArn": "arn:aws:firehose:%s:%s:deliverystream/x" % (REGION, ACCOUNT),
             "region": REGION, "records": [{"recordId": "4", "data": data_of(p)} for p in payloads(ev)]}), bytes),
        ("vector parsed payload", "a.ndjson", lambda ev: "".join(dumps(p) + "\n" for p in payloads(ev, snake=True)), bytes)):
    envelope(name, True, True)(whole(name.replace(" ", "_") + "/" + file, render, pack))


# ---- other tools

def no_end(message):
    return message.rstrip("\n")


envelope("awslogs", True, True, time=None)(whole("a.log", lines(
    lambda e: "%s %s %s\n" % (e.group, e.stream, e.message.rstrip()))))
envelope("awslogs with times", True, True)(whole("a.log", lines(
    lambda e: "%s %s %s %s %s\n" % (e.group, e.stream, iso(e.ms), iso(e.ingested), e.message.rstrip()))))
envelope("saw watch", False, True, time="s")(per_function(".log", lines(
    lambda e: "[%s] (%s) %s\n" % (iso(e.ms, "local-s"), e.stream, no_end(e.message)))))
envelope("cw", True, True, time="s")(whole("a.log", lines(
    lambda e: "%s - %s - %s - %s - %s\n" % (iso(e.ms, "s"), e.group, e.stream, e.id, e.message))))
envelope("lumigo-cli")(per_function(".log", lines(lambda e: "%s\n%s\n" % (iso(e.ms), e.message))))
envelope("sam logs", False, True)(per_function(".log", lines(
    lambda e: "%s %s %s\n" % (e.stream, iso(e.ms, "naive"), json_or_text(e.message, 2) or no_end(e.message)))))


def physical(render):
    """One document for each physical line of an event."""
    return lines(lambda e: "".join(render(e, text) for text in e.message.split("\n") if text))


envelope("docker json-file")(per_function("-json.log", physical(
    lambda e, text: dumps({"log": text + "\n", "stream": "stderr", "time": iso(e.ms, "ns")}) + "\n")))
envelope("docker logs -t")(per_function(".log", physical(lambda e, text: iso(e.ms, "ns") + " " + text + "\n")))


def datadog(e):
    forwarder = "arn:aws:lambda:%s:%s:function:datadog-forwarder" % (REGION, ACCOUNT)
    return {"aws": {"awslogs": {"logGroup": e.group, "logStream": e.stream, "owner": ACCOUNT}, "function_version": "$LATEST",
                    "invoked_function_arn": forwarder}, "id": e.id,
            "lambda": {"arn": "arn:aws:lambda:%s:%s:function:%s" % (REGION, ACCOUNT, e.function)},
            "message": e.message, "timestamp": e.ms}


def elastic(e):
    return {"@timestamp": iso(e.ms + 9000), "fields": {"message": no_end(e.message), "aws": {"cloudwatch": {
        "log_group": e.group, "log_stream": e.stream, "event_id": e.id}}, "cloud": {"provider": "aws", "region": REGION,
        "account": {"id": ACCOUNT}}}, "meta": {"event_timestamp": e.ms}}


def vector(e):
    return {"message": e.message, "timestamp": iso(e.ms), "id": e.id, "log_group": e.group, "log_stream": e.stream, "owner": ACCOUNT,
            "request_id": "ed4acda5-034f-9f42-bba1-f29aea6d7d8f", "source_type": "aws_kinesis_firehose"}


def sumo(e):
    message = json.loads(e.message) if e.message.startswith("{") else e.message.strip()
    return {"timestamp": e.ms, "message": message, "logStream": e.stream, "logGroup": e.group, "requestID": "sticky"}


for name, make in (("datadog forwarder", datadog), ("elastic forwarder", elastic), ("vector", vector), ("sumo logic", sumo)):
    envelope(name, True, True)(whole("a.ndjson", lines(lambda e, make=make: dumps(make(e)) + "\n")))
    envelope(name + ", array", True, True)(
        whole("a.json", lambda ev, make=make: json.dumps([make(e) for e in ev], indent=2)))


@envelope("new relic", True, True)
def new_relic(events, folder):
    put(os.path.join(folder, "a.ndjson"), "".join(dumps([{"common": {"attributes": {
        "plugin": {"type": "lambda"}, "aws": {"logStream": stream, "logGroup": part[0].group}}},
        "logs": [{"message": e.message, "timestamp": e.ms, "attributes": {"aws": {"lambda_request_id": "sticky"}}}
                 for e in part]}]) + "\n" for (_f, stream), part in by(events, "function", "stream")))


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


@envelope("OTLP", True, True)
def otlp(events, folder):
    put(os.path.join(folder, "a.json"), dumps({"resourceLogs": [
        {"resource": {"attributes": [attribute("cloudwatch.log.group.name", part[0].group),
                                     attribute("cloudwatch.log.stream", stream)]},
         "scopeLogs": [{"scope": {}, "logRecords": [
             {"timeUnixNano": "%d000000" % e.ms, "observedTimeUnixNano": "%d000000" % e.ingested,
              "body": {"stringValue": e.message}, "attributes": [attribute("id", e.id)]} for e in part]}]}
        for (_f, stream), part in by(events, "function", "stream")]}))


envelope("fluent-bit")(per_function(".ndjson", lines(
    lambda e: '{"date":%d.%03d,"log":%s}\n' % (e.ms // 1000, e.ms % 1000, json.dumps(no_end(e.message))))))
envelope("splunk HEC", time="ms")(per_function(".ndjson", lines(lambda e: json.dumps(
    {"time": e.ms / 1000, "host": "h", "source": "lambda:forwarder", "sourcetype": "aws:lambda",
     "event": {"message": e.message}}) + "\n")))


# ---- the comparison -----------------------------------------------------------------------

BY_PATH = ["--function-from", r"/(?P<function>orders-api|invoice_pdf)/"]
COMMON = ["--region", REGION, "--group-by", "function,memory,version", "--format", "json", "-q"]


def summary(program, folder, words):
    p = subprocess.run([program, "summary"] + COMMON + words + [folder], stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    if p.returncode != 0:
        raise AssertionError("exit %d: %s" % (p.returncode, p.stderr.decode("utf-8", "replace").strip()[:500]))
    return json.loads(p.stdout)


def carried(document, envelope):
    """The figures that the envelope can carry, one dictionary a row."""
    rows = {}
    for row in document["functions"]:
        figures = {k: v for k, v in row.items() if k not in (
            "account", "log_group", "region_basis", "region", "tenant", "input", "version", "function", "memory_size_mb")}
        figures["cost"] = dict(figures["cost"], monthly=None)  # hangs on the log's window
        if envelope["time"] != "ms":
            figures.pop("peak_concurrency")
        if not envelope["stream"]:
            figures.pop("environments")
        for name in envelope["drops"]:
            figures.pop(name)
        rows[(row["function"], row["memory_size_mb"], row["version"])] = figures
    return rows


def truth(reports):
    """What can be said of each row without the program."""
    rows = {}
    for r in reports:
        row = rows.setdefault((r["function"], r["memory"], r["version"]), {
            "invocations": 0, "cold_starts": 0, "timeouts": 0, "out_of_memory": 0, "billed_mb_ms": 0})
        row["invocations"] += 1
        row["cold_starts"] += r["init"] is not None
        row["timeouts"] += r["status"] == "timeout" or r["timed_out_line"]
        row["out_of_memory"] += r["error"] == "Runtime.OutOfMemory"
        row["billed_mb_ms"] += r["billed"] * r["memory"]
    return rows


def difference(want, got):
    if set(want) != set(got):
        return "rows %s, want %s" % (sorted(map(str, got)), sorted(map(str, want)))
    for key in want:
        for name in want[key]:
            if name in got[key] and got[key][name] != want[key][name]:
                return "%s of %s: %r, want %r" % (name, key, got[key][name], want[key][name])
    return None


def check_corpus(program, corpus, seed, root, only):
    events, reports = invocations(seed, corpus == "json")
    reference, checked, failed, timed = None, 0, 0, []
    chosen = [e for e in ENVELOPES if corpus in e["corpora"]]
    chosen.sort(key=lambda e: e["name"] != "subscription lines")  # the reference: it carries all
    for i, e in enumerate(chosen):
        if reference is not None and only not in e["name"]:
            continue
        checked += 1
        folder = os.path.join(root, "%s-%02d" % (corpus, i))
        e["write"](events, folder)
        try:
            document = summary(program, folder, [] if e["function"] else BY_PATH)
            got = carried(document, e)
            if reference is None:
                reference = got
            problem = difference(truth(reports), got) if not e["drops"] else None
            problem = problem or difference({k: {n: v for n, v in r.items() if n in got.get(k, {})} for k, r in reference.items()}, got)
            ledger = document["ledger"]
            if not problem and (ledger["malformed"] or ledger["suspicious"] or ledger["duplicates"]):
                problem = "%(malformed)d malformed, %(suspicious)d suspicious, %(duplicates)d duplicates" % ledger
            if not problem and ledger["reports"] != len(reports):
                problem = "%d reports, want %d" % (ledger["reports"], len(reports))
        except (AssertionError, KeyError) as error:
            problem = str(error)
        if problem:
            failed += 1
            print("FAIL %s, %s (seed %d): %s" % (e["name"], corpus, seed, problem))
        if e["time"] == "ms" and not e["drops"]:
            timed.append(folder)
    if not only:
        failed += check_together(program, corpus, seed, root, timed, reference, len(reports))
    return checked, failed


def check_together(program, corpus, seed, root, timed, reference, count):
    together = os.path.join(root, corpus + "-together")
    os.makedirs(together)
    for folder in timed:
        shutil.move(folder, together)
    document = summary(program, together, BY_PATH)
    ledger = document["ledger"]
    problem = difference(
        {k: {n: v for n, v in r.items() if n != "environments"} for k, r in reference.items()},
        carried(document, {"time": "ms", "stream": True, "drops": ("environments",)}))
    if ledger["reports"] != count or ledger["duplicates"] != count * (len(timed) - 1):
        problem = "%d reports and %d duplicates, want %d and %d" % (
            ledger["reports"], ledger["duplicates"], count, count * (len(timed) - 1))
    if problem:
        print("FAIL all together, %s (seed %d): %s" % (corpus, seed, problem))
    return 1 if problem else 0


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("program")
    ap.add_argument("--seed", type=int, action="append")
    ap.add_argument("--keep", help="write the files here and leave them")
    ap.add_argument("--only", default="", help="envelopes with this in their name")
    a = ap.parse_args()
    checked = failed = 0
    for seed in a.seed or [1, 2]:
        root = a.keep and os.path.join(a.keep, str(seed)) or tempfile.mkdtemp(prefix="lambda-report-envelopes-")
        try:
            for corpus in ("text", "json"):
                c, f = check_corpus(a.program, corpus, seed, root, a.only)
                checked, failed = checked + c, failed + f
        finally:
            if not a.keep:
                shutil.rmtree(root)
    print("%d envelopes, %d failed" % (checked, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
