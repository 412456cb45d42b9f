# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Protobuf's encoding by hand, for bytes that no library writes. A message is a list of parts, each a field as on the
wire; a part's value may be such a list."""

from dataclasses import dataclass, replace

VARINT, FIXED64, LENGTH, GROUP, END_GROUP, FIXED32 = range(6)
GREATEST_NUMBER = 2**29 - 1


def varint(number, width=0):
    """Returns at least `width` bytes: extra ones are padding that does not change the number."""
    groups = []
    while number > 127 or len(groups) < width - 1:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes(groups + [number])


@dataclass
class Part:
    number: int
    wire_type: int
    value: object  # a number, raw bytes, or a list of parts; only a list has a group's end after it
    tag_width: int = 0
    width: int = 0  # minimal bytes of the number or the length
    claimed: int = 0  # added to the stated length, but not to the bytes that follow

    def encode(self):
        tag = varint(self.number << 3 | self.wire_type, self.tag_width)
        if self.wire_type == VARINT and isinstance(self.value, int):
            return tag + varint(self.value, self.width)
        content = encode(self.value) if isinstance(self.value, list) else self.value
        if self.wire_type == LENGTH:
            return tag + varint(len(content) + self.claimed, self.width) + content
        if self.wire_type == GROUP and isinstance(self.value, list):
            return tag + content + varint(self.number << 3 | END_GROUP, self.tag_width)
        return tag + content


def encode(parts):
    return b"".join(part.encode() for part in parts)


def framed(body, width=0):
    """Returns a message as in message registers: its length before it."""
    return varint(len(body), width) + body


def tree(message):
    """Returns the parts of one of Google's messages, in the order of their numbers."""
    return [
        Part(field.number, LENGTH, tree(value))
        if field.message_type is not None
        else Part(field.number, VARINT, int(value) % 2**64)
        for field, value in message.ListFields()
    ]


def nodes(parts, descriptor):
    """Yields every message within a message: its list of parts, to change in place, and its descriptor."""
    yield parts, descriptor
    for part in parts:
        if isinstance(part.value, list):
            yield from nodes(part.value, descriptor.fields_by_number[part.number].message_type)


def all_parts(parts):
    for part in parts:
        yield part
        if isinstance(part.value, list):
            yield from all_parts(part.value)


def copy(parts):
    return [replace(part, value=copy(part.value) if isinstance(part.value, list) else part.value) for part in parts]
