/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order of changes in a program with several threads: each waits for the one before it, whoever makes
 * that.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "user/runtime/notices.h"

#define THREADS 4
#define CHANGES 400u /* of all threads together */

static unsigned made[CHANGES], count; /* in the order in which they were made */

/* Makes every fourth change, as its own socket would bring them. */
static void *make(void *first)
{
    for (abi_word number = (abi_word)(uintptr_t)first; number <= CHANGES; number += THREADS) {
        notices_wait(number - 1);
        made[count++] = (unsigned)number;
        notices_done(number);
    }
    return NULL;
}

static void notices_are_carried_out_in_their_order(void **state)
{
    pthread_t threads[THREADS];
    (void)state;

    for (uintptr_t i = 0; i < THREADS; i++) { /* those of later changes first */
        assert_int_equal(pthread_create(&threads[i], NULL, make, (void *)(THREADS - i)), 0);
    }
    notices_wait(CHANGES);
    assert_int_equal(count, CHANGES);
    for (unsigned i = 0; i < CHANGES; i++) {
        assert_int_equal(made[i], i + 1);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notices_are_carried_out_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
