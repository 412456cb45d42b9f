# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the rules share: the files of the project, C without its comments, and how violations are reported."""

import pathlib
import re
import sys

LEFT_OUT = {".git", "build"}


def files(root, *suffixes):
    """The project's files below root with one of these suffixes (all, without any), as (path, name) pairs; the name
    is relative to root."""
    root = pathlib.Path(root)
    tops = [top for top in root.iterdir() if top.name not in LEFT_OUT]
    for path in sorted(path for top in tops for path in (top, *top.rglob("*"))):
        if path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path, path.relative_to(root).as_posix()


def text(path):
    """A file's text; of a binary file, what can be read as text."""
    return path.read_text(encoding="utf-8", errors="replace")


def without_comments(code):
    """C code with comments blanked and strings emptied; every line stays where it is."""

    def blank(match):
        token = match.group(0)
        if token.startswith(("/*", "//")):
            return " " + "\n" * token.count("\n")
        return token[0] + token[0]

    # An include's <...> is matched as it stands, since a path may hold what looks like the start of a comment.
    return re.sub(
        r'(?P<include>^[ \t]*#[ \t]*include[^\n]*$)|/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
        lambda match: match.group(0) if match.group("include") else blank(match),
        code,
        flags=re.DOTALL | re.MULTILINE,
    )


def report(violations):
    """Prints the violations and ends the program."""
    for violation in violations:
        print(violation)
    sys.exit(1 if violations else 0)
