"""Every wrapping of FORMATS, part C, in forms other than the samples'."""
from variants import *  # noqa: F403: the words these tables are written in

one = Report(1, init="307.11", b=352, xray="1-69a56020-5c1d2e3f4a5b6c7d8e9f0a1b")
two = Report(2, "3000.00", 3000, 512, 91, status="timeout")
jot = Report(3, "14.97", 15)
M1 = [init_start(), start(one), end(one), one.text()]
M2 = [start(two, "7"), '{"level":"ERROR","message":"boom","requestId":"%s"}\n' % two.id, end(two), two.text()]
T0 = "2026-03-02T10:00:00.3%02dZ"


def iso(ms):
    return "2026-03-02T10:00:0%d.%03dZ" % (ms // 1000 % 10, ms % 1000)


def w1(**more):
    return one.want(**dict({"version": "$LATEST", "region": "eu-west-1"}, **more))


def w2(**more):
    return two.want(**dict({"version": "7"}, **more))


# C1: aws logs tail
def tail(form, messages, stream=STREAM):
    return "".join("%s %s %s\n" % (form, stream, m.rstrip()) for m in messages)


for name, form, ms in (("microseconds", "2026-03-02T10:00:00.356000+00:00", "356"), ("none", "2026-03-02T10:00:00+00:00", "000"),
                       ("milliseconds Z", ISO, "356"), ("local", "2026-03-02T11:00:00.356000+01:00", "356"),
                       ("with a blank", "2026-03-02 10:00:00.356000+00:00", "356"), ("nanoseconds", "2026-03-02T10:00:00.356123456Z", "356")):
    at = "2026-03-02T10:00:00.%sZ" % ms
    case("tail, time with " + name, tail(form, M1) + tail(form, M2, STREAM7), [w1(time=at, log_stream=STREAM), w2(time=at, log_stream=STREAM7)])
    case("tail, coloured, time with " + name, "".join("\x1b[32m%s\x1b[0m \x1b[36m%s\x1b[0m %s\n" % (form, STREAM, m.rstrip()) for m in M1),
         [w1(time=at, log_stream=STREAM)])
    case("tail short, time with " + name, "".join("%s %s\n" % (form, m.rstrip()) for m in M1 + M2), [w1(time=at), w2(time=at)])
    case("tail, JSON, time with " + name, tail(form, [jot.json()]), [jot.want_json(at, log_stream=STREAM)])
case("tail, pretty", "%s %s \n%s\n%s %s %s\n" % (ISO, STREAM, json.dumps(jot.event("2026-03-02T09:00:00Z"), indent=4), ISO, STREAM, one.text().rstrip()),
     [jot.want_json(ISO, log_stream=STREAM), one.want(time=ISO, log_stream=STREAM)])
case("tail, pretty, coloured", "\x1b[32m%s\x1b[0m \x1b[36m%s\x1b[0m \n%s\n" % (ISO, STREAM, json.dumps(jot.event(), indent=4)),
     [jot.want_json(log_stream=STREAM)])
case("tail, colours cut off by nothing", "\x1b[1;32m%s\x1b[0m \x1b[38;5;14m%s\x1b[m %s\n" % (ISO, STREAM, jot.text().rstrip()),
     [jot.want(time=ISO, log_stream=STREAM)])
case("tail, an application's first line", "%s %s hello world\n" % (ISO, STREAM) + tail(ISO, M1), [w1(time=ISO, log_stream=STREAM)])
case("tail, forged by a later line", tail(ISO, ["x\n" + jot.text()]) + tail(ISO, M1), [w1(time=ISO, log_stream=STREAM)], suspicious=1)
CUSTOM = "2026/03/02/orders-api[7]1a2b3c4d5e6f40718293a4b5c6d7e8f9"
case("tail, stream of a custom group", tail(ISO, M2, CUSTOM), [w2(time=ISO, log_stream=CUSTOM, function="orders-api")])
case("tail, UTF-16 of PowerShell", b"\xff\xfe" + tail(ISO, M1).replace("\n", "\r\n").encode("utf-16-le"), [w1(time=ISO, log_stream=STREAM)])

# C2: aws logs, JSON and text
for name, dump in (("4", json.dumps({"events": filtered(M1)}, indent=4)), ("minified", compact({"events": filtered(M1)})),
                   ("tab", json.dumps({"events": filtered(M1)}, indent="\t")), ("1", json.dumps({"events": filtered(M1)}, indent=1)),
                   ("sorted", json.dumps({"events": filtered(M1)}, indent=4, sort_keys=True)),
                   ("token first", json.dumps({"nextToken": "a", "searchedLogStreams": [{"logStreamName": STREAM, "searchedCompletely": True}],
                                               "events": filtered(M1)}, indent=4)),
                   ("ASCII escapes off", json.dumps({"events": filtered(["\u00e9 \u2028\n"] + M1)}, ensure_ascii=False))):
    at = {"time": iso(MS + (4 if "ASCII" in name else 3)), "log_stream": STREAM}
    case("filter-log-events, indented by " + name, dump, [w1(**at)])
    case("filter-log-events twice, indented by " + name, dump + dump.replace(one.id, IDS[70]), [w1(**at), w1(**dict(at, request_id=IDS[70]))])
    case("filter-log-events in gzip in gzip, " + name, gzip.compress(gzip.compress(dump.encode())), [w1(**at)])
    case("filter-log-events with a mark and CRLF, " + name, "\ufeff" + dump.replace("\n", "\r\n"), [w1(**at)])
    case("filter-log-events in UTF-16, " + name, b"\xfe\xff" + dump.encode("utf-16-be"), [w1(**at)])
case("filter-log-events, no events", json.dumps({"events": [], "searchedLogStreams": []}, indent=4), [], says="no REPORT lines")
case("filter-log-events, an empty page first", json.dumps({"events": [], "searchedLogStreams": [], "nextToken": "x"}, indent=4) + "\n" +
     json.dumps({"events": filtered(M1)}, indent=4), [w1(log_stream=STREAM)])
case("get-log-events", json.dumps({"events": [{"timestamp": MS, "message": m, "ingestionTime": MS + 4021} for m in M1],
     "nextForwardToken": "f/1/s", "nextBackwardToken": "b/1/s"}, indent=4), [w1(time=ISO)])
case("get-log-events, tokens first", compact({"nextForwardToken": "f/1/s", "nextBackwardToken": "b/1/s", "events": [
     {"message": m, "ingestionTime": MS + 4021, "timestamp": MS} for m in M1]}), [w1(time=ISO)])
case("get-log-events, no events", compact({"nextForwardToken": "f/1/s", "nextBackwardToken": "b/1/s", "events": []}), [], says="no REPORT lines")
events = filtered(M1) + filtered(M2, STREAM7, MS + 10)
want = [w1(time=iso(MS + 3), log_stream=STREAM), w2(time=iso(MS + 13), log_stream=STREAM7)]
case("jq -c .events[]", "".join(compact(e) + "\n" for e in events), want)
case("jq .events[]", "".join(json.dumps(e, indent=2) + "\n" for e in events), want)
case("jq .events", json.dumps(events, indent=2), want)
case("jq -c .events", compact(events) + "\n", want)
case("jq -s of two files", compact([{"events": events[:4]}, {"events": events[4:]}]), want)
case("jq -c {timestamp, message}", "".join(compact({"timestamp": e["timestamp"], "message": e["message"]}) + "\n" for e in events),
     [w1(time=iso(MS + 3)), w2(time=iso(MS + 13))])
case("jq -c {message}", "".join(compact({"message": e["message"]}) + "\n" for e in events), [w1(), w2()])
case("jq -c [timestamp, message]", "".join(compact([e["timestamp"], e["message"]]) + "\n" for e in events), [w1(), w2()])
case("jq .message", "".join(json.dumps(m) + "\n" for m in M1 + M2), [w1(), w2()])
case("jq -r .message", "".join(m + "\n" for m in M1 + M2), [w1(), w2()])
case("jq -j .message", "".join(M1 + M2), [w1(), w2()])
case("jq -r @tsv", "".join("%d\t%s\n" % (e["timestamp"], e["message"].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")) for e in events),
     [], malformed=2)
case("--query events[].message", json.dumps(M1 + M2, indent=4), [w1(), w2()])
case("--query events[].message, one line", compact(M1 + M2), [w1(), w2()])
case("--query events[*].[timestamp,message]", json.dumps([[e["timestamp"], e["message"]] for e in events], indent=4), [w1(), w2()])
case("--query events[].message --output text", "\t".join(M1 + M2) + "\n", [w1(), w2()])
case("--query events[].message --output text, CRLF", ("\t".join(M1 + M2) + "\n").replace("\n", "\r\n"), [w1(), w2()])
case("--query events[].[timestamp,message] --output text", "".join("%d\t%s\n" % (e["timestamp"], e["message"]) for e in events),
     [w1(time=iso(MS + 3)), w2(time=iso(MS + 13))])
case("filter text", "".join("EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (e["eventId"], e["ingestionTime"], e["logStreamName"], e["message"], e["timestamp"])
                            for e in events) + "SEARCHEDLOGSTREAMS\t%s\tTrue\n" % STREAM, want)
case("filter text, CRLF", ("".join("EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (e["eventId"], e["ingestionTime"], e["logStreamName"], e["message"], e["timestamp"])
                            for e in events)).replace("\n", "\r\n"), want)
case("filter text, token first", "nexttoken123\n" + "".join("EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (
     e["eventId"], e["ingestionTime"], e["logStreamName"], e["message"], e["timestamp"]) for e in events), want)
case("filter text of JSON messages", "".join("EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (e["eventId"], e["ingestionTime"], e["logStreamName"], e["message"], e["timestamp"])
     for e in filtered([jot.json() + "\n"])), [jot.want_json(log_stream=STREAM)])
case("filter text, custom stream", "EVENTS\t%s\t%d\t%s\t%s\t%d\n" % (EVENT_ID, MS, "my/own-stream", jot.text(), MS), [jot.want(time=ISO)])
case("get text", "b/1/s\tf/2/s\n" + "".join("EVENTS\t%d\t%s\t%d\n" % (MS + 4021, m, MS) for m in M1), [w1(time=ISO)])
case("get text, two pages", ("b/1/s\tf/2/s\n" + "EVENTS\t%d\t%s\t%d\n" % (MS + 4021, M1[3], MS)) + "b/1/s\tf/2/s\n" +
     "EVENTS\t%d\t%s\t%d\n" % (MS + 4021, M2[3], MS), [one.want(time=ISO), two.want(time=ISO)])
case("message that is no text", compact({"events": [dict(filtered([""])[0], message=v) for v in (None, 5, True, [], {}, "")] + filtered([jot.text()])}),
     [jot.want(log_stream=STREAM)])
case("message with unicode escapes", compact({"events": filtered([jot.text()])}).replace("REPORT", "\\u0052EPORT").replace("\\t", "\\u0009"),
     [jot.want(log_stream=STREAM)])
case("timestamp as text", compact({"events": [dict(e, timestamp=str(e["timestamp"])) for e in filtered([jot.text()])]}), [jot.want(time=ISO)])
case("timestamp as ISO", compact({"events": [dict(e, timestamp=ISO) for e in filtered([jot.text()])]}), [jot.want(time=ISO)])
case("group beside the events", compact({"logGroupName": GROUP, "events": filtered([jot.text()])}), [jot.want(function="orders-api")])
case("group in the event", compact({"events": [dict(e, logGroupName="/aws/lambda/us-east-1.edge") for e in filtered([jot.text()])]}),
     [jot.want(function="edge")])
case("boto3 pages as one list", json.dumps([{"events": filtered([jot.text()]), "ResponseMetadata": {"RequestId": "x", "HTTPHeaders": {}}}]),
     [jot.want(time=ISO)])


# C3: Logs Insights
def row(report, ms=MS, **more):
    return dict({"@timestamp": iso(ms).replace("T", " ").rstrip("Z"), "@message": report.text(), "@logStream": STREAM,
                 "@log": "123456789012:" + GROUP}, **more)


def cells(r):
    return [{"field": k, "value": v} for k, v in r.items()]


named = {"function": "orders-api", "account": "123456789012", "time": ISO, "log_stream": STREAM}
rows = [row(two), row(jot)]
w_rows = [two.want(**named), jot.want(**named)]
case("insights API", json.dumps({"queryLanguage": "CWLI", "results": [cells(r) for r in rows], "statistics": {}, "status": "Complete"}, indent=4), w_rows)
case("insights API, status first", compact({"status": "Complete", "statistics": {"recordsMatched": 2.0}, "results": [cells(r) for r in rows]}), w_rows)
case("insights API, value before field", compact({"results": [[{"value": v, "field": k} for k, v in r.items()] for r in rows]}), w_rows)
case("insights API, other order", compact({"results": [cells(r)[::-1] for r in rows]}), w_rows)
case("insights API, only the message", compact({"results": [[{"field": "@message", "value": r["@message"]}] for r in rows]}), [two.want(), jot.want()])
case("insights API, no rows", compact({"results": [], "statistics": {"recordsMatched": 0.0}, "status": "Complete"}), [], says="no REPORT lines")
case("insights API, statistics of a query", compact({"results": [[{"field": "bin(5m)", "value": "x"}, {"field": "count()", "value": "5"}]], "status": "Complete"}), [],
     says="", code=(0, 2, 3))
case("insights JSON", json.dumps(rows, indent=2), w_rows)
case("insights JSON lines", "".join(compact(r) + "\n" for r in rows), w_rows)
case("insights JSON, message an object", compact([dict(row(jot), **{"@message": jot.event()})]), [jot.want_json(**named)])
case("insights JSON, parsed fields beside", compact([dict({"level": "INFO", "message": "no", "requestId": "x", "type": "y"}, **row(jot))]), [jot.want(**named)])
fields = {"@timestamp": "2026-03-02 10:00:00.356", "@requestId": jot.id, "@type": "REPORT", "@duration": "14.97", "@billedDuration": "15.0",
          "@memorySize": "5.12E8", "@maxMemoryUsed": "8.3E7"}
for name, more, wanted in (("exponents", {}, {}), ("plain", {"@memorySize": "512000000", "@maxMemoryUsed": "83000000"}, {}),
                           ("with points", {"@memorySize": "512000000.0", "@maxMemoryUsed": "83000000.0", "@billedDuration": "15"}, {}),
                           ("small exponents", {"@memorySize": "5.12e+8", "@maxMemoryUsed": "8.3e+07"}, {}),
                           ("init", {"@initDuration": "307.11"}, {"init_duration_ms": 307.11}),
                           ("empty init", {"@initDuration": ""}, {}),
                           ("128 MB", {"@memorySize": "1.28E8", "@maxMemoryUsed": "6.7E7"}, {"memory_size_mb": 128, "max_memory_used_mb": 67}),
                           ("10240 MB", {"@memorySize": "1.024E10"}, {"memory_size_mb": 10240}),
                           ("3009 MB", {"@memorySize": "3.009E9"}, {"memory_size_mb": 3009})):
    wanted = jot.want(**dict({"time": ISO}, **wanted))
    r = dict(fields, **more)
    case("insights fields, " + name + ", API", compact({"results": [cells(r)]}), [wanted])
    case("insights fields, " + name + ", JSON", compact([r]), [wanted])
    case("insights fields, " + name + ", CSV", ",".join(r) + "\n" + ",".join(r.values()) + "\n", [wanted])
    case("insights fields, " + name + ", CSV in another order", ",".join(list(r)[::-1]) + "\n" + ",".join(list(r.values())[::-1]), [wanted])
    case("insights fields, " + name + ", CSV quoted", ",".join('"%s"' % k for k in r) + "\r\n" + ",".join('"%s"' % v for v in r.values()) + "\r\n", [wanted])
    case("insights fields, " + name + ", CSV of semicolons", ";".join(r) + "\n" + ";".join(r.values()) + "\n", [wanted])
mocked = [dict(fields), dict(fields, **{"@type": "END", "@initDuration": "307.11"}), dict(fields, **{"@type": "START"})]
case("insights fields on rows of other types, API", compact({"results": [cells(r) for r in mocked]}), [jot.want()])
case("insights fields on rows of other types, JSON", compact(mocked), [jot.want()])
case("insights rows without figures", compact({"results": [cells({"@timestamp": "2026-03-02 10:00:00.356", "@requestId": jot.id, "@type": "START"})]}), [])
case("insights fields of JSON functions are not guessed", compact([{"@timestamp": "2026-03-02 10:00:00.356", "record.metrics.durationMs": "5", "record.requestId": jot.id}]), [],
     code=(0, 2, 3))


def quoted(text):
    return '"%s"' % text.replace('"', '""')


def csv_of(header, table, sep=",", end="\n", quote=quoted):
    return sep.join(header) + end + "".join(sep.join(quote(c) if any(x in c for x in '",;\t\n\r') else c for c in r) + end for r in table)


for sep, kind in ((",", "comma"), (";", "semicolon"), ("\t", "tab")):
    for end_, ending in (("\n", "LF"), ("\r\n", "CRLF")):
        for mark in ("", "\ufeff"):
            tag = "%s, %s, %s" % (kind, ending, "mark" if mark else "no mark")
            case("insights CSV, " + tag, mark + csv_of(list(rows[0]), [list(r.values()) for r in rows], sep, end_), w_rows)
            case("insights CSV, other order, " + tag, mark + csv_of(list(rows[0])[::-1], [list(r.values())[::-1] for r in rows], sep, end_), w_rows)
            case("console CSV, " + tag, mark + csv_of(["timestamp", "message"], [[str(MS), m] for m in M1 + M2], sep, end_), [w1(time=ISO), w2(time=ISO)])
            case("console CSV, no end, " + tag, mark + csv_of(["timestamp", "message"], [[str(MS), m] for m in M1 + M2], sep, end_)[:-len(end_)],
                 [w1(time=ISO), w2(time=ISO)])

# C4: console and notebooks
case("CSV in UTF-16", b"\xff\xfe" + csv_of(["timestamp", "message"], [[str(MS), m] for m in M1], "\t", "\r\n").encode("utf-16-le"), [w1(time=ISO)])
for text_, time in (("1772445600356", ISO), ("1.77245E+12", None), ("1,77245E+12", None), ("1772445600356.0", ISO), ("1772445600", "2026-03-02T10:00:00.000Z"),
                    ("2026-03-02 10:00:00.356", ISO), ("2026-03-02 10:00:00.356000", ISO), ("2026-03-02T10:00:00.356Z", ISO), ("2026-03-02 10:00:00", "2026-03-02T10:00:00.000Z"),
                    ("2026-03-02 10:00:00.356 UTC", ISO), ("2026-03-02 10:00:00.356+00:00", ISO), ("2026-03-02 10:00:00.356000+00", ISO), ("", None), ("02/03/2026 10:00", None),
                    ("1.772445600356E12", ISO), ("1772445600356000", ISO), ("2026-03-02T11:00:00.356+01:00", ISO)):
    case("CSV time " + text_, csv_of(["timestamp", "message"], [[text_, jot.text()]]), [jot.want(time=time)])
notebook = ["timestamp", "message", "requestId", "duration", "billedDuration", "memorySize", "maxMemoryUsed"]
case("notebook", csv_of(notebook, [["2026-03-02T10:00:00.356000", jot.text(), jot.id, "99.99", "100", "1", "2"],
                                   ["2026-03-02T10:00:00", "INIT_REPORT Init Duration: 315.56 ms\tPhase: init\tStatus: success\n", "", "315.56", "", "", ""]]),
     [jot.want(time=ISO)], init_report=1)
case("pandas with an index", csv_of([""] + notebook[:2], [["0", str(MS), jot.text()], ["1", str(MS), two.text()]]), [jot.want(time=ISO), two.want(time=ISO)])
case("pandas of filter-log-events", csv_of(["", "logStreamName", "timestamp", "message", "ingestionTime", "eventId"],
     [["0", STREAM, str(MS), jot.text(), str(MS), EVENT_ID]]), [jot.want(time=ISO, log_stream=STREAM)])
case("DuckDB", csv_of(["logStreamName", "timestamp", "message"], [[STREAM, "2026-03-02 10:00:00.356", jot.text()]]), [jot.want(time=ISO, log_stream=STREAM)])
case("Athena", '"time","log_group","log_stream","message"\n"2026-03-02 10:00:00.356","%s","%s",%s\n' % (GROUP, STREAM, quoted(jot.text())),
     [jot.want(time=ISO, function="orders-api", log_stream=STREAM)])
case("Athena federated query", '"log_stream","time","message"\n"%s","%d",%s\n' % (STREAM, MS, quoted(jot.text())), [jot.want(time=ISO, log_stream=STREAM)])
case("names in capitals", csv_of(["Timestamp", "Message"], [[str(MS), jot.text()]]), [jot.want(time=ISO)])
case("names quoted", '"timestamp","message"\n"%d",%s\n' % (MS, quoted(jot.text())), [jot.want(time=ISO)])
case("only a message column", '"message"\n%s\n%s\n' % (quoted(one.text()), quoted(two.text())), [one.want(), two.want()])
case("only a message column, bare", "message\n%s\n%s\n" % (quoted(jot.text()), quoted(two.text())), [jot.want(), two.want()])
case("@message column only", "@message\n%s\n%s\n" % (quoted(jot.text()), quoted(two.text())), [jot.want(), two.want()])
case("messages unquoted", "timestamp,message\n%d,%s\n%d,%s\n" % (MS, jot.text("\t"), MS, two.text("")), [jot.want(time=ISO), two.want(time=ISO)])
case("JSON in CSV", csv_of(["timestamp", "message"], [[str(MS), jot.json() + "\n"]]), [jot.want_json(ISO)])
case("ragged CSV", csv_of(["timestamp", "message"], [[str(MS)], [str(MS), jot.text(), "more", "and more"], []]), [jot.want(time=ISO)])
case("CSV with blank lines", "timestamp,message\n\n%d,%s\n\n" % (MS, quoted(jot.text())), [jot.want(time=ISO)])
case("CSV header only", "timestamp,message\n", [], says="no REPORT lines")
case("CSV without messages", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n", [], code=(2, 3), says="column")
case("CSV of costs", "date,service,usage_type,cost\n2026-03-01,AWS Lambda,GB-Second,1.5\n2026-03-02,AWS Lambda,Request,2.5\n2026-03-03,x,y,3\n", [], code=(2, 3))
case("CSV, a message with a forged line", csv_of(["timestamp", "message"], [[str(MS), "hello\n" + jot.text()], [str(MS), two.text()]]), [two.want(time=ISO)], suspicious=1)
case("copied, old", "".join("2026-03-02T11:00:00.356+01:00\t%s\n" % m for m in M1 + M2), [w1(time=ISO), w2(time=ISO)])
case("copied, old, CRLF", "".join("2026-03-02T11:00:00.356+01:00\t%s\n" % m for m in M1 + M2).replace("\n", "\r\n"), [w1(time=ISO), w2(time=ISO)])
case("copied, new", "".join("%s\n%s" % (ISO, m) for m in M1 + M2), [w1(time=ISO), w2(time=ISO)])
case("copied, new, local time", "".join("2026-03-02T11:00:00.356+01:00\n%s" % m for m in M1 + M2), [w1(time=ISO), w2(time=ISO)])
case("copied, new, CRLF", "".join("%s\n%s" % (ISO, m) for m in M1 + M2).replace("\n", "\r\n"), [w1(time=ISO), w2(time=ISO)])
case("copied, new, blank lines", "".join("%s\n%s\n" % (ISO, m) for m in M1 + M2), [w1(time=ISO), w2(time=ISO)])
case("copied, with the header of the viewer", "Timestamp\tMessage\n" + "".join("%s\t%s" % (ISO, m) for m in M2), [w2(time=ISO)])


# C5: S3 export
def export(messages, blank=True):
    return "".join("%s %s%s" % (ISO, m, "\n" if blank else "") for m in messages)


FOLDER = "p/6f1b2a34-5c6d-47e8-9f01-23456789abcd/"
tree = {FOLDER + STREAM.replace("/", "-") + "/000000.gz": gzip.compress(export(M1).encode()),
        FOLDER + STREAM7.replace("/", "-") + "/000000.gz": gzip.compress(export(M2, False).encode()),
        "p/aws-logs-write-test": "Permission Check Successful"}
case("S3 export", tree, [w1(time=ISO, log_stream=STREAM), w2(time=ISO, log_stream=STREAM7)])
case("S3 export, unpacked", {k.replace(".gz", ""): (gzip.decompress(v) if k.endswith("gz") else v) for k, v in tree.items()},
     [w1(time=ISO, log_stream=STREAM), w2(time=ISO, log_stream=STREAM7)])
case("S3 export, custom group", {FOLDER + CUSTOM.replace("/", "-") + "/000000.gz": gzip.compress(export(M2).encode())},
     [w2(time=ISO, log_stream=CUSTOM, function="orders-api")])
case("S3 export, two parts", {FOLDER + STREAM.replace("/", "-") + "/000000.gz": gzip.compress(export(M1[:2]).encode()),
                              FOLDER + STREAM.replace("/", "-") + "/000001.gz": gzip.compress(export(M1[2:]).encode())},
     [one.want(time=ISO, log_stream=STREAM, version="$LATEST")])
case("S3 export, application's own times", export(["%s\t%s\tINFO\tx\n" % (ISO, one.id)] + M1), [w1(time=ISO)])
case("S3 export, unhandled error", export([start(jot), "%s\t%s\tERROR\tInvoke Error \t{\"errorType\":\"Error\"}\n" % (ISO, jot.id), jot.text()]),
     [jot.want(time=ISO)], totals={"errors": 1})
case("S3 export, timed out", export([start(jot), "%s %s Task timed out after 3.00 seconds\n\n" % (ISO, jot.id), end(jot), jot.text()]),
     [jot.want(time=ISO)], totals={"timeouts": 1})
case("S3 export, JSON", export([jot.json() + "\n"]), [jot.want_json(ISO)])
case("S3 export, fault over lines", export([start(jot), "RequestId: %s Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n" % jot.id, jot.text()]),
     [jot.want(time=ISO)], totals={"errors": 1})

# C6: subscriptions
full = {"function": "orders-api", "account": "123456789012", "log_stream": STREAM}
p1, p2 = payload(M1), payload(M2, stream=STREAM7, ms=MS + 10)
v1, v2 = w1(time=iso(MS + 3), **full), w2(time=iso(MS + 13), **dict(full, log_stream=STREAM7))
control = {"messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "", "logStream": "", "subscriptionFilters": [],
           "logEvents": [{"id": "", "timestamp": MS, "message": "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}]}
member = lambda *ps: b"".join(gzip.compress(compact(p).encode(), mtime=0) for p in ps)  # noqa: E731
for name, data in (("one line each", compact(p1) + "\n" + compact(p2) + "\n"), ("glued", compact(p1) + compact(p2)), ("glued after control", compact(control) + compact(p1) + compact(p2)),
                   ("pretty", json.dumps(p1, indent=2) + "\n" + json.dumps(p2, indent=2)), ("array", json.dumps([p1, p2])), ("control between", compact(p1) + compact(control) + compact(p2)),
                   ("members", member(control, p1, p2)), ("members in gzip", gzip.compress(member(p1, p2))), ("members, zeros behind", member(p1, p2) + b"\0" * 512),
                   ("control first in gzip", gzip.compress((compact(control) + compact(p1) + compact(p2)).encode())),
                   ("Lambda events", compact({"awslogs": {"data": b64gz(p1)}}) + "\n" + compact({"awslogs": {"data": b64gz(p2)}}) + "\n"),
                   ("Lambda event, pretty", json.dumps({"awslogs": {"data": b64gz(p1)}}, indent=4) + json.dumps({"awslogs": {"data": b64gz(p2)}}, indent=4)),
                   ("get-records", json.dumps({"Records": [{"SequenceNumber": "1", "ApproximateArrivalTimestamp": 1.5, "Data": b64gz(p), "PartitionKey": "k"} for p in (control, p1, p2)],
                                               "NextShardIterator": "x", "MillisBehindLatest": 0}, indent=4)),
                   ("Firehose HTTP", compact({"requestId": "r", "timestamp": MS, "records": [{"data": b64gz(p)} for p in (p1, p2)]})),
                   ("Firehose, glued in one record", compact({"records": [{"data": b64gz(compact(p1) + compact(p2))}]})),
                   ("Firehose, payload not compressed", compact({"records": [{"data": base64.b64encode(compact(p).encode()).decode()} for p in (p1, p2)]})),
                   ("base64 lines", b64gz(p1) + "\n" + b64gz(p2) + "\n"), ("base64 with a mark", "\ufeff" + b64gz(p1) + "\r\n" + b64gz(p2)),
                   ("snake case", "".join(compact({"message_type": p["messageType"], "owner": p["owner"], "log_group": p["logGroup"], "log_stream": p["logStream"], "subscription_filters": [],
                                                   "log_events": [{"id": e["id"], "timestamp": iso(e["timestamp"]), "message": e["message"]} for e in p["logEvents"]]}) + "\n" for p in (p1, p2))),
                   ("events first", "".join(compact(dict(reversed(list(p.items())))) for p in (p1, p2))), ("with a policy level", compact(dict(p1, policyLevel="ACCOUNT")) + compact(p2)),
                   ("extracted fields", compact(dict(p1, logEvents=[dict(e, extractedFields={"message": "REPORT", "timestamp": "1", "id": "x"}) for e in p1["logEvents"]])) + compact(p2))):
    case("subscription, " + name, data, [v1, v2])
kinesis = {"Records": [{"kinesis": {"kinesisSchemaVersion": "1.0", "partitionKey": "k", "data": b64gz(p), "approximateArrivalTimestamp": 1.5}, "eventSource": "aws:kinesis",
                        "eventID": "shard:1", "awsRegion": "ap-southeast-2", "eventSourceARN": "arn:aws:kinesis:ap-southeast-2:123456789012:stream/x"} for p in (control, payload([jot.text()]))]}
case("Kinesis event", json.dumps(kinesis), [jot.want(**dict(full, time=ISO, region="ap-southeast-2"))])
case("Firehose transformation", compact({"invocationId": "i", "deliveryStreamArn": "arn:aws:firehose:ap-southeast-2:123456789012:deliverystream/x", "region": "ap-southeast-2",
     "records": [{"recordId": "1", "approximateArrivalTimestamp": MS, "data": b64gz(payload([jot.text()]))}]}), [jot.want(**dict(full, time=ISO, region="ap-southeast-2"))])
case("message extraction in a record", compact({"records": [{"data": base64.b64encode(jot.text().encode()).decode()}]}), [jot.want()])
case("message extraction", "".join(M1 + M2), [w1(), w2()])
case("message extraction, glued JSON", jot.json() + two.json(), [jot.want_json(), two.want_json()])
for group, function in (("/aws/lambda/orders-api", "orders-api"), ("/aws/lambda/us-east-1.orders-api", "orders-api"), ("/aws/lambda/microvms/image", None), ("/aws/lambda-microvms/image", None),
                        ("/aws/lambda/orders-api-ia", "orders-api-ia"), ("/custom/group", None), ("/aws/lambda/my-stack-OrdersFunction-1ABCDEFGHIJ", "my-stack-OrdersFunction-1ABCDEFGHIJ"),
                        ("orders-api", None), ("", None), ("/aws/lambda/a_b-C9", "a_b-C9"), ("/aws/lambda/" + "x" * 64, "x" * 64)):
    case("group " + group, compact(payload([jot.text()], group=group)), [jot.want(function=function)])
case("custom group, stream names the function", compact(payload([jot.text()], group="/custom", stream=CUSTOM)), [jot.want(function="orders-api", version="7")])
case("microvm, its own stream", compact(payload(["listening\n", "hello\n"], group="/aws/lambda/microvms/image", stream="mvm-1")), [], says="no REPORT lines")
case("a group that is not Lambda's", compact(payload(["{}", "x"], group="API-Gateway-Execution-Logs", stream="s")), [], says="no REPORT lines")
case("only control messages", member(control), [], says="no REPORT lines", control_message=1)
case("JSON in a subscription", compact(payload([jot.json() + "\n"])), [jot.want_json(function="orders-api", account="123456789012")])

# C7 and C8: other tools
for time_, at in (("2026-03-02T10:00:00.356000", ISO), ("2026-03-02T10:00:00", "2026-03-02T10:00:00.000Z")):
    case("sam logs " + time_, "".join("%s %s %s" % (STREAM, time_, m) for m in M1), [w1(time=at, log_stream=STREAM)])
    case("sam logs, JSON " + time_, "%s %s %s\n" % (STREAM, time_, json.dumps(jot.event(), indent=2)), [jot.want_json(at, log_stream=STREAM)])
    case("sam logs, coloured " + time_, "".join("\x1b[36m%s\x1b[0m \x1b[33m%s\x1b[0m %s" % (STREAM, time_, m) for m in M1), [w1(time=at, log_stream=STREAM)])
case("sam logs of a custom stream", "%s 2026-03-02T10:00:00.356000 %s" % (CUSTOM, two.text()), [two.want(time=ISO, log_stream=CUSTOM, function="orders-api", version="7")])
case("sam logs --output json", "".join(json.dumps(e) + "\n" for e in events), want)
case("serverless v2", "".join(m + ("\n" if m.startswith("REPORT") else "") for m in M1 + ["2026-03-02 11:00:00.312 (+01:00)\t%s\tINFO\tx\n" % one.id] + M2), [w1(), w2()])
case("serverless v2, grey", "".join("\x1b[90m%s\x1b[39m\n" % m.rstrip("\n") for m in M1), [w1()])
case("serverless v3", "START\n2026-03-02 11:00:00.312\tINFO\tx\nEND Duration: 44.19 ms (init: 307.11 ms) Memory Used: 83 MB\n", [], code=(0, 2, 3), says="serverless")


def dashed(r):
    return "START - %s - Version: 7\nhello\nEND - %s\nREPORT - %s\n%s\t\n" % (r.id, r.id, r.id, "\t".join(r.fields()))


case("serverless v4", dashed(jot) + "\n" + dashed(two) + "\n", [jot.want(version="7"), two.want(version="7")])
case("serverless v4, CRLF", (dashed(jot) + "\n" + dashed(two)).replace("\n", "\r\n"), [jot.want(version="7"), two.want(version="7")])
case("serverless v4 invoke", '{\n    "statusCode": 200\n}\n\n----------------------\n\n' + dashed(jot), [jot.want(version="7")])
case("awslogs", "".join("%s %s   %s\n" % (GROUP, STREAM, m.rstrip()) for m in M1), [w1(function="orders-api", log_stream=STREAM)])
case("awslogs, times", "".join("%s %s   %s %s %s\n" % (GROUP, STREAM, ISO, ISO, m.rstrip()) for m in M1), [w1(function="orders-api", log_stream=STREAM, time=ISO)])
case("awslogs, one time", "".join("%s %s   %s %s\n" % (GROUP, STREAM, ISO, m.rstrip()) for m in M1), [w1(function="orders-api", log_stream=STREAM, time=ISO)])
case("awslogs, coloured", "".join("\x1b[32m%s\x1b[0m \x1b[36m%s\x1b[0m %s\n" % (GROUP, STREAM, m.rstrip()) for m in M1), [w1(function="orders-api", log_stream=STREAM)])
case("awslogs --no-group", "".join("%s %s\n" % (STREAM, m.rstrip()) for m in M1), [w1(log_stream=STREAM)])
case("awslogs --no-stream", "".join("%s %s\n" % (GROUP, m.rstrip()) for m in M1), [w1(function="orders-api")])
case("awslogs of a group without a slash", "".join("my-group %s %s\n" % (STREAM, m.rstrip()) for m in M1), [w1(log_stream=STREAM)])
case("saw watch", "".join("[2026-03-02T11:00:00+01:00] (%s) %s\n" % (STREAM, m.rstrip("\n")) for m in M1), [w1(time="2026-03-02T10:00:00.000Z", log_stream=STREAM)])
case("saw watch, coloured", "".join("\x1b[32m[2026-03-02T11:00:00+01:00]\x1b[0m \x1b[34m(%s)\x1b[0m %s\n" % (STREAM, m.rstrip("\n")) for m in M1),
     [w1(time="2026-03-02T10:00:00.000Z", log_stream=STREAM)])
case("saw watch --shorten", "".join("[2026-03-02T11:00:00+01:00] (%s) %s\n" % ("0f6b0a6f", m.rstrip("\n")) for m in M1), [w1(time="2026-03-02T10:00:00.000Z")])
case("saw get", "".join(m.rstrip("\n") + "\n\n" for m in M1 + M2), [w1(), w2()])
case("saw get --pretty", "".join("[2026-03-02T11:00:00+01:00] (%s) %s\n\n" % (STREAM, m.rstrip("\n")) for m in M1), [w1(log_stream=STREAM)])
for name, form in (("all", "%(t)s - %(g)s - %(s)s - %(e)s - "), ("time", "%(t)s - "), ("group", "%(g)s - "), ("stream", "%(s)s - "), ("id", "%(e)s - "), ("time and group", "%(t)s - %(g)s - "),
                   ("group and stream", "%(g)s - %(s)s - "), ("time and stream", "%(t)s - %(s)s - "), ("group, stream and id", "%(g)s - %(s)s - %(e)s - ")):
    front = form % {"t": "2026-03-02T10:00:00", "g": GROUP, "s": STREAM, "e": EVENT_ID}
    more = {}
    if "%(t)" in form:
        more["time"] = "2026-03-02T10:00:00.000Z"
    if "%(g)" in form:
        more["function"] = "orders-api"
    if "%(s)" in form:
        more["log_stream"] = STREAM
    case("cw, " + name, "".join(front + m + "\n" for m in M1), [w1(**more)])
case("lumigo-cli", "".join("%s\n%s\n" % (ISO, m) for m in M1 + M2), [w1(time=ISO), w2(time=ISO)])

# C9: log tails
log = "".join(M1)
result = base64.b64encode(log.encode()).decode()
for name, data in (("minified", compact({"StatusCode": 200, "LogResult": result, "ExecutedVersion": "$LATEST"})), ("pretty", json.dumps({"StatusCode": 200, "FunctionError": "Unhandled", "LogResult": result}, indent=4)),
                   ("base64", result + "\n"), ("base64 wrapped", "\n".join(result[i:i + 76] for i in range(0, len(result), 76)) + "\n"), ("base64 in quotes", '"%s"\n' % result)):
    case("LogResult, " + name, data, [w1()])
case("LogResult, cut front", compact({"StatusCode": 200, "LogResult": base64.b64encode((log[37:]).encode()).decode(), "ExecutedVersion": "$LATEST"}), [one.want(version="$LATEST")])
case("LogResult, version of the invocation", compact({"StatusCode": 200, "LogResult": base64.b64encode(start(one, "12").encode() + one.text().encode()).decode(), "ExecutedVersion": "12"}), [one.want(version="12")])
case("LogResult, base64 cut front", base64.b64encode(("ed\n" + log).encode()).decode(), [w1()])
case("LogResult, glued JSON", compact({"LogResult": base64.b64encode((jot.json() + two.json()).encode()).decode()}), [jot.want_json(), two.want_json()])
case("LogResults, one a line", compact({"LogResult": result}) + "\n" + compact({"LogResult": base64.b64encode(two.text().encode()).decode()}) + "\n", [w1(), two.want()])
