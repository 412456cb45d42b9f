# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What lcov gathered: reading its file, and the names of what was not run.

A file of lcov's holds for each source a line SF:path, then FN:line,name and FNDA:count,name for functions,
DA:line,count for lines, and BRDA:line,block,branch,count for branches, - where the line itself was never run."""

import collections
import dataclasses
import pathlib


@dataclasses.dataclass
class Source:
    lines: dict = dataclasses.field(default_factory=dict)  # line: count
    functions: dict = dataclasses.field(default_factory=dict)  # name: count
    starts: dict = dataclasses.field(default_factory=dict)  # function's name: line
    branches: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(list))  # line: counts


def read(text, root):
    """The sources by name, relative to root."""
    sources = {}
    source = None
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key == "SF":
            source = sources.setdefault(pathlib.Path(value).relative_to(root).as_posix(), Source())
        elif key == "FN":
            start, name = value.split(",")[:2]
            source.starts[name] = int(start)
        elif key == "FNDA":
            count, name = value.split(",")
            source.functions[name] = int(count)
        elif key == "DA":
            number, count = value.split(",")[:2]
            source.lines[int(number)] = int(count)
        elif key == "BRDA":
            number, _, _, count = value.split(",")
            source.branches[int(number)].append(0 if count == "-" else int(count))
    return sources


def ranges(numbers, all_numbers):
    """Numbers as ranges, each as long as none of the others is in between: lines without code do not part them."""
    wanted = set(numbers)
    found = []
    going_on = False
    for number in sorted(all_numbers):
        if number in wanted and going_on:
            found[-1][1] = number
        elif number in wanted:
            found.append([number, number])
        going_on = number in wanted
    return [f"{first}-{last}" if last != first else f"{first}" for first, last in found]


def uncovered(sources, branches=True):
    """Names each function that was never entered, all lines that were never run, and the branches never taken."""
    for name, source in sorted(sources.items()):
        for function in sorted(source.functions, key=source.starts.get):
            if source.functions[function] == 0:
                yield f"{name}:{source.starts[function]}: {function}() is never entered"
        never_run = [number for number, count in source.lines.items() if count == 0]
        for lines in ranges(never_run, source.lines):
            yield f"{name}:{lines}: never run"
        for number, counts in sorted(source.branches.items()) if branches else ():
            if source.lines.get(number) and 0 in counts:
                yield f"{name}:{number}: {counts.count(0)} of {len(counts)} branches never taken"
