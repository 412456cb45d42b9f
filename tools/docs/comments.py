#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Prints a header of this project with its comments in the form that Doxygen reads; Doxyfile calls it for each.

A comment that starts a line documents what follows; the first one, and one before an empty line, the file. One behind
code documents that code. In a comment, `name: ...` about a parameter and `Returns ...` become Doxygen's commands; other
names with an underscore, and rows of two columns, become items of a list.

Of a private struct, only those members are kept that its comment quotes; if the comment says "the others are private",
those before the first empty line."""

import pathlib
import re
import sys

COMMENT = re.compile(r"^(?P<code>[^\n]*?)/\*(?P<text>.*?)\*/(?P<gap>[ \t]*\n(?P<empty>\n)?)", re.DOTALL | re.MULTILINE)
LICENCE = re.compile(r"^ \* (Copyright|SPDX-License-Identifier)[^\n]*\n", re.MULTILINE)
PRIVATE = re.compile(
    r"(?P<comment>/\*\*(?:(?!\*/).)*\b(?P<which>Private\b|the\s+others are private)(?:(?!\*/).)*\*/\n)"
    r"(?P<start>(?:typedef )?struct \w+ \{\n)(?P<members>.*?)^\}",
    re.DOTALL | re.MULTILINE,
)
ROW = re.compile(r"^  +(\S+(?: \S+)*)  +(?=\S)", re.MULTILINE)
SECTION = re.compile(r"(?:^|(?<=[.;)])\s+)(?=(?:More server errors|Server errors[\w ,]*|Source):\s)", re.MULTILINE)
RETURNS = re.compile(r"(?:^|(?<=\.) )Returns?(?=[ ,:\n])", re.MULTILINE)


def parameters_of(code):
    """Returns the names of the parameters of the function, macro or function type that the code begins with."""
    declaration = re.match(r"#define \w+\(([^)]*)\)|[^;{#]*?\(((?:[^()]|\([^()]*\))*)\)\s*(?:\w[^;]*)?;", code)
    if not declaration:
        return []
    parts = (declaration[1] or declaration[2]).split(",")
    return [name[1] for name in (re.search(r"(\w+)(?:\[\])?\s*$", part) for part in parts) if name]


def formatted(text, parameters):
    text = re.sub(r"^ ?\* ?", "", text, flags=re.MULTILINE)
    text = re.sub(r"[\\@<>#%&$]", r"\\\g<0>", text)
    text = re.sub(r"^(\d+)\.", r"\1\\.", text, flags=re.MULTILINE)  # else it is an item of a list
    text = re.sub(r"(^  .*\n)(?=\S)", r"\1\n", text, flags=re.MULTILINE)
    text = ROW.sub(r"- \1: ", text)
    text = SECTION.sub("\n\n", text)
    if parameters:
        one = rf"(?:{'|'.join(parameters)})"
        names = rf"(?:^|(?<=[.;]) )({one}(?:, {one})*): "
        text = re.sub(names, lambda match: f"\n@param {match[1].replace(' ', '')} ", text, flags=re.MULTILINE)
        text = RETURNS.sub("\n@return", text)
    return re.sub(r"^(\w+_\w+(?:, \w+)*): ", r"- \1: ", text, flags=re.MULTILINE)


def translated(header):
    def comment(match):
        code, text = match["code"], match["text"]
        if code.strip():
            # One that only names a header says nothing of the code.
            return match[0] if text.startswith(" <") else f"{code}/**<{formatted(text, [])}*/{match['gap']}"
        is_about_file = match.start() == 0 or match["empty"]
        text = formatted(LICENCE.sub("", text), [] if is_about_file else parameters_of(header[match.end() :]))
        start = "" if not is_about_file else " @file" if match.start() == 0 else " @file\n@details"
        return f"{code}/**{start}{text}*/{match['gap']}"

    def without_members(match):
        if match["which"] == "Private":
            names = re.findall(r"`(\w+)`", match["comment"])
            kept = [line for line in match["members"].splitlines(True) if any(f" {name};" in line for name in names)]
        else:
            kept = [match["members"].partition("\n\n")[0], "\n"]
        return match["comment"] + match["start"] + "".join(kept) + "}"

    return PRIVATE.sub(without_members, COMMENT.sub(comment, header))


if __name__ == "__main__":
    sys.stdout.write(translated(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
