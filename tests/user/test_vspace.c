/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Private and shared pages: mapped where asked, and freed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <sel4utils/process.h>
#include <vspace/vspace.h>

#include "support/user_fixture.h"

static void new_pages_are_side_by_side_and_come_back(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    char *first;
    char *second;

    (void)state;
    first = vspace_new_pages(fixture_vspace(), seL4_AllRights, 3, seL4_PageBits);
    second = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits);
    assert_non_null(first);
    assert_ptr_equal(second, first + 3 * 4096);
    assert_int_not_equal(vspace_get_cap(fixture_vspace(), first + 2 * 4096), 0);
    assert_int_equal(vspace_get_cap(fixture_vspace(), first + 4 * 4096), 0);
    vspace_unmap_pages(fixture_vspace(), first, 3, seL4_PageBits, VSPACE_FREE);
    assert_ptr_equal(vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits), first);
    vspace_unmap_pages(fixture_vspace(), first, 1, seL4_PageBits, fixture_vka());
    vspace_unmap_pages(fixture_vspace(), second, 1, seL4_PageBits, VSPACE_FREE);
    fixture_assert_balance(&before);
}

static void large_page_is_aligned(void **state)
{
    void *page;

    (void)state;
    assert_non_null(vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits));
    page = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_LargePageBits);
    assert_non_null(page);
    assert_int_equal((uintptr_t)page & (BIT(seL4_LargePageBits) - 1), 0);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void mapping_that_the_host_refuses_is_taken_back(void **state)
{
    static const seL4_Error errors[] = {seL4_DeleteFirst, seL4_NotEnoughMemory};
    struct fixture_balance before = fixture_get_balance();
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    for (unsigned i = 0; i < 2; i++) {
        fixture_fail_next_mapping((abi_word)errors[i]);
        assert_int_equal(seL4_X86_Page_Map(frame.cptr, seL4_CapInitThreadVSpace, 0x1000000, seL4_AllRights,
                                           seL4_X86_Default_VMAttributes),
                         errors[i]);
    }
    assert_int_equal(seL4_X86_Page_Map(frame.cptr, seL4_CapInitThreadVSpace, 0x2000000, seL4_AllRights,
                                       seL4_X86_Default_VMAttributes),
                     seL4_NoError);
    vka_free_object(fixture_vka(), &frame);
    fixture_fail_next_mapping(ABI_DELETE_FIRST);
    assert_null(vspace_new_pages(fixture_vspace(), seL4_AllRights, 2, seL4_PageBits));
    fixture_assert_balance(&before);
}

static void pages_of_which_one_finds_its_address_taken_leave_nothing(void **state)
{
    char *page = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits);
    struct fixture_balance before;
    vka_object_t frame;

    (void)state;
    vspace_unmap_pages(fixture_vspace(), page, 1, seL4_PageBits, VSPACE_FREE);
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(seL4_X86_Page_Map(frame.cptr, seL4_CapInitThreadVSpace, (seL4_Word)page + 2 * 4096,
                                       seL4_AllRights, seL4_X86_Default_VMAttributes),
                     seL4_NoError);
    before = fixture_get_balance();
    assert_null(vspace_new_pages(fixture_vspace(), seL4_AllRights, 4, seL4_PageBits));
    fixture_assert_balance(&before);
    assert_ptr_equal(vspace_new_pages(fixture_vspace(), seL4_AllRights, 2, seL4_PageBits), page);
    vspace_unmap_pages(fixture_vspace(), page, 2, seL4_PageBits, VSPACE_FREE);
    vka_free_object(fixture_vka(), &frame);
}

static void pages_beyond_memory_leave_nothing(void **state)
{
    struct fixture_balance before = fixture_get_balance();

    (void)state;
    assert_null(
        vspace_new_pages(fixture_vspace(), seL4_AllRights, BIT(FIXTURE_RAM_BITS - 12), seL4_PageBits));
    fixture_assert_balance(&before);
}

static void page_shared_with_a_process_is_gone_with_it(void **state)
{
    struct fixture_balance before;
    struct fixture_thread *client;
    void *page = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits);
    void *shared;

    (void)state;
    before = fixture_get_balance();
    client = fixture_client_new("client");
    shared = vspace_share_mem(fixture_vspace(), &fixture_process(client)->vspace, page, 1, seL4_PageBits,
                              seL4_CanRead, 1);
    assert_non_null(shared);
    assert_int_not_equal(vspace_get_cap(&fixture_process(client)->vspace, shared),
                         vspace_get_cap(fixture_vspace(), page));
    fixture_client_destroy(client);
    fixture_assert_balance(&before);
    vspace_unmap_pages(fixture_vspace(), page, 1, seL4_PageBits, VSPACE_FREE);
}

static void sharing_what_is_not_mapped_leaves_nothing(void **state)
{
    struct fixture_thread *client = fixture_client_new("client");
    struct fixture_balance before = fixture_get_balance();

    (void)state;
    assert_null(vspace_share_mem(fixture_vspace(), &fixture_process(client)->vspace, (void *)0x5000, 1,
                                 seL4_PageBits, seL4_CanRead, 1));
    fixture_assert_balance(&before);
    fixture_client_destroy(client);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(new_pages_are_side_by_side_and_come_back),
        TEST(large_page_is_aligned),
        TEST(mapping_that_the_host_refuses_is_taken_back),
        TEST(pages_of_which_one_finds_its_address_taken_leave_nothing),
        TEST(pages_beyond_memory_leave_nothing),
        TEST(page_shared_with_a_process_is_gone_with_it),
        TEST(sharing_what_is_not_mapped_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
