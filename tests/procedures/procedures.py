"""What the procedures share: named checks, runs of the program, lines of a log."""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
# A sanitizer needs several times the memory and the time; what measures those is skipped.
SANITIZED = "--sanitized" in sys.argv[2:]

# Controls (all but LF), bidirectional controls, invisible separators.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Checks:
    """Counts what was right, prints what was not."""

    def __init__(self):
        self.good, self.bad, self.skipped = 0, 0, 0

    def check(self, name, condition, detail=""):
        if condition:
            self.good += 1
        else:
            self.bad += 1
            print("FAIL %s%s" % (name, ": %s" % str(detail)[:600] if detail != "" else ""))
        return condition

    def equal(self, name, found, wanted):
        return self.check(name, found == wanted, "%s, want %s" % (shown(found), shown(wanted)))

    def skip(self, name, why):
        self.skipped += 1
        print("skipped: %s: %s" % (name, why))

    def end(self):
        print("%d passed, %d failed, %d skipped" % (self.good, self.bad, self.skipped))
        sys.exit(1 if self.bad else 0)


def shown(value):
    text = repr(value)
    return text if len(text) < 300 else text[:290] + "… (%d)" % len(text)


def environment(**more):
    """Nothing of who runs the test; what sanitizers are told stays."""
    kept = {k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")}
    kept["PATH"] = "/usr/bin:/bin"
    kept.update(more)
    return {k: v for k, v in kept.items() if v is not None}


def run(*words, folder=None, env=None, timeout=120, stdin=subprocess.DEVNULL, data=None, **more):
    """CompletedProcess of one run, with bytes in stdout and stderr."""
    where = {"input": data} if data is not None else {"stdin": stdin}
    return subprocess.run([PROGRAM, *words], cwd=folder, env=env or environment(), capture_output=True,
                          timeout=timeout, **where, **more)


def request_id(n):
    return "%08d-0000-4000-8000-%012d" % (n, n)


def report(n, duration="72.51", billed=73, size=128, used=58, more="", time=None):
    stamp = time + " " if time else ""
    return ("%sREPORT RequestId: %s\tDuration: %s ms\tBilled Duration: %s ms\tMemory Size: %s MB\tMax Memory Used: %s MB\t%s\n"
            % (stamp, request_id(n), duration, billed, size, used, more)).encode()


def stamp(ms):
    """`ms` of 2026-03-02, as CloudWatch writes times."""
    seconds, ms = divmod(ms, 1000)
    return "2026-03-%02dT%02d:%02d:%02d.%03dZ" % (2 + seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60, ms)


def log(first, last):
    return b"".join(report(n) for n in range(first, last + 1))


def put(path, data):
    with open(path, "wb") as f:
        f.write(data)
    return path


def get(path):
    with open(path, "rb") as f:
        return f.read()


@contextlib.contextmanager
def small_file_system(place, size):
    """`place` on a file system of its own with so much room; gives False where none can be had."""
    mounted = os.geteuid() == 0 and shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=" + size, "none", place], capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", place], capture_output=True)


class Folder:
    """A folder of its own, gone afterwards.  Others may enter it."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="lambda-report-procedures-")
        os.chmod(self.path, 0o755)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def __call__(self, name):
        return os.path.join(self.path, name)

    def sub(self, name):
        path = self(name)
        os.makedirs(path)
        return path
