#!/usr/bin/env python3
"""check_browser.py PROGRAM: the HTML report of hostile names in a real browser (catalogue 121).

Chromium opens the report, without a window, and says what it made of it: nothing of a name has
become an element or an action, nobody was asked for anything over the network, and the page's own
script has run.  First the same names go into a page that does not escape them: there the check has
to see all of it.  Skipped (exit 77) where there is no Chromium, or it opens nothing.
"""
import html.parser
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

PROGRAM = os.path.abspath(sys.argv[1])
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if not BROWSER:
    print("skipped: there is no chromium")
    sys.exit(77)
WRONG = []


def expect(condition, what):
    if not condition:
        WRONG.append(what)


class Listener(http.server.BaseHTTPRequestHandler):
    """Notes who asks for what."""
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_words):
        pass


def names(place):
    act = "document.title=`owned`"
    return [
        "<script>%s</script>" % act,
        "</td></tr></table><script>%s</script>" % act,
        "</style><script>%s</script><style>" % act,
        "</script><script>%s</script>" % act,
        "--><script>%s</script><!--" % act,
        "<img src=%s/img onerror=%s>" % (place, act),
        "\"><img src=%s/quoted onerror=%s>" % (place, act),
        "' onmouseover='%s" % act,
        "<svg onload=%s><use href=%s/use></svg>" % (act, place),
        "<iframe src=%s/frame></iframe>" % place,
        "<link rel=stylesheet href=%s/style>" % place,
        "<style>@import '%s/import';body{display:none}</style>" % place,
        "<base href=%s/base/>" % place,
        "<form action=%s/form><button>click</button></form>" % place,
        "<a href=javascript:%s>click</a>" % act,
        "<object data=%s/object></object>" % place,
        "&lt;script&gt;%s&lt;/script&gt;" % act,
        "&#60;img src=%s/entity&#62;" % place,
        "\u202egnp.<script>%s</script>" % act,
        "a\u0000<script\u0000>%s</script>" % act,
        "<title>owned</title>",
        "<textarea>",
        "<!--",
        "<plaintext>",
        "<meta http-equiv=refresh content='0;url=%s/refresh'>" % place,
    ]


def log_of(words):
    """`aws logs filter-log-events` of functions that say their names when they start."""
    events = []
    for n, word in enumerate(words):
        start = {"time": "2026-03-02T10:00:00.000Z", "type": "platform.initStart",
                 "record": {"initializationType": "on-demand", "phase": "init", "functionName": word, "functionVersion": "7"}}
        report = ("REPORT RequestId: %08d-0000-4000-8000-000000000000\tDuration: 72.51 ms\tBilled Duration: 73 ms\t"
                  "Memory Size: 128 MB\tMax Memory Used: 127 MB\t" % n)
        for message in (json.dumps(start), report):
            events.append({"logStreamName": "stream %d of %s" % (n, word), "timestamp": 1772445600000 + n, "message": message})
    return json.dumps({"events": events})


class Page(html.parser.HTMLParser):
    """The elements, the title and all text of what the browser has in the end."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.actions, self.title, self.text, self.inside = [], [], "", "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.inside.append(tag)
        self.actions += [name for name, value in attributes
                         if name.startswith("on") or name in ("src", "href", "action", "data") or "javascript:" in (value or "")]

    def handle_endtag(self, tag):
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag):]

    def handle_data(self, data):
        if "title" in self.inside:
            self.title += data
        elif "script" not in self.inside and "style" not in self.inside:
            self.text += data


def opened(path, profile):
    done = subprocess.run([BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                           "--disable-background-networking", "--user-data-dir=" + profile, "--virtual-time-budget=2000",
                           "--dump-dom", "file://" + path], capture_output=True, timeout=120)
    return Page(done.stdout.decode("utf-8", "replace"))


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    words = names("http://127.0.0.1:%d" % server.server_port)
    with tempfile.TemporaryDirectory(prefix="lambda-report-browser-") as folder:
        profile = os.path.join(folder, "profile")
        control = os.path.join(folder, "control.html")
        with open(control, "w", encoding="utf-8") as file:
            # Without those that hide what follows, and the one that leads elsewhere.
            file.write("<title>report</title>" + "".join("<p>%s" % w for w in words[:-4] if not w.endswith(("<style>", "<!--"))))
        page = opened(control, profile)
        if not page.elements:
            print("skipped: the browser opens no page here")
            return 77
        expect(page.title != "report" and len(Listener.asked) >= 3 and "iframe" in page.elements,
               "the check does not see what it has to: %r, %r" % (page.title, Listener.asked))

        Listener.asked.clear()
        log, report = os.path.join(folder, "log.json"), os.path.join(folder, "report.html")
        with open(log, "w", encoding="utf-8") as file:
            file.write(log_of(words))
        done = subprocess.run([PROGRAM, "--format", "html", "-o", report, log], capture_output=True, timeout=60)
        expect(done.returncode == 0, "exit %d: %r" % (done.returncode, done.stderr[:300]))
        page = opened(report, profile)
        expect(not Listener.asked, "asked for %r" % Listener.asked)
        expect("owned" not in page.title and page.title, "the title is %r" % page.title)
        expect(not page.actions, "attributes that act: %r" % page.actions)
        ours = {"html", "head", "meta", "title", "style", "script", "body", "main", "header", "h1", "h2", "p", "div", "span", "b", "section",
                "table", "thead", "tbody", "tfoot", "tr", "th", "td", "button", "ul", "li", "dl", "dt", "dd", "footer", "caption", "code"}
        expect(set(page.elements) <= ours, "elements that are not ours: %r" % (set(page.elements) - ours))
        expect(page.elements.count("script") == 1 and page.elements.count("style") == 1, "more than our script and style")
        expect("button" in page.elements, "our own script has not run")
        for word in words:
            if word.isprintable():
                expect(word in page.text, "the name is not shown: %r" % word)
    for what in WRONG:
        print("FAIL " + what[:1000])
    print("%d names, %d elements, %d wrong" % (len(words), len(page.elements), len(WRONG)))
    return 1 if WRONG else 0


sys.exit(main())
