#!/usr/bin/env python3
"""check_command_line.py PROGRAM: words that no one meant, and names that somebody did (catalogue
120, 168).

Whatever is typed, the program ends with a code of the contract, says so in lines of its own, and
what it repeats of the words acts on no terminal and no build server.
"""
import os

from procedures import FORBIDDEN, Checks, Folder, environment, log, put, report, run

checks = Checks()

# What is in here must not come out as it is.
HOSTILE = {
    "an escape sequence": "\x1b[31mred\x1b[0m",
    "a window title": "\x1b]0;title\x07",
    "an 8-bit control": "\u009b31m",
    "a line feed": "a\nlambda-report: all is well",
    "a carriage return": "a\rb",
    "a tab": "a\tb",
    "a backspace": "ab\b\b",
    "DEL": "a\x7f",
    "right to left": "\u202efdp.log",
    "zero width": "a\u200bb\ufeff",
    "a line separator": "a\u2028b",
    "GitHub": "::error file=a::x",
    "GitHub, on a line of its own": "a\n::add-mask::x",
    "Azure": "##vso[task.setvariable variable=a]b",
    "Azure, folded": "##[group]a",
    "TeamCity": "a\n##teamcity[buildStop]",
    "format letters": "%s%n%d{}{0}",
    "the shell": "$(touch HOSTILE) `id` ; rm -rf /",
    "only blanks": "   ",
    "not UTF-8": b"\xff\xfe\xe9",
    "cut UTF-8": b"a\xe2\x82",
    "an overlong form": b"\xc0\xaf",
    "254 bytes": "n" * 254,
    "5,000 bytes": "n" * 5000,
}


def judge(name, done, codes=(2,)):
    checks.check(name + ": exit code", done.returncode in codes, (done.returncode, done.stderr[:300]))
    for stream, data in (("stdout", done.stdout), ("stderr", done.stderr)):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            checks.check("%s: %s is UTF-8" % (name, stream), False, error)
            continue
        found = FORBIDDEN.search(text)
        checks.check("%s: %s holds %s" % (name, stream, found and ascii(found.group())), not found, ascii(text[:300]))
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        checks.check(name + ": a line of our own", line.startswith(("lambda-report: ", "  ")) and not line.lstrip().startswith(("::", "##")), line)


def check_names(folder):
    """120: a name in each place that takes one."""
    path = put(folder("a.log"), log(1, 3))
    for what, text in HOSTILE.items():
        word = text if isinstance(text, bytes) else text.encode()
        for place, words, codes in (
                ("an input", [word], (2,)),
                ("an input beside others", [path, word], (3,)),
                ("an input in a folder", [b"absent/" + word], (2,)),
                ("--prices", ["--prices", word, path], (2,)),
                ("--functions", ["--functions", word, path], (2,)),
                ("--config", ["--config", word, path], (2,)),
                ("--files-from", ["--files-from", word], (2,)),
                ("-o in no folder", ["-o", b"absent/" + word + b".json", path], (4,)),
                ("--region", ["--region", word, path], (2,)),
                ("--since", ["--since", word, path], (2,)),
                ("--group-by", ["--group-by", word, path], (2,)),
                ("--format", ["--format", word, path], (2,)),
                ("--jobs", ["--jobs", word, path], (2,)),
                ("--function-from", ["--function-from", word, path], (2,)),
                ("an option", [b"--x" + word, path], (2,)),
                ("check --max", ["check", "--max", word, path], (2,))):
            judge("120 %s as %s" % (what, place), run(*words, folder=folder.path, timeout=60), codes)
    checks.equal("120 the shell ran nothing", sorted(os.listdir(folder.path)), ["a.log"])


def check_files_that_are_there(folder):
    """Hostile names of files that exist: read, counted, shown escaped."""
    place, made = folder.sub("there"), 0
    for text in HOSTILE.values():
        word = (text if isinstance(text, bytes) else text.encode()).replace(b"/", b"_")
        if len(word) > 255:
            continue
        made += 1
        put(os.path.join(os.fsencode(place), word), report(made) + b"REPORT RequestId: broken\n")
    for words in (["--format", "table"], ["--format", "json"], ["--format", "csv"], ["records"], ["--format", "github"], ["-v"]):
        done = run(*words, place)
        judge("120 names that are there, " + " ".join(words), done, (0,))
        if "json" in words:
            checks.check("120 all %d are read" % made, b'"reports": %d' % made in done.stdout, done.stdout[:800])


def check_words(folder):
    """168"""
    path = put(folder("words.log"), log(1, 3))
    dashed = put(folder("-x.log"), log(1, 3))
    command = put(folder("check"), log(1, 3))
    for name, words, code, has in (
            ("an unknown option", ["--memroy", path], 2, b"unknown option --memroy"),
            ("an unknown short option", ["-Z", path], 2, b"-Z"),
            ("an option of another program", ["--memory=32LB", path], 2, b"--memory"),
            ("an option without its value", [path, "--region"], 2, b"--region"),
            ("a value where none belongs", ["--no-dedupe=maybe", path], 2, b"--no-dedupe"),
            ("an empty word", [path, ""], 2, b"empty"),
            ("only an empty word", [""], 2, b"empty"),
            ("an empty value", ["--format", "", path], 2, b"--format"),
            ("no such command", ["sumary", path], 2, b"did you mean summary"),
            ("a number too large", ["--jobs", "99999999999999999999", path], 2, b"--jobs"),
            ("a number below", ["--jobs", "0", path], 2, b"--jobs"),
            ("a negative number", ["--jobs", "-1", path], 2, b"--jobs"),
            ("a percentage above", ["--discount", "101", path], 2, b"--discount"),
            ("no number", ["--days", "nan", path], 2, b"--days"),
            ("infinity", ["--days", "inf", path], 2, b"--days"),
            ("until before since", ["--since", "2026-03-02", "--until", "2026-03-01", path], 2, b"--until"),
            ("a dash is no option after --", ["--", "-x.log"], 0, b""),
            ("a dash in a path", ["./-x.log"], 0, b""),
            ("a dashed name without --", ["-x.log"], 2, b"-x"),
            ("a file called like a command", ["./check"], 0, b""),
            ("an option twice", ["--format", "csv", "--format", "json", path], 2, b"--format"),
            ("stdin twice", ["-", "-"], 0, b"")):
        done = run(*words, folder=folder.path)
        judge("168 " + name, done, (code,))
        checks.check("168 %s: says %r" % (name, has), has in done.stderr, done.stderr[:300])
        if code == 2:
            checks.equal("168 %s: nothing on stdout" % name, done.stdout, b"")
    checks.check("168 the files of this are used", all(os.path.exists(p) for p in (path, dashed, command)))

    # 10,000 inputs: those that are not there, and one file named as often.
    many = run(*["absent-%d.log" % n for n in range(10_000)], folder=folder.path)
    judge("168 10,000 inputs that are not there", many, (2,))
    checks.check("168 a screenful of messages, not 10,000", many.stderr.count(b"\n") <= 50, many.stderr.count(b"\n"))
    same = run("--format", "json", *[path] * 10_000)
    checks.check("168 one input 10,000 times", same.returncode == 0 and b'"reports": 3,' in same.stdout and b'"duplicates": 29997,' in same.stdout, same.stdout[:600])
    judge("168 a word of 100,000 bytes", run("--" + "x" * 100_000, path), (2,))
    for n in range(1, 128):
        done = run("-" + chr(n), path, env=environment(LAMBDA_REPORT_NO_SUCH="1") if n == 1 else None)
        checks.check("168 -%r" % chr(n), done.returncode in (0, 2) and not FORBIDDEN.search(done.stderr.decode()), done.stderr[:200])


with Folder() as folder:
    check_names(folder)
    check_files_that_are_there(folder)
    check_words(folder)
checks.end()
