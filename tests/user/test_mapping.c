/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames at addresses that the program chooses, and the paging structures they need.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sel4utils/mapping.h>
#include <vka/capops.h>
#include <vspace/mapping.h>

#include "support/user_fixture.h"

#define FREE_VADDR ((void *)0x30000000)

static int map(seL4_CPtr frame, void *vaddr, vka_object_t *objects, int *count)
{
    return sel4utils_map_page(fixture_vka(), seL4_CapInitThreadVSpace, frame, vaddr, seL4_AllRights, 1,
                              objects, count);
}

static void free_objects(vka_object_t *objects, int count)
{
    while (count-- > 0) {
        vka_free_object(fixture_vka(), &objects[count]);
    }
}

static void page_is_mapped_and_its_structures_come_back(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    vka_object_t objects[VSPACE_MAP_PAGING_OBJECTS];
    int count = VSPACE_MAP_PAGING_OBJECTS;
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(map(frame.cptr, FREE_VADDR, objects, &count), seL4_NoError);
    assert_int_equal(count, 1);
    assert_int_equal(seL4_ARCH_Page_Unmap(frame.cptr), seL4_NoError);
    free_objects(objects, count);
    vka_free_object(fixture_vka(), &frame);
    fixture_assert_balance(&before);
}

/* In another entry of the VSpace than the image. */
#if seL4_WordBits == 32
#define FAR_VADDR BIT(30)
#else
#define FAR_VADDR BIT(seL4_UserTop < BIT(39) ? 37 : 45)
#endif

/* The paging structures of a page, from the VSpace down. */
static int structure_count(void)
{
    vspace_map_obj_t structure;
    int count = 0;

    for (seL4_Word level = SEL4_MAPPING_LOOKUP_NO_PT; level < seL4_WordBits; level++) {
        count += vspace_get_map_obj(level, &structure) == 0;
    }
    return count;
}

static void first_page_far_away_gets_every_level(void **state)
{
    void *far = (void *)FAR_VADDR;
    vka_object_t objects[VSPACE_MAP_PAGING_OBJECTS];
    int count = VSPACE_MAP_PAGING_OBJECTS;
    vka_object_t frames[2];

    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frames[i]), 0);
    }
    assert_int_equal(map(frames[0].cptr, far, objects, &count), seL4_NoError);
    assert_int_equal(count, structure_count());
    assert_int_equal(objects[count - 1].type, seL4_ARCH_PageTableObject);
    count = 0;
    assert_int_equal(map(frames[1].cptr, (char *)far + 4096, objects, &count), seL4_NoError);
    assert_int_equal(count, 0);
}

static void page_that_lacks_more_structures_than_there_is_room_for_is_refused(void **state)
{
    struct fixture_balance before;
    int count = 0;
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    before = fixture_get_balance();
    assert_int_equal(map(frame.cptr, FREE_VADDR, NULL, &count), seL4_FailedLookup);
    assert_int_equal(seL4_MappingFailedLookupLevel(), SEL4_MAPPING_LOOKUP_NO_PT);
    fixture_assert_balance(&before);
    assert_int_equal(sel4utils_map_page_leaky(fixture_vka(), seL4_CapInitThreadVSpace, frame.cptr, FREE_VADDR,
                                              seL4_AllRights, 1),
                     seL4_NoError);
}

static int no_memory(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                     bool can_use_dev, seL4_Word *cookie)
{
    (void)data;
    (void)dest;
    (void)type;
    (void)size_bits;
    (void)can_use_dev;
    (void)cookie;
    return -1;
}

static void page_without_memory_for_its_structures_leaves_nothing(void **state)
{
    vka_object_t objects[VSPACE_MAP_PAGING_OBJECTS];
    int count = VSPACE_MAP_PAGING_OBJECTS;
    struct fixture_balance before;
    vka_t vka = *fixture_vka();
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    vka.utspace_alloc_maybe_device = no_memory;
    before = fixture_get_balance();
    assert_int_equal(sel4utils_map_page(&vka, seL4_CapInitThreadVSpace, frame.cptr, FREE_VADDR,
                                        seL4_AllRights, 1, objects, &count),
                     -1);
    assert_int_equal(count, 0);
    fixture_assert_balance(&before);
}

static void page_that_is_not_a_page_is_refused(void **state)
{
    vka_object_t objects[VSPACE_MAP_PAGING_OBJECTS];
    int count = VSPACE_MAP_PAGING_OBJECTS;

    (void)state;
    assert_int_equal(map(seL4_CapNull, FREE_VADDR, objects, &count), seL4_InvalidCapability);
    assert_int_equal(count, 0);
}

static void duplicate_is_mapped_unmapped_and_freed(void **state)
{
    struct fixture_balance before;
    vka_object_t frame;
    void *mapping;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    /* The first mapping there may leave structures to the VSpace. */
    vspace_unmap_pages(fixture_vspace(), vspace_new_pages(fixture_vspace(), seL4_AllRights, 1, seL4_PageBits),
                       1, seL4_PageBits, VSPACE_FREE);
    before = fixture_get_balance();
    mapping = sel4utils_dup_and_map(fixture_vka(), fixture_vspace(), frame.cptr, seL4_PageBits);
    assert_non_null(mapping);
    assert_int_not_equal(vspace_get_cap(fixture_vspace(), mapping), frame.cptr);
    sel4utils_unmap_dup(fixture_vka(), fixture_vspace(), mapping, seL4_PageBits);
    assert_int_equal(vspace_get_cap(fixture_vspace(), mapping), 0);
    fixture_assert_balance(&before);
    vka_free_object(fixture_vka(), &frame);
}

static void level_that_does_not_exist_has_no_structure(void **state)
{
    vspace_map_obj_t structure;

    (void)state;
    assert_int_equal(vspace_get_map_obj(0, &structure), EINVAL);
    assert_int_equal(vspace_get_map_obj(SEL4_MAPPING_LOOKUP_NO_PT, &structure), 0);
    assert_int_equal(structure.type, seL4_ARCH_PageTableObject);
    assert_int_equal(structure.size_bits, seL4_PageTableBits);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(page_is_mapped_and_its_structures_come_back),
        TEST(first_page_far_away_gets_every_level),
        TEST(page_that_lacks_more_structures_than_there_is_room_for_is_refused),
        TEST(page_without_memory_for_its_structures_leaves_nothing),
        TEST(page_that_is_not_a_page_is_refused),
        TEST(duplicate_is_mapped_unmapped_and_freed),
        TEST(level_that_does_not_exist_has_no_structure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
