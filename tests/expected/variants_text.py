"""Lines of the text format: every generation, ending, order and neighbour."""
from variants import *  # noqa: F403: the words these tables are written in

one = Report(1)
cold = Report(2, "244.42", 300, 1024, 99, init="374.97")
two = Report(3, "3000.00", 3000, 512, 91, status="timeout")

# A1: START and END
case("START without REPORT, REPORT without START", start(cold) + one.text(), [one.want(version=None)], start=1, report=1)
case("REPORT between START and END", start(one, "13") + one.text() + end(one), [one.want(version="13")], start=1, end=1)
case("START with a tab", start(one).replace(" Version", "\tVersion") + one.text(), [one.want(version="$LATEST")], start=1)
case("START of an alias is no version", start(one, "prod") + one.text(), [one.want()], start=1)
case("interleaved environments", start(one, "7") + start(two, "8") + end(two) + two.text() + end(one) + one.text(),
     [two.want(version="8"), one.want(version="7")], start=2, end=2)
case("REPORT first, START later", one.text() + end(one) + start(one, "5"), [one.want()], start=1, end=1)

# A2: line ends
for name, tail in (("tab", "\t"), ("nothing", ""), ("blank", " "), ("blanks and tabs", " \t \t "), ("two tabs", "\t\t"), ("CR", "\r"),
                   ("tab CR", "\t\r")):
    case("REPORT ends with " + name, start(one) + one.text(tail + "\n") + end(one), [one.want(version="$LATEST")], start=1, end=1)
    case("INIT ends with " + name, cold.text(tail + "\n"), [cold.want()])
    case("status ends with " + name, two.text(tail + "\n"), [two.want()], totals={"timeouts": 1})
case("no line end", start(one) + one.text(""), [one.want()])
case("error type, tab at the end", Report(4, status="error", error="Runtime.ImportModuleError").text("\t\n"),
     [Report(4, status="error", error="Runtime.ImportModuleError").want()], totals={"errors": 1})

# A3: the generations
old = Report(5, "0.50", 100, 512, 15)
case("blank before the tab, 2017", old.text().replace("100 ms\t", "100 ms \t"), [old.want()],
     totals={"billing_step_ms": 100, "billed_mb_ms": 51200})
edge = Report(6, "100.53", 150, 128, 70)
case("Lambda@Edge, 50 ms", start(edge, "4") + edge.text(), [edge.want(version="4")], totals={"billing_step_ms": 50})
snap = Report(7, "2338.66", 2521, 3009, 173, restore="398.97", billed_restore=182)
case("SnapStart", snap.text(), [snap.want(cold_start=True)], totals={"cold_starts": 1})
billed_init = Report(8, "68058.83", 68487, 1024, 400, init="427.95")
case("init billed", billed_init.text(), [billed_init.want(init_billed=True, cold_start=True)], totals={"init_billed": "all"})
provisioned = Report(9, "492.12", 493, 1024, 400, init="4831.59")
case("init not billed", provisioned.text(), [provisioned.want(init_billed=False)], totals={"init_billed": "none"})
longest = Report(10, "900000.00", 900000, 10240, 10240, status="timeout")
case("fifteen minutes", longest.text(), [longest.want()], totals={"billed_mb_ms": 9216000000, "suspected_out_of_memory": 1})
case("above 10240 MB", Report(11, m=32768).text(), [Report(11, m=32768).want()])
case("90 minutes", Report(11, "5400000.00", 5400000).text(), [Report(11, "5400000.00", 5400000).want()])
for name, sep in (("one blank", " "), ("two blanks", "  "), ("many blanks", "      "), ("blank and tab", " \t"), ("no-break gap", "\t ")):
    case("fields apart by " + name, one.text("\n", sep) + cold.text("\n", sep) + two.text("\n", sep) + snap.text("\n", sep),
         [one.want(), cold.want(), two.want(), snap.want()])
case("whole numbers", "REPORT RequestId: %s  Duration: 12 ms  Billed Duration: 100 ms Memory Size: 128 MB Max Memory Used: 90 MB  "
     "Init Duration: 1234 ms\n" % IDS[0], [Report(1, "12", 100, 128, 90, init="1234").want()])
shuffled = one.fields()[::-1]
case("fields in another order", "REPORT RequestId: %s\t%s\n" % (one.id, "\t".join(shuffled)), [one.want()])
case("fields in another order, blanks", "REPORT RequestId: %s %s\n" % (one.id, " ".join(shuffled)), [one.want()])
case("fields to come", one.text("\tSandbox Memory: 12 MB\tNote: a b c\tPeak Threads: 4\n"), [one.want()])
case("fields to come in between", one.text().replace("\tMemory Size", "\tPrice Tier: gold plus\tMemory Size"), [one.want()])
case("one field a line", "REPORT RequestId: %s\n%s\n" % (one.id, "\n".join(one.fields())) + end(one), [one.want()], end=1)
case("one field a line, with init", "REPORT RequestId: %s\n%s\n" % (cold.id, "\n".join(cold.fields())), [cold.want()])
case("one field a line, nothing after", "REPORT RequestId: %s\nhello\n" % one.id, [], malformed=1, code=0)
for name, line in (("unit glued", "Duration: 40000ms\tBilled Duration: 40000ms\tMemory Size: 512MB\tMax Memory Used: 80MB"),
                   ("names shortened", "Duration: 150.00 ms\tBilled: 200 ms\tMemory: 256 MB\tMax Memory Used: 80 MB")):
    case("made up by documentation: " + name, "REPORT RequestId: abc123\t%s\n" % line, [], malformed=1)
case("short id", one.text().replace(one.id, "abc123"), [dict(one.want(), request_id="abc123")])
case("id without dashes", one.text().replace(one.id, one.id.replace("-", "")), [dict(one.want(), request_id=one.id.replace("-", ""))])
case("id in capitals", one.text().replace(one.id, "ABCDEF00-1111-4222-8333-444444444444"),
     [dict(one.want(), request_id="ABCDEF00-1111-4222-8333-444444444444")])

# A4: X-Ray
X = "1-69a56020-5c1d2e3f4a5b6c7d8e9f0a1b"
traced = Report(12, xray=X)
plain = Report(12)
for name, tail in (("tab at the end", "\tSampled: true\t\n"), ("no tab", "\tSampled: true\n"), ("not sampled", "\t\n"), ("bare", "\n"),
                   ("sampled false", "\tSampled: false\n"), ("blank before sampled", " Sampled: true\n"), ("no line end", "\tSampled: true")):
    line = "XRAY TraceId: %s\tSegmentId: 3f1c2d4e5a6b7c8d%s" % (X, tail)
    case("X-Ray on a second line, " + name, start(plain) + end(plain) + plain.text() + line, [traced.want()], xray=1)
    case("X-Ray on a second line, no tab before, " + name, plain.text("\n") + line, [traced.want()], xray=1)
    case("X-Ray on the same line, " + name, plain.text("\t") + line, [traced.want()])
    case("X-Ray in an event, " + name, compact(filtered([plain.text() + line])[0]) + "\n" + compact(filtered([one.text()])[0]),
         [traced.want(log_stream=STREAM), one.want()])
case("X-Ray behind a CRLF", (plain.text() + "XRAY TraceId: %s\tSegmentId: 3f1c2d4e5a6b7c8d\n" % X).replace("\n", "\r\n"), [traced.want()])
case("X-Ray after a blank line", one.text() + "\nXRAY TraceId: %s\tSegmentId: 1\n" % X, [dict(one.want(), xray_trace_id=X)])
case("X-Ray with spaces", one.text("  ", "  ") + "XRAY TraceId: %s   SegmentId: 07f5abcd2d1f6f85 Sampled: true\n" % X,
     [dict(one.want(), xray_trace_id=X)])

# A5: INIT and RESTORE lines
case("failed init, twice", init_start() +
     "INIT_REPORT Init Duration: 315.56 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError\n" + start(one) +
     "INIT_REPORT Init Duration: 3892.20 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError\n" +
     Report(1, status="error", error="Runtime.ImportModuleError").text() + end(one),
     [Report(1, status="error", error="Runtime.ImportModuleError").want(cold_start=True, region="eu-west-1")],
     totals={"cold_starts": 1, "errors": 1}, init_start=1, init_report=2)
case("init timed out", init_start() + "INIT_REPORT Init Duration: 9999.56 ms\tPhase: init\tStatus: timeout\n" + start(one) + end(one) +
     one.text() + start(cold) + Report(2).text(), [one.want(cold_start=True), Report(2).want(cold_start=False)],
     totals={"cold_starts": 1}, init_report=1)
case("init reports in other forms", "INIT_REPORT Init Duration: 2137.34 ms\n"
     "INIT_REPORT Initialization Type: on-demand Phase: init Status: success Duration: 120.50 ms\n"
     "INIT_REPORT Initialization Type: provisioned-concurrency Phase: init Status: error Error Type: Runtime.Unknown Duration: 1.00 ms\n"
     + one.text(), [one.want(cold_start=True)], init_report=3)
case("SnapStart falls back", "RESTORE_START Runtime Version: java:17.v9\tRuntime Version ARN: %s\n" % ARN +
     "RESTORE_REPORT Restore Duration: 1236.04 ms\tStatus: error\tError Type: Runtime.ExitError\n"
     "Initialization type: on-demand\nINIT_REPORT Init Duration: 2137.34 ms\n" + start(one, "2") + one.text(),
     [one.want(cold_start=True, version="2", region="eu-west-1")], restore_start=1, restore_report=1, init_report=1)
case("INIT_START alone is no cold start", init_start() + start(one) + one.text(), [one.want(cold_start=False)], totals={"cold_starts": 0})
case("INIT_START flattened", "INIT_START Runtime Version: nodejs:22.mainline.v122 Runtime Version ARN: %s\n" % ARN + one.text(),
     [one.want(region="eu-west-1")], init_start=1)
for partition, region in (("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1"), ("aws", "ap-southeast-5")):
    case("Region of " + partition + " " + region, "INIT_START Runtime Version: nodejs:20.v15\tRuntime Version ARN: "
         "arn:%s:lambda:%s::runtime:00\n" % (partition, region) + one.text(), [one.want(region=region)], code=(0, 2))

# A6 and A11: lines of others
case("platform lines without figures", "TELEMETRY\tName: a\tState: Subscribed\tTypes: [Platform, Function, Extension]\n"
     "LOGS\tName: a\tState: Subscribed\tTypes: [Platform]\nEXTENSION\tName: a\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n"
     "EXTENSION\tName: b\tState: Ready\tEvents: []\nIMAGE\tLaunch error: exec\tEntrypoint: /a\tCmd: [b]\tWorkingDir: [/]\n" + one.text(),
     [one.want()], extension=2, telemetry=1, logs=1, image=1)
datadog = ("REPORT RequestId: %s Duration: 100.00 ms Runtime Duration: 96.20 ms Post Runtime Duration: 3.80 ms Billed Duration: 128.00 ms "
           "Memory Size: 256 MB Max Memory Used: 64 MB Init Duration: 27.50 ms")
rendered = Report(1, "100.00", 128, 256, 64, init="27.50")
case("Datadog's extension", datadog % one.id + "\n", [rendered.want()])
case("Datadog's extension, failed", datadog % one.id + " Task failed: RuntimeError\n", [rendered.want()])
case("Datadog's extension, timed out", datadog % one.id + " Task timed out after 30.00 seconds\n", [rendered.want()])
case("Runtime Duration is not Duration", "REPORT RequestId: %s Runtime Duration: 200.00 ms Billed Duration: 1 ms Memory Size: 128 MB "
     "Max Memory Used: 1 MB\n" % one.id, [], malformed=1)
case("billed with decimals", one.text().replace("45 ms", "45.00 ms"), [one.want()])
case("billed with a fraction", one.text().replace("45 ms", "45.50 ms"), [], malformed=1)
case("New Relic", one.text("\n"), [one.want()])
case("OpenTelemetry", "START RequestId: %s Version: 3\nEND RequestId: %s Version: 3\n" % (one.id, one.id) + one.text("\n", " ") +
     Report(2, status="failure").text("\n", " "), [one.want(version="3"), Report(2, status="failure").want()], totals={"errors": 1}, end=1)

# A7: timeouts of all generations
late = Report(1, "3003.16", 3000, 512, 91)
said = "2020-06-09T15:02:26.150Z %s Task timed out after 3.00 seconds\n\n" % one.id
case("timed out, said after REPORT", start(late) + end(late) + late.text() + said, [late.want()], totals={"timeouts": 1})
case("timed out, said before END", start(late) + said + end(late) + late.text(), [late.want()], totals={"timeouts": 1})
case("timed out, said by status only", start(two) + end(two) + two.text(), [two.want()], totals={"timeouts": 1})
case("timed out, said in every way", said + start(late) + end(late) + Report(1, "3003.16", 3000, 512, 91, status="timeout").text() + said,
     [Report(1, "3003.16", 3000, 512, 91, status="timeout").want()], totals={"timeouts": 1})
case("timed out in another file", {"a.log": start(late) + late.text(), "b.log": said}, [late.want()], totals={"timeouts": 1})
case("timed out, said in a file before", {"a.log": said, "b.log": start(late) + late.text()}, [late.want()], totals={"timeouts": 1})
case("an application talks of timing out", start(late) + "Task timed out after 3.00 seconds\nINFO Task timed out after 3.00 seconds\n"
     + late.text(), [late.want()], totals={"timeouts": 0})
case("timed out with init billed", Report(1, "3000.00", 3403, 512, 91, init="402.04", status="timeout").text(),
     [Report(1, "3000.00", 3403, 512, 91, init="402.04", status="timeout").want(init_billed=True)], totals={"timeouts": 1})

# A8: crashes
killed = "RequestId: %s Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n" % one.id
full = Report(1, m=128, u=128)
case("killed, memory full", start(full) + end(full) + full.text() + killed, [full.want()], totals={"out_of_memory": 1, "errors": 1})
case("killed, memory not full", start(one) + killed + end(one) + one.text(), [one.want()], totals={"out_of_memory": 0, "errors": 1})
case("out of memory below the size", Report(1, m=128, u=126, status="error", error="Runtime.OutOfMemory").text(),
     [Report(1, m=128, u=126, status="error", error="Runtime.OutOfMemory").want()], totals={"out_of_memory": 1, "errors": 1})
for fault in ("Error: Runtime exited without providing a reason\nRuntime.ExitError\n",
              "Error: fork/exec /var/task/bootstrap: exec format error\nRuntime.InvalidEntrypoint\n",
              "Process exited before completing request\n"):
    case("fault: " + fault[:36], start(one) + end(one) + one.text() + "RequestId: %s %s" % (one.id, fault), [one.want()],
         totals={"errors": 1})
    case("fault, one event: " + fault[:36], "".join(compact(e) + "\n" for e in filtered(
        [start(one), "RequestId: %s %s" % (one.id, fault), end(one), one.text()])), [one.want()], totals={"errors": 1})
case("fault of Managed Instances", start(one) + "RequestId: %s\tStatus: error\tErrorType: Runtime.InvalidEntrypoint\n" % one.id + one.text(),
     [one.want()], totals={"errors": 1})
case("timeout of Managed Instances", start(one) + "RequestId: %s\tStatus: timeout\n" % one.id + one.text(), [one.want()],
     totals={"timeouts": 1})

# A9: application lines
nbsp = "\u00a0\u00a0"
trace = "[ERROR] ValueError: no\nTraceback (most recent call last):\n%sFile \"/var/task/a.py\", line 3, in handler\n%s%sraise" % (nbsp, nbsp, nbsp)
case("Python traceback", start(one) + trace + "\n" + end(one) + one.text(), [one.want()], totals={"errors": 1}, start=1, end=1)
case("Python traceback with CRs", start(one) + trace.replace("\n", "\r") + "\n" + end(one) + one.text(), [one.want()], totals={"errors": 1})
case("Python traceback, END glued", start(one) + trace + end(one) + one.text(), [one.want()], totals={"errors": 1})
case("Python traceback in an event", compact({"events": filtered([start(one), trace, end(one), one.text()])}), [one.want()],
     totals={"errors": 1})
case("Python traceback, both glued", compact({"events": filtered([start(one) + trace + end(one), one.text()])}), [one.want()])
case("errors of applications", start(one) + "[ERROR]\t%s\t%s\tlogged\n%s\t%s\tERROR\tlogged\n" % (ISO, one.id, ISO, one.id) + one.text(),
     [one.want()], totals={"errors": 0})
case("Node's unhandled error", start(one) + "%s\t%s\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\",\"errorMessage\":\"x\"}\n" %
     (ISO, one.id) + end(one) + one.text(), [one.want()], totals={"errors": 1})
case("Node's lines", "%s\tundefined\tINFO\tcold\n" % ISO + start(one) + "%s\t%s\tINFO\ta\rb\n" % (ISO, one.id) + one.text(), [one.want()])
case("other runtimes", start(one) + "%s\t%s\tinfo\tmessage\nE, [2026-03-02T10:00:00.317000 #8] ERROR %s -- : msg\n2026/03/02 10:00:00 go\n"
     "\x1b[2m2026-03-02T10:00:00Z\x1b[0m \x1b[32m INFO\x1b[0m rust\n" % (ISO, one.id, one.id) + one.text(), [one.want()])

# A10: emulators and Managed Instances
rie = Report(1, "49.74", 50, 3008, 3008)
rie_line = "REPORT RequestId: %s\tInit Duration: 0.08 ms\tDuration: 49.74 ms\tBilled Duration: 50 ms\tMemory Size: 3008 MB\tMax Memory Used: 3008 MB\t\n"
case("emulator, init first", rie_line % one.id, [rie.want(init_duration_ms=0.08, cost_usd=None)], emulated=1)
case("emulator names itself", "04 Dec 2025 14:21:06,156 [INFO] (rapid) exec '/var/runtime/bootstrap'\n" + start(rie) + rie.text(),
     [rie.want(cost_usd=None)], emulated=1)
case("docker-lambda, true memory", "REPORT RequestId: %s\tInit Duration: 95.08 ms\tDuration: 4.74 ms\tBilled Duration: 100 ms\t"
     "Memory Size: 1536 MB\tMax Memory Used: 44 MB\t\n" % one.id,
     [Report(1, "4.74", 100, 1536, 44, init="95.08").want(cost_usd=None)], emulated=1)
case("Managed Instances in text", "START RequestId: %s\tVersion: $LATEST\nEND RequestId: %s\nREPORT RequestId: %s\tDuration: 125.46 ms\n" %
     (one.id, one.id, one.id), [{"request_id": one.id, "duration_ms": 125.46, "billed_duration_ms": None, "memory_size_mb": None,
                                 "max_memory_used_mb": None, "cost_usd": None, "version": "$LATEST"}], managed_instances=1)

# A12: other clouds
case("Yandex", "2023-03-03 12:44:12\t INFO REPORT RequestID: %s Duration: 8.951 ms Billed Duration: 100 ms Memory Size: 128 MB "
     "Max Memory Used: 48 MB Queuing Duration: 0.066 ms Function Init Duration: 5.892 ms\nREPORT RequestID: %s Duration: 8.951 ms "
     "Billed Duration: 100 ms Memory Size: 128 MB Max Memory Used: 48 MB\n" % (one.id, one.id), [], report=0)
case("Alibaba", "FC Invoke End RequestId: %s\n\nDuration: 16.81 ms, Billed Duration: 17 ms, Memory Size: 128 MB, Max Memory Used: 52.32 MB\n"
     % one.id, [], report=0)
case("serverless-offline", "(\u03bb: fn) RequestId: %s  Duration: 3.28 ms  Billed Duration: 4 ms\n" % one.id, [], report=0)

# A13: adversarial
case("REPORT inside lines", "INFO " + one.text() + " " + one.text() + "{\"message\": \"%s\"}\n" % one.text("") + ">>> " + one.text() +
     Report(2).text(), [Report(2).want()])
case("carriage returns do not end lines", "x\r" + one.text() + Report(2).text(), [Report(2).want()], code=0)
case("other line separators", "".join("x" + c + one.text() for c in ("\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")) +
     Report(2).text(), [Report(2).want()])
case("NUL and bad UTF-8", b"bad \xff\xfe\x00 \xc3\x28\n\x00\x00" + one.text().encode() + b"\xf0\x9f\n", [one.want()])
case("escape sequences", "\x1b[31mred\x1b[0m\n" + one.text(), [one.want()])
for name, old_text, new_text in (("comma", "44.19", "44,19"), ("sign", "44.19", "-44.19"), ("exponent", "44.19", "4e1"), ("nan", "44.19", "nan"),
                                 ("hex", "512 MB", "0x200 MB"), ("unit", "512 MB", "1 GB"), ("seconds", "44.19 ms", "44.19 s"),
                                 ("nothing", "45 ms", " ms"), ("huge", "45 ms", "18446744073709551616 ms"), ("dots", "44.19", "4.4.1"),
                                 ("separator", "512", "1_024")):
    case("bad number: " + name, one.text().replace(old_text, new_text, 1) + Report(2).text(), [Report(2).want()], malformed=1)
case("a field twice", one.text("\tBilled Duration: 900000 ms\t\n") + Report(2).text(), [Report(2).want()], malformed=1)
case("cut short", one.text()[:60] + "\n" + Report(2).text(), [Report(2).want()], malformed=1)
case("near misses", "".join(one.text().replace("REPORT RequestId: ", w) for w in (
    "report RequestId: ", "REPORTS RequestId: ", "REPORT  RequestId: ", "REPORT RequestID: ", "REPORT RequestId:", "REPORT\tRequestId: ")) +
    Report(2).text(), [Report(2).want()])

# D6: attempts and duplicates
tries = [Report(1, "567.23", 568), Report(1, "786.97", 787), Report(1, "557.15", 558)]
case("three attempts", "".join(start(t) + end(t) + t.text() for t in tries), [t.want() for t in tries], totals={"retries": 2})
case("the same line twice in a file", one.text() + one.text(), [one.want(), one.want()], totals={"retries": 1})
case("the same line in two files", {"a": one.text(), "b": one.text() + two.text()}, [one.want(), two.want()], duplicates=1)
case("the same lines, kept", {"a": one.text(), "b": one.text()}, [one.want(), one.want()], words=["--no-dedupe"])
