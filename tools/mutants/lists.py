# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The two lists beside this file. An entry has two lines; # begins a comment.

known.txt says why mutants are missed. `equivalent` is one that no test can find, a `known gap` one that a test should:

    slot.c slot_revoke swap-comparison #2: the text of the line that it is on
        equivalent: the reason

by_hand.txt has faults that no operator makes. What is replaced has to be in the function once:

    server.c sel4rpc_server_handle narrow-magic: what is replaced
        what takes its place

A file is named by the end of its path, so that it may move to another folder."""

import dataclasses
import re

import operators

ENTRY = re.compile(r"(\S+\.c) (\w+) ([\w-]+)(?: #(\d+))?: (.+)\n +(.+)\n")


class ListError(Exception):
    """A list that cannot be read, or that does not fit the code."""


@dataclasses.dataclass(frozen=True)
class Entry:
    file: str
    function: str
    operator: str
    number: int
    text: str
    second: str

    def __str__(self):
        return f"{self.file} {self.function} {self.operator}" + (f" #{self.number}" if self.number > 1 else "")

    @property
    def kind(self):
        return self.second.partition(": ")[0]

    def is_of(self, file):
        return f"/{file}".endswith(f"/{self.file}")

    def is_about(self, mutant):
        key = self.function, self.operator, self.text, self.number
        return self.is_of(mutant.file) and key == (mutant.function, mutant.operator, mutant.text, mutant.number)

    def mutant(self, file, text):
        """That of a fault by hand, if this is the file that has it."""
        code = operators.Code(text)
        for name, _, first, last in code.bodies():
            start, end = code.spans[first][0], code.spans[last][1]
            if name == self.function and text.count(self.text, start, end) == 1:
                place = text.index(self.text, start, end)
                line, body = (operators.line_of(text, each) for each in (place, code.spans[first - 1][0]))
                said = text.splitlines()[line - 1].strip()
                to = place + len(self.text)
                return operators.Mutant(file, name, self.operator, said, 1, line, body, place, to, self.second)
        return None


def read(path, second="."):
    """The entries of a list, whose second line has to match a regular expression."""
    text = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if line.strip() and line[0] != "#")
    entries = [Entry(*found[:3], int(found[3] or 1), *found[4:]) for found in ENTRY.findall(text)]
    wrong = [entry.second for entry in entries if not re.match(second, entry.second)]
    wrong += [line for line in ENTRY.sub("", text).splitlines() if line.strip()]
    if wrong:
        raise ListError(f"{path.name}: cannot be read: {wrong[0]}")
    return entries


def read_known(path):
    return read(path, "(equivalent|known gap): .")


def stale(known, hand, files, mutants):
    """What fits no mutant any more, or several, of the entries about these files."""
    for entry in (*known, *hand):
        by_hand = entry in hand
        fitting = [m for m in mutants if (entry.is_of(m.file) and m.operator == entry.operator if by_hand else entry.is_about(m))]
        if any(map(entry.is_of, files)) and len(fitting) != 1:
            yield f"fits {len(fitting)} mutants instead of one: {entry}"
