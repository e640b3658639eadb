#!/usr/bin/env python3
"""check_output_files.py PROGRAM [FIXED_ENTROPY]: -o under every odd condition (catalogue 134, 149,
154 to 158).

FIXED_ENTROPY is a library to preload that makes the first random numbers known, as if somebody
had guessed the name of the temporary file.
"""
import json
import os
import shutil
import stat
import subprocess
import threading

from procedures import PROGRAM, Checks, Folder, environment, get, log, put, report, run, small_file_system

checks = Checks()
OLD = b"the report of last week\n"


def temporaries(folder):
    return [n for n in os.listdir(folder) if n.startswith(".lambda-report-")]


def check_endless_rows():
    """Rows go out as they are found: a full disk ends the run, not the end of the log."""
    for words in (["--format", "jsonl"], ["--format", "csv"]):
        for target, more in (("stdout", []), ("-o", ["-o", "/dev/full"])):
            source, feed = os.pipe()

            def write():
                block = b"".join(report(n) for n in range(2000))
                try:
                    while True:
                        os.write(feed, block)
                except BrokenPipeError:
                    os.close(feed)
            full = os.open("/dev/full", os.O_WRONLY)
            p = subprocess.Popen([PROGRAM, "records", *words, *more, "-"], stdin=source, stdout=full if target == "stdout" else subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, env=environment())
            os.close(source)
            os.close(full)
            writer = threading.Thread(target=write)
            writer.start()
            try:
                _out, err = p.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                p.kill()
                _out, err = p.communicate()
            writer.join()
            checks.check("134 endless rows, %s, %s full" % (words[1], target),
                         p.returncode == 4 and err.count(b"\n") == 1 and b"No space left on device" in err, (p.returncode, err))


def check_full_disk(folder, inputs):
    place = folder.sub("mounted")
    with small_file_system(place, "64k") as mounted:
        if not mounted:
            checks.skip("149 a full file system", "no mount(8), or not allowed to")
            return
        for form, ending in (("html", "html"), ("json", "json"), ("state", "lrs")):
            path = put(os.path.join(place, "r." + ending), OLD)
            done = run(*inputs, "-o", path)
            checks.check("149 %s on a full file system" % form, done.returncode == 4 and b"No space left on device" in done.stderr
                         and b"the file is as it was before" in done.stderr, done)
            checks.equal("149 %s: old file whole, nothing beside it" % form, (get(path), os.listdir(place)), (OLD, ["r." + ending]))
            os.unlink(path)
        small = run("--format", "csv", "--top", "1", *inputs, "-o", os.path.join(place, "small.csv"))
        checks.equal("149 what fits is written", small.returncode, 0)


def check_links(folder, inputs):
    """A link is replaced, never followed: in a directory that others write to it may lead anywhere."""
    place = folder.sub("sticky")
    os.chmod(place, 0o1777)
    victim = put(folder("victim"), b"victim\n")
    for name, target in (("link", victim), ("dangling", folder("absent"))):
        path = os.path.join(place, name)
        os.symlink(target, path)
        done = run("--format", "json", *inputs, "-o", path)
        checks.check("154 -o a %s" % name, done.returncode == 0 and not os.path.islink(path) and json.loads(get(path)), done)
    checks.equal("154 nothing was written through", (get(victim), os.path.exists(folder("absent"))), (b"victim\n", False))
    os.symlink(inputs[0], os.path.join(place, "input"))
    before = get(inputs[0])
    done = run(*inputs, "-o", os.path.join(place, "input"))
    checks.check("153 -o a link to an input", done.returncode == 2 and get(inputs[0]) == before, done)


def check_planted(folder, inputs, library):
    place, victim = folder.sub("planted"), put(folder("victim2"), b"victim\n")
    for n in range(10_000):
        os.symlink(victim, os.path.join(place, ".lambda-report-%016x.tmp" % n))
    for name in ("r.json.tmp", ".r.json.tmp", "r.json~", "r.json.%d" % os.getpid()):
        os.symlink(victim, os.path.join(place, name))
    path, planted = os.path.join(place, "r.json"), set(os.listdir(place))

    def judge(name, wanted, **variables):
        if os.path.exists(path):
            os.unlink(path)
        done = run(*inputs, "-o", path, env=environment(**variables))
        checks.check("155 %s" % name, done.returncode == wanted and (wanted == 0) == os.path.exists(path), done)
        checks.equal("155 %s: the links lead where they led" % name, (get(victim), set(os.listdir(place)) - {"r.json"}), (b"victim\n", planted))
    judge("planted names", 0)
    if not library:
        checks.skip("155 guessed names", "no library to preload")
        return
    judge("50 guessed names", 0, LD_PRELOAD=library, FIXED_ENTROPY="50")
    judge("every name guessed", 4, LD_PRELOAD=library, FIXED_ENTROPY="1000000")


def check_no_files(folder, inputs):
    wanted = run("--format", "json", *inputs).stdout
    for path in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"):
        done = run("--format", "json", *inputs, "-o", path)
        checks.equal("156 -o %s" % path, (done.returncode, done.stdout), (0, wanted))
    fifo = folder("fifo")
    os.mkfifo(fifo)
    parts = []
    reader = threading.Thread(target=lambda: parts.append(get(fifo)))
    reader.start()
    done = run("--format", "json", *inputs, "-o", fifo)
    reader.join(timeout=60)
    checks.equal("156 -o a FIFO", (done.returncode, b"".join(parts), stat.S_ISFIFO(os.stat(fifo).st_mode)), (0, wanted, True))
    done = run("--format", "json", *inputs, "-o", "/dev/null")
    checks.equal("156 -o /dev/null", (done.returncode, stat.S_ISCHR(os.stat("/dev/null").st_mode)), (0, True))
    for name, path in (("/dev/full", "/dev/full"), ("a directory", folder.path), ("a folder that is not there", folder("no/such.json")),
                       ("a file as a folder", inputs[0] + "/r.json"), ("a descriptor that is not open", "/dev/fd/77")):
        done = run("--format", "json", *inputs, "-o", path)
        checks.check("156 -o %s" % name, done.returncode == 4 and not done.stdout and done.stderr.startswith(b"lambda-report: "), done)
    place = folder.sub("closed")
    put(os.path.join(place, "r.json"), OLD)
    os.chmod(place, 0o555)
    if os.geteuid() == 0:  # root writes everywhere
        program = shutil.copy(PROGRAM, folder("program"))
        os.chmod(program, 0o755)
        who = {"user": 65534, "group": 65534, "extra_groups": []}
    else:
        program, who = PROGRAM, {}
    done = subprocess.run([program, "--format", "json", *inputs, "-o", os.path.join(place, "r.json")], stdin=subprocess.DEVNULL,
                          capture_output=True, env=environment(), timeout=60, **who)
    checks.check("156 -o in a directory that cannot be written", done.returncode == 4 and get(os.path.join(place, "r.json")) == OLD
                 and b"Permission denied" in done.stderr, done)


def check_two_writers(folder, inputs):
    """Two runs write one file at once: it is always one of the two reports, whole."""
    path, other = folder("shared.html"), put(folder("other.log"), report(9000, size=3008))
    wholes = set()
    for words in (inputs, [other]):
        run(*words, "-o", path)
        wholes.add(get(path))
    checks.equal("157 two different reports", len(wholes), 2)
    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            seen.add(get(path))
    watcher = threading.Thread(target=watch)
    watcher.start()
    codes = set()
    for _ in range(40):
        pair = [subprocess.Popen([PROGRAM, *words, "-o", path], stdin=subprocess.DEVNULL, env=environment()) for words in (inputs, [other])]
        codes |= {p.wait(timeout=60) for p in pair}
        seen.add(get(path))
    done.set()
    watcher.join()
    checks.check("157 two writers", codes == {0} and seen <= wholes, "%s, %d contents" % (codes, len(seen)))
    checks.equal("157 nothing is left beside it", temporaries(folder.path), [])


def check_modes(folder, inputs):
    """The mode is what the umask leaves of 0666, or that of the file that is replaced."""
    path = folder("mode.json")

    def mode_after(umask):
        done = subprocess.run([PROGRAM, *inputs, "-o", path], stdin=subprocess.DEVNULL, env=environment(), umask=umask, timeout=60)
        return done.returncode, stat.S_IMODE(os.stat(path).st_mode)
    for umask in (0o077, 0o022, 0o027, 0o000):
        if os.path.exists(path):
            os.unlink(path)
        checks.equal("158 umask %03o" % umask, mode_after(umask), (0, 0o666 & ~umask))
    for old in (0o640, 0o600, 0o604, 0o400, 0o666):
        for umask in (0o077, 0o000):
            os.chmod(path, old)
            checks.equal("158 a file of mode %03o, umask %03o" % (old, umask), mode_after(umask), (0, old))
    os.chmod(path, 0o4755)
    checks.equal("158 set-user-id does not stay", mode_after(0o022), (0, 0o755))


with Folder() as folder:
    # Many functions' worth of rows, so that reports are larger than what a small disk holds.
    big = put(folder("big.log"), b"".join(report(n, size=128 + n % 900) for n in range(3000)))
    check_endless_rows()
    check_full_disk(folder, [big])
    small = put(folder("small.log"), log(1, 30))
    check_links(folder, [small])
    check_planted(folder, [small], next((w for w in os.sys.argv[2:] if w.endswith(".so")), None))
    check_no_files(folder, [small])
    check_two_writers(folder, [small])
    check_modes(folder, [small])
checks.end()
