/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Heaps: they act like malloc() and its relatives, and are freed all at once.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "machine/fiber/heap.h"

static struct heap heap = LIST_HEAD_INITIALIZER(heap);

static void heap_block_is_aligned_for_anything(void **state)
{
    (void)state;
    for (size_t size = 0; size < 100; size++) {
        assert_int_equal((uintptr_t)heap_malloc(&heap, size) % _Alignof(max_align_t), 0);
    }
    heap_clean_up(&heap);
}

static void heap_calloc_clears_memory_that_was_used(void **state)
{
    static const char zeros[100];

    (void)state;
    memset(heap_malloc(&heap, 100), 0xff, 100);
    heap_clean_up(&heap);
    assert_memory_equal(heap_calloc(&heap, 25, 4), zeros, 100);
    heap_clean_up(&heap);
}

static void heap_realloc_keeps_what_is_in_the_block_and_all_others(void **state)
{
    char *first, *middle, *last;

    (void)state;
    first = strcpy(heap_malloc(&heap, 8), "first");
    middle = strcpy(heap_realloc(&heap, NULL, 8), "middle");
    last = strcpy(heap_malloc(&heap, 8), "last");
    middle = heap_realloc(&heap, middle, 100000);
    assert_string_equal(middle, "middle");
    middle = heap_realloc(&heap, middle, 7);
    assert_string_equal(middle, "middle");
    assert_string_equal(first, "first");
    assert_string_equal(last, "last");
    heap_free(first);
    heap_free(middle);
    heap_free(last);
    assert_true(LIST_EMPTY(&heap));
}

static void assert_refused(const void *memory)
{
    assert_null(memory);
    assert_int_equal(errno, ENOMEM);
    errno = 0;
}

static void heap_sizes_that_overflow_are_refused(void **state)
{
    volatile size_t most = SIZE_MAX;
    char *block = strcpy(heap_malloc(&heap, 8), "block");

    (void)state;
    errno = 0;
    assert_refused(heap_malloc(&heap, most));
    assert_refused(heap_malloc(&heap, most - sizeof(void *)));
    assert_refused(heap_calloc(&heap, most / 2 + 1, 2));
    assert_refused(heap_calloc(&heap, 1, most));
    assert_refused(heap_calloc(&heap, most, most));
    assert_refused(heap_realloc(&heap, block, most));
    assert_string_equal(block, "block");
    heap_clean_up(&heap);
    assert_true(LIST_EMPTY(&heap));
}

static void heap_free_of_nothing_does_nothing(void **state)
{
    (void)state;
    heap_free(NULL);
    heap_clean_up(&heap);
    assert_true(LIST_EMPTY(&heap));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heap_block_is_aligned_for_anything),
        cmocka_unit_test(heap_calloc_clears_memory_that_was_used),
        cmocka_unit_test(heap_realloc_keeps_what_is_in_the_block_and_all_others),
        cmocka_unit_test(heap_sizes_that_overflow_are_refused),
        cmocka_unit_test(heap_free_of_nothing_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
