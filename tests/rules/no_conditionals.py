# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""No #if inside a function: an architecture or a word size is a file of its own, chosen by the build.

This is a heuristic: a function's body opens with a brace outside all others, after a closing parenthesis."""

import re
import sys

import sources

FOLDERS = ("src/", "hosted/")
CONDITIONAL = re.compile(r"[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else)\b")


class Scanner:
    """Follows the braces of a C file, line by line, and knows whether it is inside a function."""

    def __init__(self):
        self.depth = 0
        self.before = ""  # the text since the last declaration, outside all braces
        self.in_function = False

    def take(self, line):
        for character in line + " ":
            if character == "{":
                if self.depth == 0:
                    self.in_function = re.search(r"\)[\s\w]*$", self.before) is not None
                self.depth += 1
            elif character == "}":
                self.depth = max(0, self.depth - 1)
                if self.depth == 0:
                    self.in_function, self.before = False, ""
            elif self.depth == 0:
                self.before = "" if character == ";" else self.before + character


def violations_in(code, name):
    scanner = Scanner()
    continued = False
    for number, line in enumerate(sources.without_comments(code).splitlines(), 1):
        directive = continued or line.lstrip().startswith("#")
        continued = directive and line.rstrip().endswith("\\")
        if not directive:
            scanner.take(line)
        elif scanner.in_function and CONDITIONAL.match(line):
            yield f"{name}:{number}: in a function: {line.strip()}"


def violations(root):
    for path, name in sources.files(root, ".c", ".h"):
        if name.startswith(FOLDERS):
            yield from violations_in(sources.text(path), name)


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
