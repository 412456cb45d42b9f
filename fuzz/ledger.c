/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fuzzer of the ledger: requests of three clients, their deaths, and the server's own registering and
 * revoking, on the hosted kernel.
 *
 * Input. The choices of a play (tests/unit/support/play.h): for each step one byte for the client, two for
 * the operation, by the weights there, and then its parameters, mostly one byte each.
 *
 * Checked after each step: every answer, all books, the kernel's invariants and the allocations, against a
 * naive model of the books. At the end everything is revoked and nothing is left.
 */
#include "fuzz.h"

#include "support/play.h"

#define MOST_BYTES 1024 /* more could use up the machine's memory, which the model does not predict */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct play play;
    void *state;

    if (count > MOST_BYTES) {
        return 0;
    }
    memset(&play, 0, sizeof(play));
    assert_int_equal(crowd_set_up(&state), 0);
    play.crowd = state;
    play.choices = choices_by_bytes(bytes, count);
    while (play.choices.left > 0) {
        play_step(&play);
    }
    assert_int_equal(crowd_tear_down(&state), 0);
    return 0;
}
