# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The lists of faults, and putting one of them into a text. A list reads like a diff:

    file hosted/kernel/slot.c
    tests kernel_(derivation|destruction)

    revoke_once: Revoke deletes one descendant and no more
    @@ slot_revoke
    -    while (slot->first_child != NULL) {
    +    if (slot->first_child != NULL) {

`file` holds for what follows it, and so does `tests`: a regular expression for the tests that are about that file,
which are run first. A fault has a name of its own in all lists and a sentence that says what is wrong. The lines to
take out, with those around them that begin with a space, have to stand in the file exactly once; where they stand in
several functions, `@@` says which is meant.
`explained TEXT` says why no test can see a fault. Lines that begin with # are comments."""

import dataclasses
import pathlib
import re


class ListError(Exception):
    """A list that cannot be read, or that does not fit the code."""


@dataclasses.dataclass
class Fault:
    name: str
    what: str
    file: str
    tests: str
    where: str  # path:line of the list
    function: str = ""
    explained: str = ""
    before: list = dataclasses.field(default_factory=list)
    after: list = dataclasses.field(default_factory=list)


def parse(text, source):
    """The faults of one list, in its order."""
    faults = []
    file = tests = ""
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{source}:{number}"
        word, _, rest = line.partition(" ")
        title = re.fullmatch(r"(\w+): (.+)", line)
        if not line.strip() or line.startswith("#"):
            continue
        if word == "file":
            file, tests = rest, ""
        elif word == "tests":
            tests = rest
        elif title and file:
            faults.append(Fault(title[1], title[2], file, tests, where))
        elif not faults or faults[-1].file != file:
            raise ListError(f"{where}: belongs to no fault: {line}")
        elif word == "@@":
            faults[-1].function = rest
        elif word == "explained":
            faults[-1].explained = rest
        elif line[0] in " -+":
            faults[-1].before += [line[1:]] if line[0] != "+" else []
            faults[-1].after += [line[1:]] if line[0] != "-" else []
        else:
            raise ListError(f"{where}: cannot be read: {line}")
    return faults


def read_lists(folder):
    """The faults of all lists in a folder; no two have the same name."""
    faults = []
    for path in sorted(pathlib.Path(folder).glob("*.faults")):
        faults += parse(path.read_text(encoding="utf-8"), path.name)
    names = set()
    for fault in faults:
        if fault.name in names:
            raise ListError(f"{fault.where}: there is another fault of this name: {fault.name}")
        names.add(fault.name)
    return faults


def function_span(text, name):
    """Where the function of this name begins and ends in C code that is laid out as the project's is."""
    definition = re.search(rf"^(?![ \t#/*])[^;\n]*\b{name}\)?\([^;{{]*\n{{\n.*?^}}\n", text, re.DOTALL | re.MULTILINE)
    if definition is None:
        raise ValueError(f"there is no function {name}")
    return definition.span()


def apply(text, fault):
    """The text with the fault in it."""
    before = "".join(line + "\n" for line in fault.before)
    after = "".join(line + "\n" for line in fault.after)
    start, end = 0, len(text)
    try:
        if not before or before == after:
            raise ValueError("it changes nothing")
        if fault.function:
            start, end = function_span(text, fault.function)
        # Whole lines only: the start of the text, or of a line.
        places = [place.start() for place in re.finditer(rf"^(?={re.escape(before)})", text[start:end], re.MULTILINE)]
        if len(places) != 1:
            raise ValueError(f"the lines to take out stand there {len(places)} times")
    except ValueError as error:
        raise ListError(f"{fault.where}: {fault.name} does not fit {fault.file}: {error}") from error
    place = start + places[0]
    return text[:place] + after + text[place + len(before) :]
