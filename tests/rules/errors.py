# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""docs/errors.md has every client error and every reason; and, for each public function that returns an int or whose
comment names an error, a section with the function in its heading and these errors in its text."""

import pathlib
import re
import sys

import sources

DOCUMENT = "docs/errors.md"
HEADERS = ("include/sel4rpc", "process/include/sel4rpc")
CLIENT, PROTOCOL = "include/sel4rpc/client.h", "rpc.proto"
ERROR = re.compile(
    r"\bseL4_(InvalidArgument|InvalidCapability|IllegalOperation|RangeError|AlignmentError|FailedLookup"
    r"|TruncatedMessage|DeleteFirst|RevokeFirst|NotEnoughMemory)\b"
)
# A comment, which may be missing, and the function after it; comments of other things end with another name.
FUNCTION = re.compile(r"(?:/\*((?:(?!\*/).)*)\*/\n)?^(\w+) (sel4rpc_\w+)\([^;{]*;", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^#{2,3} (.*?)\n(.*?)(?=^#{2,3} |\Z)", re.DOTALL | re.MULTILINE)


def client_errors(header):
    return re.findall(r"\b(SEL4RPC_[A-Z_]+) = -\d", header)


def reasons(protocol):
    enum = re.search(r"^enum Reason \{(.*?)^\}", protocol, re.DOTALL | re.MULTILINE)
    return re.findall(r"^ +([A-Z_]+) = \d+;", enum[1], re.MULTILINE)


def functions(root):
    """Yields each function that can fail: its header, its name, and the errors that its comment names."""
    for folder in HEADERS:
        for path, name in sources.files(root / folder, ".h"):
            for comment, result, function in FUNCTION.findall(sources.text(path)):
                errors = set(ERROR.findall(comment))
                if result == "int" or errors:
                    yield f"{folder}/{name}", function, errors


def violations(root):
    root = pathlib.Path(root)
    document = sources.text(root / DOCUMENT)
    for error in client_errors(sources.text(root / CLIENT)):
        if f"| `{error}` |" not in document:
            yield f"{DOCUMENT}: no row of {error}, which is in {CLIENT}"
    for reason in reasons(sources.text(root / PROTOCOL)):
        if f"| `{reason}` |" not in document:
            yield f"{DOCUMENT}: no row of {reason}, which is in {PROTOCOL}"
    sections = SECTION.findall(document)
    for header, function, errors in functions(root):
        text = "".join(text for heading, text in sections if f"`{function}()`" in heading)
        if not text:
            yield f"{DOCUMENT}: no section of {function}(), which is in {header}"
            continue
        for error in sorted(errors):
            if f"`{error}`" not in text:
                yield f"{DOCUMENT}: the section of {function}() lacks {error}, which {header} names"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
