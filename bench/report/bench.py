# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The bench: measures, and writes docs/performance.md, .csv and .svg; or, with --check, compares what it counts with what
is checked in, and fails where that has grown.

Usage: bench.py BUILD [--check]"""

import os
import pathlib
import platform
import subprocess
import sys

import counts
import document
import measurements
import plot
import wall

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "docs"
COUNTS = DOCUMENTS / "performance.csv"


def first_line(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def check(rows):
    complaints = sorted(counts.complaints(counts.read(COUNTS), rows))
    for complaint in complaints:
        print(complaint)
    if complaints:
        print("`./run bench` writes docs/performance.csv anew; commit it where this is meant to be.")
    return 1 if complaints else 0


def write(rows, build):
    nanoseconds = wall.measure(build)
    told = {"nanoseconds": nanoseconds, "cores": os.cpu_count(), "processor": processor()}
    text = document.document(rows, first_line("gcc", "--version"), first_line("valgrind", "--version"), told)
    (DOCUMENTS / "performance.md").write_text(text, encoding="utf-8")
    clock = {(counts.NOT_CHECKED, name, "nanoseconds"): count for name, count in nanoseconds.items()}
    counts.write(COUNTS, {**rows, **clock})
    curves = {
        name: [(count, rows[f"frames, {name}", str(count), "total"]) for count in measurements.FRAMES]
        for name in measurements.METHODS
    }
    (DOCUMENTS / "performance.svg").write_text(plot.draw(curves), encoding="utf-8")
    return 0


def main(build, *options):
    build = pathlib.Path(build).resolve()
    if options not in ((), ("--check",)):
        print(__doc__, file=sys.stderr)
        return 2
    rows = measurements.measure(ROOT, build)
    return check(rows) if options else write(rows, build)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
