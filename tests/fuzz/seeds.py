#!/usr/bin/env python3
"""seeds.py OUTDIR [PROGRAM]

Writes small inputs to begin fuzzing from, OUTDIR/TARGET/*: the samples (cut where they are long)
and texts written for it.  With PROGRAM (lambda-report) saved states of the samples too.
"""
import glob
import gzip
import json
import os
import subprocess
import sys
import zlib

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ID = "8f5e1c9a-5ebf-4d43-9a1b-2a3c4d5e6f70"
REPORT = ("REPORT RequestId: %s\tDuration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 128 MB\t"
          "Max Memory Used: 58 MB\t" % ID)
PLATFORM = [
    "START RequestId: %s Version: $LATEST" % ID, "END RequestId: " + ID, REPORT,
    REPORT + "Init Duration: 250.17 ms\t", REPORT + "Status: timeout",
    REPORT + "Status: error\tError Type: Runtime.OutOfMemory",
    REPORT + "Restore Duration: 12.5 ms\tBilled Restore Duration: 2 ms\t",
    REPORT + "\nXRAY TraceId: 1-69a56020-5c1d3f1c2d4e5a6b7c8d9e0f\tSegmentId: 3f1c2d4e5a6b7c8d\tSampled: true\t",
    "INIT_START Runtime Version: python:3.13.v75\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:aa66",
    "INIT_REPORT Init Duration: 10008.66 ms\tPhase: init\tStatus: timeout",
    "RESTORE_START Runtime Version: java:21.v30\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:bb",
    "RESTORE_REPORT Restore Duration: 412.10 ms",
    "2026-03-02T10:00:00.150Z %s Task timed out after 3.00 seconds" % ID,
    "RequestId: %s Error: Runtime exited with error: signal: killed\nRuntime.ExitError" % ID,
    "RequestId: %s Process exited before completing request" % ID,
    "EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE,SHUTDOWN]", "TELEMETRY\tName: agent\tState: Subscribed\tTypes: [Platform]",
    "[ERROR] ValueError: boom\nTraceback (most recent call last):",
    '{"errorMessage": "boom", "errorType": "ValueError", "requestId": "%s", "stackTrace": []}' % ID,
]
RECORD = {"requestId": ID, "status": "success", "metrics": {
    "durationMs": 72.51, "billedDurationMs": 73, "memorySizeMB": 128, "maxMemoryUsedMB": 58, "initDurationMs": 250.17}}


def event(kind, record):
    return json.dumps({"time": "2026-03-02T10:00:00.000Z", "type": "platform." + kind, "record": record})


PLATFORM += [
    event("report", RECORD), event("report", dict(RECORD, status="error", errorType="Runtime.OutOfMemory")),
    event("report", dict(RECORD, status="timeout", tracing={"type": "X-Amzn-Trace-Id", "value": "Root=1-69a5;Parent=24cd;Sampled=1"})),
    event("start", {"requestId": ID, "version": "$LATEST", "functionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders"}),
    event("runtimeDone", {"requestId": ID, "status": "success", "metrics": {"durationMs": 70.1, "producedBytes": 5}}),
    event("initStart", {"initializationType": "on-demand", "phase": "init", "runtimeVersion": "python:3.13.v75"}),
    event("initReport", {"initializationType": "snap-start", "phase": "init", "status": "success", "metrics": {"durationMs": 250.1}}),
    event("restoreReport", {"status": "success", "metrics": {"durationMs": 112.5}}),
    event("logsDropped", {"reason": "Consumer seems to have fallen behind", "droppedRecords": 12, "droppedBytes": 9}),
]
STREAM = "2026/03/02/[$LATEST]0f6b2c1d3e4f5a6b7c8d9e0f1a2b3c4d"
MS = 1772445600000


def data_message(messages):
    return {"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "/aws/lambda/orders", "logStream": STREAM,
            "subscriptionFilters": ["x"], "logEvents": [{"id": "1", "timestamp": MS, "message": m} for m in messages]}


def json_forms():
    some = [PLATFORM[0], "hello", REPORT + "\n"]
    yield json.dumps({"events": [{"logStreamName": STREAM, "timestamp": MS, "message": m, "ingestionTime": MS, "eventId": "3"} for m in some]}, indent=2)
    yield json.dumps({"events": [{"timestamp": MS, "message": m} for m in some], "nextForwardToken": "f/1"})
    yield "".join(json.dumps({"timestamp": MS, "message": m}) + "\n" for m in some)
    yield "".join(json.dumps({"log": m + "\n", "stream": "stderr", "time": "2026-03-02T10:00:00.000000456Z"}) + "\n" for m in some)
    yield json.dumps({"results": [[{"field": "@timestamp", "value": "2026-03-02 10:00:00.000"}, {"field": "@message", "value": m}] for m in some],
                      "statistics": {"recordsMatched": 3.0}, "status": "Complete"})
    yield json.dumps([{"@timestamp": "2026-03-02 10:00:00.000", "@message": m} for m in some])
    yield json.dumps([{"@requestId": ID, "@duration": "72.51", "@billedDuration": "73.0", "@memorySize": "1.28E8", "@maxMemoryUsed": "5.8E7"}])
    yield json.dumps(data_message(some)) + json.dumps(data_message(some))
    yield json.dumps({"awslogs": {"data": "H4sIAAAAAAAA"}})
    yield json.dumps({"Records": [{"kinesis": {"data": "H4sIAAAAAAAA"}, "awsRegion": "eu-west-1"}]})
    yield json.dumps([json.loads(event("report", RECORD)), json.loads(event("start", {"requestId": ID}))])
    yield json.dumps({"StatusCode": 200, "LogResult": "UkVQT1JUIFJlcXVlc3RJZDog", "ExecutedVersion": "$LATEST"})
    yield json.dumps({"resourceLogs": [{"resource": {"attributes": []}, "scopeLogs": [{"logRecords": [
        {"timeUnixNano": "1772445600000000000", "body": {"stringValue": REPORT}}]}]}]})
    yield "".join(m + "\n" for m in PLATFORM if m.startswith("{"))
    yield json.dumps(json.loads(event("report", RECORD)), indent=2)


def csv_forms():
    yield "timestamp,message\n" + "".join('%d,"%s"\n' % (MS, m.replace('"', '""')) for m in PLATFORM[:6])
    yield "@timestamp,@message\n2026-03-02 10:00:00.000,\"%s\n\"\n" % REPORT
    yield "@timestamp,@requestId,@duration,@billedDuration,@memorySize,@maxMemoryUsed\n2026-03-02 10:00:00.000,%s,72.51,73.0,1.28E8,5.8E7\n" % ID
    yield "message;timestamp\n\"%s\";%d\n" % (REPORT, MS)
    yield ",timestamp,message\n0,%d,%s\n" % (MS, REPORT)


def text_forms():
    yield "".join(m + "\n" for m in PLATFORM)
    yield "".join("2026-03-02T10:00:00.123Z %s\n" % m for m in PLATFORM[:9])
    yield "".join("2026-03-02T10:00:00.123000+00:00 %s %s\n" % (STREAM, m) for m in PLATFORM[:9])
    yield "".join("/aws/lambda/orders %s 2026-03-02T10:00:00.123Z 2026-03-02T10:00:01.000Z %s\n" % (STREAM, m) for m in PLATFORM[:5])
    yield "".join("2026-03-02T10:00:00\n%s\n" % m for m in PLATFORM[:5])
    yield "".join("EVENTS\t38\t%d\t%s\t%s\t%d\n" % (MS, STREAM, m, MS) for m in PLATFORM[:5])
    yield "\r\n".join(PLATFORM[:5]) + "\r\n"


RATE = {"value": "0.0000166667", "status": "ok", "source": "PL", "as_of": "2026-09-19"}
OWN = {"lambda_report_prices": 1, "as_of": "2026-09-19", "effective_from": "2026-09-01",
       "sources": {"PL": {"what": "price list", "date": "2026-09-19"}},
       "free_tier": {"currency": "USD", "requests_per_month": "1000000", "gb_s_per_month": "400000"},
       "lambda_at_edge": {"request": "0.0000006", "duration_gb_s": "0.00005001"},
       "regions": {"eu-west-1": {"request": "0.0000002", "ephemeral_storage_gb_s": "0.0000000309", "x86_64": {
           "duration_gb_s": [dict(RATE, up_to_gb_s="6000000000"), dict(RATE, up_to_gb_s="15000000000", value="0.000015"), {"value": "0.0000133334"}],
           "provisioned_concurrency_gb_s": "0.0000041667", "savings_plans": {"no_upfront": {"duration_gb_s": "0.0000146667"}}},
           "arm64": {"duration_gb_s": RATE}}},
       "other": {"kafka_epu_hour": "0.185"}}
ATTRIBUTES = {"servicecode": "AWSLambda", "regionCode": "eu-west-1", "location": "EU (Ireland)", "locationType": "AWS Region",
              "group": "AWS-Lambda-Duration", "usagetype": "EU-Lambda-GB-Second", "operation": "", "groupDescription": "Invocation duration"}


def offer():
    def dimension(begin, end, rate):
        return {"rateCode": "A.B." + begin, "description": "x", "beginRange": begin, "endRange": end, "unit": "Lambda-GB-Second",
                "pricePerUnit": {"USD": rate}}
    return {"formatVersion": "v1.0", "offerCode": "AWSLambda", "publicationDate": "2026-09-19T00:23:59Z",
            "products": {"A": {"sku": "A", "productFamily": "Serverless", "attributes": ATTRIBUTES},
                         "R": {"sku": "R", "productFamily": "Serverless", "attributes": dict(
                             ATTRIBUTES, group="AWS-Lambda-Requests", usagetype="EU-Request")}},
            "terms": {"OnDemand": {"A": {"A.B": {"offerTermCode": "B", "sku": "A", "effectiveDate": "2026-09-01T00:00:00Z",
                                                 "priceDimensions": {"1": dimension("0", "6000000000", "0.0000166667"),
                                                                     "2": dimension("6000000000", "Inf", "0.0000150000")}}},
                                   "R": {"R.B": {"sku": "R", "priceDimensions": {"1": dict(dimension("0", "Inf", "0.0000002"), unit="Requests")}}}}}}


def price_forms():
    yield json.dumps(OWN)
    yield json.dumps(offer())
    whole = offer()
    yield json.dumps({"FormatVersion": "aws_v1", "PriceList": [json.dumps(
        {"product": whole["products"][k], "serviceCode": "AWSLambda", "terms": {"OnDemand": whole["terms"]["OnDemand"][k]},
         "publicationDate": "2026-09-19T00:23:59Z"}) for k in "AR"]})
    yield ('"FormatVersion","v1.0"\n"Disclaimer","x"\n"Publication Date","2026-09-19T00:23:59Z"\n"Version","2026"\n"OfferCode","AWSLambda"\n'
           '"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit",'
           '"Currency","Product Family","serviceCode","Location","Location Type","Group","Group Description","usageType","operation","Region Code"\n'
           '"A","B","A.B.1","OnDemand","x","2026-09-01","0","Inf","Lambda-GB-Second","0.0000166667","USD","Serverless","AWSLambda",'
           '"EU (Ireland)","AWS Region","AWS-Lambda-Duration","d","EU-Lambda-GB-Second","","eu-west-1"\n'
           '"R","B","R.B.1","OnDemand","x","2026-09-01","0","Inf","Requests","0.0000002","USD","Serverless","AWSLambda",'
           '"EU (Ireland)","AWS Region","AWS-Lambda-Requests","d","EU-Request","","eu-west-1"\n')


CONFIG = [
    'top = 3\nsort = "cost"\nno-dedupe = true\ninclude = ["orders-*", "mail"]\n[records]\nformat = "csv"\n',
    '[check]\non-insufficient = "fail"\n[check.max]\np99 = "3s"\nerror-rate = "1%"\ntotal-cost = 2.50\nfindings.warning = 0\n'
    '[check.functions."orders-*"]\nmax = { p99 = "1s" }\noptional = true\n[check.total]\nmax = { cost = 1_000.5 }\n',
    '[rules.timeout-risk]\nenabled = false\n[rules.over-provisioned]\nseverity = "info"\n[[suppress]]\nrule = "out-of-memory"\n'
    'function = "orders"\nreason = "known"\nuntil = 2026-12-31\n',
    "output = 'x.json'\nprices = \"p.json\"\n# a comment\ndays = 30.5\nmonthly-invocations = 3000000\n",
]
ARGS = [
    "a.log\nb.log", "--top\n3\n--sort=p99\n-oa.json\n-o\nb.csv\n-q\nx\n-\ny", "-q\n--\n-rf\n--top\nrecords", "records\n--format\ncsv\nx",
    "check\n--max\np99=3s\n--max\norders-*:error-rate=1%\n--on-insufficient\nfail\nx", "compare\na\nb\n--fail-on\ncost", "prices\n--region\neu-west-1",
    "advise\n--strategy\ncost\n--function\norders\nx", "--since\n2h\n--until\n2026-03-02T10:00:00Z\n--group-by\nfunction,version,day\nx",
    "--prices\np.json\n--functions\nf.json\n--files-from\nl", "--config\nlambda-report.toml", "--free-tier\n--discount\n12.5%\n--days\n30\nx",
    "--provisioned\norders=10@8h\n--monthly-invocations\n3000000\nx", "--function-from\n(?P<function>[^/]+)\nx", "rules\n--format\njson",
    "config\n--print-effective", "--generate\nman", "--formt\njson", "sumary", "--explain\norders\nx", "--prices-date\n2021-06-30\nx",
    "--anonymize\n--anonymize-key\nk\nx", "--jobs\n2\n--input-format\ncsv\n--strict\n--allow-empty\nx",
]
NAMES = [
    "\x1b]0;OWNED\x07", "<script>alert(1)</script>", "\"><img src=x onerror=y>", "=HYPERLINK(\"x\")", "\t=1+1", "\n=1", "::error::x",
    "\n::stop-commands::x", "##vso[task.x]", "##teamcity[x", "a|b|c", "`x`", "[x](javascript:y)", "# EOF", "{label=\"x\"} 1", "\\\"", "]]>",
    "\u202egnirts", "\u2028x", "\u200b", "\uff1d1", "\u009b31m", "\x7f", "a\r\nb", "e" + "\u0301" * 9, "&lt;", "%0A::x", "'--", "\ufffe", "\u00ad",
]


def numbers(count, step):
    return bytes((i * step + i // 7) % 256 for i in range(count))


def containers():
    text = "".join(m + "\n" for m in PLATFORM[:4]).encode()
    raw = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FIXED)
    fixed = raw.compress(text) + raw.flush()
    head, tail = b"\x1f\x8b\x08\0\0\0\0\0\0\3", zlib.crc32(text).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    zipped = gzip.compress(text, mtime=0)
    yield from (zipped, head + fixed + tail, gzip.compress(text, 0, mtime=0), zipped + zipped, gzip.compress(zipped, mtime=0), zipped[:-9],
                zipped + b"x", zipped + bytes(40), gzip.compress(b"", mtime=0), gzip.compress(b"a" * 70000, mtime=0), text)
    for at in range(15, len(zipped), 29):
        yield zipped[:at] + bytes([zipped[at] ^ 0x15]) + zipped[at + 1:] + zipped
    # Damage where a buffer of 128 KiB ends: 'a', 257 times itself over and over, a distance that there is not.
    bits = "110" + "10010001" + ("11000101" + "00000") * 508 + "11000101" + "11110" + "0" * 20
    yield head + bytes(int(bits[i:i + 8][::-1], 2) for i in range(0, len(bits) - 7, 8))
    yield b"\x1f\x8b\x08\x1e\0\0\0\0\0\3\x06\0AB\x02\0xxname\0comment\0"
    yield from (text.decode().encode("utf-16"), b"\xfe\xff" + text.decode().encode("utf-16-be"), b"\xef\xbb\xbf" + text)
    # A zstd frame of a raw block, one of a run, a skippable one.
    yield b"\x28\xb5\x2f\xfd\0\x38" + ((len(text) << 3) | 1).to_bytes(3, "little") + text
    yield b"\x28\xb5\x2f\xfd\0\x38" + ((5000 << 3) | 3).to_bytes(3, "little") + b"a" + b"\x50\x2a\x4d\x18\x03\0\0\0abc"


def samples():
    for path in sorted(glob.glob(os.path.join(TOP, "samples", "*", "*"))):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                yield file.read(3000)


def states(program):
    for path in sorted(glob.glob(os.path.join(TOP, "samples", "*", "*"))):
        if program and os.path.isfile(path):
            # By its name alone: a state holds the names of its inputs.
            done = subprocess.run([program, "-q", "--format", "state", os.path.basename(path)], cwd=os.path.dirname(path),
                                  capture_output=True, stdin=subprocess.DEVNULL)
            if done.returncode == 0:
                yield done.stdout


def main():
    out, program = sys.argv[1], os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
    logs = list(samples())
    steered = b"\n\n\n"  # what targets take from the end: leave it to detection
    seeds = {
        "line": PLATFORM, "text": [t.encode() + b"\2\5\x09" for t in text_forms()] + [s + steered for s in logs],
        "json": [t.encode() + steered for t in json_forms()] + [s + steered for s in logs],
        "csv": [t.encode() + b"\x20\x09\xff" for t in csv_forms()] + [s + steered for s in logs],
        "container": [bytes(c) + b"\x09" for c in containers()] + [s + steered for s in logs],
        "state": [s + b"\0" for s in states(program)],
        "render": [b"\xf8".join(n.encode() for n in NAMES[i:i + 4]) + bytes([0, k]) for k in range(29) for i in range(k % 4, len(NAMES), 9)],
        "args": ARGS, "prices": list(price_forms()), "config": CONFIG,
        "differential": [numbers(60 + 11 * k, 37 + 6 * k) + bytes([k * 9 % 256, k]) for k in range(24)],
    }
    for target, each in seeds.items():
        folder = os.path.join(out, target)
        os.makedirs(folder, exist_ok=True)
        for i, seed in enumerate(each):
            with open(os.path.join(folder, "seed-%03d" % i), "wb") as file:
                file.write(seed.encode() if isinstance(seed, str) else seed)


if __name__ == "__main__":
    main()
