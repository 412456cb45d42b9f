/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients.
 */
#include "support/is_valid.h"
#include "registering.h"

#include "kinds.h"
#include "test.h"

#include <vspace/arch/page.h>

sel4rpc_client_record_t *record_of(struct served *served, seL4_Word badge)
{
    for (uint32_t i = 0; i < served->env.clients.capacity; i++) {
        sel4rpc_client_record_t *candidate = &served->env.clients.records[i];
        if (candidate->in_use && candidate->badge == badge) {
            return candidate;
        }
    }
    fail_msg("badge %lu has no client", (unsigned long)badge);
    return NULL;
}

void register_client(struct served *served, seL4_Word badge, const sel4rpc_limits_t *limits)
{
    const char *wrong = "nothing was said";

    assert_int_equal(sel4rpc_server_register(&served->env, badge, limits, &wrong), 0);
    assert_null(wrong);
}

void register_two(struct served *served)
{
    register_client(served, A_CLIENT, &unlimited);
    register_client(served, ANOTHER_CLIENT, &unlimited);
}

AccountMessage account_of(const struct served *served, seL4_Word badge)
{
    AccountMessage account;

    assert_int_equal(sel4rpc_server_get_account(&served->env, badge, &account), 0);
    return account;
}

void assert_account(const struct served *served, seL4_Word badge, uint64_t leases, uint64_t memory_bytes)
{
    AccountMessage account = account_of(served, badge);

    assert_int_equal(account.leases, leases);
    assert_int_equal(account.memory_bytes, memory_bytes);
    assert_true(server_is_valid(&served->env, true));
}

RpcMessage msi(uint64_t vector)
{
    return (RpcMessage){.which_msg = RpcMessage_irq_tag,
                        .msg.irq = {.which_type = IrqAllocMessage_msi_tag, .type.msi = {1, 2, 3, 0, vector}}};
}

RpcMessage ioapic_pin(uint64_t ioapic, uint64_t pin, uint64_t vector)
{
    return (RpcMessage){
        .which_msg = RpcMessage_irq_tag,
        .msg.irq = {.which_type = IrqAllocMessage_ioapic_tag, .type.ioapic = {ioapic, pin, 1, 1, vector}}};
}

RpcMessage release_of(uint64_t cookie)
{
    return (RpcMessage){.which_msg = RpcMessage_release_tag, .msg.release.cookie = cookie};
}

#define MEMORY .which_msg = RpcMessage_memory_tag, .msg.memory
#define IRQ .which_msg = RpcMessage_irq_tag, .msg.irq
#define IOPORT .which_msg = RpcMessage_ioport_tag, .msg.ioport

const struct grantable grantables[GRANTABLE_COUNT] = {
    {"memory anywhere",
     {MEMORY = {.address = SEL4RPC_ANYWHERE, .type = seL4_ARCH_4KPage, .size_bits = 12}},
     LeaseKind_MEMORY,
     4096,
     1,
     0},
    {"memory at an address",
     {MEMORY = {.address = FAKE_RAM, .type = seL4_UntypedObject, .size_bits = 16}},
     LeaseKind_MEMORY,
     65536,
     FAKE_RAM,
     FAKE_RAM + 65535},
    {"an interrupt by number",
     {IRQ = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = 4}}},
     LeaseKind_IRQ,
     0,
     4,
     4},
    OTHER_GRANTABLES,
};
