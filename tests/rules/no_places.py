# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The project does not depend on where it is: no machine's paths, no host of a package registry, no workplace's
words."""

import re
import sys

import sources

# The brackets keep this file from matching itself.
PATTERNS = [
    (r"/[w]ork/|/[h]ome/\w|[.][.]/shared", "a path of one machine"),
    (
        r"\b([d]eb|ftp|security|snapshot|archive|ports|registry|mirrors?|files|proxy)[.][\w-]+[.](org|com|io|net)\b"
        r"|\b([p]ypi|npmjs|crates|rubygems|docker)[.](org|com|io)\b",
        "the host of a package registry",
    ),
    (r"[f]arm-|[s]ubagent", "a word of one workplace"),
]


def violations(root):
    for path, name in sources.files(root):
        for number, line in enumerate(sources.text(path).splitlines(), 1):
            for pattern, what in PATTERNS:
                if re.search(pattern, line, re.IGNORECASE):
                    yield f"{name}:{number}: {what}: {line.strip()}"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
