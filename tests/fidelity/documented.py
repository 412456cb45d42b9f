#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""documented.py DOCS/HOSTED.MD: each entry of differences.txt quotes the document, and each heading of the document's
section about differences has an entry, or is marked as one that no line shows."""

import pathlib
import re
import sys

import differences


def section(text):
    start = text.index("## What differs from the real kernel")
    return text[start : text.index("\n## ", start)]


def under_headings(text):
    """From each bold heading to its paragraphs, on one line."""
    parts = re.split(r"^\*\*(.+?)\*\*", text, flags=re.MULTILINE)[1:]
    return {heading.rstrip("."): " ".join(body.split()) for heading, body in zip(parts[::2], parts[1::2])}


def main():
    paragraphs = under_headings(section(pathlib.Path(sys.argv[1]).read_text()))
    shown = set()
    wrong = []
    for entry in differences.read():
        quoting = [heading for heading, body in paragraphs.items() if entry.documented in body]
        shown.update(quoting)
        if not quoting:
            wrong.append(f"not in the document: {entry.documented!r}")
    silent = differences.without_lines()
    wrong += [f"no entry, and no ~, for the heading {heading!r}" for heading in paragraphs if heading not in shown and heading not in silent]
    wrong += [f"no such heading: {heading!r}" for heading in silent if heading not in paragraphs]
    for text in wrong:
        print(text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
