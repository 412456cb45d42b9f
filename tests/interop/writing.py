# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Compares what the library writes with what Google's writes for the same meaning. Each function is a case: it gets
the peer and a Source, and yields (expected bytes, actual bytes, whether that is right)."""

import samples
import theirs
from rpc_pb2 import RpcMessage
from samples import every_number, wrapped
from wire_bytes import VARINT, Part, encode


def registers(frame, source):
    return frame + bytes(-len(frame) % source.word_bytes)


def written(peer, messages):
    messages = list(messages)
    return zip(messages, peer.write([theirs.meaning_of(message) for message in messages]))


def means_the_same(message, frame, source):
    return frame is not None and theirs.read(frame, source.word_bytes) == theirs.meaning_of(message)


def message_is_written_as_google_writes_it(peer, source):
    messages = (samples.message(source.random) for _ in range(4 * source.count))
    for message, frame in written(peer, messages):
        yield message, frame, frame == registers(theirs.write(message), source)


def each_field_is_written_as_google_writes_it(peer, source):
    numbers = [path for path in every_number() if path[-1].containing_oneof is None]
    messages = [
        theirs.parse(encode(wrapped(path, Part(path[-1].number, VARINT, edge))))
        for path in numbers
        for edge in samples.EDGES
        if edge < 2 ** samples.bits_of(path[-1])
    ]
    for message, frame in written(peer, messages):
        yield message, frame, frame == registers(theirs.write(message), source)


def message_that_is_written_means_the_same_to_google(peer, source):
    messages = (samples.message(source.random) for _ in range(source.count))
    for message, frame in written(peer, messages):
        yield message, frame, means_the_same(message, frame, source)


def message_that_holds_nothing_is_not_written(peer, _source):
    for message, frame in written(peer, [RpcMessage()]):
        yield message, frame, frame is None


def error_code_of_its_own_is_not_written(peer, _source):
    for message, frame in written(peer, [RpcMessage(errorCode=code) for code in (0, 1, 2**32 - 1)]):
        yield message, frame, frame is None


def enum_below_zero_is_written_in_32_bits_and_means_the_same(peer, source):
    messages = [RpcMessage(memory={"action": -1}), RpcMessage(ret={"lease": {"kind": -(2**31)}})]
    for message, frame in written(peer, messages):
        yield message, frame, means_the_same(message, frame, source)


CASES = [
    message_is_written_as_google_writes_it,
    each_field_is_written_as_google_writes_it,
    message_that_is_written_means_the_same_to_google,
    message_that_holds_nothing_is_not_written,
    error_code_of_its_own_is_not_written,
    enum_below_zero_is_written_in_32_bits_and_means_the_same,
]
