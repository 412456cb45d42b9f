# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Google's end of the comparison: frames read and written by Google's protobuf, and what a message means, written as
meaning.h says. REFUSED stands for the meaning of bytes that cannot be read."""

import warnings

from google.protobuf.internal import api_implementation, decoder, encoder
from google.protobuf.message import DecodeError
from rpc_pb2 import RpcMessage

REFUSED = "!"
IMPLEMENTATION = api_implementation.Type()


def words(message, prefix=""):
    """The words of a meaning. A field has a presence of its own where it is a message or in a oneof."""
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
    """C++'s parser refuses a message that does not end where its bytes end; on top of it, Python only warns. The warning is
    not made an error: what is parsed would be returned with the error pending, which comes to light somewhere else."""
    message = RpcMessage()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        message.ParseFromString(body)
    if caught:
        raise DecodeError(str(caught[0].message))
    return message


def read(frame, word_bytes):
    """The meaning of a length-delimited message at the start of message registers, whose last is filled up with
    zeroes. The length is read as Google's own reader of such streams does."""
    registers = frame + bytes(-len(frame) % word_bytes)
    try:
        length, start = decoder._DecodeVarint32(registers, 0)
        if start + length > len(registers):
            return REFUSED
        return meaning_of(parse(registers[start : start + length]))
    except (DecodeError, IndexError):
        return REFUSED


def write(message):
    """A frame: the message as it is always serialised alike, its length before it."""
    body = message.SerializeToString(deterministic=True)
    return encoder._VarintBytes(len(body)) + body
