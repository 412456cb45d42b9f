# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Inputs that both ends read: messages as Google's writes them, and everything that protobuf allows other writers."""

import samples
import theirs
from google.protobuf.descriptor import FieldDescriptor
from reading import both_read
from rpc_pb2 import RpcMessage
from samples import DESCRIPTOR, every_number, insert, trees, unknown_part, wrapped
from wire_bytes import GREATEST_NUMBER, LENGTH, VARINT, Part, all_parts, copy, encode, framed, nodes, tree

MEMBERS = [field.name for field in DESCRIPTOR.fields]


# --- as Google's writes them


@both_read
def message_of_google_is_read(source):
    for _ in range(4 * source.count):
        yield theirs.write(samples.message(source.random))


@both_read
def message_that_holds_nothing_is_read(source):
    yield framed(b"")


@both_read
def error_code_of_its_own_is_read(source):
    for edge in (0, 1, 127, 128, 2**32 - 1):
        yield theirs.write(RpcMessage(errorCode=edge))


@both_read
def each_field_is_read_at_the_edges_of_its_type(source):
    for path in every_number():
        for edge in samples.EDGES:
            if edge < 2 ** samples.bits_of(path[-1]):
                yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, edge))))


# --- unknown fields


@both_read
def unknown_field_is_skipped_in_every_message(source):
    for parts in trees(source.random, source.count):
        for node, descriptor in list(nodes(parts, DESCRIPTOR)):
            insert(source.random, node, unknown_part(source.random, descriptor))
        yield framed(encode(parts))


@both_read
def unknown_field_is_skipped_whatever_its_number(source):
    known = {field.number for field in DESCRIPTOR.fields_by_name["memory"].message_type.fields}
    numbers = set(range(1, 300)) | {2**bits + step for bits in range(8, 29) for step in (-1, 0, 1, 2, 3, 4, 5)}
    for number in sorted((numbers | {GREATEST_NUMBER}) - known):
        unknown = Part(number, VARINT, 99)
        yield framed(encode([Part(2, LENGTH, [Part(1, VARINT, 7), unknown, Part(2, VARINT, 12)])]))


@both_read
def unknown_field_may_be_all_there_is(source):
    for _ in range(source.count):
        yield framed(encode([unknown_part(source.random, DESCRIPTOR)]))


@both_read
def unknown_member_leaves_the_known_one(source):
    for parts in trees(source.random, source.count):
        yield framed(encode(parts + [Part(source.random.choice((5, 9, 17, 100)), LENGTH, copy(parts))]))


@both_read
def unknown_number_may_have_a_tenth_byte_of_any_bits(source):
    for last in range(128):
        unknown = Part(99, VARINT, b"\xff" * 9 + bytes([last]))
        yield framed(encode([Part(2, LENGTH, [unknown, Part(2, VARINT, 12)])]))


# --- order and repetition


@both_read
def fields_are_read_in_any_order(source):
    for parts in trees(source.random, source.count):
        for node, descriptor in list(nodes(parts, DESCRIPTOR)):
            insert(source.random, node, unknown_part(source.random, descriptor))
            source.random.shuffle(node)
        yield framed(encode(parts))


def repeat_numbers(source, node, descriptor):
    for part in [part for part in node if part.wire_type == VARINT]:
        field = descriptor.fields_by_number[part.number]
        for _ in range(source.random.randint(1, 2)):
            insert(source.random, node, Part(part.number, VARINT, samples.scalar(source.random, field)))


@both_read
def repeated_number_counts_as_it_stands_last(source):
    for parts in trees(source.random, source.count):
        for node, descriptor in list(nodes(parts, DESCRIPTOR)):
            repeat_numbers(source, node, descriptor)
        yield framed(encode(parts))


@both_read
def number_is_zero_where_zero_stands_last(source):
    for path in every_number():
        field = path[-1]
        for values in ((1, 0), (0, 1), (1, 0, 1), (0, 0)):
            yield framed(encode(wrapped(path, *(Part(field.number, VARINT, value) for value in values))))


@both_read
def last_of_different_members_wins(source):
    for _ in range(source.count):
        members = source.random.sample(MEMBERS, source.random.randint(2, 3))
        yield framed(b"".join(encode(tree(samples.message(source.random, member))) for member in members))


@both_read
def member_that_comes_again_is_merged(source):
    for _ in range(source.count):
        member = source.random.choice(MEMBERS)
        again = range(source.random.randint(2, 3))
        yield framed(b"".join(encode(tree(samples.message(source.random, member))) for _ in again))


@both_read
def member_that_comes_again_after_another_starts_anew(source):
    for _ in range(source.count):
        one, other = source.random.sample(MEMBERS, 2)
        bodies = [encode(tree(samples.message(source.random, member))) for member in (one, other, one)]
        yield framed(b"".join(bodies))


@both_read
def last_member_wins_within_one_message_too(source):
    for _ in range(source.count):
        member = source.random.choice(("irq", "ret"))
        parts = []
        for _ in range(source.random.randint(2, 4)):
            parts += tree(samples.message(source.random, member))[0].value
        yield framed(encode([Part(DESCRIPTOR.fields_by_name[member].number, LENGTH, parts)]))


# --- numbers longer than necessary


def overlong(source, parts, value_width, tag_width, length_width):
    for part in all_parts(parts):
        part.tag_width = source.random.randint(0, tag_width)
        part.width = source.random.randint(0, value_width if part.wire_type == VARINT else length_width)
    return parts


@both_read
def overlong_value_is_read_up_to_ten_bytes(source):
    for path in every_number():
        for width in range(2, 11):
            for value in (0, 1):
                yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value, width=width))))


@both_read
def overlong_tag_and_length_are_read_up_to_five_bytes(source):
    for parts in trees(source.random, source.count):
        yield framed(encode(overlong(source, parts, 10, 5, 5)))


@both_read
def overlong_unknown_field_is_skipped(source):
    for parts in trees(source.random, source.count):
        for node, descriptor in list(nodes(parts, DESCRIPTOR)):
            insert(source.random, node, overlong(source, [unknown_part(source.random, descriptor)], 10, 5, 5)[0])
        yield framed(encode(parts))


@both_read
def overlong_prefix_is_read_up_to_ten_bytes(source):
    for width in range(1, 11):
        for _ in range(20):
            yield framed(encode(tree(samples.message(source.random))), width)


# --- numbers that the field's type does not name


@both_read
def bool_is_true_for_any_number_of_32_bits(source):
    for path in every_number(FieldDescriptor.TYPE_BOOL):
        for value in [edge for edge in samples.EDGES if edge < 2**32] + [2**64 - 1, 2**64 - 2**31]:
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value))))


@both_read
def enum_keeps_a_number_that_it_does_not_name(source):
    for path in every_number(FieldDescriptor.TYPE_ENUM):
        for value in list(range(20)) + [edge for edge in samples.EDGES if edge < 2**32]:
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, value))))


# --- the whole message, and around it


def everything(source):
    random = source.random
    parts = [part for _ in range(random.randint(1, 2)) for part in tree(samples.message(random))]
    for node, descriptor in list(nodes(parts, DESCRIPTOR)):
        repeat_numbers(source, node, descriptor)
        insert(random, node, unknown_part(random, descriptor))
        random.shuffle(node)
    return framed(encode(overlong(source, parts, 10, 2, 2)), random.randint(0, 10))


@both_read
def everything_at_once_is_read(source):
    for _ in range(4 * source.count):
        frame = everything(source)
        if len(frame) <= source.room:
            yield frame


@both_read
def bytes_after_the_message_are_left_alone(source):
    for parts in trees(source.random, source.count):
        yield framed(encode(parts)) + source.random.randbytes(source.random.randint(1, 20))


@both_read
def message_may_fill_the_registers(source):
    known = encode(tree(samples.message(source.random)))
    # The lengths of the whole and of the filling, and the tag, take two bytes each.
    for missing in range(2 * source.word_bytes):
        rest = source.room - missing - len(known) - 6
        frame = framed(known + encode([Part(99, LENGTH, bytes(rest))]))
        assert len(frame) == source.room - missing
        yield frame
