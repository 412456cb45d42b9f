# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Random messages, fields and numbers, all from a random.Random that the caller seeds."""

from rpc_pb2 import RpcMessage
from wire_bytes import FIXED32, FIXED64, GREATEST_NUMBER, GROUP, LENGTH, VARINT, Part, nodes, tree

DESCRIPTOR = RpcMessage.DESCRIPTOR

# Where varints grow by a byte, and where words and half words end.
EDGES = sorted(
    {0, 1, 2}
    | {2**bits + step for bits in (7, 14, 21, 28, 31, 32, 35, 42, 49, 56, 63) for step in (-1, 0, 1)}
    | {2**64 - 1}
)


def number(random, bits):
    """Returns a number of at most so many bits, often at an edge."""
    if random.random() < 0.5:
        return random.choice([edge for edge in EDGES if edge < 2**bits])
    return random.getrandbits(random.randint(1, bits))


def bits_of(field):
    """Returns how many bits a number may have that the field holds unchanged. For an enum: 32, signed."""
    return {field.TYPE_UINT64: 64, field.TYPE_UINT32: 32, field.TYPE_ENUM: 31, field.TYPE_BOOL: 1}[field.type]


def scalar(random, field):
    """Returns a number that the field holds unchanged. For an enum, possibly an unnamed one."""
    if field.type == field.TYPE_ENUM and random.random() < 0.5:
        return random.randrange(10)
    return number(random, bits_of(field))


def fill(random, message):
    for field in message.DESCRIPTOR.fields:
        if field.containing_oneof is None and random.random() < 0.8:
            setattr(message, field.name, scalar(random, field))
    for oneof in message.DESCRIPTOR.oneofs:
        if random.random() < 0.9:
            select(random, message, random.choice(oneof.fields))


def select(random, message, field):
    """Sets a member of a oneof."""
    if field.message_type is None:
        setattr(message, field.name, scalar(random, field))
    else:
        getattr(message, field.name).SetInParent()
        fill(random, getattr(message, field.name))


def message(random, member=None):
    """Returns a message that holds the given member, or a random one of those that are sent."""
    result = RpcMessage()
    member = member or random.choice([field.name for field in DESCRIPTOR.fields if field.name != "errorCode"])
    select(random, result, DESCRIPTOR.fields_by_name[member])
    return result


def every_number(*types):
    """Yields the path of each number in rpc.proto, optionally of certain types only: the fields that lead to it from
    RpcMessage, itself last."""
    return [path for path in _paths(DESCRIPTOR, ()) if not types or path[-1].type in types]


def _paths(descriptor, path):
    for field in descriptor.fields:
        if field.message_type is not None:
            yield from _paths(field.message_type, path + (field,))
        else:
            yield path + (field,)


def wrapped(path, *parts):
    """Returns the parts of a message that holds only these, in the message that the path's last field belongs to."""
    parts = list(parts)
    for field in reversed(path[:-1]):
        parts = [Part(field.number, LENGTH, parts)]
    return parts


def trees(random, count):
    for _ in range(count):
        yield tree(message(random))


def trees_and_nodes(random, count):
    """Returns (parts of a whole message, one message within it, its descriptor); change the second in place."""
    for parts in trees(random, count):
        node, descriptor = random.choice(list(nodes(parts, DESCRIPTOR)))
        yield parts, node, descriptor


def unknown_number(random, descriptor):
    """Returns a field number that the message lacks: small, the largest, or a known one with a high bit added."""
    known = [field.number for field in descriptor.fields]
    candidates = [
        random.randint(1, 31),
        random.randint(1, GREATEST_NUMBER),
        random.choice(known) + 2 ** random.randint(4, 28),
        random.choice([2047, 2048, 2**16, 2**18 - 1, 2**18, GREATEST_NUMBER]),
    ]
    return random.choice([number for number in candidates if number not in known] or [GREATEST_NUMBER])


def unknown_part(random, descriptor):
    """Returns a field that the message lacks, of any wire type but groups."""
    wire_type = random.choice((VARINT, FIXED64, LENGTH, FIXED32))
    values = {
        VARINT: lambda: number(random, 64),
        FIXED64: lambda: random.randbytes(8),
        FIXED32: lambda: random.randbytes(4),
        LENGTH: lambda: random.randbytes(random.choice((0, 1, 2, 9, 40))),
    }
    return Part(unknown_number(random, descriptor), wire_type, values[wire_type]())


def groups(depth):
    """Returns unknown groups, nested."""
    parts = []
    for _ in range(depth):
        parts = [Part(12, GROUP, parts)]
    return parts


def insert(random, parts, part):
    parts.insert(random.randint(0, len(parts)), part)
