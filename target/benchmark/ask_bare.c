/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * By hand-written IPC; see ask.h.
 */
#include "../../examples/common/devices.h"
#include "ask.h"
#include "bare_ask.h"

#include <vspace/page.h>

static int ask(sel4rpc_child_t *child, const struct bare_request *request, sel4rpc_slot_t slot,
               sel4rpc_memory_t *granted)
{
    seL4_Word name;
    int error = bare_grant(child->rpc.server_ep, request, slot, &name);

    granted->cookie = name;
    granted->paddr = seL4_GetMR(2);
    return error;
}

int ask_frame(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    static const struct bare_request request = {{BARE_MEMORY, seL4_ARCH_4KPage, seL4_PageBits}};

    return ask(child, &request, slot, granted);
}

int ask_untyped(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    static const struct bare_request request = {{BARE_MEMORY, seL4_UntypedObject, seL4_PageBits}};

    return ask(child, &request, slot, granted);
}

int ask_ports(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    struct bare_request request = {
        {BARE_PORTS, (seL4_Word)spare_device.registers.first, (seL4_Word)spare_device.registers.last}};

    return ask(child, &request, slot, granted);
}

int ask_irq(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    struct bare_request request = {{BARE_IRQ, (seL4_Word)spare_device.irq.first, 0}};

    return ask(child, &request, slot, granted);
}

int ask_free_memory(sel4rpc_child_t *child, const sel4rpc_memory_t *granted)
{
    return bare_free(child->rpc.server_ep, (seL4_Word)granted->cookie);
}

int ask_release(sel4rpc_child_t *child, const sel4rpc_memory_t *granted)
{
    return bare_free(child->rpc.server_ep, (seL4_Word)granted->cookie);
}
