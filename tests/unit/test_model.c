/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random operations of three clients and their server, on the hosted kernel, against a naive model of the
 * books: see play.h.
 *
 * The number of steps for each seed may be given as the program's argument; it says which seed it runs.
 */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned steps = 10000;

static void run_seed(struct crowd *crowd, unsigned seed)
{
    static struct play play;

    memset(&play, 0, sizeof(play));
    play.crowd = crowd;
    play.choices = choices_random(seed);
    printf("seed %u: %u steps\n", seed, steps);
    for (unsigned step = 0; step < steps; step++) {
        play_step(&play);
    }
    /* What was handed over is the clients' to give up. */
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        crowd_destroy(crowd, n);
        crowd_start(crowd, n);
    }
}

static void books_agree_with_a_naive_model(void **state)
{
    for (unsigned seed = 1; seed <= 4; seed++) {
        struct crowd *crowd = *state;
        run_seed(crowd, seed);
        for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
            seL4_Word badge = crowd->clients[n].badge;
            assert_int_equal(sel4rpc_server_release_client(&crowd->env, badge), 0);
            (void)sel4rpc_server_unregister(&crowd->env, badge);
        }
        crowd_assert_nothing_is_held(crowd);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, crowd_set_up, crowd_tear_down)

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        TEST(books_agree_with_a_naive_model),
    };

    if (argc > 1) {
        steps = (unsigned)strtoul(argv[1], NULL, 0);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
