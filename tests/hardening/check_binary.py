#!/usr/bin/env python3
"""check_binary.py PROGRAM READELF

What the compiler and the linker were asked for, read back from the program itself: position
independent, full RELRO, no executable stack, stack canaries, fortified calls, no search path,
and on x86-64 landing marks for indirect branches.  A build file can ask for all of it and a
typo undo it.
"""
import re
import subprocess
import sys


def readelf(tool, option, program):
    return subprocess.run([tool, "-W", option, program], check=True, capture_output=True, text=True,
                          env={"LC_ALL": "C"}).stdout


def main():
    program, tool = sys.argv[1:]
    header, segments, dynamic, symbols = (
        readelf(tool, option, program) for option in ("-h", "-l", "-d", "--dyn-syms"))
    stack = re.search(r"GNU_STACK\s.*?\s([RWE ]{3})\s+0x", segments)
    checks = {
        "position independent": re.search(r"Type:\s+DYN", header) and "PIE" in dynamic,
        "RELRO": "GNU_RELRO" in segments,
        "all symbols bound at start": "BIND_NOW" in dynamic or re.search(r"FLAGS_1.*\bNOW\b", dynamic),
        "stack not executable": stack and "E" not in stack.group(1),
        "no segment both writable and executable": not re.search(r"^\s+LOAD\s.*\bRWE\b", segments, re.M),
        "stack canaries": "__stack_chk_fail" in symbols,
        "fortified calls": re.search(r"\b__\w+_chk\b", symbols.replace("__stack_chk_fail", "")),
        "no search path": "RPATH" not in dynamic and "RUNPATH" not in dynamic,
    }
    if "X86-64" in header:
        # ENDBR64.  The note that switches the check on is the C library's to give, and Debian's
        # start files do not give it; so our own functions are counted instead.
        with open(program, "rb") as file:
            checks["landing marks"] = file.read().count(b"\xf3\x0f\x1e\xfa") > 500
    failed = [name for name, found in checks.items() if not found]
    for name in failed:
        print("%s: missing: %s" % (program, name))
    print("%d passed, %d failed" % (len(checks) - len(failed), len(failed)))
    return 1 if failed else 0


sys.exit(main())
