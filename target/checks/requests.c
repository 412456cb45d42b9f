/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Requests that are refused, and what a child can ask about itself.
 */
#include "parts.h"
#include "names.h"

#include <utils/util.h>
#include <vspace/page.h>

#define ADDRESS UINT64_C(0x10440000)
#define NO_ADDRESS (UINT64_C(1) << 60) /* no machine has this much memory; lower addresses may be devices */

/* Memory requests; the address may be SEL4RPC_ANYWHERE. */
static const struct {
    const char *name;
    uint64_t paddr;
    seL4_Word type, size_bits;
    int answer;
} refusals[] = {
    {"an object type that does not exist", SEL4RPC_ANYWHERE, 9999, 12, seL4_InvalidArgument},
    {"2^200 bytes", SEL4RPC_ANYWHERE, seL4_UntypedObject, 200, seL4_RangeError},
    {"2^3 bytes", SEL4RPC_ANYWHERE, seL4_UntypedObject, 3, seL4_RangeError},
    {"a page of 2^13 bytes", SEL4RPC_ANYWHERE, seL4_ARCH_4KPage, 13, seL4_InvalidArgument},
    {"more memory than the limit", SEL4RPC_ANYWHERE, seL4_UntypedObject, 27, seL4_NotEnoughMemory},
    {"an address that is not aligned", ADDRESS + 0x800, seL4_UntypedObject, 12, seL4_AlignmentError},
    {"an address where nothing is", NO_ADDRESS, seL4_UntypedObject, 12, seL4_RangeError},
};

static void check_refusals(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory = {.type = seL4_UntypedObject, .size_bits = 12, .cookie = 0x5555};

    (void)check_result(seL4_InvalidCapability, sel4rpc_free_memory(&child->rpc, &memory),
                       "freeing what is not held");
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        int error =
            refusals[i].paddr == SEL4RPC_ANYWHERE
                ? sel4rpc_alloc_memory(&child->rpc, refusals[i].type, refusals[i].size_bits, slot, &memory)
                : sel4rpc_alloc_memory_at(&child->rpc, refusals[i].paddr, refusals[i].type,
                                          refusals[i].size_bits, slot, &memory);
        (void)check_result(refusals[i].answer, error, refusals[i].name);
    }
}

static void check_address(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    sel4rpc_slot_t second = sel4rpc_child_take_slot(child);
    sel4rpc_memory_t memory, other;
    int error = sel4rpc_alloc_memory_at(&child->rpc, ADDRESS, seL4_UntypedObject, 12, slot, &memory);

    if (check_result(0, error, "an untyped at an address")) {
        error = sel4rpc_alloc_memory_at(&child->rpc, ADDRESS, seL4_UntypedObject, 12, second, &other);
        (void)check_result(seL4_RevokeFirst, error, "the same address twice");
        (void)check_result(SEL4RPC_NO_CAPABILITY,
                           sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, slot, &other),
                           "a slot that is occupied");
        (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing that address");
    }
}

/* Gets a capability that is lent, and gives it back: its slot is empty then. */
static void check_offer(sel4rpc_child_t *child, uint64_t name, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory;
    uint64_t cookie;

    if (!check_result(0, sel4rpc_get_capability(&child->rpc, name, slot, &cookie),
                      "a capability that is offered")) {
        return;
    }
    (void)check_result(seL4_RevokeFirst,
                       sel4rpc_get_capability(&child->rpc, name, sel4rpc_child_take_slot(child), NULL),
                       "the same capability twice");
    (void)check_result(0, sel4rpc_release(&child->rpc, cookie), "giving it back");
    int error = sel4rpc_alloc_memory(&child->rpc, seL4_EndpointObject, 0, slot, &memory);
    if (error == 0) {
        error = sel4rpc_free_memory(&child->rpc, &memory);
    }
    (void)check_result(0, error, "its slot is empty");
}

static void check_capabilities(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    (void)check_result(seL4_IllegalOperation, sel4rpc_get_capability(&child->rpc, UNKNOWN_NAME, slot, NULL),
                       "a capability that is not offered");
    check_offer(child, OFFERED_NAME, slot);
    if (config_set(CONFIG_KERNEL_MCS)) {
        check_offer(child, SCHED_CONTROL_NAME, slot);
    }
}

static void check_questions(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    AccountMessage account = {.leases = 1};
    VersionMessage version = {.version = 0};
    LeaseMessage lease = {.cookie = 0};
    RangeMessage range = {.kind = LeaseKind_IRQ};
    sel4rpc_memory_t memory = {.cookie = 0};

    (void)check(sel4rpc_get_version(&child->rpc, &version) == 0 && version.version >= 2 &&
                    (version.features & SEL4RPC_FEATURE_LEASES) != 0,
                "the parent's version");
    (void)check(sel4rpc_get_account(&child->rpc, &account) == 0 && account.leases == 0 &&
                    account.memory_bytes == 0 && account.memory_limit == LIMIT_BYTES &&
                    account.leases_limit == LIMIT_LEASES,
                "the account of a child that holds nothing");
    (void)check(sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, slot, &memory) == 0 &&
                    sel4rpc_next_lease(&child->rpc, &lease) == 0 && lease.cookie == memory.cookie &&
                    lease.kind == LeaseKind_MEMORY && lease.size_bits == 12,
                "the lease of what it gets is listed");
    (void)check_result(seL4_FailedLookup, sel4rpc_next_lease(&child->rpc, &lease), "the end of the list");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing that");
    (void)check_result(0, sel4rpc_get_range(&child->rpc, &range), "the interrupts that it may have");
}

void check_requests(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    check_questions(child, slot);
    check_refusals(child, slot);
    check_address(child, slot);
    check_capabilities(child, slot);
}
