# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Checks the tests: derives small faults from the code, puts one at a time into a copy, and tells which the suite misses.

NAME is a folder, a file, or part of a mutant's name, such as `grant.c:55 drop-statement`; default all of src/ and
hosted/kernel/, as far as --kernel has them built. operators.py says how the code is changed, suite.py which tests run, and lists.py how to note that a mutant is
equivalent, or a known gap of the suite.

The last line counts the mutants that a test caught; those missed, some of them explained (equivalent) or known gaps; those
that compile to the same code; those that do not compile. A sample depends only on its seed and the code.

Exits with 1 if the suite misses a mutant that is neither explained nor a known gap, or if an entry of the lists does not fit;
with --floor, only if the suite catches a smaller share of those that it should catch."""

import argparse
import collections
import fcntl
import math
import os
import pathlib
import queue
import random
import sys
import time
from multiprocessing import pool

import lists
import operators
import suite

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def arguments(words=None):
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these mutants")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, chosen at random")
    parser.add_argument("--minutes", type=int, metavar="M", help="in random order, for M minutes")
    parser.add_argument("--seed", type=int, default=int(time.time()), metavar="S", help="chooses the sample")
    parser.add_argument("--floor", type=int, metavar="PERCENT", help="fail only if a smaller share is caught")
    parser.add_argument("--kernel", choices=suite.KERNELS, default="x86", help="the hosted seL4 to build; default x86")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="mutants at a time, each in its own copy; default 2")
    parser.add_argument("--list", action="store_true", help="list the mutants, and run nothing")
    options = parser.parse_args(words)
    options.random = bool(options.sample or options.minutes)
    return options


def derive(root, hand):
    """All mutants of the sources, and the sources."""
    paths = [path for folder in suite.SOURCES for path in sorted((root / folder).rglob("*.c"))]
    texts = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}
    return [mutant for file, text in texts.items() for mutant in operators.derive(file, text, hand)], texts


def sample(mutants, options):
    """The mutants to try, in the order to try them."""
    return random.Random(options.seed).sample(mutants, len(mutants))[: options.sample] if options.random else mutants


def lock(folder):
    """Keeps other runs out of the folder for as long as the returned file is open."""
    folder.mkdir(parents=True, exist_ok=True)
    file = open(folder / "lock", "w", encoding="utf-8")  # pylint: disable=consider-using-with
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RuntimeError(f"another run is at work in {folder}") from error
    return file


def first_failure(copy, tests):
    """Builds and runs the tests, a few at first; with each comes the CPU time that it takes without a mutant. Returns the
    name of the first test that fails, and how; empty if all pass."""
    size = 1
    while tests:
        batch, tests, size = tests[:size], tests[size:], 4 * size
        copy.make(target for test, _ in batch for target in test.targets)
        for test, seconds in batch:
            failed, _ = suite.run(test, math.ceil(2 + 5 * seconds), 60 + 30 * seconds)
            if failed:
                return test.name, failed
    return ()


def try_mutant(copy, mutant, tests):
    """What became of a mutant, and which test caught it and how. Leaves the copy as it was."""
    path = copy.source / mutant.file
    unchanged, text, stamp = copy.compile_unchanged(mutant.file), path.read_text(encoding="utf-8"), path.stat()
    path.write_text(mutant.apply(text), encoding="utf-8")
    built = False
    try:
        compiled = copy.compile(mutant.file)
        if compiled in (None, unchanged):
            return "refused" if compiled is None else "same", ()
        built = True
        copy.forget_counts([mutant.file])
        failure = first_failure(copy, tests)
        return "caught" if failure else "missed", failure
    finally:
        path.write_text(text, encoding="utf-8")
        if not built:  # what was built before is still right
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


class Run:
    """Tries mutants, several at a time, and counts what became of them."""

    def __init__(self, known, texts):
        self.known, self.texts = known, texts
        self.count, self.healed = collections.Counter(), []
        self.caught_by = collections.defaultdict(collections.Counter)  # file: tests

    def try_each(self, chosen, workers, copies, coverage, until):
        """Tries the mutants until time is up, each in a copy that no other worker is using."""
        free = queue.SimpleQueue()
        for copy in copies:
            free.put(copy)

        def attempt(mutant):
            start = time.monotonic()
            if start >= until:
                return None
            copy, caught_by = free.get(), self.caught_by[mutant.file]
            tests = sorted(coverage.tests_of(mutant), key=lambda name: (-caught_by[name], coverage.seconds[name]))
            result, failure = try_mutant(copy, mutant, [(copy.tests[name], coverage.seconds[name]) for name in tests])
            free.put(copy)
            return mutant, result, failure, time.monotonic() - start

        for told in filter(None, workers.imap_unordered(attempt, chosen)):
            self.tell(*told)

    def tell(self, mutant, result, failure, seconds):
        known = next((entry for entry in self.known if entry.is_about(mutant)), None)
        said = mutant.change(self.texts[mutant.file])
        if result == "caught":
            self.caught_by[mutant.file][failure[0]] += 1
            said += f" ({failure[0]} {failure[1]})"
        elif result == "missed":
            result = known.kind if known else "MISSED"
            said += f" ({known.second})" if known else f"\n{pathlib.Path(mutant.file).name} {mutant.key}"  # for known.txt
        if known and result not in (known.kind, "MISSED"):
            self.healed.append(f"is {result}, and needs no entry any more: {known.file} {known.key}")
        self.count[result] += 1
        print(f"{result}  {mutant.name}  {seconds:.1f} s  {said}", flush=True)

    def summary(self):
        count, tried = self.count, sum(self.count.values())
        missed = count["MISSED"] + count["equivalent"] + count["known gap"]
        return (
            f"{tried} mutants, {count['caught']} caught, {missed} missed ({count['equivalent']} explained, "
            f"{count['known gap']} known gaps), {count['same']} the same to the compiler, {count['refused']} did not build"
        )

    def status(self, options, stale):
        """The program's exit status."""
        missed, should = self.count["MISSED"], self.count["MISSED"] + self.count["caught"]
        if options.floor:
            return int(100 * self.count["caught"] < options.floor * should)
        return int(bool(missed or (stale and not options.random)))


def try_all(chosen, options, known, texts):
    """The first copy measures which test runs what; meanwhile the others are built."""
    folder, kernel = ROOT / "build/mutants" / options.kernel, options.kernel
    with lock(folder), pool.ThreadPool(options.jobs) as workers:
        print("mutants: building the copies, and measuring which test runs what", file=sys.stderr)
        others = [workers.apply_async(suite.Copy, (ROOT, folder / str(i), kernel, 1)) for i in range(1, options.jobs)]
        first = suite.Copy(ROOT, folder / "0", kernel, os.cpu_count())
        coverage = suite.Coverage(first, folder / "coverage.json")
        if not any(mutant.file in coverage.built for mutant in chosen):
            raise RuntimeError(f"hosted seL4 for {kernel} is built from none of these files: see --kernel")
        reached = [mutant for mutant in chosen if coverage.tests_of(mutant)]
        print(f"{len(chosen)} mutants, {len(chosen) - len(reached)} of them on lines that no test runs")
        print(f"seed {options.seed}" if options.random else "in their order", flush=True)
        copies = [first, *(other.get() for other in others)]
        until = time.monotonic() + 60 * options.minutes if options.minutes else math.inf
        run = Run(known, texts)
        run.try_each(sample(reached, options), workers, copies, coverage, until)
        return run


def main():
    options = arguments()
    try:
        known, hand = lists.read_known(HERE / "known.txt"), lists.read(HERE / "by_hand.txt")
        mutants, texts = derive(ROOT, hand)
        chosen = [mutant for mutant in mutants if mutant.is_called(options.names)]
        if not chosen:
            raise RuntimeError("no mutant has such a name")
        if options.list:
            for mutant in sample(chosen, options):
                print(f"{mutant.name}  {mutant.change(texts[mutant.file])}")
            return 0
        run = try_all(chosen, options, known, texts)
        stale = list(lists.stale(known, hand, {mutant.file for mutant in chosen}, mutants)) + run.healed
        print("\n".join(stale + [run.summary()]))
        return run.status(options, stale)
    except (RuntimeError, OSError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
