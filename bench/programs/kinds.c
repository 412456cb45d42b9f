/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of grants; see kinds.h.
 */
#include "kinds.h"

#include "task.h"

#include <string.h>

#define IRQ 5
#define FIRST_PORT 0x60
#define LAST_PORT 0x6f

static int grant_frame(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_alloc_memory(rpc, seL4_X86_4K, KIND_PAGE_BITS, slot, granted);
}

static int grant_untyped(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_alloc_memory(rpc, seL4_UntypedObject, KIND_PAGE_BITS, slot, granted);
}

static int grant_irq(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_get_irq(rpc, IRQ, slot, &granted->cookie);
}

static int grant_ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    return sel4rpc_get_ioports(rpc, FIRST_PORT, LAST_PORT, slot, &granted->cookie);
}

static int release(sel4rpc_client_t *rpc, const sel4rpc_memory_t *granted)
{
    return sel4rpc_release(rpc, granted->cookie);
}

const struct kind kinds[] = {
    {"frame", grant_frame, sel4rpc_free_memory, true},
    {"untyped", grant_untyped, sel4rpc_free_memory, true},
    {"irq", grant_irq, release, false},
    {"ports", grant_ports, release, false},
};
const unsigned kind_count = sizeof(kinds) / sizeof(kinds[0]);

const struct kind *kind_find(const char *operation)
{
    const struct kind *kind = kinds;

    while (strcmp(kind->operation, operation) != 0) {
        kind++;
    }
    return kind;
}

void kind_grant_and_free(const struct kind *kind, sel4rpc_client_t *rpc, sel4rpc_slot_t slot, seL4_Word times)
{
    for (seL4_Word i = 0; i < times; i++) {
        sel4rpc_memory_t granted;
        task_expect("a grant", kind->grant(rpc, slot, &granted));
        task_expect("a free", kind->free(rpc, &granted));
    }
}
