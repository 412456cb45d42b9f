# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads the two lists beside this file. An entry is a line; the indented line after it holds for all entries right above.

known.txt says why the suite misses a mutant: no test can find one that is `equivalent`; a test should find a `known gap`:

    slot.c slot_revoke swap-comparison #2: the text of its line
        equivalent: the reason

by_hand.txt lists faults that no operator makes. The old code has to be in the function exactly once:

    server.c sel4rpc_server_handle narrow-magic: the old code
        the new code

An entry names a file by the end of its path, so that the file may move to another folder."""

import dataclasses
import re

ENTRY = re.compile(r"(\S+\.c) ((\w+) ([\w-]+)(?: #\d+)?: (.+))")


@dataclasses.dataclass(frozen=True)
class Entry:
    file: str
    key: str  # as a mutant has it, made of the next three
    function: str
    operator: str
    text: str
    second: str

    @property
    def kind(self):
        return self.second.partition(": ")[0]

    def is_of(self, file):
        return f"/{file}".endswith(f"/{self.file}")

    def is_about(self, mutant):
        return mutant.key == self.key and self.is_of(mutant.file)


def read(path, second="."):
    """The entries of a list; their second line has to match a regular expression."""
    entries, above = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = ENTRY.fullmatch(line)
        if found:
            above.append(found)
        elif above and line.startswith(" ") and re.match(second, line.strip()):
            entries += [Entry(*each.groups(), line.strip()) for each in above]
            above = []
        elif above or (line and not line.startswith("#")):
            raise RuntimeError(f"{path.name}:{number}: cannot be read: {line}")
    if above:
        raise RuntimeError(f"{path.name}: the last entry is not complete")
    return entries


def read_known(path):
    return read(path, "(equivalent|known gap): .")


def stale(known, hand, files, mutants):
    """Complaints about entries for these files that no longer fit exactly one mutant."""
    for entry in (*known, *hand):
        about = entry.is_about if entry in known else lambda m, e=entry: e.is_of(m.file) and e.operator == m.operator
        count = sum(map(about, mutants))
        if any(map(entry.is_of, files)) and count != 1:
            yield f"fits {count} mutants instead of one: {entry.file} {entry.key}"
