/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes: what they are made of, what they hold, and that nothing of them remains.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <sel4utils/process.h>
#include <vka/capops.h>

#include "support/user_fixture.h"

/* CSpace, VSpace, fault endpoint, thread, two page tables, with 64-bit words what is above those, and with
 * MCS a scheduling context and a reply object. */
#define OBJECTS ((seL4_WordBits == 64 ? 5 + STRUCTURES : 6) + 2 * config_set(CONFIG_KERNEL_MCS))
/* The paging structures of one page. */
#define STRUCTURES (seL4_UserTop >> 46 != 0 ? 3 : 2)

static sel4utils_process_t process;
static struct fixture_balance before;

static int configure_from(vka_t *vka, const char *name)
{
    return sel4utils_configure_process_custom(&process, vka, fixture_vspace(),
                                              process_config_default_simple(fixture_simple(), name, 0));
}

static int configure(const char *name)
{
    before = fixture_get_balance();
    return configure_from(fixture_vka(), name);
}

static void destroy(void)
{
    sel4utils_destroy_process(&process, fixture_vka());
    fixture_assert_balance(&before);
}

static void configure_fills_the_fixed_slots(void **state)
{
    static const seL4_CPtr filled[] = {SEL4UTILS_CNODE_SLOT, SEL4UTILS_ENDPOINT_SLOT, SEL4UTILS_PD_SLOT,
                                       SEL4UTILS_ASID_POOL_SLOT, SEL4UTILS_TCB_SLOT};
    static const seL4_CPtr empty[] = {SEL4UTILS_NULL_SLOT, SEL4UTILS_FIRST_FREE};
    static const seL4_CPtr scheduling[] = {SEL4UTILS_SCHED_CONTEXT_SLOT, SEL4UTILS_REPLY_SLOT};

    (void)state;
    assert_int_equal(configure("child"), 0);
    assert_int_equal(process.cspace_next_free, SEL4UTILS_FIRST_FREE);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 0, NULL, 1), 0);
    fixture_switch(fixture_last_started());
    for (unsigned i = 0; i < ARRAY_SIZE(scheduling); i++) {
        assert_int_equal(seL4_DebugCapIdentify(scheduling[i]) != 0, config_set(CONFIG_KERNEL_MCS));
    }
    for (unsigned i = 0; i < ARRAY_SIZE(filled); i++) {
        assert_int_not_equal(seL4_DebugCapIdentify(filled[i]), 0);
    }
    for (unsigned i = 0; i < ARRAY_SIZE(empty); i++) {
        assert_int_equal(seL4_DebugCapIdentify(empty[i]), 0);
    }
    fixture_switch(fixture_root());
    destroy();
}

static void configure_of_missing_image_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(configure("missing-program"), -1);
    fixture_assert_balance(&before);
}

static void configure_without_image_leaves_nothing(void **state)
{
    sel4utils_process_config_t config = process_config_default_simple(fixture_simple(), NULL, 1);

    (void)state;
    before = fixture_get_balance();
    assert_int_equal(sel4utils_configure_process_custom(&process, fixture_vka(), fixture_vspace(), config),
                     -1);
    fixture_assert_balance(&before);
}

/* A vka that fails at the n-th allocation, of whatever kind. */
static vka_t real_vka;
static unsigned allocations_left;

static int failing_slot_alloc(void *data, seL4_CPtr *slot)
{
    return allocations_left-- > 0 ? real_vka.cspace_alloc(data, slot) : -1;
}

static int failing_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                         bool can_use_dev, seL4_Word *cookie)
{
    if (allocations_left-- == 0) {
        return -1;
    }
    return real_vka.utspace_alloc_maybe_device(data, dest, type, size_bits, can_use_dev, cookie);
}

static void configure_failing_at_any_allocation_leaves_nothing(void **state)
{
    vka_t vka;
    unsigned n = 0;
    int error;

    (void)state;
    before = fixture_get_balance();
    real_vka = *fixture_vka();
    vka = real_vka;
    vka.cspace_alloc = failing_slot_alloc;
    vka.utspace_alloc_maybe_device = failing_alloc;
    do {
        allocations_left = n++;
        error = configure_from(&vka, "child");
        if (error != 0) {
            fixture_assert_balance(&before);
        }
    } while (error != 0 && n < 100);
    assert_int_equal(n - 1, 2 * OBJECTS); /* a slot each */
    destroy();
}

static unsigned memory_freed;
static unsigned objects_left[seL4_ObjectTypeCount];

static int counting_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                          bool can_use_dev, seL4_Word *cookie)
{
    objects_left[type]++;
    return real_vka.utspace_alloc_maybe_device(data, dest, type, size_bits, can_use_dev, cookie);
}

/* Memory may be freed only when it is empty. */
static void expecting_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    objects_left[type]--;
    assert_int_equal(fixture_get_balance().census.objects[type],
                     before.census.objects[type] + objects_left[type]);
    memory_freed++;
    real_vka.utspace_free(data, type, size_bits, cookie);
}

static void destroy_frees_memory_of_objects_that_are_gone(void **state)
{
    vka_t vka;

    (void)state;
    before = fixture_get_balance();
    real_vka = *fixture_vka();
    vka = real_vka;
    vka.utspace_alloc_maybe_device = counting_alloc;
    vka.utspace_free = expecting_free;
    memory_freed = 0;
    memset(objects_left, 0, sizeof(objects_left));
    assert_int_equal(configure_from(&vka, "child"), 0);
    sel4utils_destroy_process(&process, &vka);
    assert_int_equal(memory_freed, OBJECTS);
    fixture_assert_balance(&before);
}

static void configure_with_refused_asid_pool_leaves_nothing(void **state)
{
    sel4utils_process_config_t config = process_config_default("child", seL4_CapInitThreadTCB);

    (void)state;
    before = fixture_get_balance();
    assert_int_equal(sel4utils_configure_process_custom(&process, fixture_vka(), fixture_vspace(), config),
                     -1);
    fixture_assert_balance(&before);
}

static int map_in_process(seL4_CPtr frame, uintptr_t vaddr)
{
    return (int)seL4_ARCH_Page_Map(frame, process.pd.cptr, vaddr, seL4_AllRights,
                                   seL4_ARCH_Default_VMAttributes);
}

static void configured_process_has_paging_structures_where_a_real_one_is(void **state)
{
    vka_object_t frame;

    (void)state;
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(configure("child"), 0);
    assert_int_equal(map_in_process(frame.cptr, seL4_WordBits == 64 ? 0x400000 : 0x8048000), seL4_NoError);
    assert_int_equal(seL4_ARCH_Page_Unmap(frame.cptr), seL4_NoError);
    assert_int_equal(map_in_process(frame.cptr, 0x10000000), seL4_NoError);
    assert_int_equal(seL4_ARCH_Page_Unmap(frame.cptr), seL4_NoError);
    assert_int_equal(map_in_process(frame.cptr, 0x20000000), seL4_FailedLookup);
    assert_int_equal(seL4_MappingFailedLookupLevel(), SEL4_MAPPING_LOOKUP_NO_PT);
    destroy();
}

static void destroy_frees_paging_structures_that_were_added(void **state)
{
    reservation_t reservation;

    (void)state;
    assert_int_equal(configure("child"), 0);
    reservation = vspace_reserve_range_at(&process.vspace, (void *)0x70000000, 4096, seL4_AllRights, 1);
    assert_int_equal(
        vspace_new_pages_at_vaddr(&process.vspace, (void *)0x70000000, 1, seL4_PageBits, reservation), 0);
    destroy();
}

static void spawn_names_image_and_arguments(void **state)
{
    char strings[2][WORD_STRING_SIZE];
    char *arguments[2];
    size_t bytes = 0;
    const char *image;

    (void)state;
    assert_int_equal(configure("child"), 0);
    sel4utils_create_word_args(strings, arguments, 2, (seL4_Word)7, ~(seL4_Word)0);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 2, arguments, 0),
                     0);
    image = fixture_last_image(&bytes);
    assert_memory_equal(image,
                        "child\0"
                        "7\0",
                        8);
    assert_string_equal(image + 8, seL4_WordBits == 64 ? "18446744073709551615" : "4294967295");
    assert_int_equal(bytes, 8 + strlen(image + 8) + 1);
    destroy();
}

static void spawn_with_too_long_arguments_fails(void **state)
{
    char text[1000];
    char *arguments[1] = {text};

    (void)state;
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = 0;
    assert_int_equal(configure("child"), 0);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 1, arguments, 1),
                     -1);
    destroy();
}

static void spawn_without_resume_does_not_start(void **state)
{
    (void)state;
    assert_int_equal(configure("child"), 0);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 0, NULL, 0), 0);
    assert_null(fixture_last_started());
    assert_int_equal(seL4_TCB_Resume(process.thread.tcb.cptr), seL4_NoError);
    assert_non_null(fixture_last_started());
    destroy();
}

static void copied_and_minted_capabilities_take_successive_slots(void **state)
{
    vka_object_t endpoint;
    cspacepath_t path;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    assert_int_equal(configure("child"), 0);
    vka_cspace_make_path(fixture_vka(), endpoint.cptr, &path);
    assert_int_equal(sel4utils_copy_cap_to_process(&process, fixture_vka(), endpoint.cptr), 8);
    assert_int_equal(sel4utils_mint_cap_to_process(&process, path, seL4_CanWrite, 9), 9);
    assert_int_equal(sel4utils_copy_cap_to_process(&process, fixture_vka(), 0), 0);
    assert_int_equal(process.cspace_next_free, 10);
    destroy();
}

static void moved_capability_leaves_its_slot_free(void **state)
{
    vka_object_t endpoint;
    cspacepath_t copy;
    cspacepath_t path;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    assert_int_equal(configure("child"), 0);
    vka_cspace_make_path(fixture_vka(), endpoint.cptr, &path);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &copy), 0);
    assert_int_equal(vka_cnode_copy(&copy, &path, seL4_AllRights), 0);
    assert_int_equal(sel4utils_move_cap_to_process(&process, copy, fixture_vka()), 8);
    assert_int_equal(seL4_DebugCapIdentify(copy.capPtr), 0);
    destroy();
}

static void full_cspace_takes_no_more_capabilities(void **state)
{
    sel4utils_process_config_t config = process_config_default_simple(fixture_simple(), "child", 1);

    (void)state;
    before = fixture_get_balance();
    config = process_config_create_cnode(config, 4);
    assert_int_equal(sel4utils_configure_process_custom(&process, fixture_vka(), fixture_vspace(), config),
                     0);
    for (seL4_CPtr slot = SEL4UTILS_FIRST_FREE; slot < 16; slot++) {
        assert_int_equal(sel4utils_copy_cap_to_process(&process, fixture_vka(), process.fault_endpoint.cptr),
                         slot);
    }
    assert_int_equal(sel4utils_copy_cap_to_process(&process, fixture_vka(), process.fault_endpoint.cptr), 0);
    destroy();
}

static void process_with_callers_fault_endpoint_leaves_it_alone(void **state)
{
    sel4utils_process_config_t config = process_config_default_simple(fixture_simple(), "child", 1);
    vka_object_t endpoint;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    before = fixture_get_balance();
    config = process_config_fault_cptr(config, endpoint.cptr);
    assert_int_equal(sel4utils_configure_process_custom(&process, fixture_vka(), fixture_vspace(), config),
                     0);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 0, NULL, 1), 0);
    fixture_end_thread(fixture_last_started(), ABI_EXCEPTION_KILLED, 9);
    assert_int_equal(seL4_MessageInfo_get_label(seL4_Recv(endpoint.cptr, NULL)), seL4_Fault_UserException);
    destroy();
    assert_int_not_equal(seL4_DebugCapIdentify(endpoint.cptr), 0);
}

static void destroy_deletes_what_the_process_handed_on(void **state)
{
    struct fixture_thread *child;
    vka_object_t untyped;
    cspacepath_t path;

    (void)state;
    assert_int_equal(vka_alloc_untyped(fixture_vka(), 16, &untyped), 0);
    assert_int_equal(configure("child"), 0);
    assert_int_equal(sel4utils_copy_cap_to_process(&process, fixture_vka(), untyped.cptr), 8);
    assert_int_equal(sel4utils_spawn_process_v(&process, fixture_vka(), fixture_vspace(), 0, NULL, 1), 0);
    child = fixture_last_started();
    fixture_switch(child);
    assert_int_equal(seL4_Untyped_Retype(8, seL4_EndpointObject, 0, SEL4UTILS_CNODE_SLOT, 0, 0, 20, 30), 0);
    fixture_switch(fixture_root());
    /* A copy of the child's own TCB capability outside it must not keep the thread's memory. */
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &path), 0);
    assert_int_equal(seL4_CNode_Copy(path.root, path.capPtr, (seL4_Uint8)path.capDepth, process.cspace.cptr,
                                     SEL4UTILS_TCB_SLOT, (seL4_Uint8)process.cspace_size, seL4_AllRights),
                     0);
    sel4utils_destroy_process(&process, fixture_vka());
    assert_int_equal(seL4_DebugCapIdentify(path.capPtr), 0);
    vka_cspace_free_path(fixture_vka(), path);
    fixture_assert_balance(&before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(configure_fills_the_fixed_slots),
        TEST(configure_of_missing_image_leaves_nothing),
        TEST(configure_without_image_leaves_nothing),
        TEST(configure_failing_at_any_allocation_leaves_nothing),
        TEST(destroy_frees_memory_of_objects_that_are_gone),
        TEST(configure_with_refused_asid_pool_leaves_nothing),
        TEST(configured_process_has_paging_structures_where_a_real_one_is),
        TEST(destroy_frees_paging_structures_that_were_added),
        TEST(spawn_names_image_and_arguments),
        TEST(spawn_with_too_long_arguments_fails),
        TEST(spawn_without_resume_does_not_start),
        TEST(copied_and_minted_capabilities_take_successive_slots),
        TEST(moved_capability_leaves_its_slot_free),
        TEST(full_cspace_takes_no_more_capabilities),
        TEST(process_with_callers_fault_endpoint_leaves_it_alone),
        TEST(destroy_deletes_what_the_process_handed_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
