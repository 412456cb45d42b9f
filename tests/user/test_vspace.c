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
#include <vspace/arch/page.h>

#include "support/user_fixture.h"

/* Maps and unmaps a page, so that the paging structures around it exist; returns its address. */
static char *warm_up(void)
{
    char *page = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits);

    assert_non_null(page);
    vspace_unmap_pages(fixture_vspace(), page, 1, seL4_PageBits, VSPACE_FREE);
    return page;
}

static void new_pages_are_side_by_side_and_come_back(void **state)
{
    struct fixture_balance before;
    char *first;
    char *second;

    (void)state;
    warm_up();
    before = fixture_get_balance();
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
    seL4_Word page = (seL4_Word)warm_up();
    struct fixture_balance before = fixture_get_balance();
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    for (unsigned i = 0; i < 2; i++) {
        fixture_fail_next_mapping((abi_word)errors[i]);
        assert_int_equal(seL4_ARCH_Page_Map(frame.cptr, seL4_CapInitThreadVSpace, page, seL4_AllRights,
                                            seL4_ARCH_Default_VMAttributes),
                         errors[i]);
    }
    assert_int_equal(seL4_ARCH_Page_Map(frame.cptr, seL4_CapInitThreadVSpace, page + 4096, seL4_AllRights,
                                        seL4_ARCH_Default_VMAttributes),
                     seL4_NoError);
    vka_free_object(fixture_vka(), &frame);
    fixture_fail_next_mapping(ABI_DELETE_FIRST);
    assert_null(vspace_new_pages(fixture_vspace(), seL4_AllRights, 2, seL4_PageBits));
    fixture_assert_balance(&before);
}

/* The address of the second page is taken by a page table. */
static void large_pages_of_which_one_finds_its_address_taken_leave_nothing(void **state)
{
    static const seL4_Word large = BIT(seL4_LargePageBits);
    char *page = vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_LargePageBits);
    struct fixture_balance before;
    vka_object_t table;

    (void)state;
    assert_non_null(page);
    vspace_unmap_pages(fixture_vspace(), page, 1, seL4_LargePageBits, VSPACE_FREE);
    assert_int_equal(vka_alloc_page_table(fixture_vka(), &table), 0);
    assert_int_equal(seL4_ARCH_PageTable_Map(table.cptr, seL4_CapInitThreadVSpace, (seL4_Word)page + large,
                                             seL4_ARCH_Default_VMAttributes),
                     seL4_NoError);
    before = fixture_get_balance();
    assert_null(vspace_new_pages(fixture_vspace(), seL4_AllRights, 2, seL4_LargePageBits));
    fixture_assert_balance(&before);
    assert_ptr_equal(vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_LargePageBits), page);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void large_page_avoids_page_tables(void **state)
{
    char *page = warm_up();

    (void)state;
    assert_ptr_equal(vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_LargePageBits),
                     page + BIT(seL4_LargePageBits));
    assert_ptr_equal(vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits), page);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void paging_structures_go_with_the_vspace(void **state)
{
    struct fixture_balance before = fixture_get_balance();

    (void)state;
    warm_up();
    assert_int_not_equal(fixture_get_balance().census.objects[seL4_ARCH_PageTableObject],
                         before.census.objects[seL4_ARCH_PageTableObject]);
    vspace_tear_down(fixture_vspace(), VSPACE_PRESERVE);
    fixture_assert_balance(&before);
}

static vka_object_t received;

static void receive_object(void *cookie, vka_object_t object)
{
    assert_null(cookie);
    received = object;
}

static void allocated_object_belongs_to_who_receives_it(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    sel4utils_alloc_data_t data;
    vspace_t vspace;

    (void)state;
    assert_int_equal(sel4utils_bootstrap_vspace_with_bootinfo(&vspace, &data, seL4_CapInitThreadVSpace,
                                                              fixture_vka(), fixture_boot_info(),
                                                              receive_object, NULL),
                     0);
    assert_non_null(vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_PageBits));
    assert_int_equal(received.type, seL4_ARCH_PageTableObject);
    vspace_tear_down(&vspace, VSPACE_FREE);
    vka_free_object(fixture_vka(), &received);
    fixture_assert_balance(&before);
}

static void vspace_without_identifier_maps_nothing(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    sel4utils_alloc_data_t data;
    vka_object_t root;
    vspace_t vspace;

    (void)state;
    assert_int_equal(vka_alloc_vspace_root(fixture_vka(), &root), 0);
    assert_int_equal(sel4utils_get_vspace_leaky(fixture_vspace(), &vspace, &data, fixture_vka(), root.cptr),
                     0);
    assert_null(vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_PageBits));
    assert_int_equal(seL4_ARCH_ASIDPool_Assign(seL4_CapInitThreadASIDPool, root.cptr), seL4_NoError);
    assert_non_null(vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_PageBits));
    vspace_tear_down(&vspace, VSPACE_FREE);
    vka_free_object(fixture_vka(), &root);
    fixture_assert_balance(&before);
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
        TEST(large_pages_of_which_one_finds_its_address_taken_leave_nothing),
        TEST(large_page_avoids_page_tables),
        TEST(paging_structures_go_with_the_vspace),
        TEST(allocated_object_belongs_to_who_receives_it),
        TEST(vspace_without_identifier_maps_nothing),
        TEST(pages_beyond_memory_leave_nothing),
        TEST(page_shared_with_a_process_is_gone_with_it),
        TEST(sharing_what_is_not_mapped_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
