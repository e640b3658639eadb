#!/usr/bin/env python3
"""run_recipes.py PROGRAM SOURCE: runs the README's recipes for jq, DuckDB and pandas.

Each is taken out of the README as it stands and run in a folder where `logs/` holds the five
invocations below.  A recipe whose tool is not installed is left out and named; where none is, the
test is skipped.
"""
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout

NAMED = r"(?P<function>[^/]+)/[^/]*$"


def recipes(source):
    with open(os.path.join(source, "README.md"), encoding="utf-8") as f:
        text = f.read()
    section = text.split("## For jq, DuckDB and pandas", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"```(sh|sql|python)\n(.*?)```", section, re.S)
    return {key: body for _language, body in blocks for key in ("jq:", "DuckDB and", "-- DuckDB", "# pandas") if key in body.split("\n")[0]}


LOGS = {"mail": [(128, 5), (128, 7)], "orders": [(512, 45), (512, 352), (512, 3000)]}  # function: (MB, billed ms)


def write_logs(folder):
    for function, calls in LOGS.items():
        os.makedirs(os.path.join(folder, function))
        with open(os.path.join(folder, function, "a.log"), "w", encoding="utf-8") as f:
            for n, (mb, ms) in enumerate(calls):
                f.write("REPORT RequestId: %s-%d\tDuration: %d.00 ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: 60 MB\t\n"
                        % (function, n, ms, ms, mb))
    return [{"function": f, "calls": len(calls), "ms": sum(ms for _mb, ms in calls)} for f, calls in sorted(LOGS.items())]


def shell(command, folder, program):
    os.makedirs(os.path.join(folder, "bin"), exist_ok=True)
    wrapper = os.path.join(folder, "bin", "lambda-report")
    with open(wrapper, "w", encoding="utf-8") as f:
        # The functions are named by their folders.
        f.write("#!/bin/sh\nexec '%s' \"$@\" --function-from '%s'\n" % (program, NAMED))
    os.chmod(wrapper, 0o755)
    path = os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"]
    return subprocess.run(["sh", "-c", command], cwd=folder, env=dict(os.environ, PATH=path), check=True, capture_output=True).stdout.decode()


def duckdb_rows(sql):
    import duckdb
    return [dict(zip(("function", "calls", "ms"), (r[0], int(r[1]), int(r[2])))) for r in duckdb.sql(sql.strip().rstrip(";")).fetchall()]


def pandas_rows(code):
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})  # the recipe, as a reader would run it
    return json.loads(out.getvalue())


def main():
    program, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    texts = recipes(source)
    assert len(texts) == 4, "the README has recipes for %s" % sorted(texts)
    failed = ran = 0
    with tempfile.TemporaryDirectory(prefix="lambda-report-recipes-") as folder:
        want = write_logs(os.path.join(folder, "logs"))
        shell(texts["DuckDB and"], folder, program)
        os.chdir(folder)
        for name, found, run in (("jq", shutil.which("jq"), lambda: json.loads(shell(texts["jq:"], folder, program))),
                                 ("DuckDB", importlib.util.find_spec("duckdb"), lambda: duckdb_rows(texts["-- DuckDB"])),
                                 ("pandas", importlib.util.find_spec("pandas"), lambda: pandas_rows(texts["# pandas"]))):
            if not found:
                print("left out: %s is not installed" % name)
                continue
            ran += 1
            got = run()
            if got != want:
                failed += 1
                print("FAIL %s: %s, want %s" % (name, got, want))
            else:
                print("ok   %s" % name)
        os.chdir("/")
    if not ran:
        print("skipped: neither jq nor DuckDB nor pandas is installed")
        return 77
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
