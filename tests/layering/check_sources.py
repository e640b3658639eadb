#!/usr/bin/env python3
"""check_sources.py [TOP]: what no reviewer should have to look for.

  * a file of src/, include/ or tests/ has at most 450 lines (400 is the aim)
  * calls that this project does not use: they follow the locale, overflow, recurse, run
    programs or reach a network; hash tables whose order and cost a log's author could choose
    (ours are seeded: base/hash.h); and, outside src/cli, anything that prints, exits, or reads
    clock, environment or locale
  * stderr anywhere but where messages are escaped
  * unfinished marks

Prints each finding; exit 1 if there is one.
"""
import os
import re
import sys

MOST_LINES = 450
ANYWHERE = re.compile(r"\b(?:std::regex|strtod|strtof|strtold|stod|stof|atoi|atol|atof|sscanf|gets|tmpnam|mktemp|popen|system|mmap|"
    r"rand|srand|strcpy|strcat|sprintf|vsprintf|alloca|socket|connect|fork|posix_spawnp?|exec[lv]p?e?|dlopen|"
    r"unordered_(?:multi)?(?:map|set))\s*[(<]")
# What shows text escapes it, and is the only one to write to stderr; main() when there is no memory.
STDERR = re.compile(r"\bSTDERR_FILENO\b|\bstderr\b|\bstd::(?:cerr|clog)\b")
MAY_WRITE_STDERR = {"src/cli/messages.cc", "src/cli/main.cc"}
MAY_NAME_STDERR = {"src/cli/surroundings.cc", "src/cli/output.cc"}
LIBRARY = re.compile(
    r"\b(?:std::cout|std::cerr|std::clog|f?printf|puts|perror|getenv|secure_getenv|setlocale|"
    r"system_clock::now|gettimeofday|clock_gettime|localtime|localtime_r|std::time|std::random_device)\s*[(<;&]"
    r"|(?:std::|(?<![\w:])::|^\s*)(?:exit|_exit|quick_exit|abort|terminate)\s*\(")  # not a method called abort
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b|not implemented")
COMMENT = re.compile(r'//.*$|"(?:[^"\\]|\\.)*"')


def findings_in(path, lines):
    lines = list(lines)
    if len(lines) > MOST_LINES:
        yield "%s: %d lines; the most is %d" % (path, len(lines), MOST_LINES)
    in_source = path.startswith(("src/", "include/"))
    in_library = in_source and not path.startswith("src/cli/")
    for number, line in enumerate(lines, 1):
        code = COMMENT.sub("", line)
        if in_source and (found := ANYWHERE.search(code)):
            yield "%s:%d: %s is not used here" % (path, number, found.group().strip("(< "))
        if in_source and path not in MAY_WRITE_STDERR | MAY_NAME_STDERR and (found := STDERR.search(code)):
            yield "%s:%d: %s: messages go through cli/messages.h" % (path, number, found.group())
        if in_library and (found := LIBRARY.search(code)):
            yield "%s:%d: %s does not belong in the library" % (path, number, found.group().strip("(<;&: "))
        if in_source and (found := UNFINISHED.search(line)):
            yield "%s:%d: %s" % (path, number, found.group())


def files(top):
    for base in ("src", "include", "tests"):
        for folder, _, names in sorted(os.walk(os.path.join(top, base))):
            for name in sorted(names):
                if name.endswith((".h", ".cc")):
                    yield os.path.relpath(os.path.join(folder, name), top)


def self_test():
    seen = lambda path, *lines: bool(list(findings_in(path, lines)))
    assert seen("src/base/a.cc", "x = strtod(p, &end);")
    assert seen("src/render/a.cc", "std::cout << 1;")
    assert seen("src/render/a.cc", "if (getenv(name))")
    assert seen("src/base/a.cc", "// TO" + "DO later")
    assert seen("tests/base/a_test.cc", *["\n"] * (MOST_LINES + 1))
    assert seen("src/base/a.cc", "  abort();") and seen("src/base/a.cc", "if (x) std::exit(1);")
    assert seen("src/base/a.cc", "std::unordered_map<std::string, int> by_name;") and seen("src/cli/a.cc", "socket(AF_INET, 0, 0)")
    assert seen("src/cli/a.cc", "::write(STDERR_FILENO, name.data(), name.size());") and seen("src/cli/a.cc", "sprintf(text, name)")
    assert not seen("src/base/a.cc", "snprintf(text, n, name)") and not seen("src/base/a.cc", "brand(x); strand<int>")
    assert not seen("src/base/a.cc", "  void abort();") and not seen("src/base/a.cc", "queue.abort();")
    assert not seen("src/cli/a.cc", "if (std::getenv(name))")
    assert not seen("src/base/a.cc", "// never strtod(): it follows the locale")
    assert not seen("src/base/a.cc", "snprintf_like(x); file_system (x);")


def main():
    self_test()
    top = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../..")
    bad, count = [], 0
    for path in files(top):
        count += 1
        with open(os.path.join(top, path), encoding="utf-8") as f:
            bad += findings_in(path, f)
    print("\n".join(bad) if bad else "%d files, nothing to mend" % count)
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main())
