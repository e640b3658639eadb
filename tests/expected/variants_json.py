"""Lambda's JSON log format: event shapes, key orders, spacing, neighbours."""
import itertools

from variants import *  # noqa: F403: the words these tables are written in

one = Report(1, "1233.96", 1698, 512, 112, init="463.512")
two = Report(2, "14.97", 15, 512, 112)
X = "1-69a56020-5c1d2e3f4a5b6c7d8e9f0a1b"
FARN = "arn:aws:lambda:eu-west-1:123456789012:function:orders-api"


def lines(*events):
    return "".join((e if isinstance(e, str) else compact(e)) + "\n" for e in events)


def init(**more):
    record = dict({"initializationType": "on-demand", "phase": "init", "runtimeVersion": "nodejs:22.v53", "runtimeVersionArn": ARN,
                   "functionName": "orders-api", "functionVersion": "$LATEST", "instanceId": STREAM, "instanceMaxMemory": 536870912}, **more)
    return {"time": ISO, "type": "platform.initStart", "record": record}


def begin(report, **more):
    return {"time": ISO, "type": "platform.start", "record": dict({"requestId": report.id, "functionArn": FARN, "version": "$LATEST"}, **more)}


known = {"function": "orders-api", "version": "$LATEST", "region": "eu-west-1"}
case("as CloudWatch has it", lines(init(), begin(one), {"timestamp": ISO, "level": "INFO", "requestId": one.id, "message": "x"}, one.event(),
                                   begin(two), two.event()), [one.want_json(**known), two.want_json(**known)], init_start=1, start=2, report=2)

# B1: key orders, spacing
for order in itertools.permutations(("time", "type", "record")):
    event = one.event()
    case("keys in the order " + " ".join(order), lines({k: event[k] for k in order}), [one.want_json()])
for order in itertools.permutations(("requestId", "metrics", "status", "errorType")):
    failed = Report(3, status="error", error="Runtime.ExitError")
    event = failed.event()
    event["record"] = {k: event["record"][k] for k in order}
    case("record's keys in the order " + " ".join(order), lines(event), [failed.want_json()], totals={"errors": 1})
for name, dump in (("blanks", json.dumps(one.event())), ("2", json.dumps(one.event(), indent=2)), ("4", json.dumps(one.event(), indent=4)),
                   ("tabs", json.dumps(one.event(), indent="\t")), ("0", json.dumps(one.event(), indent=0)),
                   ("odd", compact(one.event()).replace(":{", " :\t{ ").replace(",", " , "))):
    case("one event, indented by " + name, dump + "\n", [one.want_json()])
    case("two events, indented by " + name, dump + "\n" + dump.replace(one.id, IDS[50]).replace("463.512", "463.513") + "\n",
         [one.want_json(), dict(one.want_json(), request_id=IDS[50], init_duration_ms=463.513)])
    case("an array, indented by " + name, "[" + dump + ",\n" + two.json() + "]\n", [one.want_json(), two.want_json()])
    case("after text, indented by " + name, "hello\n" + dump + "\nworld\n" + two.json() + "\n", [one.want_json(), two.want_json()])
    case("CRLF, indented by " + name, (dump + "\n" + two.json() + "\n").replace("\n", "\r\n"), [one.want_json(), two.want_json()])
    case("behind a time and stream, indented by " + name, "%s %s \n%s\n%s %s %s\n" % (ISO, STREAM, dump, ISO, STREAM, two.json()),
         [one.want_json(log_stream=STREAM), two.want_json(log_stream=STREAM)])
case("no line end", one.json(), [one.want_json()])
case("glued", one.json() + two.json() + Report(3).json() + "\n", [one.want_json(), two.want_json(), Report(3).want_json()])
case("glued pretty", json.dumps(one.event(), indent=2) + json.dumps(two.event(), indent=2), [one.want_json(), two.want_json()])
case("glued after a line", lines(begin(one)) + one.json() + two.json() + "\n", [one.want_json(version="$LATEST"), two.want_json()])
case("commas between lines", one.json() + ",\n" + two.json() + "\n", [one.want_json(), two.want_json()])
case("broken next to good", one.json()[:90] + "\n" + two.json() + "\n", [two.want_json()], malformed=1)
case("broken, glued to good", one.json()[:-1] + two.json() + "\n", [], malformed=1, code=(0, 3))
case("good, glued to cut", lines(begin(one)) + one.json() + two.json()[:70], [one.want_json()], malformed=1, code=(0, 3))
case("JSON and text mixed", start(Report(4)) + lines(begin(one), one.event()) + Report(4).text() + lines(two.event()),
     [one.want_json(), Report(4).want(), two.want_json()])
case("blank lines between", "\n\n" + one.json() + "\n\n\n" + two.json() + "\n\n", [one.want_json(), two.want_json()])
case("byte-order mark", "\ufeff" + lines(one.event(), two.event()), [one.want_json(), two.want_json()])
case("UTF-16, one a line", ("\ufeff" + lines(one.event(), two.event()).replace("\n", "\r\n")).encode("utf-16-le"),
     [one.want_json(), two.want_json()])
case("UTF-16 big-endian without a mark", lines(one.event(), two.event()).encode("utf-16-be"), [one.want_json(), two.want_json()])
case("escaped solidus", lines(init(functionName="orders-api")).replace("/", "\\/") + one.json() + "\n", [one.want_json(function="orders-api")])

# B2 and B3
snap = Report(5, "147.156", 201, 512, 91, restore="500.795", billed_restore=53)
case("SnapStart", lines({"time": ISO, "type": "platform.restoreStart", "record": {"runtimeVersion": "java:17.v9", "runtimeVersionArn": ARN,
     "functionName": "orders-api", "functionVersion": "3"}}, {"time": ISO, "type": "platform.restoreReport", "record": {
         "status": "success", "metrics": {"durationMs": 500.8}}}, snap.event()),
     [snap.want_json(function="orders-api", region="eu-west-1", cold_start=True)], restore_start=1, restore_report=1)
case("SnapStart, restore failed", lines({"time": ISO, "type": "platform.restoreReport", "record": {
    "status": "failure", "errorType": "Runtime.RestoreHookUserTimeout", "metrics": {"durationMs": 10000}}}, two.event()),
     [two.want_json(cold_start=True)], totals={"cold_starts": 1})
for status, error, count in (("timeout", None, {"timeouts": 1}), ("error", "Runtime.ExitError", {"errors": 1, "timeouts": 0}),
                             ("failure", "Sandbox.Failure", {"errors": 1}), ("timeout", "Task.Timedout", {"timeouts": 1}),
                             ("error", "Runtime.OutOfMemory", {"out_of_memory": 1})):
    failed = Report(6, "30000.00", 30000, status=status, error=error)
    case("status %s %s" % (status, error), lines(failed.event()), [failed.want_json()], totals=count)
managed = {"time": ISO, "type": "platform.report", "record": {"requestId": one.id, "metrics": {"durationMs": 10.000}, "status": "success",
           "spans": [{"name": "responseLatency", "start": ISO, "durationMs": 1.5}]}}
case("Managed Instances", lines(init(initializationType="lambda-managed-instances",
                                     instanceId="2026/03/02/orders-api[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d"), managed),
     [{"request_id": one.id, "duration_ms": 10.0, "billed_duration_ms": None, "memory_size_mb": None, "status": "success",
       "function": "orders-api", "cost_usd": None}], managed_instances=1)
interleaved = [Report(n, "%d.000" % n, None, None, None) for n in (21, 22)]
case("Managed Instances, interleaved", lines(*[{"time": ISO, "type": "platform.start", "record": {"requestId": r.id, "version": "4"}}
     for r in interleaved] + [{"time": ISO, "type": "platform.report", "record": {"requestId": r.id, "metrics": {"durationMs": float(r.d)}}}
                              for r in interleaved[::-1]]),
     [{"request_id": r.id, "duration_ms": float(r.d), "version": "4", "status": None} for r in interleaved[::-1]], managed_instances=2)
case("tenants", lines(begin(one, tenantId="blue"), one.event(tenantId="blue"), two.event(tenantId="green \u00e9")),
     [one.want_json(tenant_id="blue"), two.want_json(tenant_id="green \u00e9")])
case("X-Ray", lines(Report(7, xray=X).event()), [Report(7, xray=X).want_json()])
for value, trace in (("Root=%s;Sampled=1" % X, X), ("Parent=24cd7d670fa455f0;Root=%s" % X, X), ("Self=1-2;Root=%s;Lineage=a:0" % X, X),
                     (X, None), ("", None)):
    event = Report(7).event()
    event["record"] = dict({"tracing": {"type": "X-Amzn-Trace-Id", "value": value}}, **event["record"])
    case("X-Ray value " + value, lines(event), [Report(7).want_json(xray_trace_id=trace)])
case("spans and unknown keys", lines(dict(one.event(spans=[{"name": "extensionOverhead", "start": ISO, "durationMs": 9.9},
     {"name": "x", "metrics": {"durationMs": 1}}], metadata={"metrics": {"durationMs": 3}, "requestId": "no"}), extra={"record": 1})),
     [one.want_json()])
case("no status, id without dashes, 2020", lines({"time": "2020-08-20T12:31:32.123Z", "type": "platform.report", "record": {
    "requestId": "6f7f0961f83442118a7af6fe80b88d56", "metrics": {"durationMs": 101.51, "billedDurationMs": 300, "memorySizeMB": 128,
                                                                "maxMemoryUsedMB": 74, "initDurationMs": 116.67}}}),
     [{"request_id": "6f7f0961f83442118a7af6fe80b88d56", "duration_ms": 101.51, "billed_duration_ms": 300, "init_duration_ms": 116.67,
       "status": None, "time": "2020-08-20T12:31:32.123Z"}])
case("a record that is a text", lines({"time": ISO, "type": "platform.report", "record": two.text("")},
                                      {"time": ISO, "type": "platform.start", "record": "START RequestId: %s Version: 5" % IDS[7]},
                                      {"time": ISO, "type": "platform.report", "record": Report(8).text()}),
     [two.want(time=ISO), Report(8).want(time=ISO, version="5")])
case("a fault that is a text", lines({"time": ISO, "type": "platform.fault", "record":
     "RequestId: %s Process exited before completing request" % two.id}, two.event()), [two.want_json()], totals={"errors": 1})
case("other event types", lines(*[{"time": ISO, "type": "platform." + t, "record": {"requestId": two.id, "status": "success", "name": "x",
     "metrics": {"durationMs": 1.0, "billedDurationMs": 1, "memorySizeMB": 128, "maxMemoryUsedMB": 1}}} for t in (
         "runtimeDone", "initRuntimeDone", "restoreRuntimeDone", "extension", "telemetrySubscription", "logsSubscription", "end",
         "reports", "Report", "newKind")] + [two.event()]), [two.want_json()], end=1, report=1)
case("logs were dropped", lines({"time": ISO, "type": "platform.logsDropped", "record": {
    "reason": "Consumer seems to have fallen behind", "droppedRecords": 123, "droppedBytes": 12345}}, two.event()), [two.want_json()],
     says="123")
batch = [init(), begin(one), {"time": ISO, "type": "function", "record": "hello\n"}, {"time": ISO, "type": "function", "record":
         {"type": "platform.report", "record": {"requestId": "no"}}}, {"time": ISO, "type": "extension", "record": "x"}, one.event()]
for name, text in (("one line", json.dumps(batch)), ("minified", compact(batch)), ("pretty", json.dumps(batch, indent=2)),
                   ("two batches", compact(batch) + "\n" + compact([two.event()]) + "\n"), ("glued", compact(batch) + compact([two.event()])),
                   ("empty batches", "[]\n" + compact(batch) + "\n[]\n")):
    case("Telemetry API, " + name, text, [one.want_json(**known)] + ([two.want_json()] if name in ("two batches", "glued") else []))

# Failed init at DEBUG level
case("init fails, then again in the invocation", lines(
    init(), {"time": ISO, "type": "platform.initReport", "record": {"initializationType": "on-demand", "phase": "init", "status": "error",
             "errorType": "Runtime.ImportModuleError", "metrics": {"durationMs": 315.56}}}, begin(two), init(phase="invoke"),
    {"time": ISO, "type": "platform.initReport", "record": {"initializationType": "on-demand", "phase": "invoke", "status": "error",
     "errorType": "Runtime.ImportModuleError", "metrics": {"durationMs": 3892.2}}},
    Report(2, "14.97", 15, 512, 112, status="error", error="Runtime.ImportModuleError").event()),
    [Report(2, "14.97", 15, 512, 112, status="error", error="Runtime.ImportModuleError").want_json(cold_start=True)], init_start=2, init_report=2)

# B4: times
for time, ms in (("2026-03-02T10:00:00.356123Z", "356"), ("2026-03-02T10:00:00Z", "000"), ("2026-03-02T11:00:00.356+01:00", "356"),
                 ("2026-03-02T05:00:00.356-05:00", "356"), ("2026-03-02T10:00:00.356", "356"), ("2026-03-02 10:00:00.356", "356"),
                 ("2026-03-02T10:00:00.356123456Z", "356"), ("2026-03-02T10:00:00,356Z", "356"), ("2026-03-02T10:00:00.3Z", "300"),
                 (1772445600356, "356"), ("1772445600356", "356"), ("2026-03-02T11:00:00.356+0100", "356")):
    case("time %s" % time, lines(two.event(time)), [two.want_json("2026-03-02T10:00:00.%sZ" % ms)])
for time in ("2026-03-02T10:00:00:356Z", "yesterday", "", None, "2026-13-02T10:00:00Z", -5, 1e300, True, [], {}):
    case("no time %r" % (time,), lines(two.event(time)), [two.want_json(None)])
case("trailing comma as in the documentation", two.json()[:-1] + ",}\n", [], malformed=1)
case("missing comma as in the documentation", two.json().replace(",\"record\"", "\"record\"") + "\n", [], malformed=1)

# B5: lines around, and traps
case("application's lines", lines(
    {"timestamp": ISO, "level": "INFO", "requestId": two.id, "message": two.event()},
    {"timestamp": ISO, "level": "INFO", "requestId": two.id, "message": two.json()},
    {"timestamp": ISO, "level": "INFO", "AWSRequestId": two.id, "message": two.text()},
    {"type": "PLATFORM.REPORT", "record": {}, "message": "platform.report"}, {"type": "order", "record": two.event()["record"]},
    {"durationMs": 1, "billedDurationMs": 2, "type": "platform"}, [two.event(), 1] and {"a": [two.event()]},
    {"requestId": two.id, "metrics": {"durationMs": 1}}) + two.json() + "\n", [two.want_json()])
case("powertools and EMF are applications, not records", lines(
    {"level": "INFO", "message": "hi", "timestamp": ISO, "cold_start": True, "function_name": "invoice", "function_memory_size": "512",
     "function_arn": "arn:aws:lambda:eu-central-1:123456789012:function:invoice", "function_request_id": two.id, "xray_trace_id": "1-2"},
    {"_aws": {"Timestamp": MS, "CloudWatchMetrics": []}, "service": "s", "function_name": "invoice", "function_request_id": two.id},
    two.event()), [two.want_json(function=None)])
case("a function_name of another invocation", lines({"level": "INFO", "message": "calls", "function_name": "other",
     "function_request_id": IDS[90]}, two.event()), [two.want_json(function=None)])
case("capacity provider", lines({"timestamp": ISO, "level": "INFO", "message": "platform.report", "metadata": {"instanceId": "i-1"}}), [])
case("WARN writes no reports", lines({"time": ISO, "type": "platform.initRuntimeDone", "record": {"status": "error"}}), [], says="no REPORT")
for name, metrics in (("text", {"durationMs": "14.97", "billedDurationMs": 15, "memorySizeMB": 512, "maxMemoryUsedMB": 112}),
                      ("null", {"durationMs": None, "billedDurationMs": 15, "memorySizeMB": 512, "maxMemoryUsedMB": 112}),
                      ("negative", {"durationMs": -1, "billedDurationMs": 15, "memorySizeMB": 512, "maxMemoryUsedMB": 112}),
                      ("part", {"durationMs": 1, "billedDurationMs": 15}), ("none", {})):
    event = two.event()
    event["record"]["metrics"] = metrics
    case("metrics that are " + name, lines(event, one.event()), [one.want_json()], malformed=1)
case("billed as a float", lines(two.event()).replace(":15,", ":15.0,"), [two.want_json()])
case("three decimals that are zero", lines(two.event()).replace("14.97", "14.970"), [two.want_json()])

# Durable functions
case("durable", lines(init(runtimeVersion="python:3.14.DurableFunction.v13", functionVersion="4"), begin(one, version="4"),
     {"timestamp": ISO, "level": "INFO", "executionArn": FARN + ":4/durable-execution/a/b", "requestId": one.id, "message": "x"},
     one.event(), begin(two, version="4"), two.event()),
     [one.want_json(function="orders-api", version="4"), two.want_json(function="orders-api", version="4")])

# Console copies show an event twice
twice = "".join("%s\n%s\n\n%s\n" % (ISO, json.dumps(e, indent=4), compact(e)) for e in (begin(one), one.event(), begin(two), two.event()))
case("copied from the console, expanded", twice, [one.want_json(), two.want_json()], start=2, report=2)
