# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The bench: counts instructions and writes docs/performance.md, .csv and .svg, and the table of targets in
CONTRIBUTING.md. Then prints times by the clock, which differ from run to run, so no document holds them. With --check it
compares the counts with the checked-in ones, and fails if one has grown.

Usage: bench.py BUILD [--check]"""

import pathlib
import subprocess
import sys

import counts
import document
import measurements
import plot
import targets
import wall

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "docs"
COUNTS = DOCUMENTS / "performance.csv"
TARGETS = ROOT / "CONTRIBUTING.md"


def first_line(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]


def check(rows):
    complaints = sorted(counts.complaints(counts.read(COUNTS), rows))
    for complaint in complaints:
        print(complaint)
    if complaints:
        print("`./run bench` writes docs/performance.csv anew; commit it where this is meant to be.")
    return 1 if complaints else 0


def write(rows):
    text = document.document(rows, first_line("gcc", "--version"), first_line("valgrind", "--version"))
    (DOCUMENTS / "performance.md").write_text(text, encoding="utf-8")
    TARGETS.write_text(targets.within(TARGETS.read_text(encoding="utf-8"), rows), encoding="utf-8")
    counts.write(COUNTS, rows)
    curves = {
        name: [(count, rows[f"frames, {name}", str(count), "total"]) for count in measurements.FRAMES]
        for name in measurements.METHODS
    }
    (DOCUMENTS / "performance.svg").write_text(plot.draw(curves), encoding="utf-8")


def main(build, *options):
    build = pathlib.Path(build).resolve()
    if options not in ((), ("--check",)):
        print(__doc__, file=sys.stderr)
        return 2
    rows = measurements.measure(ROOT, build)
    if options:
        return check(rows)
    write(rows)
    for line in wall.lines(wall.measure(build)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
