#!/usr/bin/env python3
"""run_golden.py PROGRAM CASE...: runs the program the way a user does.

A case is one text file.  Lines before the first section are its reason.  Sections:

    $ lambda-report --format json a.log     one shell command; the program is on the PATH
    --- file NAME                           an input, made before the command runs (in an empty
                                            folder); more words: "gzip" packs it, "escaped" reads
                                            \\t \\n \\x1b, "exact" drops the last line feed
    --- stdin                               what the command reads; more words as above
    --- stdout | stderr                     exactly this came out
    --- stdout has | stderr has             each line is in there
    --- stdout lacks | stderr lacks         no line is in there
    --- written NAME                        exactly this is in the file afterwards
    --- json [NAME]                         PATH = VALUE, looked up in stdout (or a file);
                                            PATH is dotted: functions.0.memory_size_mb
    --- exit N                              0 where it is not given

What is not mentioned is not compared; but stderr must be empty where no section speaks of it.
A tab in a log line may be written as "\\t" under "escaped" only.  Expected numbers are worked out
by hand or by another program; there is on purpose no way to write them from the output.
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile


class Bad(Exception):
    pass


def parse(path):
    command, sections, current = None, [], None
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("$ ") and command is None:
                command, current = line[2:].rstrip("\n"), None
            elif line.startswith("--- "):
                current = (line[4:].split(), [])
                sections.append(current)
            elif current is not None:
                current[1].append(line)
    if command is None:
        raise Bad("has no command")
    return command, [(words, "".join(lines)) for words, lines in sections]


def content(words, text):
    if "exact" in words and text.endswith("\n"):
        text = text[:-1]
    data = text.encode()
    if "escaped" in words:
        data = data.decode("latin-1").encode("latin-1").decode("unicode_escape").encode("latin-1")
    return gzip.compress(data, mtime=0) if "gzip" in words else data


def look_up(document, path):
    for part in path.split("."):
        if isinstance(document, list):
            document = document[int(part)]
        elif isinstance(document, dict) and part in document:
            document = document[part]
        else:
            raise Bad("no %s in the JSON" % path)
    return document


def check_json(data, expected):
    document = json.loads(data)
    for line in expected.splitlines():
        if not line.strip():
            continue
        path, _, wanted = line.partition(" = ")
        found = look_up(document, path.strip())
        if found != json.loads(wanted):
            yield "%s is %s, not %s" % (path.strip(), json.dumps(found), wanted)


def check_text(name, words, actual, expected):
    if len(words) == 1:
        if actual != expected:
            yield "%s is\n%s\nnot\n%s" % (name, actual, expected)
    elif words[1] in ("has", "lacks"):
        for line in expected.splitlines():
            if (line in actual) != (words[1] == "has"):
                yield "%s %s not: %s\nit is\n%s" % (name, words[1], line, actual)
    else:
        raise Bad("unknown section %s" % " ".join(words))


def run_case(program, path):
    command, sections = parse(path)
    with tempfile.TemporaryDirectory() as folder:
        stdin = b""
        for words, text in sections:
            if words[0] == "file":
                target = os.path.join(folder, words[1])
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as f:
                    f.write(content(words[2:], text))
            elif words[0] == "stdin":
                stdin = content(words[1:], text)
        top = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
        environment = {"PATH": os.path.dirname(program) + ":/usr/bin:/bin", "LC_ALL": "C", "SAMPLES": os.path.join(top, "samples"), "TOP": top}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        run = subprocess.run(["sh", "-c", command], cwd=folder, input=stdin, env=environment, timeout=120, capture_output=True)
        out, err = run.stdout.decode(), run.stderr.decode()
        wanted, bad = 0, []
        for words, text in sections:
            if words[0] == "exit":
                wanted = int(words[1])
            elif words[0] in ("stdout", "stderr"):
                bad += check_text(words[0], words, out if words[0] == "stdout" else err, text)
            elif words[0] == "written":
                with open(os.path.join(folder, words[1]), encoding="utf-8") as f:
                    bad += check_text(words[1], words[:1], f.read(), text)
            elif words[0] == "json":
                data = out
                if len(words) > 1:
                    with open(os.path.join(folder, words[1]), encoding="utf-8") as f:
                        data = f.read()
                bad += check_json(data, text)
            elif words[0] not in ("file", "stdin"):
                raise Bad("unknown section %s" % " ".join(words))
        if run.returncode != wanted:
            bad.append("exit code is %d, not %d\n%s" % (run.returncode, wanted, err))
        if err and not any(words[0] == "stderr" for words, _ in sections):
            bad.append("stderr is not empty:\n%s" % err)
        return bad


def main():
    program = os.path.abspath(sys.argv[1])
    failed = 0
    for path in sys.argv[2:]:
        try:
            bad = run_case(program, path)
        except (Bad, OSError, ValueError, subprocess.TimeoutExpired) as error:
            bad = [str(error)]
        for text in bad:
            print("%s: %s" % (os.path.basename(path), text))
        failed += bool(bad)
    print("%d cases, %d failed" % (len(sys.argv) - 2, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
