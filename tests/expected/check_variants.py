#!/usr/bin/env python3
"""check_variants.py PROGRAM [--only TEXT] [--keep FOLDER]

Runs every case of the variants_*.py beside it.
"""
import argparse
import glob
import importlib
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import variants  # noqa: E402: found beside this file


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("program")
    ap.add_argument("--only", default="", help="cases with this in their name")
    ap.add_argument("--keep", help="write the files here and leave them")
    a = ap.parse_args()
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "variants_*.py"))):
        importlib.import_module(os.path.basename(path)[:-3])
    root = a.keep or tempfile.mkdtemp(prefix="lambda-report-variants-")
    failed = checked = 0
    try:
        for number, c in enumerate(variants.CASES):
            if a.only not in c["name"]:
                continue
            folder = os.path.join(root, "%03d" % number)
            shutil.rmtree(folder, ignore_errors=True)
            problems = variants.problems_of(a.program, c, folder)
            checked += 1
            if problems:
                failed += 1
                print("FAIL %03d %s" % (number, c["name"]))
                for problem in problems[:8]:
                    print("     " + problem)
        for number, (name, data, says) in enumerate(variants.EXPLAINED):
            if a.only not in name:
                continue
            problems = variants.problems_of_explanation(a.program, name, data, says, os.path.join(root, "v%03d" % number))
            checked += 1
            failed += bool(problems)
            for problem in problems:
                print("FAIL -v, %s: %s" % (name, problem))
    finally:
        if not a.keep:
            shutil.rmtree(root)
    print("%d cases, %d failed" % (checked, failed))
    return 1 if failed or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
