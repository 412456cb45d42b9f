# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Inputs that are no message, which both ends refuse; and inputs that may be either, on which both agree."""

import samples
import theirs
from reading import both_agree, both_refuse, never_two_meanings
from samples import every_number, groups, insert, trees, trees_and_nodes, unknown_number, unknown_part, wrapped
from wire_bytes import END_GROUP, FIXED32, FIXED64, GROUP, LENGTH, VARINT, Part, encode, framed, varint


@both_refuse
def number_of_more_than_ten_bytes_is_refused(source):
    for path in every_number():
        for width in range(11, 15):
            yield framed(encode(wrapped(path, Part(path[-1].number, VARINT, 1, width=width))))


@both_refuse
def tag_of_more_than_ten_bytes_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        insert(source.random, node, Part(unknown_number(source.random, descriptor), VARINT, 1, tag_width=11))
        yield framed(encode(parts))


@both_refuse
def length_of_more_than_ten_bytes_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        insert(source.random, node, Part(unknown_number(source.random, descriptor), LENGTH, b"", width=11))
        yield framed(encode(parts))


@both_refuse
def prefix_of_more_than_ten_bytes_is_refused(source):
    for width, parts in enumerate(trees(source.random, 10), 11):
        yield framed(encode(parts), width)


@both_refuse
def prefix_that_does_not_end_is_refused(source):
    for count in range(1, 4):
        yield b"\x80" * (count * source.word_bytes)


@both_refuse
def prefix_beyond_the_registers_is_refused(source):
    for parts in trees(source.random, source.count):
        body = encode(parts)
        beyond = source.random.choice((source.word_bytes, 50, 2**20, 2**31, 2**32 - 1000, 2**32 - 1 - len(body)))
        yield varint(len(body) + beyond) + body


@both_refuse
def field_number_zero_is_refused(source):
    for parts, node, _ in trees_and_nodes(source.random, source.count):
        for wire_type, value in ((VARINT, 1), (FIXED64, bytes(8)), (LENGTH, b""), (GROUP, []), (FIXED32, bytes(4))):
            place = source.random.randint(0, len(node))
            node.insert(place, Part(0, wire_type, value))
            yield framed(encode(parts))
            del node[place]


@both_refuse
def wire_types_6_and_7_are_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        number = source.random.choice([unknown_number(source.random, descriptor), descriptor.fields[0].number])
        insert(source.random, node, Part(number, source.random.choice((6, 7)), bytes(8)))
        yield framed(encode(parts))


@both_refuse
def length_past_the_end_is_refused(source):
    """For a part that comes last, so that nothing after it could complete it."""
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        for claimed in (1, 2, 100, 2**21, 2**31 - 1, 2**32 - 1 - 100, 2**32, 2**63):
            node.append(Part(unknown_number(source.random, descriptor), LENGTH, b"\x01\x02", claimed=claimed))
            yield framed(encode(parts))
            node.pop()


@both_refuse
def member_longer_than_the_message_is_refused(source):
    for parts in trees(source.random, source.count):
        chain = [parts]
        while chain[-1] and isinstance(chain[-1][-1].value, list):
            chain.append(chain[-1][-1].value)
        last = source.random.choice([node[-1] for node in chain if node and isinstance(node[-1].value, list)])
        last.claimed = source.random.choice((1, 2, 3, 120, 2**28, 2**32, 2**35))
        yield framed(encode(parts))


@both_refuse
def group_that_does_not_end_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        node.append(Part(unknown_number(source.random, descriptor), GROUP, b""))
        yield framed(encode(parts))


@both_refuse
def end_of_a_group_that_did_not_start_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        insert(source.random, node, Part(unknown_number(source.random, descriptor), END_GROUP, b""))
        yield framed(encode(parts))


@both_refuse
def end_of_another_group_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        number = unknown_number(source.random, descriptor)
        insert(source.random, node, Part(number, GROUP, [Part(number - 1 or 2, END_GROUP, b"")]))
        yield framed(encode(parts))


@both_refuse
def group_that_holds_no_fields_is_refused(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count):
        wrong = source.random.choice([Part(0, VARINT, 1), Part(1, 6, b""), Part(1, VARINT, 1, width=11)])
        insert(source.random, node, Part(unknown_number(source.random, descriptor), GROUP, [wrong]))
        yield framed(encode(parts))


@both_refuse
def groups_and_messages_more_than_a_hundred_deep_are_refused(source):
    for depth in (101, 102, 110):
        yield framed(encode(groups(depth)))
        yield framed(encode([Part(2, LENGTH, groups(depth - 1))]))
        yield framed(encode([Part(1, LENGTH, [Part(5, LENGTH, groups(depth - 2))])]))


@both_agree
def message_cut_at_each_byte_is_taken_alike(source):
    for parts in trees(source.random, source.count // 4):
        body = encode(parts)
        for end in range(len(body)):
            yield framed(body[:end])


@both_agree
def message_with_unknown_fields_cut_at_each_byte_is_taken_alike(source):
    for parts, node, descriptor in trees_and_nodes(source.random, source.count // 4):
        insert(source.random, node, unknown_part(source.random, descriptor))
        body = encode(parts)
        for end in range(len(body)):
            yield framed(body[:end])


@both_agree
def frame_cut_at_each_byte_is_taken_alike(source):
    """Zeroes fill the last register, so a truncated frame that ended with zeroes may still be whole."""
    for _ in range(source.count // 4):
        frame = theirs.write(samples.message(source.random))
        for end in range(1, len(frame)):
            yield frame[:end]


@both_agree
def prefix_of_any_length_is_taken_alike(source):
    for _ in range(source.count // 4):
        frame = theirs.write(samples.message(source.random))
        for length in range(len(frame) + source.word_bytes):
            yield bytes([length]) + frame[1:]


@never_two_meanings
def changed_bytes_never_mean_two_things(source):
    for _ in range(8 * source.count):
        frame = bytearray(theirs.write(samples.message(source.random)))
        for _ in range(source.random.randint(1, 3)):
            frame[source.random.randrange(1, len(frame))] = source.random.randrange(256)
        yield bytes(frame)


@never_two_meanings
def random_bytes_never_mean_two_things(source):
    for _ in range(8 * source.count):
        start = source.random.choice((b"", bytes([source.random.randint(1, 15) << 3 | LENGTH, 6])))
        yield framed(start + source.random.randbytes(source.random.randint(0, 12)))
