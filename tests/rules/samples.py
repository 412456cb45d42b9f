# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The samples in documents come from files that are compiled and run. A block of C after the marker

    <!-- sample: examples/some/file.c -->

must appear in that file, line by line; only the indentation of the whole may differ. The README has at least one."""

import pathlib
import re
import sys
import textwrap

import sources

MARKER = re.compile(r"^<!-- sample: (\S+) -->[ \t]*\n(?:[ \t]*\n)*(```c\n(.*?)^```)?", re.DOTALL | re.MULTILINE)


def stands_in(block, code):
    wanted = textwrap.dedent(block).splitlines()
    lines = code.splitlines()
    return any(
        textwrap.dedent("\n".join(lines[start : start + len(wanted)])).splitlines() == wanted
        for start in range(len(lines) - len(wanted) + 1)
    )


def violations(root):
    root = pathlib.Path(root)
    for path, name in sources.files(root, ".md"):
        document = sources.text(path)
        markers = list(MARKER.finditer(document))
        if name == "README.md" and not markers:
            yield f"{name}:1: shows no sample"
        for match in markers:
            where = f"{name}:{document.count(chr(10), 0, match.start()) + 1}"
            sample = root / match.group(1)
            if not match.group(3):
                yield f"{where}: no block of C follows the marker"
            elif not sample.is_file():
                yield f"{where}: there is no file {match.group(1)}"
            elif not stands_in(match.group(3), sources.text(sample)):
                yield f"{where}: the block does not stand in {match.group(1)}"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
