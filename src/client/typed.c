/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The typed calls: each fills in a message for sel4rpc_call(), and folds its two results into one.
 */
#include <sel4rpc/client.h>

#include <string.h>

static const sel4rpc_slot_t no_slot;

static int call(sel4rpc_client_t *client, RpcMessage *message, const sel4rpc_slot_t *slot)
{
    int error = sel4rpc_call(client, message, slot->root, slot->index, slot->depth);

    if (error == 0 && message->msg.ret.errorCode > seL4_NotEnoughMemory) {
        return SEL4RPC_BAD_REPLY; /* as an int it might look like a client error or success */
    }
    return error != 0 ? error : (int)message->msg.ret.errorCode;
}

/* For requests that grant. cookie: out; may be NULL. */
static int call_for_capability(sel4rpc_client_t *client, RpcMessage *message, const sel4rpc_slot_t *slot,
                               uint64_t *cookie)
{
    if (slot->root == seL4_CapNull || slot->depth == 0 || slot->depth > seL4_WordBits) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    int error = call(client, message, slot);
    if (error == 0 && cookie != NULL) {
        *cookie = message->msg.ret.cookie;
    }
    return error;
}

static int alloc_memory(sel4rpc_client_t *client, RpcMessage *message, const sel4rpc_slot_t *slot,
                        sel4rpc_memory_t *memory)
{
    seL4_Word type = (seL4_Word)message->msg.memory.type;
    seL4_Word size_bits = (seL4_Word)message->msg.memory.size_bits;

    if (memory == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    int error = call_for_capability(client, message, slot, NULL);
    if (error == 0) {
        *memory = (sel4rpc_memory_t){.type = type,
                                     .size_bits = size_bits,
                                     .cookie = message->msg.ret.cookie,
                                     .paddr = message->msg.ret.paddr};
    }
    return error;
}

/* Fills in a memory request. */
static inline void ask_for_memory(RpcMessage *message, uint64_t address, seL4_Word type, seL4_Word size_bits,
                                  bool device)
{
    message->which_msg = RpcMessage_memory_tag;
    message->msg.memory.address = address;
    message->msg.memory.size_bits = size_bits;
    message->msg.memory.type = type;
    message->msg.memory.action = Action_ALLOCATE;
    message->msg.memory.device = device;
    message->msg.memory.probe = false;
}

int sel4rpc_alloc_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits, sel4rpc_slot_t slot,
                         sel4rpc_memory_t *memory)
{
    RpcMessage message;

    ask_for_memory(&message, SEL4RPC_ANYWHERE, type, size_bits, false);
    return alloc_memory(client, &message, &slot, memory);
}

int sel4rpc_alloc_device_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits,
                                sel4rpc_slot_t slot, sel4rpc_memory_t *memory)
{
    RpcMessage message;

    ask_for_memory(&message, SEL4RPC_ANYWHERE, type, size_bits, true);
    return alloc_memory(client, &message, &slot, memory);
}

int sel4rpc_alloc_memory_at(sel4rpc_client_t *client, uint64_t paddr, seL4_Word type, seL4_Word size_bits,
                            sel4rpc_slot_t slot, sel4rpc_memory_t *memory)
{
    RpcMessage message;

    if (paddr == SEL4RPC_ANYWHERE) {
        return seL4_AlignmentError; /* on the wire 1 means anywhere; no object is aligned to it */
    }
    ask_for_memory(&message, paddr, type, size_bits, false);
    return alloc_memory(client, &message, &slot, memory);
}

int sel4rpc_free_memory(sel4rpc_client_t *client, const sel4rpc_memory_t *memory)
{
    if (memory == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    RpcMessage message;

    ask_for_memory(&message, memory->cookie, memory->type, memory->size_bits, false);
    message.msg.memory.action = Action_FREE;
    return call(client, &message, &no_slot);
}

int sel4rpc_get_irq(sel4rpc_client_t *client, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage message = {.which_msg = RpcMessage_irq_tag,
                          .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = irq}}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_get_irq_trigger(sel4rpc_client_t *client, seL4_Word irq, bool edge, sel4rpc_slot_t slot,
                            uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger_core(client, irq, edge, 0, slot, cookie);
}

int sel4rpc_get_irq_trigger_core(sel4rpc_client_t *client, seL4_Word irq, bool edge, seL4_Word core,
                                 sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage message = {
        .which_msg = RpcMessage_irq_tag,
        .msg.irq = {.which_type = IrqAllocMessage_simple_tag,
                    .type.simple = {.setTrigger = true, .irq = irq, .trigger = edge, .target = core}}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_get_irq_msi(sel4rpc_client_t *client, seL4_Word bus, seL4_Word dev, seL4_Word func,
                        seL4_Word handle, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage message = {
        .which_msg = RpcMessage_irq_tag,
        .msg.irq = {
            .which_type = IrqAllocMessage_msi_tag,
            .type.msi = {
                .pci_bus = bus, .pci_dev = dev, .pci_func = func, .handle = handle, .vector = vector}}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_get_irq_ioapic(sel4rpc_client_t *client, seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                           seL4_Word polarity, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage message = {
        .which_msg = RpcMessage_irq_tag,
        .msg.irq = {
            .which_type = IrqAllocMessage_ioapic_tag,
            .type.ioapic = {
                .ioapic = ioapic, .pin = pin, .level = level, .polarity = polarity, .vector = vector}}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_get_ioports(sel4rpc_client_t *client, seL4_Word first, seL4_Word last, sel4rpc_slot_t slot,
                        uint64_t *cookie)
{
    uint64_t largest = first > last ? first : last;

    if (largest > UINT32_MAX) {
        return seL4_RangeError; /* the wire has 32 bits for each */
    }
    RpcMessage message = {.which_msg = RpcMessage_ioport_tag,
                          .msg.ioport = {.start = (uint32_t)first, .end = (uint32_t)last}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_get_capability(sel4rpc_client_t *client, uint64_t name, sel4rpc_slot_t slot, uint64_t *cookie)
{
    RpcMessage message = {.which_msg = RpcMessage_capability_tag, .msg.capability = {.name = name}};

    return call_for_capability(client, &message, &slot, cookie);
}

int sel4rpc_release(sel4rpc_client_t *client, uint64_t cookie)
{
    RpcMessage message = {.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = cookie}};

    return call(client, &message, &no_slot);
}

/* Asks a question, and copies the detail of the answer to *out. */
static int ask(sel4rpc_client_t *client, RpcMessage *message, pb_size_t detail, void *out, size_t size)
{
    if (out == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    int error = call(client, message, &no_slot);
    if (error == 0 && message->msg.ret.which_detail != detail) {
        return SEL4RPC_BAD_REPLY;
    }
    if (error == 0) {
        memcpy(out, &message->msg.ret.detail, size);
    }
    return error;
}

int sel4rpc_probe(sel4rpc_client_t *client, VersionMessage *version)
{
    RpcMessage message;

    if (version == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    /* An untyped that no kernel has, but of a size below a word's bits: with those, allocators shift and
     * index. */
    ask_for_memory(&message, SEL4RPC_ANYWHERE, seL4_UntypedObject, seL4_MaxUntypedBits + 1, false);
    message.msg.memory.probe = true;
    int error = sel4rpc_call(client, &message, 0, 0, 0);
    const ReturnMessage *answer = &message.msg.ret;

    if (error != 0) {
        return error;
    }
    if (answer->errorCode != seL4_NoError) {
        *version = (VersionMessage){.version = 1};
    } else if (answer->which_detail == ReturnMessage_version_tag) {
        *version = answer->detail.version;
    } else {
        error = SEL4RPC_BAD_REPLY;
    }
    return error;
}

int sel4rpc_get_version(sel4rpc_client_t *client, VersionMessage *version)
{
    RpcMessage message = {.which_msg = RpcMessage_version_tag};

    return ask(client, &message, ReturnMessage_version_tag, version, sizeof(*version));
}

int sel4rpc_get_account(sel4rpc_client_t *client, AccountMessage *account)
{
    RpcMessage message = {.which_msg = RpcMessage_account_tag};

    return ask(client, &message, ReturnMessage_account_tag, account, sizeof(*account));
}

int sel4rpc_next_lease(sel4rpc_client_t *client, LeaseMessage *lease)
{
    RpcMessage message = {.which_msg = RpcMessage_lease_tag};

    if (lease != NULL) {
        message.msg.lease.cookie = lease->cookie;
    }
    return ask(client, &message, ReturnMessage_lease_tag, lease, sizeof(*lease));
}

int sel4rpc_get_range(sel4rpc_client_t *client, RangeMessage *range)
{
    RpcMessage message = {.which_msg = RpcMessage_range_tag};

    if (range != NULL) {
        message.msg.range = (RangeMessage){.kind = range->kind, .index = range->index};
    }
    return ask(client, &message, ReturnMessage_range_tag, range, sizeof(*range));
}
