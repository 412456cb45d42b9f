/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A request of any kind.
 */
#include "request.h"

#include "kinds.h"
#include "test.h"

#include <sel4rpc/lease.h>
#include <vspace/arch/page.h>

#define DEVICE_ADDRESS 0x10440000

const struct request requests[REQUEST_COUNT] = {
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_UntypedObject, .size_bits = 14},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_TCBObject, .size_bits = seL4_TCBBits},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_EndpointObject},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_NotificationObject},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_CapTableObject, .size_bits = 4},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_ARCH_4KPage},
    {.kind = LeaseKind_MEMORY, .first = SEL4RPC_ANYWHERE, .type = seL4_ARCH_4KPage, .device = true},
    {.kind = LeaseKind_MEMORY, .first = DEVICE_ADDRESS, .type = seL4_UntypedObject, .size_bits = 12},
    {.kind = LeaseKind_MEMORY, .first = DEVICE_ADDRESS + 0x1000, .type = seL4_ARCH_4KPage},
    {.kind = LeaseKind_IRQ, .first = SAMPLE_IRQ},
    OTHER_REQUESTS,
};

static int ask_memory(sel4rpc_client_t *client, const struct request *request, sel4rpc_slot_t slot,
                      struct grant_result *result)
{
    sel4rpc_memory_t memory = {0};
    int error;

    if (request->first != SEL4RPC_ANYWHERE) {
        error =
            sel4rpc_alloc_memory_at(client, request->first, request->type, request->size_bits, slot, &memory);
    } else if (request->device) {
        error = sel4rpc_alloc_device_memory(client, request->type, request->size_bits, slot, &memory);
    } else {
        error = sel4rpc_alloc_memory(client, request->type, request->size_bits, slot, &memory);
    }
    *result = (struct grant_result){memory.cookie, memory.paddr};
    return error;
}

int request_ask(sel4rpc_client_t *client, const struct request *request, sel4rpc_slot_t slot,
                struct grant_result *result)
{
    seL4_Word first = (seL4_Word)request->first;

    *result = (struct grant_result){0};
    switch (request->kind) {
    case LeaseKind_MEMORY:
        return ask_memory(client, request, slot, result);
    case LeaseKind_IRQ:
        return sel4rpc_get_irq(client, first, slot, &result->cookie);
    case LeaseKind_MSI:
        return sel4rpc_get_irq_msi(client, 1, 2, 3, 0, first, slot, &result->cookie);
    case LeaseKind_IOAPIC:
        return sel4rpc_get_irq_ioapic(client, first / 256, first % 256, 1, 1, request->vector, slot,
                                      &result->cookie);
    case LeaseKind_IOPORT:
        return sel4rpc_get_ioports(client, first, (seL4_Word)request->last, slot, &result->cookie);
    default:
        fail_msg("no such kind");
    }
    return -1;
}

RpcMessage request_message(const struct request *request)
{
    RpcMessage message = RpcMessage_init_zero;
    IrqAllocMessage *irq = &message.msg.irq;

    switch (request->kind) {
    case LeaseKind_MEMORY:
        message.which_msg = RpcMessage_memory_tag;
        message.msg.memory = (MemoryAllocMessage){.address = request->first,
                                                  .type = request->type,
                                                  .size_bits = request->size_bits,
                                                  .device = request->device};
        return message;
    case LeaseKind_IOPORT:
        message.which_msg = RpcMessage_ioport_tag;
        message.msg.ioport = (IOPortMessage){(uint32_t)request->first, (uint32_t)request->last};
        return message;
    default:
        break;
    }
    message.which_msg = RpcMessage_irq_tag;
    if (request->kind == LeaseKind_IRQ) {
        irq->which_type = IrqAllocMessage_simple_tag;
        irq->type.simple.irq = request->first;
    } else if (request->kind == LeaseKind_MSI) {
        irq->which_type = IrqAllocMessage_msi_tag;
        irq->type.msi.vector = request->first;
    } else {
        irq->which_type = IrqAllocMessage_ioapic_tag;
        irq->type.ioapic =
            (IrqAllocMessagex86_IOAPIC){request->first / 256, request->first % 256, 1, 1, request->vector};
    }
    return message;
}
