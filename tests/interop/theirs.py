# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Google's end of the comparison: reads and writes frames with Google's protobuf, and writes a message's meaning as
meaning.h says. REFUSED is the meaning of unreadable bytes."""

import warnings

from google.protobuf.internal import api_implementation, decoder, encoder
from google.protobuf.message import DecodeError
from rpc_pb2 import RpcMessage

REFUSED = "!"
IMPLEMENTATION = api_implementation.Type()


def words(message, prefix=""):
    """Yields the words of a meaning. Only messages and members of a oneof have presence."""
    for field in sorted(message.DESCRIPTOR.fields, key=lambda field: field.number):
        path = prefix + field.name
        if field.containing_oneof is not None and not message.HasField(field.name):
            continue
        value = getattr(message, field.name)
        if field.message_type is not None:
            yield path
            yield from words(value, path + ".")
        else:
            width = 64 if field.type == field.TYPE_UINT64 else 32
            yield f"{path}={int(value) % 2**width}"


def meaning_of(message):
    return " ".join(words(message))


def parse(body):
    """C++'s parser refuses a message that does not end where its bytes end; Python only warns. Turning the warning
    into an error does not work: the parser would return a message with the error pending, which surfaces somewhere
    else."""
    message = RpcMessage()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        message.ParseFromString(body)
    if caught:
        raise DecodeError(str(caught[0].message))
    return message


def read(frame, word_bytes):
    """Returns the meaning of a length-delimited message at the start of message registers; zeroes fill the last one.
    Reads the length as Google's own reader of such streams does."""
    registers = frame + bytes(-len(frame) % word_bytes)
    try:
        length, start = decoder._DecodeVarint32(registers, 0)
        if start + length > len(registers):
            return REFUSED
        return meaning_of(parse(registers[start : start + length]))
    except (DecodeError, IndexError):
        return REFUSED


def write(message):
    """Returns a frame: the deterministically serialised message with its length before it."""
    body = message.SerializeToString(deterministic=True)
    return encoder._VarintBytes(len(body)) + body
