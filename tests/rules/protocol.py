# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The bytes in docs/protocol.md are those of the test vectors, and so are the golden messages of the unit tests. A block
after the marker

    <!-- vector: NAME -->

has the vector's bytes in hexadecimal, a part to a line, what they mean behind two spaces; a block after

    <!-- registers of 8 bytes: NAME -->

has its message registers, a register to a line. Each member of a oneof in rpc.proto is shown."""

import pathlib
import re
import sys

import sources
import vectors

DOCUMENT, GOLDEN, PROTOCOL = "docs/protocol.md", "tests/unit/support/golden.c", "rpc.proto"
MARKER = re.compile(
    r"^<!-- (?:vector|registers of (\d) bytes): (.+?) -->[ \t]*\n(?:[ \t]*\n)*(?:```\n(.*?)^```)?", re.DOTALL | re.MULTILINE
)
MESSAGE = re.compile(r'\.name = "([^"]+)".*?\.bytes = \{([^}]*)\}', re.DOTALL)
MAGIC = 0xCAFED00D


def bytes_of(block):
    """Returns the bytes of a block, or None if it has none."""
    parts = [line.split("  ", 1)[0] for line in block.splitlines()]
    try:
        return bytes.fromhex(" ".join(parts))
    except ValueError:
        return None


def registers(vector, size):
    """Returns a vector's message registers as lines."""
    padded = vector.frame + bytes(-len(vector.frame) % size)
    words = [int.from_bytes(padded[at : at + size], "little") for at in range(0, len(padded), size)]
    if vector.kind == "request":
        words.insert(0, MAGIC)
    return [f"MR{number}  0x{word:0{2 * size}x}" for number, word in enumerate(words)]


def members(protocol):
    """Returns the names of the members of the oneofs that are messages."""
    oneofs = re.findall(r"oneof \w+ \{(.*?)\}", protocol, re.DOTALL)
    return [name for oneof in oneofs for name in re.findall(r"^\s*[A-Z]\w* (\w+) = ", oneof, re.MULTILINE)]


def wrong_blocks(document, by_name):
    for match in MARKER.finditer(document):
        size, name, block = match.groups()
        where = f"{DOCUMENT}:{document.count(chr(10), 0, match.start()) + 1}"
        vector = by_name.get(name)
        if vector is None:
            yield f"{where}: there is no vector {name}"
        elif block is None:
            yield f"{where}: no block follows the marker"
        elif size is not None and block.splitlines() != registers(vector, int(size)):
            yield f"{where}: the registers are: {registers(vector, int(size))}"
        elif size is None and bytes_of(block) != vector.frame:
            yield f"{where}: the bytes are not those of the vector: {vector.frame.hex(' ')}"


def violations(root):
    root = pathlib.Path(root)
    by_name = vectors.load(root)
    document = sources.text(root / DOCUMENT)
    yield from wrong_blocks(document, by_name)
    shown = " ".join(by_name[name].fields for _, name, _ in MARKER.findall(document) if name in by_name)
    for member in members(sources.text(root / PROTOCOL)):
        if not re.search(rf"\b{member} \{{", shown):
            yield f"{DOCUMENT}: shows no vector with {member}"
    for name, numbers in MESSAGE.findall(sources.text(root / GOLDEN)):
        if name not in by_name or by_name[name].frame != bytes(int(byte, 16) for byte in numbers.split(",")):
            yield f"{GOLDEN}: not a vector of the same name: {name}"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
