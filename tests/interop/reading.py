# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reading: a case is a kind of input, and what both ends have to make of it. The decorators below register the
function under them, whose name says what is expected; it is given a Source, and yields frames."""

import random
from dataclasses import dataclass

REFUSED = "!"

CASES = []


@dataclass
class Source:
    """What inputs are made from: a random.Random, how many inputs are wanted, and the peer's word."""

    random: random.Random
    count: int
    word_bytes: int

    @property
    def room(self):
        """The bytes of the message registers from 1 on; 0 is for the magic."""
        return 119 * self.word_bytes


@dataclass
class Case:
    name: str
    frames: object
    # (ours, theirs), two meanings: whether one input's outcome is as it should be.
    agrees: object
    # (ours, theirs), two lists: whether the inputs together were worth it.
    covers: object
    difference: str = ""


def _register(agrees, covers=lambda ours, theirs: True, difference=""):
    def register(frames):
        CASES.append(Case(frames.__name__, frames, agrees, covers, difference))
        return frames

    return register


# Both read it, with one meaning.
both_read = _register(lambda ours, theirs: ours == theirs != REFUSED)

# Neither reads it.
both_refuse = _register(lambda ours, theirs: ours == theirs == REFUSED)

# Both do the same, and the inputs lead to each of the two.
both_agree = _register(
    lambda ours, theirs: ours == theirs,
    lambda ours, theirs: REFUSED in ours and any(meaning != REFUSED for meaning in ours),
)

# What both read has one meaning; one end may refuse what the other reads. For inputs without any form, which meet
# the known differences by chance.
never_two_meanings = _register(
    lambda ours, theirs: ours == theirs or REFUSED in (ours, theirs),
    lambda ours, theirs: any(one == other != REFUSED for one, other in zip(ours, theirs)),
)


def only_google_reads(why):
    """A known difference: the library refuses every one of these. To be removed where it no longer does."""
    return _register(lambda ours, theirs: ours == REFUSED != theirs, difference="only Google's reads: " + why)


def only_the_library_reads(why):
    """A known difference: Google's refuses every one of these. To be removed where the library does so too."""
    return _register(lambda ours, theirs: ours != REFUSED == theirs, difference="only the library reads: " + why)
