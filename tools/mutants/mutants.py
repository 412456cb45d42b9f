# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Checks the tests: puts one small fault after the other into a copy of the project, and tells which the suite misses.

A fault is caught where the copy still builds and a test fails, be it by a crash or by taking too long. One that does
not build, or does not fit the code any more, is an error in the list. faults.py tells how a list is written, suite.py
which tests are run. The project itself is not touched: the copy and its build are in build/mutants."""

import argparse
import contextlib
import fcntl
import pathlib
import re
import sys
import time

import faults
import suite

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTS = pathlib.Path(__file__).resolve().parent / "faults"


def arguments():
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pattern", nargs="?", default="", help="only faults whose file or name this regex is found in")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth of them")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="compilers and tests at a time (2)")
    parser.add_argument("--list", action="store_true", help="tell the faults, and run nothing")
    options = parser.parse_args()
    if options.every < 1 or options.jobs < 1:
        parser.error("a number has to be positive")
    return options


def choose(every_fault, options):
    matching = [fault for fault in every_fault if re.search(options.pattern, f"{fault.file} {fault.name}")]
    return matching[:: options.every]


def check_lists(every_fault):
    """The whole list has to fit, whatever is chosen of it."""
    for fault in every_fault:
        faults.apply((ROOT / fault.file).read_text(encoding="utf-8"), fault)
        if not suite.levels_of(fault.file):
            raise faults.ListError(f"{fault.where}: no test is run against faults in {fault.file}")


def run_unchanged(copy):
    """The suite has to pass before it can tell anything."""
    for level in suite.LEVELS:
        copy.make(level.targets)
        failed = copy.run(level.tests)
        if failed:
            raise RuntimeError(f"the suite fails without any fault: {failed}")


@contextlib.contextmanager
def alone(folder):
    """The folder, which no other run may use meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RuntimeError(f"another run is at work in {folder}") from error
        yield folder


def try_fault(copy, fault):
    """Returns how the tests failed with the fault in the copy; the copy is as before then."""
    path = copy.source / fault.file
    text = path.read_text(encoding="utf-8")
    path.write_text(faults.apply(text, fault), encoding="utf-8")
    try:
        return copy.failure(fault.file, fault.tests)
    finally:
        path.write_text(text, encoding="utf-8")


def result_of(copy, fault):
    """What became of a fault: a word of `caught`, `missed`, `MISSED`, `ERROR`, and by which tests, or why."""
    try:
        failed = try_fault(copy, fault)
    except RuntimeError as error:
        return "ERROR", str(error)
    if failed:
        return "caught", ", ".join(name if how == "failed" else f"{name} ({how})" for name, how in failed.items())
    return ("missed", fault.explained) if fault.explained else ("MISSED", "no test fails")


def run(options):
    every_fault = faults.read_lists(LISTS)
    check_lists(every_fault)
    chosen = choose(every_fault, options)
    if not chosen:
        raise faults.ListError("no fault is chosen")
    if options.list:
        for fault in chosen:
            print(f"{fault.name:<32} {fault.file}: {fault.what}")
        return 0
    with alone(ROOT / "build/mutants") as folder:
        print(f"mutants: first the suite without any fault, built in {folder.relative_to(ROOT)}", file=sys.stderr)
        suite.copy_tree(ROOT, folder / "source")
        return try_all(suite.Suite(folder / "source", folder / "build", options.jobs), chosen)


def try_all(copy, chosen):
    run_unchanged(copy)
    count = dict.fromkeys(("caught", "missed", "MISSED", "ERROR"), 0)
    for fault in chosen:
        start = time.monotonic()
        result, why = result_of(copy, fault)
        count[result] += 1
        print(f"{result}  {fault.name}  {fault.file}: {fault.what}: {why} ({time.monotonic() - start:.1f} s)", flush=True)
    print(
        f"{len(chosen)} mutants, {count['caught']} caught, {count['missed'] + count['MISSED']} missed "
        f"({count['missed']} explained), {count['ERROR']} that do not build"
    )
    return 1 if count["MISSED"] or count["ERROR"] else 0


def main():
    try:
        return run(arguments())
    except (faults.ListError, RuntimeError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
