/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * All methods: which capability type has each, and the minimal length of its message.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/capability/capability.h"
#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

static const struct {
    abi_word label;
    enum capability_type type;
    unsigned length; /* of the shortest message that is looked at */
    unsigned caps;
} methods[] = {
    {ABI_UNTYPED_RETYPE, CAPABILITY_UNTYPED, 6, 1},
    {ABI_TCB_SET_IPC_BUFFER, CAPABILITY_THREAD, 1, 1},
    {ABI_TCB_SET_PRIORITY, CAPABILITY_THREAD, 1, 1},
    {ABI_TCB_SET_MCPRIORITY, CAPABILITY_THREAD, 1, 1},
    {ABI_TCB_SUSPEND, CAPABILITY_THREAD, 0, 0},
    {ABI_TCB_RESUME, CAPABILITY_THREAD, 0, 0},
    {ABI_TCB_BIND_NOTIFICATION, CAPABILITY_THREAD, 0, 1},
    {ABI_TCB_UNBIND_NOTIFICATION, CAPABILITY_THREAD, 0, 0},
    {ABI_TCB_SET_IMAGE, CAPABILITY_THREAD, 1, 0},
    {ABI_CNODE_REVOKE, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_DELETE, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_COPY, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_MINT, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_MOVE, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_MUTATE, CAPABILITY_CNODE, 2, 0},
    {ABI_CNODE_ROTATE, CAPABILITY_CNODE, 2, 0},
    SCHEDULE_METHODS,
    {ABI_CNODE_CANCEL_BADGED_SENDS, CAPABILITY_CNODE, 2, 0},
    {ABI_PAGE_MAP, CAPABILITY_FRAME, 3, 1},
    {ABI_PAGE_UNMAP, CAPABILITY_FRAME, 0, 0},
    {ABI_PAGE_GET_ADDRESS, CAPABILITY_FRAME, 0, 0},
    {ABI_PAGE_TABLE_MAP, CAPABILITY_PAGE_TABLE, 2, 1},
    {ABI_PAGE_TABLE_UNMAP, CAPABILITY_PAGE_TABLE, 0, 0},
    {ABI_ASID_CONTROL_MAKE_POOL, CAPABILITY_ASID_CONTROL, 2, 2},
    {ABI_ASID_POOL_ASSIGN, CAPABILITY_ASID_POOL, 0, 1},
    {ABI_IRQ_CONTROL_GET, CAPABILITY_IRQ_CONTROL, 3, 1},
    {ABI_IRQ_HANDLER_ACK, CAPABILITY_IRQ_HANDLER, 0, 0},
    {ABI_IRQ_HANDLER_SET_NOTIFICATION, CAPABILITY_IRQ_HANDLER, 0, 1},
    {ABI_IRQ_HANDLER_CLEAR, CAPABILITY_IRQ_HANDLER, 0, 0},
    KIND_METHODS,
};
#define METHOD_COUNT (sizeof(methods) / sizeof(methods[0]))

/* A capability of each type that has methods or might be mistaken for one that has; 0 for the other types. */
struct capabilities {
    abi_word slots[CAPABILITY_TYPE_COUNT];
};

static abi_word issued(struct fixture *fixture, abi_word control, abi_word label, struct fixture_words mr)
{
    assert_int_equal(fixture_invoke(fixture, control, label, mr, WORDS(ABI_ROOT_CNODE)), ABI_NO_ERROR);
    return mr.words[mr.count - 2];
}

static struct capabilities make_capabilities(struct fixture *fixture)
{
    abi_word slots = fixture_slots(fixture, 2);
    struct capabilities made = {
        {[CAPABILITY_UNTYPED] = fixture_retype(fixture, ABI_OBJECT_UNTYPED, 10, 1),
         [CAPABILITY_CNODE] = fixture_retype(fixture, ABI_OBJECT_CNODE, 1, 1),
         [CAPABILITY_THREAD] = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1),
         [CAPABILITY_FRAME] = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1),
         [CAPABILITY_PAGE_TABLE] = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1),
         [CAPABILITY_VSPACE] = ABI_ROOT_VSPACE,
         [CAPABILITY_ASID_CONTROL] = ABI_ROOT_ASID_CONTROL,
         [CAPABILITY_ASID_POOL] = ABI_ROOT_ASID_POOL,
         [CAPABILITY_IRQ_CONTROL] = ABI_ROOT_IRQ_CONTROL,
         [CAPABILITY_IRQ_HANDLER] =
             issued(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET, WORDS(4, slots, ABI_WORD_BITS)),
         SCHEDULE_CAPABILITIES,
         KIND_CAPABILITIES}};
    return made;
}

/* Calls with a message of zeros, which few methods accept. */
static abi_word invoke(struct fixture *fixture, abi_word capability, abi_word label, unsigned length,
                       unsigned caps)
{
    static const abi_word zeros[ABI_MESSAGE_REGISTERS];
    const abi_word extra[ABI_EXTRA_CAPS] = {ABI_ROOT_CNODE, ABI_ROOT_CNODE, ABI_ROOT_CNODE};
    return fixture_invoke(fixture, capability, label, (struct fixture_words){length, zeros},
                          (struct fixture_words){caps, extra});
}

static void a_message_that_is_too_short_is_truncated(void **state)
{
    struct fixture *fixture = *state;
    struct capabilities made = make_capabilities(fixture);
    for (unsigned i = 0; i < METHOD_COUNT; i++) {
        abi_word slot = made.slots[methods[i].type];
        unsigned length = methods[i].length;
        unsigned caps = methods[i].caps;
        if (length > 0) {
            assert_int_equal(invoke(fixture, slot, methods[i].label, length - 1, caps),
                             ABI_TRUNCATED_MESSAGE);
        }
        if (caps > 0) {
            assert_int_equal(invoke(fixture, slot, methods[i].label, length, caps - 1),
                             ABI_TRUNCATED_MESSAGE);
        }
    }
}

static void a_message_that_is_just_long_enough_is_looked_at(void **state)
{
    struct fixture *fixture = *state;
    struct capabilities made = make_capabilities(fixture);
    for (unsigned i = 0; i < METHOD_COUNT; i++) {
        abi_word error = invoke(fixture, made.slots[methods[i].type], methods[i].label, methods[i].length,
                                methods[i].caps);
        assert_int_not_equal(error, ABI_TRUNCATED_MESSAGE);
    }
}

static void a_method_of_another_type_is_illegal(void **state)
{
    struct fixture *fixture = *state;
    struct capabilities made = make_capabilities(fixture);
    for (unsigned i = 0; i < METHOD_COUNT; i++) {
        for (unsigned type = 0; type < CAPABILITY_TYPE_COUNT; type++) {
            if (made.slots[type] != 0 &&
                strcmp(fixture_slot_name(fixture, made.slots[type]),
                       fixture_slot_name(fixture, made.slots[methods[i].type])) != 0 &&
                type != methods[i].type) {
                assert_int_equal(invoke(fixture, made.slots[type], methods[i].label, 7, 3),
                                 ABI_ILLEGAL_OPERATION);
            }
        }
    }
}

static void a_label_that_is_no_method_is_illegal(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(invoke(fixture, ABI_ROOT_TCB, 0, 7, 3), ABI_ILLEGAL_OPERATION);
    assert_int_equal(invoke(fixture, ABI_ROOT_TCB, ABI_LABEL_COUNT, 7, 3), ABI_ILLEGAL_OPERATION);
}

static void what_has_no_result_is_answered_without_words(void **state)
{
    struct fixture *fixture = *state;
    abi_word thread = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(invoke(fixture, thread, ABI_TCB_SUSPEND, 0, 0), ABI_NO_ERROR);
    assert_int_equal(ABI_INFO_LENGTH(kernel_message(fixture->root)->info), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_message_that_is_too_short_is_truncated),
        KERNEL_TEST(a_message_that_is_just_long_enough_is_looked_at),
        KERNEL_TEST(a_method_of_another_type_is_illegal),
        KERNEL_TEST(a_label_that_is_no_method_is_illegal),
        KERNEL_TEST(what_has_no_result_is_answered_without_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
