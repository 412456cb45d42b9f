/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random operations of three clients and their server, on the hosted kernel, against a naive model of the
 * books; see play.h.
 *
 * The argument may give the number of steps for each seed; the program prints the seed that it runs.
 */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned steps = 10000;

static void run_seed(unsigned seed)
{
    static struct play play;
    void *state;

    memset(&play, 0, sizeof(play));
    assert_int_equal(crowd_set_up(&state), 0);
    play.crowd = state;
    play.choices = choices_random(seed);
    printf("seed %u: %u steps\n", seed, steps);
    for (unsigned step = 0; step < steps; step++) {
        play_step(&play);
    }
    assert_int_equal(crowd_tear_down(&state), 0);
}

static void books_agree_with_a_naive_model(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 4; seed++) {
        run_seed(seed);
    }
}

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_agree_with_a_naive_model),
    };

    if (argc > 1) {
        steps = (unsigned)strtoul(argv[1], NULL, 0);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
