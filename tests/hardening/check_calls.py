#!/usr/bin/env python3
"""check_calls.py PROGRAM TOP: what the program asks the system for, as strace sees it.

A run asks for no network, no other program, deletes nothing and opens nothing for writing but
the temporary file that becomes the output.  Where Linux has Landlock, the run gives up everything
else before its threads start and before a byte of a log is read, is refused nothing afterwards,
and says the same with and without it.  The trace of a shell that does all of that comes first: what
finds nothing there finds nothing.  And it runs where nothing can be written, without network and
other processes (bwrap).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
NETWORK = {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
           "recvfrom", "recvmsg", "recvmmsg", "getsockopt", "setsockopt", "getpeername", "getsockname", "shutdown"}
PROGRAMS = {"execve", "execveat", "fork", "vfork", "ptrace"}
CHANGES = {"unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat", "truncate", "mknod",
           "mknodat", "chmod", "fchmodat", "chown", "lchown", "fchownat", "setxattr", "utimensat", "kill", "bpf", "mount",
           "ftruncate", "creat", "chdir", "chroot", "setuid", "setgid"}
CALL = re.compile(r"^(?:\d+ +)?([a-z0-9_]+)\((.*)\) += +(-?\d+|\?)(?: (E[A-Z]+))?")
TRACED = "%file,%network,%process,desc,landlock_create_ruleset,landlock_add_rule,landlock_restrict_self,prctl,kill,bpf"
# The C library's allocator looks at it when a thread gives memory back.
OF_MALLOC = "/proc/sys/vm/overcommit_memory"

checks, wrong = 0, []


def expect(condition, what):
    global checks
    checks += 1
    if not condition:
        wrong.append(what)


class Trace:
    """The calls of one run, in their order: (name, arguments, result, errno's name)."""

    def __init__(self, words, folder, stdin=None, environment=None):
        log = os.path.join(folder, "strace.log")
        with open(stdin, "rb") if stdin else open(os.devnull, "rb") as source:
            run = subprocess.run(["strace", "-f", "-qq", "-s", "4096", "-e", "trace=" + TRACED, "-e", "signal=none", "-o", log] + words,
                                 stdin=source, capture_output=True, cwd=folder, timeout=120,
                                 env=dict(os.environ, **(environment or {})))
        self.code, self.out, self.err = run.returncode, run.stdout, run.stderr
        waiting, self.calls = {}, []
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                thread = line.split(" ", 1)[0]
                if line.rstrip().endswith("<unfinished ...>"):
                    waiting[thread] = line.rstrip()[:-len("<unfinished ...>")]
                    continue
                if "resumed>" in line:
                    line = waiting.pop(thread, thread + " ?(") + line.split("resumed>", 1)[1]
                if found := CALL.match(line):
                    self.calls.append((found[1], found[2], int(found[3]) if found[3] != "?" else 0, found[4] or ""))
        os.remove(log)

    def names(self, wanted):
        return [name + "(" + arguments for name, arguments, _, _ in self.calls if name in wanted]

    def first(self, *names):
        return next((i for i, call in enumerate(self.calls) if call[0] in names), None)

    def opened(self, from_call=0):
        """(path, flags, errno) of each file that is opened."""
        for name, arguments, _, error in self.calls[from_call:]:
            if name in ("open", "openat", "openat2") and (found := re.search(r'"((?:[^"\\]|\\.)*)", ([A-Z_|]+)', arguments)):
                yield found[1], found[2].split("|"), error

    def written(self):
        return [path for path, flags, error in self.opened()
                if not error and {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"} & set(flags)]


def control(folder):
    """What is looked for below is found where it is done."""
    script = "echo a >made; cat made >/dev/null; rm made; chmod 700 .; python3 -c 'import socket; socket.socket().close()'"
    trace = Trace(["/bin/sh", "-c", script], folder)
    expect(len(trace.names(PROGRAMS)) > 2, "control: programs are seen")
    expect(trace.names(CHANGES), "control: deleting is seen")
    expect(trace.names(NETWORK), "control: the network is seen")
    expect("made" in trace.written(), "control: writing is seen")


def plain(trace, what):
    expect(trace.code == 0, "%s: exit %d %s" % (what, trace.code, trace.err[-200:]))
    for title, calls in (("network", NETWORK), ("programs", PROGRAMS), ("changes", CHANGES)):
        found = trace.names(calls)
        if title == "programs":
            found = found[1:]  # the run itself
        expect(not found, "%s: %s: %s" % (what, title, found[:3]))


def confined(trace, what, allowed):
    """Given up before threads and reading; afterwards nothing is opened but below `allowed`, and nothing refused."""
    at = trace.first("landlock_restrict_self")
    if at is None or trace.calls[at][2] != 0:
        expect(False, what + ": no Landlock")
        return
    thread = trace.first("clone", "clone3")
    expect(thread is None or thread > at, what + ": a thread is older than the restriction")
    later = [each for each in trace.opened(at) if each[0] != OF_MALLOC]
    expect(all(path.startswith(tuple(allowed)) for path, _, _ in later), "%s: opens %s" % (what, later))
    refused = [call for call in trace.calls[at:] if call[3] in ("EACCES", "EPERM")]
    expect(not refused, "%s: is refused %s" % (what, refused))


def runs(folder, has_landlock):
    samples = os.path.join(TOP, "samples")
    log = os.path.join(samples, "orders-api", sorted(os.listdir(os.path.join(samples, "orders-api")))[0])
    out = os.path.join(folder, "out")
    os.mkdir(out)

    what = "a plain run"
    trace = Trace([PROGRAM, "--jobs", "2", samples], folder)
    plain(trace, what)
    expect(not trace.written(), "%s: opens for writing: %s" % (what, trace.written()))
    if has_landlock:
        confined(trace, what, [samples])
    for name, more, environment in (("--no-landlock", ["--no-landlock"], {}), ("LAMBDA_REPORT_NO_LANDLOCK", [], {"LAMBDA_REPORT_NO_LANDLOCK": "1"})):
        free = Trace([PROGRAM, "--jobs", "2", samples] + more, folder, environment=environment)
        expect(not free.names({"landlock_create_ruleset", "landlock_restrict_self", "prctl"}), name + ": asks for Landlock")
        expect((free.code, free.out, free.err) == (trace.code, trace.out, trace.err), name + ": says something else")

    what = "stdin"
    trace = Trace([PROGRAM, "--format", "json"], folder, stdin=log)
    plain(trace, what)
    expect(not trace.written(), "%s: opens for writing: %s" % (what, trace.written()))
    if has_landlock:
        confined(trace, what, ["nothing"])

    for command, words in (("summary", ["-o", out + "/r.html", "-o", out + "/s.lrs", log]),
                           ("records", ["-o", out + "/rows.csv", log]),
                           ("advise", ["-o", out + "/a.json", log]),
                           ("check", ["--max", "p99=900s", "-o", out + "/c.xml", log]),
                           ("compare", ["-o", out + "/c.md", out + "/s.lrs", log])):
        for what in (command + ", new files", command + ", over old ones"):
            trace = Trace([PROGRAM, command] + words, folder)
            plain(trace, what)
            strange = [path for path in trace.written() if not re.fullmatch(re.escape(out) + r"/\.lambda-report-[0-9a-f]{16}\.tmp", path)]
            expect(not strange and trace.written(), "%s: opens for writing: %s" % (what, strange))
            if has_landlock:
                confined(trace, what, [os.path.dirname(log) + "/", out])
    expect(sorted(os.listdir(out)) == ["a.json", "c.md", "c.xml", "r.html", "rows.csv", "s.lrs"], "files are left: %s" % os.listdir(out))


def awkward(folder):
    """Landlock is not to be noticed: links, a list of files, what a shell puts in /dev/fd, FIFOs, a file replaced."""
    real = os.path.join(folder, "real")
    os.mkdir(real)
    log = os.path.join(real, "a.log")
    with open(log, "w", encoding="ascii") as f:
        f.write("REPORT RequestId: 5c4a4b0e-2f0b-4e0c-9c1e-000000000001\tDuration: 1.00 ms\tBilled Duration: 1 ms\t"
                "Memory Size: 128 MB\tMax Memory Used: 50 MB\n")
    os.mkdir(os.path.join(folder, "links"))
    os.symlink("../real/a.log", os.path.join(folder, "links", "direct"))
    os.symlink("links/direct", os.path.join(folder, "twice"))
    os.symlink("real", os.path.join(folder, "linked_folder"))
    with open(os.path.join(folder, "list"), "w", encoding="ascii") as f:
        f.write("real/a.log\n")
    shell = lambda command: subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, timeout=60, env=dict(os.environ, P=PROGRAM))
    wanted = shell("$P --format csv --no-landlock --function f real/a.log").stdout
    expect(wanted.count(b"\n") >= 2, "the log of one invocation")
    for command in ("links/direct", "twice", "links", "linked_folder", "real", "--files-from list", "<(cat real/a.log)", "- <real/a.log",
                    "/dev/stdin <real/a.log", "/dev/fd/5 5<real/a.log", "-o /dev/stdout real/a.log", "-o /dev/fd/3 real/a.log 3>&1",
                    "real/a.log -o out.csv && cat out.csv", "real/a.log -o real/out.csv && cat real/out.csv",
                    "real/a.log -o out.csv -o twice.csv >/dev/null && cat twice.csv", "real/a.log | cat"):
        run = shell("$P --format csv --function f " + command)
        expect((run.returncode, run.stdout) == (0, wanted), "%s: %d %s" % (command, run.returncode, run.stderr.decode()[-150:]))
        shell("rm -f out.csv twice.csv real/out.csv")
    run = shell("mkfifo pipe; cat pipe & $P --format csv --function f real/a.log -o pipe; wait")
    expect((run.returncode, run.stdout) == (0, wanted), "-o FIFO: %s" % run.stderr.decode()[-150:])
    run = shell("$P --format csv --function f real/a.log -o /dev/null")
    expect(run.returncode == 0, "-o /dev/null: %s" % run.stderr.decode()[-150:])
    # Renamed over while the program waits on its first input: the new file is read.
    shell("mkfifo first; cp real/a.log new")
    run = shell("{ sleep 0.5; mv new real/a.log; } >first & $P --format csv --function f first real/a.log; wait")
    expect((run.returncode, run.stdout) == (0, wanted), "a file replaced: %d %s" % (run.returncode, run.stderr.decode()[-150:]))


def cut_off(folder):
    """In a file system that cannot be written to, without network and other processes."""
    cage = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-all", "--die-with-parent"]
    if shutil.which("bwrap") is None or subprocess.run(cage + ["true"], capture_output=True).returncode != 0:
        print("skipped: bwrap is not there or may not run")
        return
    for words in (["--format", "json"], ["records"], ["advise"]):
        command = [PROGRAM] + words + [os.path.join(TOP, "samples")]
        inside, outside = (subprocess.run(before + command, capture_output=True, timeout=60, cwd=folder) for before in (cage, []))
        expect(inside.returncode == 0 and (inside.stdout, inside.stderr) == (outside.stdout, outside.stderr),
               "bwrap, %s: %d %s" % (words, inside.returncode, inside.stderr[-200:]))
    refused = subprocess.run(cage + [PROGRAM, "-o", os.path.join(folder, "x.json"), os.path.join(TOP, "samples")], capture_output=True, timeout=60)
    expect(refused.returncode == 4, "bwrap: an output where nothing can be written: exit %d" % refused.returncode)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        awkward(folder)
        cut_off(folder)
        if shutil.which("strace") is None or subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True).returncode != 0:
            print("skipped: strace is not there or may not trace")
        else:
            probe = Trace([PROGRAM, os.path.join(TOP, "samples")], folder)
            at = probe.first("landlock_create_ruleset")
            has_landlock = at is not None and probe.calls[at][2] > 0
            if not has_landlock:
                expect(at is not None, "Landlock is not asked for")
                print("skipped: this kernel has no Landlock")
            control(folder)
            runs(folder, has_landlock)
    print("\n".join(wrong))
    print("%d checks, %d wrong" % (checks, len(wrong)))
    return 1 if wrong or checks < 30 else 0


sys.exit(main())
