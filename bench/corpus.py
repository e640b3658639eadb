#!/usr/bin/env python3
"""corpus.py KIND MEGABYTES FILE

Writes a log for timing: the same bytes for the same arguments, wherever it runs.

KIND  mixed     text of an S3 export: START, one to six lines of the application, END, REPORT
      report    text of an S3 export: nothing but REPORT
      filter    what `aws logs filter-log-events` prints, of the events of `mixed`
      firehose  subscription records back to back, forty events each
      platform  the JSON log format: platform.start, application records, platform.report

Forty functions of ten memory sizes, durations over three orders of magnitude, one cold start
in a hundred, streams that change from event to event where the format names them.
"""
import json
import math
import random
import sys
import time

SIZES = (128, 128, 256, 256, 512, 512, 1024, 1536, 2048, 3008)
TEXTS = 500


class Log:
    def __init__(self):
        self.random = random.Random(2026)
        self.now = 1_772_445_600_000  # 2026-03-02T10:00:00Z
        self.stamps = {}
        self.functions = []
        for number in range(40):
            size = self.random.choice(SIZES)
            self.functions.append({
                "name": "%s-%02d" % (self.random.choice(("orders", "billing", "images", "mail")), number),
                "size": size,
                "used": int(size * self.random.uniform(0.3, 0.9)),
                "median": math.exp(self.random.uniform(1, 7)),
                "streams": ["2026/03/02/[$LATEST]%032x" % self.random.getrandbits(128) for _ in range(5)]})
        words = "order payload customer retry table item batch token cache upstream checksum region".split()
        self.texts = [" ".join(self.random.choices(words, k=self.random.randint(5, 24))) for _ in range(TEXTS)]

    def stamp(self):
        second, ms = divmod(self.now, 1000)
        if second not in self.stamps:
            self.stamps = {second: time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))}
        return "%s.%03dZ" % (self.stamps[second], ms)

    def invocation(self):
        """Function, request id, figures of REPORT, and texts that the application logs."""
        pick = self.random.random
        function = self.functions[int(pick() * 40)]
        bits = "%032x" % self.random.getrandbits(128)
        request = "-".join((bits[:8], bits[8:12], "4" + bits[13:16], "a" + bits[17:20], bits[20:]))
        self.now += int(pick() * 21)
        figures = {"duration": round(function["median"] * math.exp(1.5 * (pick() - pick())) + 0.6, 2),
                   "used": function["used"] + int(pick() * 10),
                   "init": round(150 + 900 * pick(), 2) if pick() < 0.01 else None}
        return function, request, figures, [self.texts[int(pick() * TEXTS)] for _ in range(1 + int(pick() * 6))]


def report_line(request, function, figures):
    line = "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t" % (
        request, figures["duration"], math.ceil(figures["duration"]), function["size"], figures["used"])
    return line if figures["init"] is None else line + "Init Duration: %.2f ms\t" % figures["init"]


def text_events(log):
    """(function, message) of one invocation after the other."""
    while True:
        function, request, figures, texts = log.invocation()
        yield function, "START RequestId: %s Version: $LATEST" % request
        for text in texts:
            yield function, "%s\t%s\tINFO\t%s" % (log.stamp(), request, text)
        yield function, "END RequestId: " + request
        yield function, report_line(request, function, figures)


def mixed(log):
    for _function, message in text_events(log):
        yield "%s %s\n" % (log.stamp(), message)


def report(log):
    while True:
        function, request, figures, _texts = log.invocation()
        yield "%s %s\n" % (log.stamp(), report_line(request, function, figures))


def filtered(log):
    yield '{\n    "events": ['
    for number, (function, message) in enumerate(text_events(log)):
        event = {"logStreamName": log.random.choice(function["streams"]), "timestamp": log.now, "message": message + "\n",
                 "ingestionTime": log.now + 700, "eventId": "%056d" % number}
        yield ("," if number else "") + "\n        " + json.dumps(event, indent=4).replace("\n", "\n        ")


def firehose(log):
    waiting = {}
    for number, (function, message) in enumerate(text_events(log)):
        events = waiting.setdefault(function["name"], [])
        events.append({"id": "%056d" % number, "timestamp": log.now, "message": message + "\n"})
        if len(events) == 40:
            yield json.dumps({"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "/aws/lambda/" + function["name"],
                              "logStream": log.random.choice(function["streams"]), "subscriptionFilters": ["all"], "logEvents": events})
            waiting[function["name"]] = []


def platform(log):
    while True:
        function, request, figures, texts = log.invocation()
        yield json.dumps({"time": log.stamp(), "type": "platform.start", "record": {"requestId": request, "version": "$LATEST"}}) + "\n"
        for text in texts:
            yield json.dumps({"timestamp": log.stamp(), "level": "INFO", "requestId": request, "message": text}) + "\n"
        metrics = {"durationMs": figures["duration"], "billedDurationMs": math.ceil(figures["duration"]), "memorySizeMB": function["size"],
                   "maxMemoryUsedMB": figures["used"]}
        if figures["init"] is not None:
            metrics["initDurationMs"] = figures["init"]
        yield json.dumps({"time": log.stamp(), "type": "platform.report",
                          "record": {"requestId": request, "metrics": metrics, "status": "success"}}) + "\n"


KINDS = {"mixed": mixed, "report": report, "filter": filtered, "firehose": firehose, "platform": platform}


def write(kind, megabytes, path):
    left = int(megabytes * 1_000_000)
    with open(path, "w", buffering=1 << 20) as out:
        for piece in KINDS[kind](Log()):
            left -= out.write(piece)
            if left <= 0:
                break
        if kind == "filter":
            out.write('\n    ],\n    "searchedLogStreams": []\n}\n')


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in KINDS:
        sys.exit(__doc__)
    write(sys.argv[1], float(sys.argv[2]), sys.argv[3])
