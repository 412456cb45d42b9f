# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads the protocol's test vectors, docs/protocol-vectors.txt, whose head describes them."""

import pathlib
from dataclasses import dataclass

FILE = "docs/protocol-vectors.txt"
SENT = ("request", "reply")
KINDS = (*SENT, "read", "refuse")
KEYS = ("bytes", "fields")


@dataclass
class Vector:
    kind: str
    name: str
    frame: bytes  # the length, and the message
    fields: str  # of the message, as protobuf's text format


def _vector(lines):
    (kind, name), *rest = (line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in lines)
    values = dict(rest)
    if kind not in KINDS or tuple(values) != (KEYS if kind != "refuse" else KEYS[:1]):
        raise ValueError(f"{FILE}: not a vector: {lines}")
    return Vector(kind, name, bytes.fromhex(values["bytes"]), values.get("fields", ""))


def load(root):
    """Returns the vectors by name, in the order of the file."""
    text = (pathlib.Path(root) / FILE).read_text(encoding="utf-8")
    blocks = [[line for line in block.splitlines() if not line.startswith("#")] for block in text.split("\n\n")]
    vectors = [_vector(lines) for lines in blocks if lines]
    by_name = {vector.name: vector for vector in vectors}
    if len(by_name) != len(vectors):
        raise ValueError(f"{FILE}: two vectors have one name")
    return by_name
