/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reserved addresses, and pages at addresses that the program chooses.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <vspace/vspace.h>

#include "support/user_fixture.h"

#define PAGE 4096
#define CHOSEN ((char *)0x30000000)

static char *new_page(void)
{
    return vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits);
}

static reservation_t reserve_at(void *vaddr, size_t bytes)
{
    return vspace_reserve_range_at(fixture_vspace(), vaddr, bytes, seL4_AllRights, 1);
}

static int new_pages_at(void *vaddr, size_t count, reservation_t reservation)
{
    return vspace_new_pages_at_vaddr(fixture_vspace(), vaddr, count, seL4_PageBits, reservation);
}

static int map_at(vka_object_t *frame, void *vaddr, reservation_t reservation)
{
    return vspace_map_pages_at_vaddr(fixture_vspace(), &frame->cptr, &frame->ut, vaddr, 1, seL4_PageBits,
                                     reservation);
}

/* Maps and unmaps a page, so that the paging structures around it exist. */
static void warm_up(void *vaddr)
{
    reservation_t reservation = reserve_at(vaddr, PAGE);

    assert_int_equal(new_pages_at(vaddr, 1, reservation), 0);
    vspace_unmap_pages(fixture_vspace(), vaddr, 1, seL4_PageBits, VSPACE_FREE);
    vspace_free_reservation(fixture_vspace(), reservation);
}

static void new_pages_avoid_reserved_addresses(void **state)
{
    void *first = NULL;
    void *second = NULL;
    reservation_t reservation =
        vspace_reserve_range(fixture_vspace(), 2 * PAGE + 1, seL4_AllRights, 1, &first);

    (void)state;
    assert_non_null(reservation.res);
    assert_ptr_equal(new_page(), (char *)first + 3 * PAGE);
    assert_non_null(vspace_reserve_range(fixture_vspace(), PAGE, seL4_AllRights, 1, &second).res);
    assert_ptr_equal(second, (char *)first + 4 * PAGE);
    vspace_free_reservation(fixture_vspace(), reservation);
    assert_ptr_equal(new_page(), first);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void aligned_range_is_aligned(void **state)
{
    void *vaddr = NULL;

    (void)state;
    assert_non_null(new_page());
    assert_non_null(
        vspace_reserve_range_aligned(fixture_vspace(), PAGE, seL4_LargePageBits, seL4_AllRights, 1, &vaddr)
            .res);
    assert_int_equal((uintptr_t)vaddr & (BIT(seL4_LargePageBits) - 1), 0);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void range_of_no_bytes_or_too_many_is_refused(void **state)
{
    void *vaddr = NULL;

    (void)state;
    assert_null(vspace_reserve_range(fixture_vspace(), 0, seL4_AllRights, 1, &vaddr).res);
    assert_null(vspace_reserve_range(fixture_vspace(), ~(size_t)0, seL4_AllRights, 1, &vaddr).res);
    assert_null(
        vspace_reserve_range(fixture_vspace(), BIT(seL4_WordBits - 1), seL4_AllRights, 1, &vaddr).res);
    assert_null(vspace_reserve_range(fixture_vspace(), PAGE, seL4_AllRights, 1, NULL).res);
    assert_null(vspace_reserve_range_aligned(fixture_vspace(), PAGE, 1, seL4_AllRights, 1, &vaddr).res);
    assert_null(reserve_at(CHOSEN, 0).res);
    assert_null(reserve_at(CHOSEN, ~(size_t)0).res);
    assert_null(reserve_at((void *)seL4_UserTop, PAGE).res);
}

static void addresses_fit_an_int_until_those_are_used_up(void **state)
{
    void *vaddr = NULL;

    (void)state;
    assert_in_range((uintptr_t)new_page(), 1, INT_MAX);
    while (vspace_reserve_range(fixture_vspace(), BIT(27), seL4_AllRights, 1, &vaddr).res &&
           (uintptr_t)vaddr <= INT_MAX) {
        vaddr = NULL;
    }
    assert_int_equal(vaddr == NULL, seL4_WordBits == 32);
    assert_in_range((uintptr_t)new_page(), 1, INT_MAX);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void addresses_are_reserved_once(void **state)
{
    reservation_t reservation = reserve_at(CHOSEN + PAGE + 1, PAGE);

    (void)state;
    assert_non_null(reservation.res);
    assert_null(reserve_at(CHOSEN + 2 * PAGE, PAGE).res);
    assert_null(reserve_at(CHOSEN + 1, 2 * PAGE - 1).res);
    assert_non_null(reserve_at(CHOSEN, PAGE).res);
    assert_non_null(reserve_at(CHOSEN + 3 * PAGE, PAGE).res);
    vspace_free_reservation_by_vaddr(fixture_vspace(), CHOSEN + 2 * PAGE + 5);
    assert_non_null(reserve_at(CHOSEN + 2 * PAGE, PAGE).res);
    vspace_free_reservation_by_vaddr(fixture_vspace(), CHOSEN + PAGE); /* is free, and stays so */
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void mapped_addresses_cannot_be_reserved(void **state)
{
    char *page = new_page();

    (void)state;
    assert_null(reserve_at(page, PAGE).res);
    assert_null(reserve_at(page - PAGE, 2 * PAGE).res);
    assert_non_null(reserve_at(page + PAGE, PAGE).res);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void new_pages_are_where_they_were_reserved(void **state)
{
    struct fixture_balance before;
    reservation_t reservation;

    (void)state;
    warm_up(CHOSEN);
    before = fixture_get_balance();
    reservation = reserve_at(CHOSEN, 3 * PAGE);
    assert_int_equal(new_pages_at(CHOSEN + PAGE, 2, reservation), 0);
    assert_int_equal(vspace_get_cap(fixture_vspace(), CHOSEN), 0);
    assert_int_not_equal(vspace_get_cap(fixture_vspace(), CHOSEN + PAGE), 0);
    assert_int_not_equal(vspace_get_cookie(fixture_vspace(), CHOSEN + 2 * PAGE), 0);
    assert_int_not_equal(new_pages_at(CHOSEN, 2, reservation), 0);
    vspace_unmap_pages(fixture_vspace(), CHOSEN + PAGE, 2, seL4_PageBits, VSPACE_FREE);
    assert_int_equal(new_pages_at(CHOSEN, 3, reservation), 0);
    vspace_free_reservation(fixture_vspace(), reservation);
    assert_int_not_equal(vspace_get_cap(fixture_vspace(), CHOSEN), 0);
    vspace_unmap_pages(fixture_vspace(), CHOSEN, 3, seL4_PageBits, VSPACE_FREE);
    fixture_assert_balance(&before);
}

static void pages_outside_their_reservation_are_refused(void **state)
{
    reservation_t reservation = reserve_at(CHOSEN, 2 * PAGE);
    struct fixture_balance before = fixture_get_balance();

    (void)state;
    assert_int_not_equal(new_pages_at(CHOSEN + PAGE, 2, reservation), 0);
    assert_int_not_equal(new_pages_at(CHOSEN - PAGE, 1, reservation), 0);
    assert_int_not_equal(new_pages_at(CHOSEN + 2 * PAGE, 1, reservation), 0);
    assert_int_not_equal(new_pages_at(CHOSEN, 0, reservation), 0);
    assert_int_not_equal(new_pages_at(CHOSEN, ~(size_t)0, reservation), 0);
    assert_int_not_equal(new_pages_at(CHOSEN, 1, (reservation_t){NULL}), 0);
    assert_int_not_equal(vspace_new_pages_at_vaddr(fixture_vspace(), CHOSEN, 1, seL4_WordBits, reservation),
                         0);
    fixture_assert_balance(&before);
    vspace_free_reservation(fixture_vspace(), reservation);
}

static void frame_is_mapped_in_a_reservation_and_freed_with_it(void **state)
{
    struct fixture_balance before;
    reservation_t reservation;
    vka_object_t frame;

    (void)state;
    warm_up(CHOSEN);
    before = fixture_get_balance();
    reservation = reserve_at(CHOSEN, PAGE);
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(map_at(&frame, CHOSEN, reservation), 0);
    assert_int_equal(vspace_get_cap(fixture_vspace(), CHOSEN + PAGE - 1), frame.cptr);
    vspace_unmap_pages(fixture_vspace(), CHOSEN, 1, seL4_PageBits, VSPACE_FREE);
    vspace_free_reservation(fixture_vspace(), reservation);
    fixture_assert_balance(&before);
}

static void deferred_rights_come_with_the_mapping(void **state)
{
    reservation_t reservation = vspace_reserve_deferred_rights_range_at(fixture_vspace(), CHOSEN, PAGE, 1);
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_not_equal(map_at(&frame, CHOSEN, reservation), 0);
    assert_int_equal(vspace_deferred_rights_map_pages_at_vaddr(fixture_vspace(), &frame.cptr, &frame.ut,
                                                               CHOSEN, 1, seL4_PageBits, seL4_CanRead,
                                                               reservation),
                     0);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void pages_are_made_as_their_configuration_says(void **state)
{
    vspace_new_pages_config_t config;
    char *page;

    (void)state;
    assert_int_not_equal(default_vspace_new_pages_config(0, seL4_PageBits, &config), 0);
    assert_int_equal(default_vspace_new_pages_config(1, seL4_PageBits, &config), 0);
    page = vspace_new_pages_with_config(fixture_vspace(), &config, seL4_AllRights);
    assert_ptr_equal(new_page(), page + PAGE);
    vspace_new_pages_config_set_vaddr(CHOSEN, &config);
    vspace_new_pages_config_use_device_ut(true, &config);
    assert_ptr_equal(vspace_new_pages_with_config(fixture_vspace(), &config, seL4_AllRights), CHOSEN);
    assert_in_range(vka_utspace_paddr(fixture_vka(), vspace_get_cookie(fixture_vspace(), CHOSEN),
                                      seL4_ARCH_4KPage, seL4_PageBits),
                    FIXTURE_DEVICE_PADDR, FIXTURE_DEVICE_PADDR + BIT(FIXTURE_DEVICE_BITS) - 1);
    assert_null(vspace_new_pages_with_config(fixture_vspace(), &config, seL4_AllRights));
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void page_is_shared_at_a_reserved_address(void **state)
{
    struct fixture_thread *client = fixture_client_new("client");
    vspace_t *vspace = &fixture_process(client)->vspace;
    reservation_t reservation = vspace_reserve_range_at(vspace, CHOSEN, PAGE, seL4_CanRead, 1);
    char *page = new_page();

    (void)state;
    assert_int_equal(
        vspace_share_mem_at_vaddr(fixture_vspace(), vspace, page, 1, seL4_PageBits, CHOSEN, reservation), 0);
    assert_int_not_equal(vspace_get_cap(vspace, CHOSEN), 0);
    assert_int_not_equal(
        vspace_share_mem_at_vaddr(fixture_vspace(), vspace, page, 0, seL4_PageBits, CHOSEN, reservation), 0);
    fixture_client_destroy(client);
    vspace_tear_down(fixture_vspace(), VSPACE_FREE);
}

static void large_regions_take_large_pages(void **state)
{
    (void)state;
    assert_int_equal(sel4_page_size_bits_for_memory_region(1), seL4_PageBits);
    assert_int_equal(sel4_page_size_bits_for_memory_region(BIT(seL4_LargePageBits) - 1), seL4_PageBits);
    assert_int_equal(sel4_page_size_bits_for_memory_region(BIT(seL4_LargePageBits)), seL4_LargePageBits);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(new_pages_avoid_reserved_addresses),
        TEST(aligned_range_is_aligned),
        TEST(range_of_no_bytes_or_too_many_is_refused),
        TEST(addresses_fit_an_int_until_those_are_used_up),
        TEST(addresses_are_reserved_once),
        TEST(mapped_addresses_cannot_be_reserved),
        TEST(new_pages_are_where_they_were_reserved),
        TEST(pages_outside_their_reservation_are_refused),
        TEST(frame_is_mapped_in_a_reservation_and_freed_with_it),
        TEST(deferred_rights_come_with_the_mapping),
        TEST(pages_are_made_as_their_configuration_says),
        TEST(page_is_shared_at_a_reserved_address),
        TEST(large_regions_take_large_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
