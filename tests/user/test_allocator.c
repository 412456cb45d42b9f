/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The allocator: what it grants and refuses, and that everything can be freed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vka/capops.h>
#include <vka/object_capops.h>

#include <vspace/page.h>
#include <vspace/arch/page.h>

#include "support/user_fixture.h"

static struct fixture_balance before;

static void expect_all_back(void)
{
    fixture_assert_balance(&before);
}

static void begin(void)
{
    before = fixture_get_balance();
}

static vka_object_t must_alloc(seL4_Word type, seL4_Word size_bits)
{
    vka_object_t object;

    assert_int_equal(vka_alloc_object(fixture_vka(), type, size_bits, &object), 0);
    return object;
}

static void boot_info_names_all_of_memory(void **state)
{
    const seL4_BootInfo *info = fixture_boot_info();
    seL4_Word device_bytes = 0;
    seL4_Word ram_bytes = 0;

    (void)state;
    for (seL4_Word i = 0; i < info->untyped.end - info->untyped.start; i++) {
        const seL4_UntypedDesc *untyped = &info->untypedList[i];

        *(untyped->isDevice ? &device_bytes : &ram_bytes) += BIT(untyped->sizeBits);
    }
    assert_int_equal(device_bytes, BIT(FIXTURE_DEVICE_BITS));
    assert_true(ram_bytes > BIT(FIXTURE_RAM_BITS - 1) && ram_bytes < BIT(FIXTURE_RAM_BITS));
    assert_int_equal(hosted_allocator_balance(fixture_allocator()).ram_bytes_free, ram_bytes);
    assert_int_equal(hosted_allocator_balance(fixture_allocator()).device_bytes_free, device_bytes);
}

static void alloc_every_type_gives_it(void **state)
{
    vka_object_t objects[seL4_ObjectTypeCount];
    seL4_Word too_large = kobject_get_type(KOBJECT_FRAME, 30);

    (void)state;
    begin();
    for (seL4_Word type = 0; type < seL4_ObjectTypeCount; type++) {
        if (type == too_large) {
            continue;
        }
        objects[type] = must_alloc(type, type == seL4_CapTableObject ? 4 : 14);
        assert_int_not_equal(seL4_DebugCapIdentify(objects[type].cptr), 0);
    }
    for (seL4_Word type = 0; type < seL4_ObjectTypeCount; type++) {
        if (type != too_large) {
            vka_free_object(fixture_vka(), &objects[type]);
        }
    }
    expect_all_back();
}

static void frame_without_memory_for_it_is_not_given(void **state)
{
    vka_object_t object;

    (void)state;
    begin();
    for (int i = 0; i < SEL4_NUM_PAGE_SIZES; i++) {
        assert_int_equal(vka_get_object_size(kobject_get_type(KOBJECT_FRAME, sel4_page_sizes[i]), 0),
                         sel4_page_sizes[i]);
    }
    assert_int_equal(vka_alloc_frame(fixture_vka(), 30, &object), -1);
    assert_int_equal(vka_alloc_frame(fixture_vka(), 13, &object), -1);
    expect_all_back();
}

static void leaky_allocation_gives_just_the_capability(void **state)
{
    const seL4_CPtr capabilities[] = {
        vka_alloc_tcb_leaky(fixture_vka()),
        vka_alloc_endpoint_leaky(fixture_vka()),
        vka_alloc_notification_leaky(fixture_vka()),
        vka_alloc_page_directory_leaky(fixture_vka()),
        vka_alloc_page_table_leaky(fixture_vka()),
        vka_alloc_untyped_leaky(fixture_vka(), 12),
        vka_alloc_frame_leaky(fixture_vka(), seL4_LargePageBits),
        vka_alloc_cnode_object_leaky(fixture_vka(), 4),
        vka_alloc_object_leaky(fixture_vka(), seL4_EndpointObject, 0),
    };

    (void)state;
    for (unsigned i = 0; i < ARRAY_SIZE(capabilities); i++) {
        assert_int_not_equal(seL4_DebugCapIdentify(capabilities[i]), 0);
    }
    assert_int_equal(vka_alloc_untyped_leaky(fixture_vka(), FIXTURE_RAM_BITS), 0);
    assert_int_equal(vka_alloc_sched_context_leaky(fixture_vka()) != 0, config_set(CONFIG_KERNEL_MCS));
    assert_int_equal(vka_alloc_reply_leaky(fixture_vka()) != 0, config_set(CONFIG_KERNEL_MCS));
}

static void alloc_anywhere_never_gives_device_memory(void **state)
{
    vka_object_t object;

    (void)state;
    begin();
    assert_int_equal(vka_alloc_untyped(fixture_vka(), FIXTURE_DEVICE_BITS, &object), -1);
    object = must_alloc(seL4_ARCH_4KPage, seL4_PageBits);
    assert_in_range(vka_object_paddr(fixture_vka(), &object), FIXTURE_RAM_PADDR,
                    FIXTURE_RAM_PADDR + BIT(FIXTURE_RAM_BITS) - 1);
    vka_free_object(fixture_vka(), &object);
    expect_all_back();
}

static void alloc_maybe_device_gives_device_memory_to_frames_only(void **state)
{
    vka_object_t frame;
    vka_object_t endpoint;

    (void)state;
    begin();
    assert_int_equal(vka_alloc_frame_maybe_device(fixture_vka(), seL4_PageBits, true, &frame), 0);
    assert_int_equal(vka_alloc_object_at_maybe_dev(fixture_vka(), seL4_EndpointObject, seL4_EndpointBits,
                                                   VKA_NO_PADDR, true, &endpoint),
                     0);
    assert_in_range(vka_object_paddr(fixture_vka(), &frame), FIXTURE_DEVICE_PADDR,
                    FIXTURE_DEVICE_PADDR + BIT(FIXTURE_DEVICE_BITS) - 1);
    assert_in_range(vka_object_paddr(fixture_vka(), &endpoint), FIXTURE_RAM_PADDR,
                    FIXTURE_RAM_PADDR + BIT(FIXTURE_RAM_BITS) - 1);
    vka_free_object(fixture_vka(), &frame);
    vka_free_object(fixture_vka(), &endpoint);
    expect_all_back();
}

static void alloc_at_device_address_gives_that_address(void **state)
{
    vka_object_t object;
    seL4_ARCH_Page_GetAddress_t address;

    (void)state;
    begin();
    assert_int_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x10440000, &object), 0);
    address = seL4_ARCH_Page_GetAddress(object.cptr);
    assert_int_equal(address.error, seL4_NoError);
    assert_int_equal(address.paddr, 0x10440000);
    assert_int_equal(vka_object_paddr(fixture_vka(), &object), 0x10440000);
    vka_free_object(fixture_vka(), &object);
    expect_all_back();
}

static void alloc_at_ram_address_gives_that_address(void **state)
{
    uintptr_t paddr = FIXTURE_RAM_PADDR + BIT(FIXTURE_RAM_BITS) - BIT(seL4_PageBits);
    vka_object_t object;

    (void)state;
    begin();
    assert_int_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, paddr, &object), 0);
    assert_int_equal(seL4_ARCH_Page_GetAddress(object.cptr).paddr, paddr);
    vka_free_object(fixture_vka(), &object);
    expect_all_back();
}

static void alloc_at_taken_address_fails(void **state)
{
    vka_object_t object;
    vka_object_t second;

    (void)state;
    begin();
    assert_int_equal(vka_alloc_untyped_at(fixture_vka(), 16, 0x10440000, &object), 0);
    assert_int_not_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x10440000, &second), 0);
    assert_int_not_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x10448000, &second), 0);
    assert_int_not_equal(vka_alloc_untyped_at(fixture_vka(), 20, 0x10400000, &second), 0);
    assert_int_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x10450000, &second), 0);
    vka_free_object(fixture_vka(), &object);
    vka_free_object(fixture_vka(), &second);
    expect_all_back();
}

static void alloc_at_address_without_memory_fails(void **state)
{
    vka_object_t object;

    (void)state;
    begin();
    assert_int_not_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x40000000, &object), 0);
    assert_int_not_equal(vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0, &object), 0);
    assert_int_equal(object.cptr, 0);
    expect_all_back();
}

static void alloc_at_device_address_of_kernel_object_fails(void **state)
{
    vka_object_t object;

    (void)state;
    begin();
    assert_int_not_equal(
        vka_alloc_object_at(fixture_vka(), seL4_TCBObject, seL4_TCBBits, 0x10440000, &object), 0);
    expect_all_back();
}

static void alloc_until_memory_ends_fails_then_all_comes_back(void **state)
{
    enum { MANY = 64 };
    vka_object_t objects[MANY];
    unsigned count = 0;

    (void)state;
    begin();
    while (count < MANY && vka_alloc_untyped(fixture_vka(), 18, &objects[count]) == 0) {
        count++;
    }
    assert_in_range(count, 1, MANY - 1);
    for (unsigned i = 0; i < count; i += 2) {
        vka_free_object(fixture_vka(), &objects[i]);
    }
    for (unsigned i = 1; i < count; i += 2) {
        vka_free_object(fixture_vka(), &objects[i]);
    }
    expect_all_back();
}

static void alloc_until_slots_end_fails_then_all_comes_back(void **state)
{
    const seL4_SlotRegion *empty = &fixture_boot_info()->empty;
    vka_object_t object;
    seL4_CPtr slot;

    (void)state;
    begin();
    for (seL4_Word i = 0; i < empty->end - empty->start - 2; i++) {
        assert_int_equal(vka_cspace_alloc(fixture_vka(), &slot), 0);
    }
    /* Two slots are left: the object's, and one of the many that the untyped's halves need. */
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &object), -1);
    assert_int_equal(hosted_allocator_balance(fixture_allocator()).ram_bytes_free,
                     before.memory.ram_bytes_free);
    for (seL4_CPtr i = empty->start; i < empty->end - 2; i++) {
        vka_cspace_free(fixture_vka(), i);
    }
    expect_all_back();
}

static void free_deletes_what_was_made_of_an_untyped(void **state)
{
    vka_object_t untyped = must_alloc(seL4_UntypedObject, 12);
    vka_object_t other_half = must_alloc(seL4_UntypedObject, 12);
    vka_object_t again;
    cspacepath_t path;

    (void)state;
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &path), 0);
    assert_int_equal(vka_untyped_retype(&untyped, seL4_EndpointObject, seL4_EndpointBits, 1, &path), 0);
    vka_free_object(fixture_vka(), &untyped);
    assert_int_equal(seL4_DebugCapIdentify(path.capPtr), 0);
    again = must_alloc(seL4_UntypedObject, 12);
    vka_free_object(fixture_vka(), &again);
    vka_free_object(fixture_vka(), &other_half);
    vka_cspace_free_path(fixture_vka(), path);
}

static void cookie_is_wider_than_an_int(void **state)
{
    vka_object_t object = must_alloc(seL4_EndpointObject, seL4_EndpointBits);

    (void)state;
    assert_true(object.ut >> (seL4_WordBits / 2) != 0);
    vka_free_object(fixture_vka(), &object);
}

static void mint_object_with_occupied_slots_gives_slot_back(void **state)
{
    vka_object_t null_object = {0};
    cspacepath_t path;

    (void)state;
    begin();
    assert_int_not_equal(vka_mint_object(fixture_vka(), &null_object, &path, seL4_AllRights, 1), 0);
    expect_all_back();
}

static void freed_memory_is_given_again(void **state)
{
    vka_object_t object;

    (void)state;
    begin();
    for (int i = 0; i < 1000; i++) {
        object = must_alloc(seL4_UntypedObject, 20);
        vka_free_object(fixture_vka(), &object);
    }
    expect_all_back();
}

/* Runs a function in its own process, and expects it to call abort(). */
static void assert_aborts(void (*function)(void))
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        function();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void alloc_unknown_type(void)
{
    cspacepath_t path;
    seL4_Word cookie;

    vka_cspace_alloc_path(fixture_vka(), &path);
    vka_utspace_alloc(fixture_vka(), &path, 9999, 12, &cookie);
}

static void alloc_a_words_bits(void)
{
    cspacepath_t path;
    seL4_Word cookie;

    vka_cspace_alloc_path(fixture_vka(), &path);
    vka_utspace_alloc(fixture_vka(), &path, seL4_UntypedObject, seL4_WordBits, &cookie);
}

static void alloc_at_unaligned_address(void)
{
    vka_object_t object;

    vka_alloc_frame_at(fixture_vka(), seL4_PageBits, 0x10440010, &object);
}

static void free_memory_twice(void)
{
    vka_object_t object = must_alloc(seL4_EndpointObject, seL4_EndpointBits);
    vka_object_t in_its_place;

    vka_free_object(fixture_vka(), &object);
    in_its_place = must_alloc(seL4_EndpointObject, seL4_EndpointBits);
    if (in_its_place.ut != object.ut) {
        vka_utspace_free(fixture_vka(), object.type, object.size_bits, object.ut);
    }
}

static void free_what_is_no_allocation(void)
{
    vka_utspace_free(fixture_vka(), seL4_EndpointObject, seL4_EndpointBits, 0);
}

static void free_slot_twice(void)
{
    seL4_CPtr slot;

    vka_cspace_alloc(fixture_vka(), &slot);
    vka_cspace_free(fixture_vka(), slot);
    vka_cspace_free(fixture_vka(), slot);
}

static void free_occupied_slot(void)
{
    vka_object_t object = must_alloc(seL4_EndpointObject, seL4_EndpointBits);

    vka_cspace_free(fixture_vka(), object.cptr);
}

static void nonsense_ends_the_program(void **state)
{
    (void)state;
    assert_aborts(alloc_unknown_type);
    assert_aborts(alloc_a_words_bits);
    assert_aborts(alloc_at_unaligned_address);
    assert_aborts(free_memory_twice);
    assert_aborts(free_what_is_no_allocation);
    assert_aborts(free_slot_twice);
    assert_aborts(free_occupied_slot);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(boot_info_names_all_of_memory),
        TEST(alloc_every_type_gives_it),
        TEST(frame_without_memory_for_it_is_not_given),
        TEST(leaky_allocation_gives_just_the_capability),
        TEST(alloc_anywhere_never_gives_device_memory),
        TEST(alloc_maybe_device_gives_device_memory_to_frames_only),
        TEST(alloc_at_device_address_gives_that_address),
        TEST(alloc_at_ram_address_gives_that_address),
        TEST(alloc_at_taken_address_fails),
        TEST(alloc_at_address_without_memory_fails),
        TEST(alloc_at_device_address_of_kernel_object_fails),
        TEST(alloc_until_memory_ends_fails_then_all_comes_back),
        TEST(alloc_until_slots_end_fails_then_all_comes_back),
        TEST(free_deletes_what_was_made_of_an_untyped),
        TEST(cookie_is_wider_than_an_int),
        TEST(mint_object_with_occupied_slots_gives_slot_back),
        TEST(freed_memory_is_given_again),
        TEST(nonsense_ends_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
