/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Words with several fields, and the invocations that no other test makes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <sel4utils/api.h>
#include <sel4utils/strerror.h>
#include <vka/capops.h>
#include <vka/ipcbuffer.h>
#include <vka/object_capops.h>
#include <vspace/arch/page.h>

#include "support/user_fixture.h"

static void message_info_keeps_its_fields_apart(void **state)
{
    seL4_MessageInfo_t info = seL4_MessageInfo_new(~(seL4_Word)0, 5, 3, 120);

    (void)state;
    assert_int_equal(seL4_MessageInfo_get_label(info), ~(seL4_Word)0 >> 12);
    assert_int_equal(seL4_MessageInfo_get_capsUnwrapped(info), 5);
    assert_int_equal(seL4_MessageInfo_get_extraCaps(info), 3);
    assert_int_equal(seL4_MessageInfo_get_length(info), 120);
    info = seL4_MessageInfo_set_length(info, 0);
    assert_int_equal(seL4_MessageInfo_get_length(info), 0);
    assert_int_equal(seL4_MessageInfo_get_extraCaps(info), 3);
}

static void message_info_changes_through_a_pointer(void **state)
{
    seL4_MessageInfo_t info;

    (void)state;
    seL4_MessageInfo_ptr_new(&info, 9, 5, 3, 120);
    assert_int_equal(info.words[0], seL4_MessageInfo_new(9, 5, 3, 120).words[0]);
    assert_int_equal(seL4_MessageInfo_ptr_get_label(&info), 9);
    assert_int_equal(seL4_MessageInfo_ptr_get_capsUnwrapped(&info), 5);
    assert_int_equal(seL4_MessageInfo_ptr_get_extraCaps(&info), 3);
    assert_int_equal(seL4_MessageInfo_ptr_get_length(&info), 120);
    seL4_MessageInfo_ptr_set_label(&info, 1);
    seL4_MessageInfo_ptr_set_capsUnwrapped(&info, 2);
    seL4_MessageInfo_ptr_set_extraCaps(&info, 1);
    seL4_MessageInfo_ptr_set_length(&info, 4);
    assert_int_equal(info.words[0], seL4_MessageInfo_new(1, 2, 1, 4).words[0]);
}

static void rights_are_bits_in_the_kernels_order(void **state)
{
    (void)state;
    assert_int_equal(seL4_AllRights.words[0], ABI_RIGHTS_ALL);
    assert_int_equal(seL4_CanWrite.words[0], ABI_RIGHT_WRITE);
    assert_int_equal(seL4_CanRead.words[0], ABI_RIGHT_READ);
    assert_int_equal(seL4_CanGrant.words[0], ABI_RIGHT_GRANT);
    assert_int_equal(seL4_CanGrantReply.words[0], ABI_RIGHT_GRANT_REPLY);
}

static void guard_word_is_as_the_kernel_reads_it(void **state)
{
    seL4_Word word = api_make_guard_word(5, 9);

    (void)state;
    assert_int_equal(ABI_GUARD(word), 5);
    assert_int_equal(ABI_GUARD_SIZE(word), 9);
}

static void guard_word_has_the_bits_that_sel4_gives_it(void **state)
{
    (void)state;
    assert_int_equal(api_make_guard_word(5, 9), seL4_WordBits == 64 ? 0x149 : 0x548);
    assert_int_equal(api_make_guard_word(~(seL4_Word)0, 0),
                     seL4_WordBits == 64 ? ~(seL4_Word)0x3f : (seL4_Word)0x3ffff00);
}

static void minted_badge_is_received(void **state)
{
    vka_object_t endpoint;
    cspacepath_t badged;
    seL4_Word badge = 0;

    (void)state;
    assert_int_equal(vka_alloc_notification(fixture_vka(), &endpoint), 0);
    assert_int_equal(vka_mint_object(fixture_vka(), &endpoint, &badged, seL4_CanWrite, 0x1234), 0);
    seL4_Signal(badged.capPtr);
    seL4_Poll(endpoint.cptr, &badge);
    assert_int_equal(badge, 0x1234);
    assert_int_equal(vka_cnode_revoke(&(cspacepath_t){.root = seL4_CapInitThreadCNode,
                                                      .capPtr = endpoint.cptr,
                                                      .capDepth = seL4_WordBits}),
                     0);
    assert_int_equal(seL4_DebugCapIdentify(badged.capPtr), 0);
}

static void moved_capability_is_elsewhere(void **state)
{
    vka_object_t endpoint;
    cspacepath_t from;
    cspacepath_t to;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    vka_cspace_make_path(fixture_vka(), endpoint.cptr, &from);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &to), 0);
    assert_int_equal(vka_cnode_move(&to, &from), 0);
    assert_int_equal(seL4_DebugCapIdentify(from.capPtr), 0);
    assert_int_not_equal(seL4_DebugCapIdentify(to.capPtr), 0);
    assert_int_equal(vka_cnode_copy(&to, &from, seL4_AllRights), seL4_DeleteFirst);
    vka_cspace_free_path(fixture_vka(), from);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &from), 0);
    assert_int_equal(vka_cnode_copy(&from,
                                    &(cspacepath_t){.root = from.root,
                                                    .capPtr = fixture_boot_info()->empty.end - 1,
                                                    .capDepth = from.capDepth},
                                    seL4_AllRights),
                     seL4_FailedLookup);
    assert_int_equal(vka_cnode_move(&from, &to), 0);
    vka_free_object(fixture_vka(), &endpoint);
}

static void rotated_capabilities_move_by_one_slot(void **state)
{
    vka_object_t tcb;
    vka_object_t table;
    cspacepath_t dest;
    cspacepath_t pivot;
    cspacepath_t src;

    (void)state;
    assert_int_equal(vka_alloc_tcb(fixture_vka(), &tcb), 0);
    assert_int_equal(vka_alloc_page_table(fixture_vka(), &table), 0);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &dest), 0);
    vka_cspace_make_path(fixture_vka(), tcb.cptr, &pivot);
    vka_cspace_make_path(fixture_vka(), table.cptr, &src);
    assert_int_equal(vka_cnode_rotate(&dest, 0, &pivot, 0, &src), 0);
    assert_int_equal(seL4_TCB_SetPriority(dest.capPtr, seL4_CapInitThreadTCB, 3), seL4_NoError);
    assert_int_equal(seL4_ARCH_PageTable_Unmap(pivot.capPtr), seL4_NoError);
    assert_int_equal(seL4_DebugCapIdentify(src.capPtr), 0);
    assert_int_equal(vka_cnode_rotate(&dest, 0, &dest, 0, &pivot), seL4_IllegalOperation);
}

static void capability_arrives_where_the_receive_path_says(void **state)
{
    struct fixture_thread *client = fixture_client_new("client");
    vka_object_t endpoint;
    cspacepath_t arrival;
    seL4_CPtr ep;

    (void)state;
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &arrival), 0);
    vka_set_cap_receive_path(&arrival);
    ep = fixture_give_endpoint(client, &endpoint, 1);
    fixture_ipc_buffer(client)->caps_or_badges[0] = SEL4UTILS_TCB_SLOT;
    fixture_call_begin(client, ep, seL4_MessageInfo_new(0, 0, 1, 0));
    assert_int_equal(seL4_MessageInfo_get_extraCaps(seL4_Recv(endpoint.cptr, NULL)), 1);
    assert_int_not_equal(seL4_DebugCapIdentify(arrival.capPtr), 0);
}

static void paging_structures_are_accepted(void **state)
{
    vka_object_t table;
    vka_object_t directory;

    (void)state;
    assert_int_equal(vka_alloc_page_table(fixture_vka(), &table), 0);
    assert_int_equal(vka_alloc_page_directory(fixture_vka(), &directory), 0);
    assert_int_equal(seL4_ARCH_PageTable_Map(table.cptr, seL4_CapInitThreadVSpace, 0x10000000,
                                             seL4_ARCH_Default_VMAttributes),
                     seL4_NoError);
    assert_int_equal(seL4_ARCH_PageTable_Unmap(table.cptr), seL4_NoError);
    vka_free_object(fixture_vka(), &table);
    vka_free_object(fixture_vka(), &directory);
}

static void page_table_where_one_is_already_is_refused(void **state)
{
    vka_object_t tables[2];

    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(vka_alloc_page_table(fixture_vka(), &tables[i]), 0);
        assert_int_equal(seL4_ARCH_PageTable_Map(tables[i].cptr, seL4_CapInitThreadVSpace, 0x10000000,
                                                 seL4_ARCH_Default_VMAttributes),
                         i == 0 ? seL4_NoError : seL4_DeleteFirst);
    }
}

static void new_identifier_pool_takes_address_spaces(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    vka_object_t untyped;
    vka_object_t vspace;
    cspacepath_t pool;

    (void)state;
    assert_int_equal(vka_alloc_untyped(fixture_vka(), seL4_ASIDPoolBits, &untyped), 0);
    assert_int_equal(vka_alloc_vspace_root(fixture_vka(), &vspace), 0);
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &pool), 0);
    assert_int_equal(seL4_ARCH_ASIDControl_MakePool(seL4_CapASIDControl, untyped.cptr, pool.root, pool.capPtr,
                                                    (seL4_Uint8)pool.capDepth),
                     seL4_NoError);
    assert_int_equal(seL4_ARCH_ASIDPool_Assign(pool.capPtr, vspace.cptr), seL4_NoError);
    assert_int_not_equal(seL4_ARCH_ASIDPool_Assign(pool.capPtr, vspace.cptr), seL4_NoError);
    assert_int_equal(seL4_ARCH_ASIDControl_MakePool(seL4_CapASIDControl, vspace.cptr, pool.root, pool.capPtr,
                                                    (seL4_Uint8)pool.capDepth),
                     seL4_InvalidCapability);
    vka_free_object(fixture_vka(), &vspace);
    assert_int_equal(vka_cnode_delete(&pool), 0);
    vka_cspace_free_path(fixture_vka(), pool);
    vka_free_object(fixture_vka(), &untyped);
    fixture_assert_balance(&before);
}

static void bound_notification_arrives_where_messages_do(void **state)
{
    vka_object_t notification;
    vka_object_t endpoint;
    cspacepath_t badged;
    seL4_Word badge = 0;

    (void)state;
    assert_int_equal(vka_alloc_notification(fixture_vka(), &notification), 0);
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &endpoint), 0);
    assert_int_equal(vka_mint_object(fixture_vka(), &notification, &badged, seL4_AllRights, 6), 0);
    assert_int_equal(seL4_TCB_BindNotification(seL4_CapInitThreadTCB, notification.cptr), seL4_NoError);
    seL4_Signal(badged.capPtr);
    seL4_Recv(endpoint.cptr, &badge);
    assert_int_equal(badge, 6);
    assert_int_equal(seL4_TCB_UnbindNotification(seL4_CapInitThreadTCB), seL4_NoError);
}

static void priorities_are_accepted(void **state)
{
    vka_object_t tcb;

    (void)state;
    assert_int_equal(vka_alloc_tcb(fixture_vka(), &tcb), 0);
    assert_int_equal(seL4_TCB_SetPriority(tcb.cptr, seL4_CapInitThreadTCB, 3), seL4_NoError);
    assert_int_equal(seL4_TCB_SetMCPriority(tcb.cptr, seL4_CapInitThreadTCB, 3), seL4_NoError);
    assert_int_equal(api_tcb_set_sched_params(tcb.cptr, seL4_CapInitThreadTCB, 2, 3, 0, 0), seL4_NoError);
    assert_int_not_equal(seL4_TCB_SetPriority(tcb.cptr, seL4_CapInitThreadTCB, 256), seL4_NoError);
    vka_free_object(fixture_vka(), &tcb);
}

static void image_name_that_fits_no_message_is_refused(void **state)
{
    char text[(ABI_MESSAGE_REGISTERS - 1) * ABI_WORD_BYTES + 1] = "x";
    vka_object_t tcb;

    (void)state;
    assert_int_equal(vka_alloc_tcb(fixture_vka(), &tcb), 0);
    assert_int_equal(hosted_tcb_set_image(tcb.cptr, text, sizeof(text)), seL4_InvalidArgument);
    assert_int_equal(hosted_tcb_set_image(tcb.cptr, text, sizeof(text) - 1), seL4_NoError);
    vka_free_object(fixture_vka(), &tcb);
}

static void errors_have_names(void **state)
{
    (void)state;
    assert_string_equal(sel4_strerror(seL4_NoError), "seL4_NoError");
    assert_string_equal(sel4_strerror(seL4_NotEnoughMemory), "seL4_NotEnoughMemory");
    assert_string_equal(sel4_strerror(seL4_NumErrors), "unknown");
    assert_string_equal(sel4_strerror(-1), "unknown");
    assert_string_equal(sel4_strfault(seL4_Fault_VMFault), "seL4_Fault_VMFault");
    assert_string_equal(sel4_strfault(4), "unknown");
}

static void fences_are_statements(void **state)
{
    volatile int value = 0;

    (void)state;
    COMPILER_MEMORY_FENCE();
    COMPILER_MEMORY_RELEASE();
    COMPILER_MEMORY_ACQUIRE();
    THREAD_MEMORY_FENCE();
    THREAD_MEMORY_RELEASE();
    THREAD_MEMORY_ACQUIRE();
    assert_int_equal(value, 0);
}

static void arithmetic_macros_nest(void **state)
{
    (void)state;
    assert_int_equal(MIN(MAX(3, 5), MIN(7, 9)), 5);
    assert_int_equal(ROUND_UP(ROUND_DOWN(17u, 8u) + 1, 4096u), 4096);
    assert_int_equal(LOG_BASE_2(4096), 12);
    assert_true(IS_ALIGNED(4096, 12));
    assert_false(IS_ALIGNED(4096, 13));
    assert_int_equal(config_set(CONFIG_DEBUG_BUILD), 1);
    assert_int_equal(config_set(CONFIG_VTX), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(message_info_keeps_its_fields_apart),
        TEST(message_info_changes_through_a_pointer),
        TEST(rights_are_bits_in_the_kernels_order),
        TEST(guard_word_is_as_the_kernel_reads_it),
        TEST(guard_word_has_the_bits_that_sel4_gives_it),
        TEST(minted_badge_is_received),
        TEST(moved_capability_is_elsewhere),
        TEST(rotated_capabilities_move_by_one_slot),
        TEST(capability_arrives_where_the_receive_path_says),
        TEST(paging_structures_are_accepted),
        TEST(page_table_where_one_is_already_is_refused),
        TEST(new_identifier_pool_takes_address_spaces),
        TEST(bound_notification_arrives_where_messages_do),
        TEST(priorities_are_accepted),
        TEST(image_name_that_fits_no_message_is_refused),
        TEST(errors_have_names),
        TEST(fences_are_statements),
        TEST(arithmetic_macros_nest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
