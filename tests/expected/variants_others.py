"""Log shippers with their decoys, bytes and containers, and what is no log at all."""
import random

from variants import *  # noqa: F403: the words these tables are written in

one = Report(1, init="307.11", b=352)
two = Report(2, "3000.00", 3000, 512, 91, status="timeout")
NS = str(MS) + "000000"
named = {"function": "orders-api", "log_stream": STREAM, "time": ISO}
owned = dict(named, account="123456789012")


def lines(*values):
    return "".join(compact(v) + "\n" for v in values)


def both(name, make, more, **given):
    """One event a line, an array, pretty-printed, and with its keys the other way round."""
    values = [make(start(one)), make(one.text()), make(two.text())]
    wanted = [one.want(**dict(more, version="$LATEST")), two.want(**more)]
    case(name + ", lines", lines(*values), wanted, **given)
    case(name + ", lines, gzip", gzip.compress(lines(*values).encode()), wanted, **given)
    case(name + ", lines, mark and CRLF", "\ufeff" + lines(*values).replace("\n", "\r\n"), wanted, **given)
    case(name + ", array", compact(values), wanted, **given)
    case(name + ", pretty", "".join(json.dumps(v, indent=2) + "\n" for v in values), wanted, **given)
    case(name + ", other order", lines(*[dict(reversed(list(v.items()))) for v in values]), wanted, **given)
    case(name + ", glued", "".join(compact(v) for v in values), wanted, **given)


# C10: what each shipper writes, and what in it lies
both("docker json-file", lambda m: {"log": m, "stream": "stderr", "time": "2026-03-02T10:00:00.356123456Z"}, {"time": ISO})
both("docker json-file with attributes", lambda m: {"log": m, "stream": "stdout", "attrs": {"tag": "x"}, "time": "2026-03-02T10:00:00.356123456Z"}, {"time": ISO})
both("Datadog forwarder", lambda m: {
    "message": m, "timestamp": MS, "id": EVENT_ID, "ddsource": "lambda", "ddtags": "functionname:datadog-forwarder,region:us-east-1",
    "aws": {"awslogs": {"logGroup": GROUP, "logStream": STREAM, "owner": "123456789012"}, "function_version": "$LATEST",
            "invoked_function_arn": "arn:aws:lambda:us-east-1:999999999999:function:datadog-forwarder"},
    "lambda": {"arn": "arn:aws:lambda:eu-west-1:123456789012:function:orders-api"}, "host": "orders-api"}, dict(owned, region="eu-west-1"))
both("Elastic forwarder", lambda m: {
    "@timestamp": "2026-03-02T10:09:09.000Z", "fields": {
        "message": m.rstrip("\n"), "log": {"offset": 0, "file": {"path": GROUP + "/" + STREAM}},
        "aws": {"cloudwatch": {"log_group": GROUP, "log_stream": STREAM, "event_id": EVENT_ID}},
        "cloud": {"provider": "aws", "region": "eu-west-1", "account": {"id": "123456789012"}}},
    "meta": {"event_timestamp": MS}, "tags": ["forwarded"]}, dict(owned, region="eu-west-1"))
both("Vector", lambda m: {"message": m, "timestamp": ISO, "log_group": GROUP, "log_stream": STREAM, "owner": "123456789012", "id": EVENT_ID,
                          "request_id": IDS[150], "source_arn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/x",
                          "source_type": "aws_kinesis_firehose", "message_type": "DATA_MESSAGE"}, dict(owned, region="eu-west-1"))
both("Sumo Logic", lambda m: {"timestamp": MS, "message": m.strip(), "logGroup": GROUP, "logStream": STREAM, "requestID": IDS[150]}, named)
both("Splunk HEC, message", lambda m: {"time": 1772445600.356, "host": "h", "source": "lambda:forwarder", "sourcetype": "aws:lambda",
                                       "event": {"message": m}}, {"time": ISO})
both("Splunk HEC, text", lambda m: {"time": "1772445600.356", "host": "h", "source": "lambda:forwarder", "sourcetype": "x", "event": m}, {"time": ISO})
both("Splunk HEC, names", lambda m: {"time": 1772445600.356, "host": "h", "source": "lambda:forwarder", "sourcetype": "x",
                                     "event": {"message": m, "logGroup": GROUP, "logStream": STREAM, "owner": "123456789012", "id": EVENT_ID}}, owned)
both("fluent-bit", lambda m: {"date": 1772445600.356, "log": m.rstrip("\n")}, {"time": ISO})
both("fluent-bit, whole seconds", lambda m: {"date": 1772445600, "log": m}, {"time": "2026-03-02T10:00:00.000Z"})
both("fluent-bit, ISO", lambda m: {"date": "2026-03-02T10:00:00.356000Z", "log": m}, {"time": ISO})
both("fluent-bit, stream of a container", lambda m: {"date": 1772445600.356, "container_id": "x", "source": "stderr", "log": m}, {"time": ISO})


def relic(m):
    return [{"common": {"attributes": {"plugin": {"type": "lambda"}, "aws": {"logStream": STREAM, "logGroup": GROUP}}},
             "logs": [{"message": m, "timestamp": MS, "attributes": {"aws": {"lambda_request_id": IDS[150]}}}]}]


case("New Relic, lines", lines(relic(start(one)), relic(one.text()), relic(two.text())), [one.want(**named), two.want(**named)])
case("New Relic, one array", compact(relic(one.text()) + relic(two.text())), [one.want(**named), two.want(**named)])
case("New Relic, logs first", lines([dict(reversed(list(relic(one.text())[0].items())))]), [one.want(**named)])
attributes = [{"key": k, "value": {"stringValue": v}} for k, v in (
    ("aws.region", "eu-west-1"), ("cloudwatch.log.group.name", GROUP), ("cloudwatch.log.stream", STREAM), ("cloud.account.id", "123456789012"))]


def otlp(*messages, **more):
    return {"resourceLogs": [{"resource": {"attributes": attributes}, "scopeLogs": [{"scope": {}, "logRecords": [
        dict({"timeUnixNano": NS, "observedTimeUnixNano": "1", "body": {"stringValue": m}, "attributes": [{"key": "id", "value": {"stringValue": EVENT_ID}}]}, **more)
        for m in messages]}]}]}


traced = dict(owned, region="eu-west-1")
case("OTLP", compact(otlp(one.text(), two.text())), [one.want(**traced), two.want(**traced)])
case("OTLP, lines", lines(otlp(one.text()), otlp(two.text())), [one.want(**traced), two.want(**traced)])
case("OTLP, pretty", json.dumps(otlp(one.text(), two.text()), indent=2), [one.want(**traced), two.want(**traced)])
case("OTLP, number for the time", compact(otlp(one.text(), timeUnixNano=int(NS))), [one.want(**traced)])
case("OTLP, resource last", compact({"resourceLogs": [dict(reversed(list(otlp(one.text())["resourceLogs"][0].items())))]}), [one.want(**traced)])
case("escaped twice", compact({"events": filtered([one.text().replace("\t", "\\t").replace("\n", "\\n"), two.text().replace("\t", "\\t").replace("\n", "\\n")])}),
     [one.want(), two.want()])
case("a shipper's message that is JSON", lines({"timestamp": MS, "message": one.event(), "logGroup": GROUP, "logStream": STREAM, "requestID": "x"}),
     [one.want_json(**named)])
case("a shipper's message that is JSON text", lines({"timestamp": MS, "message": one.json(), "logGroup": GROUP, "logStream": STREAM, "requestID": "x"}),
     [one.want_json(**named)])

# C12: bytes
text = start(one) + one.text() + start(two, "7") + two.text()
wanted = [one.want(version="$LATEST"), two.want(version="7")]
for name, data in (("BOM", b"\xef\xbb\xbf" + text.encode()), ("CRLF", text.replace("\n", "\r\n").encode()), ("UTF-16LE", b"\xff\xfe" + text.encode("utf-16-le")),
                   ("UTF-16BE", b"\xfe\xff" + text.encode("utf-16-be")), ("UTF-16LE, no mark", text.encode("utf-16-le")), ("UTF-16BE, no mark", text.encode("utf-16-be")),
                   ("NULs in front", b"\0" * 70000 + text.encode()), ("NULs between", text.replace("\n", "\n\0\0").encode()), ("blank lines in front", b"\n" * 70000 + text.encode()),
                   ("bad UTF-8 in front", b"\xff\xfa\x80\n" + text.encode()), ("emoji", "\U0001f600\n".encode() + text.encode()), ("BOM inside", (text[:-1] + "\n\ufeff\n").encode())):
    case("bytes: " + name, data, wanted)
    case("bytes: " + name + ", gzip", gzip.compress(data), wanted)
    case("bytes: " + name + ", gzip in gzip", gzip.compress(gzip.compress(data)), wanted)
halves = text.encode()[:120], text.encode()[120:]
case("gzip members that cut a line", gzip.compress(halves[0]) + gzip.compress(halves[1]), wanted)
case("gzip members, empty ones too", gzip.compress(b"") + gzip.compress(halves[0]) + gzip.compress(b"") + gzip.compress(halves[1]) + gzip.compress(b""), wanted)
case("gzip, zeros behind", gzip.compress(text.encode()) + b"\0" * 1000, wanted)
case("gzip, garbage behind", gzip.compress(text.encode()) + b"junk", wanted, code=3)
case("gzip without its end", gzip.compress(text.encode())[:-5], wanted, code=3, says="truncated gzip")
case("gzip without its end, of JSON", gzip.compress(compact({"events": filtered([one.text(), two.text()])}).encode())[:-5], [one.want(), two.want()],
     code=3, says="truncated gzip")
case("gzip of nothing", gzip.compress(b""), [], says="no REPORT lines")
case("nothing", b"", [], says="no REPORT lines")
case("blanks only", b"\n\n \n", [], says="no REPORT lines")
case("text named .gz", {"a.gz": text}, wanted)
case("gzip named .log", {"a.log": gzip.compress(text.encode())}, wanted)
case("S3's permission check", "Permission Check Successful", [], says="no REPORT lines")

# What is no log is named
random.seed(7)
for name, data in (("xz", b"\xfd7zXZ\0\0\4" + b"x" * 90), ("bzip2", b"BZh91AY&SY" + b"x" * 90), ("zip", b"PK\3\4" + b"x" * 90), ("7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 90),
                   ("lz4", b"\x04\x22\x4d\x18" + b"x" * 90), ("ELF", b"\x7fELF\2\1\1" + b"\0" * 90), ("PNG", b"\x89PNG\r\n\x1a\n" + b"x" * 90), ("PDF", b"%PDF-1.7\n" + b"x" * 90),
                   ("Parquet", b"PAR1" + b"\x15\x04" * 90 + b"PAR1"), ("SQLite", b"SQLite format 3\0" + b"\0" * 90), ("a picture", b"\xff\xd8\xff\xe0" + b"x" * 90),
                   ("random", bytes(random.randrange(256) for _ in range(5000))), ("random, short", bytes(random.randrange(256) for _ in range(100))),
                   ("a Java class", b"\xca\xfe\xba\xbe\0\0\0\x34\0\x1d\x0a\0\6\0\x0f\x09\0\x10\0\x11\x08\0\x12\x0a\0\x13\0\x14\7\0\x15\7\0\x16\1\0\6<init>\1\0\3()V\1\0\4Code" * 4),
                   ("compiled Python", b"\xa7\r\r\n\0\0\0\0\x8f\x1c\x0cd\x14\0\0\0\xe3\0\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\xf3*\0\0\0\x97\0d\0d\1l\0Z\0d\0d\1l\1Z\1" * 4),
                   ("MP4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(random.randrange(256) for _ in range(400)))):
    case("no log: " + name, data, [], code=(2, 3))
    case("no log beside a log: " + name, {"a": data, "b": text}, wanted, code=3)
    case("no log in gzip: " + name, gzip.compress(data), [], code=(2, 3))
for name, data in (
        ("package.json", json.dumps({"name": "orders", "version": "1.0.0", "dependencies": {"a": "1"}}, indent=2)),
        ("a minified document", compact({"openapi": "3.0.0", "info": {"title": "x"}, "paths": {}})),
        ("an array of objects", json.dumps([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}], indent=2)),
        ("an array of numbers", "[1, 2, 3]\n"),
        ("events of something else", json.dumps({"events": [{"name": "click", "x": 1}]})),
        ("list-functions", json.dumps({"Functions": [{"FunctionName": "orders", "MemorySize": 128, "Timeout": 3}]}, indent=4)),
        ("describe-log-streams", json.dumps({"logStreams": [{"logStreamName": STREAM, "creationTime": MS}]}, indent=4)),
        ("a summary of our own", json.dumps({"kind": "lambda-report.summary", "schema_version": 1, "functions": []}, indent=2)),
        ("a Lambda event", json.dumps({"Records": [{"eventSource": "aws:sqs", "body": "REPORT RequestId: x"}]})),
        ("HTML", "<!DOCTYPE html>\n<html><head><title>x</title></head><body>REPORT</body></html>\n"),
        ("XML", "<?xml version=\"1.0\"?>\n<a><b/></a>\n"),
        ("CSV without messages", "id,name,price\n1,a,2\n2,b,3\n3,c,4\n"),
        ("CSV of two columns we know", "timestamp,level\n1772445600356,INFO\n1772445600357,INFO\n")):
    case("no log: " + name, data, [], code=(2, 3))
    case("no log, with a mark and CRLF: " + name, "\ufeff" + data.replace("\n", "\r\n"), [], code=(2, 3))
    case("no log beside a log: " + name, {"a": data, "b": text}, wanted, code=3)
for name, data in (
        ("text", "hello\nworld\n"), ("one line", "hello"), ("JSON lines", '{"level":"info","msg":"x"}\n{"level":"info","msg":"y"}\n'),
        ("one JSON line", '{"level":"INFO","timestamp":"%s","message":"x"}\n' % ISO), ("one JSON line of a logger", '{"ts":1772445600.3,"msg":"x","logger":"a"}\n'),
        ("EMF", '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"x":1}\n'), ("pretty JSON lines", '{\n  "level": "info",\n  "message": "x"\n}\n{\n  "level": "info",\n  "message": "y"\n}\n'),
        ("text with commas", "a,b,c\nthis is, a line, of text and more, of it\nx\n"), ("START only", start(one)), ("no events at all", "[]\n"), ("no events, object", '{"events":[]}\n'),
        ("null", "null\n"), ("an application's times", "%s INFO x\n%s INFO y\n" % (ISO, ISO)), ("Apache's log", '127.0.0.1 - - [02/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n'),
        ("log levels in brackets", "[INFO] starting\n[WARN] x\n"), ("YAML like lines", "level: info\nmessage: x\n"), ("ANSI", "\x1b[32mINFO\x1b[0m x\n")):
    case("a log without REPORT: " + name, data, [], says="no REPORT lines")

# Selection and who it is
case("--function", one.text(), [one.want(function="mine")], words=["--function", "mine"])
case("--function-from", {"logs/orders/7/a.log": one.text()}, [one.want(function="orders", version="7")],
     words=["--function-from", r"/logs/(?P<function>[^/]+)/(?P<version>\d+)/"])
case("--function-from wins over the group", {"x-mine/a.json": compact(payload([one.text()]))}, [one.want(function="mine")], words=["--function-from", "/x-(?P<function>[^/]+)/"])
case("--function loses against the group", compact(payload([one.text()])), [one.want(function="orders-api")], words=["--function", "mine"])
timed = compact({"events": filtered([one.text()], ms=MS) + filtered([two.text()], ms=MS + 5000)})
case("--since, no zone is UTC", timed, [two.want()], words=["--since", "2026-03-02T10:00:05"], outside_window=1)
case("--since, zone", timed, [two.want()], words=["--since", "2026-03-02T11:00:05+01:00"], outside_window=1)
case("--until is exclusive", timed, [one.want()], words=["--until", "2026-03-02T10:00:05.356Z"], outside_window=1)
case("--until, a date", timed, [one.want(), two.want()], words=["--until", "2026-03-03"])
case("--since, times without a zone in the log", "2026-03-02T10:00:00 %s2026-03-02T10:00:05 %s" % (one.text(), two.text()), [two.want()],
     words=["--since", "2026-03-02T10:00:03Z"], outside_window=1)
case("--since keeps events without a time", one.text(), [one.want()], words=["--since", "2026-03-02"])
mixed = compact(payload([one.text()])) + compact(payload([two.text()], group="/aws/lambda/other"))
case("--include", mixed, [one.want()], words=["--include", "orders-*"], deselected=1)
case("--exclude", mixed, [one.want()], words=["--exclude", "oth?r"], deselected=1)
case("exclude wins", mixed, [one.want()], words=["--include", "*", "--exclude", "other"], deselected=1)

# Duplicates across forms: the same event, its time written in three ways
forms = {"a.log": "%s %s" % (ISO, one.text()), "b.json": compact({"events": filtered([one.text()])}),
         "c.csv": 'timestamp,message\n%d,"%s"\n' % (MS, one.text()), "d.json": compact([{"@timestamp": "2026-03-02 10:00:00.356", "@message": one.text()}])}
case("one event in four forms", forms, [one.want(time=ISO)], duplicates=3)
case("one event in four forms, kept", forms, [one.want(time=ISO)] * 4, words=["--no-dedupe"])
case("the same figures at another time are another attempt", {"a.log": "%s %s" % (ISO, one.text()), "b.log": "2026-03-02T10:00:00.357Z %s" % one.text()},
     [one.want(), one.want()], totals={"retries": 1})
case("failed in JSON, reported in text", {"a.json": compact(payload(["RequestId: %s Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n" % one.id])),
                                          "b.log": one.text()}, [one.want()], totals={"errors": 1})
