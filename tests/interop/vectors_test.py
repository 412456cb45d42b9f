# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The protocol's test vectors (docs/protocol-vectors.txt) are what the library and Google's protobuf write and read.

    PYTHONPATH=FOLDER:RULES vectors_test.py SOURCES PEER

FOLDER has rpc_pb2.py, RULES is tests/rules, SOURCES the root of the sources, and PEER the library's end (peer.c)."""

import sys

import theirs
import vectors
from google.protobuf import text_format
from ours import Peer
from rpc_pb2 import RpcMessage
from samples import every_number


def padded(frame, word_bytes):
    return frame + bytes(-len(frame) % word_bytes)


def complaints(vector, peer):
    """Yields what is wrong with a vector."""
    ours, google = peer.read([vector.frame])[0], theirs.read(vector.frame, peer.word_bytes)
    if vector.kind == "refuse":
        meaning = theirs.REFUSED
    else:
        message = text_format.Parse(vector.fields, RpcMessage())
        meaning = theirs.meaning_of(message)
        if vector.kind in vectors.SENT:
            if peer.write([meaning])[0] != padded(vector.frame, peer.word_bytes):
                yield "the library writes other bytes"
            if theirs.write(message) != vector.frame:
                yield "Google's protobuf writes other bytes"
    if ours != meaning:
        yield f"the library reads other fields: {ours}"
    if google != meaning:
        yield f"Google's protobuf reads other fields: {google}"


def numbers(message):
    """Yields the names of the numbers in a message, with the type that each belongs to."""
    for field, value in message.ListFields():
        if field.message_type is not None:
            yield from numbers(value)
        else:
            yield field.full_name


def unused_numbers(all_vectors):
    """Returns the fields of rpc.proto that no request or reply has."""
    sent = [text_format.Parse(vector.fields, RpcMessage()) for vector in all_vectors if vector.kind in vectors.SENT]
    used = {name for message in sent for name in numbers(message)}
    return {path[-1].full_name for path in every_number()} - used - {"RpcMessage.errorCode"}  # which is never sent


def main(sources, program):
    peer = Peer(program)
    all_vectors = list(vectors.load(sources).values())
    wrong = [f"{vector.name}: {what}" for vector in all_vectors for what in complaints(vector, peer)]
    wrong += [f"no request or reply has the field {name}" for name in sorted(unused_numbers(all_vectors))]
    for line in wrong:
        print(f"FAIL {line}")
    print(f"{len(all_vectors)} vectors compared")
    return 1 if wrong or not all_vectors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
