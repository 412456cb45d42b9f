/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Boot: what the root task finds.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

#define FIRST_UNTYPED (ABI_ROOT_FIRST_PAGING + ABI_TABLE_LEVELS - 1)

static void boot_ends_with_the_boot_information_in_the_start_message(void **state)
{
    struct fixture *fixture = *state;
    const struct abi_message *message = kernel_message(fixture->root);
    abi_word untypeds = message->mr[ABI_BOOT_UNTYPED_END] - message->mr[ABI_BOOT_UNTYPED_START];
    assert_int_equal(message->what, ABI_ANSWER_START);
    assert_int_equal(message->mr[ABI_BOOT_CNODE_BITS], FIXTURE_CNODE_BITS);
    assert_int_equal(message->mr[ABI_BOOT_UNTYPED_START], FIRST_UNTYPED);
    assert_int_equal(message->mr[ABI_BOOT_EMPTY_START], message->mr[ABI_BOOT_UNTYPED_END]);
    assert_int_equal(message->mr[ABI_BOOT_EMPTY_END], 1 << FIXTURE_CNODE_BITS);
    assert_int_equal(ABI_INFO_LENGTH(message->info), ABI_BOOT_UNTYPED_LIST + 2 * untypeds);
}

static void boot_gives_all_memory_but_the_root_objects_as_untypeds(void **state)
{
    struct fixture *fixture = *state;
    const abi_word *mr = kernel_message(fixture->root)->mr;
    abi_word used = (1UL << (FIXTURE_CNODE_BITS + ABI_SLOT_BITS)) + (ABI_TABLE_LEVELS << ABI_PAGE_BITS) +
                    (1UL << ABI_ASID_POOL_BITS) + (1UL << ABI_TCB_BITS) + SCHEDULE_BOOT_BYTES;
    abi_word next = FIXTURE_RAM_PADDR + used;
    const abi_word *entry = &mr[ABI_BOOT_UNTYPED_LIST];
    while (next < FIXTURE_RAM_PADDR + (1UL << FIXTURE_RAM_BITS)) {
        assert_int_equal(entry[0], next);
        assert_int_equal(entry[1] & ~0xffUL, 0);
        assert_int_equal(next & ((1UL << entry[1]) - 1), 0);
        next += 1UL << entry[1];
        entry += 2;
    }
    assert_int_equal(next, FIXTURE_RAM_PADDR + (1UL << FIXTURE_RAM_BITS));
    assert_int_equal(entry[0], FIXTURE_DEVICE_PADDR);
    assert_int_equal(entry[1], FIXTURE_DEVICE_BITS | 0x100);
}

static void boot_puts_initial_capabilities_where_they_are_looked_for(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        abi_word slot;
        const char *name;
    } expected[] = {
        {0, "null"},
        {ABI_ROOT_TCB, "tcb"},
        {ABI_ROOT_CNODE, "cnode"},
        {ABI_ROOT_VSPACE, PAGING_VSPACE_NAME},
        {ABI_ROOT_IRQ_CONTROL, "irq-control"},
        {ABI_ROOT_ASID_CONTROL, "asid-control"},
        {ABI_ROOT_ASID_POOL, "asid-pool"},
        {ABI_ROOT_IOPORT_CONTROL, PORT_CONTROL_NAME},
        {ABI_ROOT_FIRST_FREE - 1, "null"},
        SCHEDULE_BOOT_SLOTS,
        {FIRST_UNTYPED - 1, "page-table"},
        {FIRST_UNTYPED, "untyped"},
    };
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        assert_string_equal(fixture_slot_name(fixture, expected[i].slot), expected[i].name);
    }
    assert_true(fixture_slot_is_empty(fixture, fixture->next_slot));
}

static void boot_refuses_a_configuration_that_cannot_be(void **state)
{
    static _Alignas(64) unsigned char shadow[KERNEL_SHADOW_SCALE << 16];
    const struct fixture *fixture = *state;
    static const struct kernel_machine_ops none;
    struct kernel_config good = {
        .ops = &none, .regions = {{0, 16, false, shadow}}, .region_count = 1, .root_cnode_bits = 8};
    struct kernel_config bad = good;
    bad.regions[0].paddr = 0x1000;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.regions[0].shadow = shadow + 1;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.regions[0].device = true;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.regions[0].size_bits = 13;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.regions[0].shadow = NULL;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.root_cnode_bits = 21;
    assert_null(kernel_boot(fixture->state, &bad));
    bad.root_cnode_bits = 7;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.region_count = KERNEL_MAX_REGIONS + 1;
    assert_null(kernel_boot(fixture->state, &bad));
    bad = good;
    bad.ops = NULL;
    assert_null(kernel_boot(fixture->state, &bad));
    assert_null(kernel_boot(NULL, &good));
}

static void boot_takes_device_regions_from_the_smallest_untyped_to_the_largest(void **state)
{
    static _Alignas(64) unsigned char shadow[KERNEL_SHADOW_SCALE << 16];
    static const struct kernel_machine_ops none;
    void *kernel = calloc(1, kernel_state_bytes());
    struct kernel_config config = {.ops = &none,
                                   .regions = {{0, 16, false, shadow}, {0, 0, true, shadow}},
                                   .region_count = 2,
                                   .root_cnode_bits = 8};
    (void)state;
    assert_non_null(kernel);
    for (unsigned bits = ABI_MIN_UNTYPED_BITS - 1; bits <= ABI_MAX_UNTYPED_BITS + 1; bits++) {
        bool taken = bits >= ABI_MIN_UNTYPED_BITS && bits <= ABI_MAX_UNTYPED_BITS;
        config.regions[1].size_bits = bits;
        assert_int_equal(kernel_boot(kernel, &config) != NULL, taken);
    }
    free(kernel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(boot_ends_with_the_boot_information_in_the_start_message),
        KERNEL_TEST(boot_gives_all_memory_but_the_root_objects_as_untypeds),
        KERNEL_TEST(boot_puts_initial_capabilities_where_they_are_looked_for),
        KERNEL_TEST(boot_refuses_a_configuration_that_cannot_be),
        KERNEL_TEST(boot_takes_device_regions_from_the_smallest_untyped_to_the_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
