# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Code shared by the rules: lists the project's files, strips comments from C, and reports violations."""

import pathlib
import re
import sys

LEFT_OUT = {".git", "build"}


def files(root, *suffixes):
    """Returns the project's files below root with one of these suffixes (default all), as (path, name) pairs; the
    name is relative to root."""
    root = pathlib.Path(root)
    tops = [top for top in root.iterdir() if top.name not in LEFT_OUT]
    for path in sorted(path for top in tops for path in (top, *top.rglob("*"))):
        if path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path, path.relative_to(root).as_posix()


def text(path):
    """Returns a file's text; for a binary file, whatever is readable as text."""
    return path.read_text(encoding="utf-8", errors="replace")


def without_comments(code):
    """Returns C code with comments blanked and strings emptied; lines keep their numbers."""

    def blank(match):
        token = match.group(0)
        if token.startswith(("/*", "//")):
            return " " + "\n" * token.count("\n")
        return token[0] + token[0]

    # Copies an include's <...> unchanged, because a path may contain what looks like the start of a comment.
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
