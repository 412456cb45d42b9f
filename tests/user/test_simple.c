/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The simple_t for what the boot information names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <simple-default/simple-default.h>
#include <vka/capops.h>

#include "support/user_fixture.h"

#define FIXED_CAPS (seL4_NumInitialCaps - SIMPLE_SKIPPED_INIT_CAPS - 3) /* three that hosted seL4 lacks */

static cspacepath_t path;

static void take_slot(void)
{
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &path), 0);
}

static void drop(void)
{
    vka_cnode_delete(&path);
    vka_cspace_free_path(fixture_vka(), path);
}

static void irq_handler_is_given_once(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    cspacepath_t second;

    (void)state;
    take_slot();
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &second), 0);
    assert_int_equal(simple_get_IRQ_handler(fixture_simple(), 4, path), seL4_NoError);
    assert_int_equal(seL4_IRQHandler_Ack(path.capPtr), seL4_NoError);
    assert_int_equal(simple_get_IRQ_handler(fixture_simple(), 4, second), seL4_RevokeFirst);
    vka_cspace_free_path(fixture_vka(), second);
    drop();
    fixture_assert_balance(&before);
}

static void interrupt_arrives_at_the_handlers_notification(void **state)
{
    vka_object_t notification;

    (void)state;
    take_slot();
    assert_int_equal(vka_alloc_notification(fixture_vka(), &notification), 0);
    assert_int_equal(simple_get_IRQ_handler(fixture_simple(), 4, path), seL4_NoError);
    assert_int_equal(seL4_IRQHandler_SetNotification(path.capPtr, notification.cptr), seL4_NoError);
    fixture_interrupt(4);
    seL4_Wait(notification.cptr, NULL);
    assert_int_equal(seL4_IRQHandler_Clear(path.capPtr), seL4_NoError);
    drop();
}

static void boot_information_is_as_told(void **state)
{
    const seL4_BootInfo *info = fixture_boot_info();
    int count = simple_get_untyped_count(fixture_simple());
    size_t size_bits = 0;
    uintptr_t paddr = 0;
    bool device = false;

    (void)state;
    assert_int_equal(count, info->untyped.end - info->untyped.start);
    assert_int_equal(simple_get_nth_untyped(fixture_simple(), count - 1, &size_bits, &paddr, &device),
                     info->untyped.end - 1);
    assert_int_equal(size_bits, info->untypedList[count - 1].sizeBits);
    assert_int_equal(paddr, info->untypedList[count - 1].paddr);
    assert_int_equal(device, info->untypedList[count - 1].isDevice);
    assert_int_equal(simple_get_nth_untyped(fixture_simple(), count, NULL, NULL, NULL), seL4_CapNull);
    assert_int_equal(simple_get_cnode_size_bits(fixture_simple()), info->initThreadCNodeSizeBits);
    assert_int_equal(simple_get_cnode(fixture_simple()), seL4_CapInitThreadCNode);
    assert_int_equal(simple_get_core_count(fixture_simple()), 1);
    for (int i = 0; i < simple_get_cap_count(fixture_simple()); i++) {
        assert_int_not_equal(seL4_DebugCapIdentify(simple_get_nth_cap(fixture_simple(), i)), 0);
    }
    assert_int_equal(simple_get_cap_count(fixture_simple()),
                     FIXED_CAPS + config_set(CONFIG_KERNEL_MCS) + info->userImagePaging.end -
                         info->userImagePaging.start + (seL4_Word)count);
    assert_int_equal(simple_get_nth_cap(fixture_simple(), simple_get_cap_count(fixture_simple())), 0);
}

static void missing_functions_fail(void **state)
{
    simple_t empty = {0};

    (void)state;
    assert_int_equal(simple_get_IRQ_handler(&empty, 4, path), seL4_InvalidArgument);
    assert_int_equal(simple_get_untyped_count(&empty), -1);
    assert_int_equal(simple_get_cnode(NULL), seL4_CapNull);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(irq_handler_is_given_once),
        TEST(interrupt_arrives_at_the_handlers_notification),
        TEST(boot_information_is_as_told),
        TEST(missing_functions_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
