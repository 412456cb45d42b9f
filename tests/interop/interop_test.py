# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Compares the library's wire format with Google's protobuf, both ways.

    PYTHONPATH=FOLDER interop_test.py PEER [SEED [COUNT]]

FOLDER has rpc_pb2.py, which protoc makes from rpc.proto; PEER is the library's end (peer.c). The inputs depend only
on the seed, their number and the word size. Each line of output is a case and its number of compared inputs:

 - reading (read_by_both.py, refused_by_both.py): both ends get the same bytes, and must read the same or both refuse;
 - known differences (known_differences.py): both get the same bytes, and one must read and the other refuse;
 - writing (writing.py): both get the same meaning, and must write the same bytes.
"""

import itertools
import random
import sys

import reading
import theirs
import writing
from google.protobuf import __version__ as VERSION
from ours import Peer
from reading import REFUSED, Source

# Importing these registers their cases.
import read_by_both
import refused_by_both
import known_differences

MOST_SHOWN = 3


def source_for(name, seed, count, peer):
    # A source for each case, so that a new case does not change the others.
    return Source(random.Random(f"{seed} {name}"), count, peer.word_bytes)


def say(good, name, outcome, failures):
    print(f"{'ok  ' if good else 'FAIL'} {name}: {outcome}")
    for line in failures[:MOST_SHOWN]:
        print("     " + line)
    if len(failures) > MOST_SHOWN:
        print(f"     and {len(failures) - MOST_SHOWN} more")
    return good


def run_reading(case, frames, ours, word_bytes):
    google = [theirs.read(frame, word_bytes) for frame in frames]
    failures = [
        f"{frame.hex()}\n        library: {one}\n        Google's: {other}"
        for frame, one, other in zip(frames, ours, google)
        if not case.agrees(one, other)
    ]
    both = sum(one == other != REFUSED for one, other in zip(ours, google))
    neither = sum(one == other == REFUSED for one, other in zip(ours, google))
    outcome = f"{len(frames)} inputs, {both} read by both, {neither} by neither"
    if case.difference:
        outcome += f" ({case.difference})"
    if not frames or not case.covers(ours, google):
        failures.append("these inputs show nothing")
    return say(not failures, case.name, outcome, failures)


def run_all_reading(peer, seed, count):
    """Runs the peer once for all cases: with sanitizers, starting it takes most of the time."""
    cases = [(case, list(case.frames(source_for(case.name, seed, count, peer)))) for case in reading.CASES]
    ours = iter(peer.read([frame for _, frames in cases for frame in frames]))
    for case, frames in cases:
        yield run_reading(case, frames, list(itertools.islice(ours, len(frames))), peer.word_bytes)


def run_writing(case, peer, source):
    results = list(case(peer, source))
    failures = [
        f"{theirs.meaning_of(message)}\n        library: {frame.hex() if frame is not None else REFUSED}"
        f"\n        Google's: {theirs.write(message).hex()}"
        for message, frame, good in results
        if not good
    ]
    return say(bool(results) and not failures, case.__name__, f"{len(results)} messages", failures)


def main(program, seed="1", count="250"):
    peer = Peer(program)
    count = int(count)
    print(f"seed {seed}, count {count}; Google's protobuf {VERSION}, {theirs.IMPLEMENTATION}")
    good = list(run_all_reading(peer, seed, count))
    good += [run_writing(case, peer, source_for(case.__name__, seed, count, peer)) for case in writing.CASES]
    print(f"{good.count(True)} of {len(good)} cases as they should be")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
