# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Inputs that one end reads and the other refuses. There are no other differences: what both read means the same to
both, and no library writes any of these from rpc.proto, whose head summarises them. Each is pinned: if a difference
goes away, its case fails, and belongs in read_by_both.py or refused_by_both.py."""

import theirs
from google.protobuf.descriptor import FieldDescriptor
from reading import only_google_reads, only_the_library_reads
from rpc_pb2 import RpcMessage
from samples import (
    DESCRIPTOR,
    every_number,
    groups,
    insert,
    trees,
    trees_and_nodes,
    unknown_number,
    unknown_part,
    wrapped,
)
from wire_bytes import FIXED32, FIXED64, GROUP, LENGTH, VARINT, Part, all_parts, encode, framed, varint

MEMBERS = [field for field in DESCRIPTOR.fields if field.message_type is not None]


# --- read by Google's only


@only_google_reads("to it a group is an unknown field")
def unknown_group_is_not_skipped(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        content = [unknown_part(source.random, descriptor) for _ in range(source.random.randint(0, 2))]
        for _ in range(source.random.randint(1, 3)):
            content = [Part(unknown_number(source.random, descriptor), GROUP, content)]
        insert(source.random, node, content[0])
        yield framed(encode(parts))


@only_google_reads("to it a group is an unknown field")
def unknown_groups_a_hundred_deep_are_not_skipped(source):
    for depth in range(3, 101):
        yield framed(encode(groups(depth)))
        yield framed(encode([Part(2, LENGTH, groups(depth - 1))]))
        yield framed(encode([Part(1, LENGTH, [Part(5, LENGTH, groups(depth - 2))])]))


@only_google_reads("to it a known number with another wire type is an unknown field")
def number_of_another_wire_type_is_not_skipped(source):
    for path in every_number():
        for wire_type, value in ((FIXED64, bytes(8)), (LENGTH, b"\x05"), (FIXED32, bytes(4)), (GROUP, [])):
            yield framed(encode(wrapped(path, Part(path[-1].number, wire_type, value))))


@only_google_reads("to it a known number with another wire type is an unknown field")
def member_of_another_wire_type_is_not_skipped(source):
    for field in MEMBERS:
        for wire_type, value in ((VARINT, 5), (FIXED64, bytes(8)), (FIXED32, bytes(4)), (GROUP, [])):
            yield framed(encode([Part(field.number, wire_type, value)]))


@only_google_reads("it cuts a number off at 32 bits")
def number_beyond_32_bits_is_not_cut_off(source):
    for path in every_number(FieldDescriptor.TYPE_UINT32, FieldDescriptor.TYPE_ENUM):
        for value in (2**32, 2**32 + 1, 2**33 - 1, 2**40, 2**63, 2**64 - 1):
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value))))


@only_google_reads("it takes any number for a bool")
def bool_beyond_32_bits_is_not_true(source):
    for path in every_number(FieldDescriptor.TYPE_BOOL):
        for value in (2**32, 2**32 + 1, 2**33 - 1, 2**40, 2**63):
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value))))


@only_google_reads("it writes an enum below zero, which rpc.proto has not, in 64 bits")
def enum_below_zero_is_not_read(source):
    for value in (-1, -2, -(2**31)):
        yield theirs.write(RpcMessage(memory={"action": value}))
        yield theirs.write(RpcMessage(lease={"kind": value}))
        yield theirs.write(RpcMessage(range={"kind": value}))


@only_google_reads("it cuts a number off at 64 bits")
def number_beyond_64_bits_is_not_cut_off(source):
    for path in every_number():
        for last in (2, 3, 0x7E, 0x7F):
            value = b"\x85" + b"\x80" * 8 + bytes([last])
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value))))


@only_google_reads("it cuts a tag off at 32 bits")
def tag_beyond_32_bits_is_not_cut_off(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        number = source.random.choice([unknown_number(source.random, descriptor), descriptor.fields[0].number])
        insert(source.random, node, Part(number + 2**29 * source.random.randint(1, 6), VARINT, 5))
        yield framed(encode(parts))


@only_google_reads("its reader of streams cuts the prefix off at 32 bits")
def prefix_beyond_32_bits_is_not_cut_off(source):
    for parts in trees(source.random, source.count):
        body = encode(parts)
        yield varint(len(body) + 2**32 * source.random.choice((1, 2, 2**31))) + body


# --- read by the library only


@only_the_library_reads("it skips any number")
def unknown_number_of_more_than_ten_bytes_is_skipped(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        width = source.random.randint(11, 20)
        insert(source.random, node, Part(unknown_number(source.random, descriptor), VARINT, 5, width=width))
        yield framed(encode(parts))


@only_the_library_reads("it takes up to ten bytes for any number")
def tag_of_six_to_ten_bytes_is_read(source):
    for parts in trees(source.random, source.count):
        source.random.choice(list(all_parts(parts))).tag_width = source.random.randint(6, 10)
        yield framed(encode(parts))


@only_the_library_reads("it takes up to ten bytes for any number")
def length_of_six_to_ten_bytes_is_read(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        insert(source.random, node, Part(unknown_number(source.random, descriptor), LENGTH, b"ab"))
        lengths = [part for part in all_parts(parts) if part.wire_type == LENGTH]
        source.random.choice(lengths).width = source.random.randint(6, 10)
        yield framed(encode(parts))
