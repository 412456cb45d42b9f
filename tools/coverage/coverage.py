# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the suite in a build with --coverage, and tells what of the library and the hosted kernel it runs.

Usage: coverage.py BUILD_FOLDER

lcov gathers the lines and branches and genhtml writes BUILD_FOLDER/html. Beside that, tracefile.py names what is not
covered: on standard output each function and line, in BUILD_FOLDER/uncovered.txt the branches as well.

All of the suite counts but the rules, which run nothing of the library; of the schedules, a few. A hosted process that
ends by itself writes its counts when it exits; those of one that is killed are lost, as they should be where nobody
waits for it."""

import pathlib
import subprocess
import sys

import tracefile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ("src", "hosted/kernel")
# Where the compiler leaves the notes of these sources, in the build folder.
OBJECTS = ("CMakeFiles/sel4rpc.dir/src", "hosted/kernel")
LEFT_OUT = "^(rule|run_script|tool_)"
BRANCHES = ("--rc", "lcov_branch_coverage=1")


def call(*command):
    """Runs a command that has to succeed, and returns what it says; that is shown if it does not."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"coverage: failed: {' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout


def run_suite(build):
    """Returns whether all passed; what did not is shown by ctest."""
    for counts in build.rglob("*.gcda"):
        counts.unlink()
    result = subprocess.run(
        ("ctest", "--test-dir", build, "-E", LEFT_OUT, "--no-tests=error", "--output-on-failure", "--progress")
        + ("-j", "2", "--timeout", "1800"),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
    )
    return result.returncode == 0


def gather(build):
    """Gathers the counts of the sources, with 0 for what was never run, into one file."""
    folders = [word for folder in OBJECTS for word in ("--directory", build / folder)]
    lcov = ("lcov", *BRANCHES, "--quiet")
    none, some, both, wanted = (build / f"{name}.info" for name in ("none", "some", "both", "coverage"))
    call(*lcov, "--capture", "--initial", *folders, "--output-file", none)
    call(*lcov, "--capture", *folders, "--output-file", some)
    call(*lcov, "--add-tracefile", none, "--add-tracefile", some, "--output-file", both)
    call(*lcov, "--extract", both, *(f"{ROOT / folder}/*" for folder in SOURCES), "--output-file", wanted)
    return wanted


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    passed = run_suite(build)
    counts = gather(build)
    call(
        *("genhtml", *BRANCHES, "--branch-coverage", "--quiet", "--legend", "--title", "libsel4rpc"),
        *("--prefix", ROOT, "--output-directory", build / "html", counts),
    )
    files = tracefile.read(counts.read_text(encoding="utf-8"), ROOT)
    (build / "uncovered.txt").write_text("\n".join(tracefile.uncovered(files)) + "\n", encoding="utf-8")
    print(call("lcov", *BRANCHES, "--list", counts))
    print("\n".join(["", "Not covered:", *tracefile.uncovered(files, branches=False)]))
    print(f"\nBranches that were never taken: {build / 'uncovered.txt'}\nReport: {build / 'html/index.html'}")
    return 0 if passed else "coverage: the suite failed, so the figures are too low"


if __name__ == "__main__":
    sys.exit(main())
