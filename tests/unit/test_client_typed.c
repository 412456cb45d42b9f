/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The typed calls: the message that each sends, and the one number that each returns.
 */
#include "support/scripted_server.h"
#include "support/test.h"

#include <string.h>

#define NO_SLOT ((sel4rpc_slot_t){0, 0, 0})

static const RpcMessage *sent(void)
{
    return &scripted_server.requests[0];
}

/* Every typed call that grants, with valid arguments. */
typedef int (*granting_call_fn)(sel4rpc_client_t *client, sel4rpc_slot_t slot);

static sel4rpc_memory_t granted;

static int alloc(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_alloc_memory(client, 7, 12, slot, &granted);
}

static int alloc_device(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_alloc_device_memory(client, 7, 12, slot, &granted);
}

static int alloc_at(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_alloc_memory_at(client, 0x10440000, 7, 12, slot, &granted);
}

static int irq(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq(client, 4, slot, NULL);
}

static int irq_trigger(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_trigger(client, 4, true, slot, NULL);
}

static int irq_msi(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_msi(client, 1, 2, 3, 4, 5, slot, NULL);
}

static int irq_ioapic(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq_ioapic(client, 1, 2, 0, 1, 5, slot, NULL);
}

static int ports(sel4rpc_client_t *client, sel4rpc_slot_t slot)
{
    return sel4rpc_get_ioports(client, 0x3f8, 0x3ff, slot, NULL);
}

static const granting_call_fn granting_calls[] = {alloc,       alloc_device, alloc_at,   irq,
                                                  irq_trigger, irq_msi,      irq_ioapic, ports};

static void assert_memory_request(uint64_t address, bool device)
{
    assert_int_equal(sent()->which_msg, RpcMessage_memory_tag);
    assert_int_equal(sent()->msg.memory.address, address);
    assert_int_equal(sent()->msg.memory.type, 7);
    assert_int_equal(sent()->msg.memory.size_bits, 12);
    assert_int_equal(sent()->msg.memory.action, Action_ALLOCATE);
    assert_int_equal(sent()->msg.memory.device, device);
}

static void alloc_memory_asks_for_ordinary_memory_anywhere(void **state)
{
    server_replies(server_answer(0, 9, 1));
    assert_int_equal(alloc(*state, CLIENT_SLOT), 0);
    assert_memory_request(1, false);
}

static void alloc_device_memory_asks_for_device_memory_too(void **state)
{
    server_replies(server_answer(0, 9, 1));
    assert_int_equal(alloc_device(*state, CLIENT_SLOT), 0);
    assert_memory_request(1, true);
}

static void alloc_memory_at_asks_for_the_address(void **state)
{
    server_replies(server_answer(0, 9, 1));
    assert_int_equal(alloc_at(*state, CLIENT_SLOT), 0);
    assert_memory_request(0x10440000, false);
}

static void alloc_memory_at_sends_an_address_of_64_bits(void **state)
{
    server_replies(server_answer(seL4_RangeError, 0, 0));
    assert_int_equal(
        sel4rpc_alloc_memory_at(*state, UINT64_C(0xfedcba9876543000), 7, 12, CLIENT_SLOT, &granted),
        seL4_RangeError);
    assert_int_equal(sent()->msg.memory.address, UINT64_C(0xfedcba9876543000));
}

static void alloc_memory_at_refuses_the_address_that_would_mean_anywhere(void **state)
{
    assert_int_equal(sel4rpc_alloc_memory_at(*state, SEL4RPC_ANYWHERE, 7, 12, CLIENT_SLOT, &granted),
                     seL4_AlignmentError);
    assert_int_equal(scripted_kernel.calls, 0);
}

static void alloc_memory_tells_what_frees_it(void **state)
{
    server_replies(server_answer(0, UINT64_C(0x123456789abcdef0), 1));
    assert_int_equal(alloc(*state, CLIENT_SLOT), 0);
    assert_int_equal(granted.type, 7);
    assert_int_equal(granted.size_bits, 12);
    assert_int_equal(granted.cookie, UINT64_C(0x123456789abcdef0));
}

static void alloc_memory_leaves_the_result_alone_where_it_fails(void **state)
{
    const sel4rpc_memory_t before = {.type = 1, .size_bits = 2, .cookie = 3};

    server_replies(server_answer(seL4_NotEnoughMemory, 77, 0));
    granted = before;
    assert_int_equal(alloc(*state, CLIENT_SLOT), seL4_NotEnoughMemory);
    assert_int_equal(granted.type, before.type);
    assert_int_equal(granted.size_bits, before.size_bits);
    assert_int_equal(granted.cookie, before.cookie);
}

static void alloc_memory_without_a_place_for_the_result_is_refused(void **state)
{
    assert_int_equal(sel4rpc_alloc_memory(*state, 7, 12, CLIENT_SLOT, NULL), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(sel4rpc_alloc_device_memory(*state, 7, 12, CLIENT_SLOT, NULL), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(sel4rpc_alloc_memory_at(*state, 0x1000, 7, 12, CLIENT_SLOT, NULL), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 0);
}

static void free_memory_names_the_grant_and_wants_no_capability(void **state)
{
    const sel4rpc_memory_t memory = {.type = 7, .size_bits = 12, .cookie = UINT64_C(0x123456789abcdef0)};

    server_replies(server_answer(0, 0, 0));
    assert_int_equal(sel4rpc_free_memory(*state, &memory), 0);
    assert_int_equal(sent()->which_msg, RpcMessage_memory_tag);
    assert_int_equal(sent()->msg.memory.action, Action_FREE);
    assert_int_equal(sent()->msg.memory.address, memory.cookie);
    assert_int_equal(sent()->msg.memory.type, 7);
    assert_int_equal(sent()->msg.memory.size_bits, 12);
    assert_false(sent()->msg.memory.device);
    assert_int_equal(scripted_server.paths[0].root, 0);
}

static void free_memory_returns_the_servers_error(void **state)
{
    const sel4rpc_memory_t memory = {.type = 7, .size_bits = 12, .cookie = 5};

    server_replies(server_answer(seL4_InvalidCapability, 0, 0));
    assert_int_equal(sel4rpc_free_memory(*state, &memory), seL4_InvalidCapability);
}

static void free_memory_without_pointers_is_refused(void **state)
{
    const sel4rpc_memory_t memory = {.type = 7, .size_bits = 12, .cookie = 5};

    assert_int_equal(sel4rpc_free_memory(*state, NULL), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(sel4rpc_free_memory(NULL, &memory), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 0);
}

static void get_irq_asks_for_the_number(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(irq(*state, CLIENT_SLOT), 0);
    assert_int_equal(sent()->which_msg, RpcMessage_irq_tag);
    assert_int_equal(sent()->msg.irq.which_type, IrqAllocMessage_simple_tag);
    assert_int_equal(sent()->msg.irq.type.simple.irq, 4);
    assert_false(sent()->msg.irq.type.simple.setTrigger);
}

static void get_irq_trigger_asks_for_edge_or_level(void **state)
{
    for (unsigned edge = 0; edge <= 1; edge++) {
        scripted_kernel.calls = 0;
        server_replies(server_answer(0, 0, 1));
        assert_int_equal(sel4rpc_get_irq_trigger(*state, 4, edge != 0, CLIENT_SLOT, NULL), 0);
        assert_int_equal(sent()->msg.irq.which_type, IrqAllocMessage_simple_tag);
        assert_true(sent()->msg.irq.type.simple.setTrigger);
        assert_int_equal(sent()->msg.irq.type.simple.irq, 4);
        assert_int_equal(sent()->msg.irq.type.simple.trigger, edge);
    }
}

static void get_irq_trigger_core_asks_for_the_core(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(sel4rpc_get_irq_trigger_core(*state, 4, true, 3, CLIENT_SLOT, NULL), 0);
    assert_true(sent()->msg.irq.type.simple.setTrigger);
    assert_int_equal(sent()->msg.irq.type.simple.irq, 4);
    assert_int_equal(sent()->msg.irq.type.simple.trigger, 1);
    assert_int_equal(sent()->msg.irq.type.simple.target, 3);
}

static void get_irq_msi_sends_each_number_in_its_place(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(irq_msi(*state, CLIENT_SLOT), 0);
    const IrqAllocMessagex86_MSI *msi = &sent()->msg.irq.type.msi;
    assert_int_equal(sent()->msg.irq.which_type, IrqAllocMessage_msi_tag);
    assert_int_equal(msi->pci_bus, 1);
    assert_int_equal(msi->pci_dev, 2);
    assert_int_equal(msi->pci_func, 3);
    assert_int_equal(msi->handle, 4);
    assert_int_equal(msi->vector, 5);
}

static void get_irq_ioapic_sends_each_number_in_its_place(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(sel4rpc_get_irq_ioapic(*state, 1, 2, 3, 4, 5, CLIENT_SLOT, NULL), 0);
    const IrqAllocMessagex86_IOAPIC *pin = &sent()->msg.irq.type.ioapic;
    assert_int_equal(sent()->msg.irq.which_type, IrqAllocMessage_ioapic_tag);
    assert_int_equal(pin->ioapic, 1);
    assert_int_equal(pin->pin, 2);
    assert_int_equal(pin->level, 3);
    assert_int_equal(pin->polarity, 4);
    assert_int_equal(pin->vector, 5);
}

static void get_ioports_asks_for_first_and_last(void **state)
{
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(ports(*state, CLIENT_SLOT), 0);
    assert_int_equal(sent()->which_msg, RpcMessage_ioport_tag);
    assert_int_equal(sent()->msg.ioport.start, 0x3f8);
    assert_int_equal(sent()->msg.ioport.end, 0x3ff);
}

static void get_ioports_leaves_it_to_the_server_to_refuse_what_the_wire_can_carry(void **state)
{
    server_replies(server_answer(seL4_RangeError, 0, 0));
    assert_int_equal(sel4rpc_get_ioports(*state, 0x102f8, 0x102ff, CLIENT_SLOT, NULL), seL4_RangeError);
    assert_int_equal(sent()->msg.ioport.start, 0x102f8);
    assert_int_equal(sent()->msg.ioport.end, 0x102ff);
}

static void get_ioports_sends_nothing_that_the_wire_would_cut_off(void **state)
{
    const seL4_Word wide = (seL4_Word)UINT64_C(0x1000003f8);

    if (wide > UINT32_MAX) {
        assert_true(sel4rpc_get_ioports(*state, wide, 0x3ff, CLIENT_SLOT, NULL) != 0);
        assert_true(sel4rpc_get_ioports(*state, 0x3f8, wide, CLIENT_SLOT, NULL) != 0);
    }
    assert_int_equal(scripted_kernel.calls, 0);
}

static void every_call_takes_its_capability_in_the_slot(void **state)
{
    server_replies(server_answer(0, 9, 1));
    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        scripted_kernel.calls = 0;
        assert_int_equal(granting_calls[i](*state, CLIENT_SLOT), 0);
        assert_int_equal(scripted_server.paths[0].root, CLIENT_SLOT.root);
        assert_int_equal(scripted_server.paths[0].index, CLIENT_SLOT.index);
        assert_int_equal(scripted_server.paths[0].depth, CLIENT_SLOT.depth);
    }
}

static void every_call_without_a_slot_is_refused_and_sends_nothing(void **state)
{
    const sel4rpc_slot_t slots[] = {
        NO_SLOT, {0, 40, seL4_WordBits}, {SCRIPTED_CLIENT_CNODE, 40, 0}, {SCRIPTED_CLIENT_CNODE, 40, 65}};

    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        for (size_t j = 0; j < COUNT_OF(slots); j++) {
            assert_int_equal(granting_calls[i](*state, slots[j]), SEL4RPC_BAD_ARGUMENT);
        }
    }
    assert_int_equal(scripted_kernel.calls, 0);
}

static void every_call_without_a_client_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        assert_int_equal(granting_calls[i](NULL, CLIENT_SLOT), SEL4RPC_BAD_ARGUMENT);
    }
    assert_int_equal(scripted_kernel.calls, 0);
}

static void every_call_returns_each_error_of_the_server(void **state)
{
    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        for (int error = 1; error <= seL4_NotEnoughMemory; error++) {
            scripted_kernel.calls = 0;
            scripted_server.count = 0;
            server_replies(server_answer((uint32_t)error, 0, 0));
            assert_int_equal(granting_calls[i](*state, CLIENT_SLOT), error);
        }
    }
}

static void every_call_returns_the_errors_of_the_client(void **state)
{
    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        scripted_kernel.calls = 0;
        scripted_server.count = 0;
        server_replies((struct scripted_reply){.label = 3});
        assert_int_equal(granting_calls[i](*state, CLIENT_SLOT), SEL4RPC_NOT_A_SERVER);
        scripted_kernel.calls = 0;
        scripted_server.count = 0;
        server_replies(server_answer(0, 0, 0));
        assert_int_equal(granting_calls[i](*state, CLIENT_SLOT), SEL4RPC_NO_CAPABILITY);
    }
}

/* Only 1 to 10 are a server's errors; negative ones mean a call without an answer. */
static void every_call_returns_a_number_that_means_something_for_any_error_of_the_server(void **state)
{
    const uint32_t errors[] = {11, 77, INT32_MAX, UINT32_C(0x80000000), UINT32_MAX};

    for (size_t i = 0; i < COUNT_OF(granting_calls); i++) {
        for (size_t j = 0; j < COUNT_OF(errors); j++) {
            scripted_kernel.calls = 0;
            scripted_server.count = 0;
            server_replies(server_answer(errors[j], 0, 0));
            int error = granting_calls[i](*state, CLIENT_SLOT);
            assert_true(error == SEL4RPC_BAD_REPLY || (error >= 1 && error <= seL4_NotEnoughMemory));
        }
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scripted_server_set_up, scripted_server_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(alloc_memory_asks_for_ordinary_memory_anywhere),
        TEST(alloc_device_memory_asks_for_device_memory_too),
        TEST(alloc_memory_at_asks_for_the_address),
        TEST(alloc_memory_at_sends_an_address_of_64_bits),
        TEST(alloc_memory_at_refuses_the_address_that_would_mean_anywhere),
        TEST(alloc_memory_tells_what_frees_it),
        TEST(alloc_memory_leaves_the_result_alone_where_it_fails),
        TEST(alloc_memory_without_a_place_for_the_result_is_refused),
        TEST(free_memory_names_the_grant_and_wants_no_capability),
        TEST(free_memory_returns_the_servers_error),
        TEST(free_memory_without_pointers_is_refused),
        TEST(get_irq_asks_for_the_number),
        TEST(get_irq_trigger_asks_for_edge_or_level),
        TEST(get_irq_trigger_core_asks_for_the_core),
        TEST(get_irq_msi_sends_each_number_in_its_place),
        TEST(get_irq_ioapic_sends_each_number_in_its_place),
        TEST(get_ioports_asks_for_first_and_last),
        TEST(get_ioports_leaves_it_to_the_server_to_refuse_what_the_wire_can_carry),
        TEST(get_ioports_sends_nothing_that_the_wire_would_cut_off),
        TEST(every_call_takes_its_capability_in_the_slot),
        TEST(every_call_without_a_slot_is_refused_and_sends_nothing),
        TEST(every_call_without_a_client_is_refused),
        TEST(every_call_returns_each_error_of_the_server),
        TEST(every_call_returns_the_errors_of_the_client),
        TEST(every_call_returns_a_number_that_means_something_for_any_error_of_the_server),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
