#!/usr/bin/env python3
"""check_pipeline.py PROGRAM TOP: runs the shell of docs/CI.md and of tools/action as a pipeline does.

A good log passes; one in which `orders` got slower fails and names orders, its figure, the
limit and nothing else; an empty log and a cut one do not pass.  Every limit and every flag
of the shell examples in the page has to be one that the program takes.
"""
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PROGRAM, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WRONG = []


def expect(condition, what):
    if not condition:
        WRONG.append(what)


def blocks(page, language):
    return re.findall(r"^```%s\n(.*?)^```" % language, page, re.M | re.S)


def log_of(function, durations):
    lines = []
    for i, ms in enumerate(durations):
        request = "5c4a4b0e-2f0b-4e0c-9c1e-%012x" % (hash_of(function) + i)
        start = {"time": "2026-03-02T10:00:%02d.000Z" % (i % 60), "type": "platform.start", "record": {
            "requestId": request, "functionArn": "arn:aws:lambda:eu-west-1:123456789012:function:" + function, "version": "1"}}
        report = {"time": "2026-03-02T10:00:%02d.900Z" % (i % 60), "type": "platform.report", "record": {
            "requestId": request, "status": "success",
            "metrics": {"durationMs": ms, "billedDurationMs": ms, "memorySizeMB": 512, "maxMemoryUsedMB": 100}}}
        lines += [json.dumps(start), json.dumps(report)]
    return "\n".join(lines) + "\n"


def hash_of(text):
    return sum(ord(c) << (8 * (i % 4)) for i, c in enumerate(text)) << 12


def environment(folder):
    tools = os.path.join(folder, "bin")
    os.makedirs(tools, exist_ok=True)
    link = os.path.join(tools, "lambda-report")
    if not os.path.islink(link):
        os.symlink(PROGRAM, link)
    kept = {key: os.environ[key] for key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS") if key in os.environ}
    return {"PATH": tools + ":/usr/bin:/bin", "CI": "true", **kept}


def run_script(script, folder, *words, **more):
    path = os.path.join(folder, "gate.sh")
    with open(path, "w") as f:
        f.write(script)
    return subprocess.run(["sh", path, *words], cwd=folder, env={**environment(folder), **more}, capture_output=True, text=True, timeout=120)


def check_gate(page, folder):
    script = [block for block in blocks(page, "sh") if block.startswith("#!")][0]
    good = {"orders": [100] * 40, "invoices": [50] * 40}
    bad = {"orders": [100] * 20 + [2500] * 20, "invoices": [50] * 40}
    for name, functions in (("good", good), ("bad", bad)):
        os.makedirs(os.path.join(folder, name))
        for function, durations in functions.items():
            with open(os.path.join(folder, name, function + ".log"), "w") as f:
                f.write(log_of(function, durations))

    done = run_script(script, folder, "good")
    expect(done.returncode == 0, "a good log: exit code %d\n%s%s" % (done.returncode, done.stdout, done.stderr))
    expect("FAIL" not in done.stdout, "a good log: something fails\n" + done.stdout)

    done = run_script(script, folder, "bad")
    expect(done.returncode == 1, "a regression: exit code %d\n%s" % (done.returncode, done.stderr))
    failing = [line for line in done.stdout.splitlines() if "FAIL" in line]
    # 512 MB: 20 x 100 ms and 20 x 2500 ms are 26 GB-s; 26 x 0.0000166667 + 40 x 0.0000002 USD
    # are 0.0004413342, so 11.03 USD a million: that limit of 20 is kept.
    expect(len(failing) == 1 and failing[0].split()[:5] == ["orders", "FAIL", "max", "2500", "ms"], "a regression: fails are %s" % failing)
    failures = ElementTree.parse(os.path.join(folder, "checks.xml")).findall(".//testcase[failure]")
    expect([case.get("classname") for case in failures] == ["orders"], "a regression: JUnit names others")
    with open(os.path.join(folder, "checks.json")) as f:
        checks = json.load(f)["checks"]
    cost = [check for check in checks if check["metric"] == "cost-per-million"]
    expect([round(check["measured"], 6) for check in cost] == [11.033355], "cost is %s" % cost)
    with open(os.path.join(folder, "checks.md")) as f:
        expect(f.read().count("**FAIL**") == 1, "a regression: Markdown")

    os.makedirs(os.path.join(folder, "empty"))
    with open(os.path.join(folder, "empty", "a.log"), "w") as f:
        f.write("START RequestId: 5c4a4b0e-2f0b-4e0c-9c1e-000000000001 Version: 1\n")
    expect(run_script(script, folder, "empty").returncode == 2, "an empty log passes")
    with open(os.path.join(folder, "good", "cut.gz"), "wb") as f:
        f.write(gzip.compress(log_of("orders", range(100, 400)).encode())[:-50])
    expect(run_script(script, folder, "good").returncode == 3, "a cut log passes")


def check_action(folder):
    with open(os.path.join(TOP, "tools/action/action.yml")) as f:
        text = f.read()
    expect("${{" not in text[text.index("run: |"):], "the action's script holds an expression")
    script = re.sub(r"^ {8}", "", text[text.index("run: |") + len("run: |\n"):], flags=re.M)
    for name, code in (("good/orders.log", 0), ("bad/orders.log", 1)):
        summary, output = os.path.join(folder, "summary.md"), os.path.join(folder, "output.txt")
        for path in (summary, output):
            open(path, "w").close()
        done = run_script(script, folder, LAMBDA_CHECK_PROGRAM="lambda-report", GITHUB_STEP_SUMMARY=summary, GITHUB_OUTPUT=output,
                          LAMBDA_CHECK_ARGUMENTS="--max 'ord*:max=2s' " + name)
        expect(done.returncode == code, "action on %s: exit code %d\n%s" % (name, done.returncode, done.stderr))
        expect(("::error " in done.stdout) == (code == 1), "action on %s: annotations\n%s" % (name, done.stdout))
        with open(summary) as f:
            expect(f.read().startswith("## Lambda checks: "), "action on %s: no summary" % name)
        with open(output) as f:
            expect(f.read() == "exit-code=%d\n" % code, "action on %s: output" % name)


def check_workflow(page, folder):
    """The script of the workflow, with the configuration of a repository."""
    workflow = [block for block in blocks(page, "yaml") if "GITHUB_STEP_SUMMARY" in block][0]
    script = re.sub(r"^ {10}", "", workflow[workflow.index("run: |") + len("run: |\n"):], flags=re.M)
    with open(os.path.join(folder, "lambda-report.toml"), "w") as f:
        f.write('[check.max]\nmax = "2s"\n')
    for name, code in (("good", 0), ("bad", 1)):
        with open(os.path.join(folder, name, "orders.log")) as f, open(os.path.join(folder, "orders.log"), "w") as to:
            to.write(f.read())
        summary = os.path.join(folder, "summary.md")
        open(summary, "w").close()
        done = run_script(script, folder, GITHUB_STEP_SUMMARY=summary)
        expect(done.returncode == code, "workflow, %s: exit code %d\n%s" % (name, done.returncode, done.stderr))
        expect(("::error " in done.stdout) == (code == 1), "workflow, %s: annotations" % name)


def main():
    with open(os.path.join(TOP, "docs/CI.md"), encoding="utf-8") as f:
        page = f.read()
    with tempfile.TemporaryDirectory() as folder:
        check_gate(page, folder)
        check_action(folder)
        check_workflow(page, folder)
        # The other lines of shell: taken as they are, on a log that has such functions.
        with open(os.path.join(folder, "orders-1.log"), "w") as f:
            f.write(log_of("orders-1", [100] * 40))
        for line in "".join(block for block in blocks(page, "sh") if not block.startswith("#!")).splitlines():
            line = line.replace(" logs/", " --monthly-invocations 1000 orders-1.log")
            done = run_script(line + "\n", folder)
            expect(done.returncode in (0, 1) and done.stdout, "%s: exit code %d\n%s" % (line, done.returncode, done.stderr))
    for text in WRONG:
        print(text)
    print("%d wrong" % len(WRONG))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
