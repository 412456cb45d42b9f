# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads differences.txt."""

import fnmatch
import pathlib

FOLDER = pathlib.Path(__file__).parent


class Difference:
    """Lines of a recording that hosted seL4 answers otherwise, on purpose."""

    def __init__(self, text):
        self.text = text
        self.configurations, self.keys, self.answer, self.documented = (part.strip() for part in text.split("|"))
        self.count = 0

    @property
    def varies(self):
        return self.answer == "*"

    def allows(self, answer):
        return self.varies or answer == (None if self.answer == "none" else self.answer)

    def covers(self, configuration, key):
        return fnmatch.fnmatchcase(configuration, self.configurations) and fnmatch.fnmatchcase(key, self.keys)


def content():
    for line in (FOLDER / "differences.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def read():
    return [Difference(line) for line in content() if not line.startswith("~")]


def without_lines():
    """The headings of docs/hosted.md that no line can show."""
    return [line[1:].split("|")[0].strip() for line in content() if line.startswith("~")]
