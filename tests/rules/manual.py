# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The manual page of sel4host describes the options that there are, and no others."""

import pathlib
import re
import sys

import sources

OPTIONS = "hosted/machine/process/options.c"
PAGE = "hosted/machine/process/sel4host.1"


def violations(root):
    root = pathlib.Path(root)
    taken = set(re.findall(r'\{"([\w-]+)", \w+_argument,', sources.text(root / OPTIONS)))
    described = set(re.findall(r"^\.It Fl -([\w-]+)", sources.text(root / PAGE), re.MULTILINE))
    for name in sorted(taken - described):
        yield f"{PAGE}: does not describe --{name}"
    for name in sorted(described - taken):
        yield f"{PAGE}: describes --{name}, which sel4host does not have"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
