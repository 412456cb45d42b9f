# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Every source file starts with its copyright and licence. C headers use `#pragma once` and no guard; the operand of
sizeof is in parentheses."""

import re
import sys

import sources

SUFFIXES = (".c", ".h", ".S", ".ld", ".py", ".sh", ".cmake", ".proto")
NAMES = ("CMakeLists.txt", "run")
# In two pieces, so that reuse does not take it for this file's licence.
LINES = ("Copyright 2026 libsel4rpc contributors", "SPDX-License-" "Identifier: BSD-2-Clause")
TOP = 5
GUARD = re.compile(r"^#ifndef (\w+)\n#define \1$", re.MULTILINE)
BARE_SIZEOF = re.compile(r"\bsizeof\b(?!\s*\()")


def violations(root):
    for path, name in sources.files(root):
        if path.suffix in SUFFIXES or path.name in NAMES:
            top = sources.text(path).splitlines()[:TOP]
            for wanted in LINES:
                if not any(line.endswith(wanted) for line in top):
                    yield f"{name}:1: lacks the line: {wanted}"
        if path.suffix in (".c", ".h"):
            code = sources.without_comments(sources.text(path))
            if path.suffix == ".h" and ("#pragma once" not in code or GUARD.search(code)):
                yield f"{name}:1: a header begins with #pragma once, and has no guard"
            if BARE_SIZEOF.search(code):
                yield f"{name}: sizeof without parentheses"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
