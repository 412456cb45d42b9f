# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reading: a case is a kind of input, and the outcome at both ends. The decorators below register a function, whose
name says what is expected; it gets a Source and yields frames."""

import random
from dataclasses import dataclass

REFUSED = "!"

CASES = []


@dataclass
class Source:
    """What inputs are made from: a random.Random, the number of inputs wanted, and the peer's word size."""

    random: random.Random
    count: int
    word_bytes: int

    @property
    def room(self):
        """Returns the bytes of the message registers from 1 on; 0 holds the magic."""
        return 119 * self.word_bytes


@dataclass
class Case:
    name: str
    frames: object
    # (ours, theirs), two meanings: tells whether the outcome of one input is right.
    agrees: object
    # (ours, theirs), two lists: tells whether the inputs cover enough.
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

# Both do the same, and some inputs lead to each outcome.
both_agree = _register(
    lambda ours, theirs: ours == theirs,
    lambda ours, theirs: REFUSED in ours and any(meaning != REFUSED for meaning in ours),
)

# If both read it, the meaning is the same; one end may refuse what the other reads. For random bytes, which meet the
# known differences by chance.
never_two_meanings = _register(
    lambda ours, theirs: ours == theirs or REFUSED in (ours, theirs),
    lambda ours, theirs: any(one == other != REFUSED for one, other in zip(ours, theirs)),
)


def only_google_reads(why):
    """A known difference: the library refuses all of these. Remove the case if that changes."""
    return _register(lambda ours, theirs: ours == REFUSED != theirs, difference="only Google's reads: " + why)


def only_the_library_reads(why):
    """A known difference: Google's refuses all of these. Remove the case if the library does so too."""
    return _register(lambda ours, theirs: ours != REFUSED == theirs, difference="only the library reads: " + why)
