/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A play: operations of several clients and their server on the hosted kernel, against the naive model of the
 * books. Each answer must be the predicted one, and after each step all books agree.
 *
 * Clients ask for things of every kind, free them, guess cookies, delete their capabilities, crash and
 * restart; the server registers, releases and unregisters them, and may park what they free. Choices decide
 * what happens: from a seed, or from bytes.
 */
#pragma once

#include "books.h"
#include "support/choices.h"

#define STALE_COOKIES 64

struct play {
    struct crowd *crowd;
    struct choices choices;
    struct books books;
    uint64_t stale[STALE_COOKIES]; /* cookies of ended leases */
    unsigned stale_count;
};

/*
 * Plays one operation, then compares everything. `play` starts zeroed except for crowd and choices; the
 * server is current before and after. Fails the test if anything differs from the prediction.
 */
void play_step(struct play *play);
