# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""No C file may grow too long: a long file covers two subjects."""

import sys

import sources

MOST_LINES = 500


def violations(root):
    for path, name in sources.files(root, ".c", ".h"):
        lines = len(sources.text(path).splitlines())
        if lines > MOST_LINES:
            yield f"{name}:{lines}: longer than {MOST_LINES} lines"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
