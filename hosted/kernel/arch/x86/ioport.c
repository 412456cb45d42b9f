/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * I/O ports. Issued ranges never overlap. The kernel lists all capabilities to ports, to find out whether a
 * range is in use; when the last capability to a range leaves the list, the range is free.
 */
#include "arch.h"

static struct slot *find_overlap(const struct kernel *kernel, abi_word first, abi_word last)
{
    struct slot *slot = kernel->io_ports;

    while (slot != NULL && (slot->capability.last < first || slot->capability.first > last)) {
        slot = slot->list_next;
    }
    return slot;
}

void io_port_enter(struct kernel *kernel, struct slot *slot)
{
    const struct capability *ports = &slot->capability;

    if (find_overlap(kernel, ports->first, ports->last) == NULL) {
        kernel->census.io_ports++;
    }
    slot_list_add(&kernel->io_ports, slot);
}

void io_port_leave(struct kernel *kernel, struct slot *slot)
{
    const struct capability *ports = &slot->capability;

    slot_list_remove(slot);
    if (find_overlap(kernel, ports->first, ports->last) == NULL) {
        kernel->census.io_ports--;
    }
}

abi_word io_port_control_issue(struct invocation *invocation)
{
    abi_word first = (uint16_t)invocation->mr[0]; /* higher bits do not count */
    abi_word last = (uint16_t)invocation->mr[1];
    struct slot *slot;
    abi_word error;

    if (first > last) {
        return refuse_argument(invocation, 1);
    }
    if (find_overlap(invocation->kernel, first, last) != NULL) {
        return ABI_REVOKE_FIRST;
    }
    error =
        invocation_find_empty(invocation, invocation->caps[0], invocation->mr[2], invocation->mr[3], &slot);
    if (error == ABI_NO_ERROR) {
        struct capability ports = {
            .type = CAPABILITY_IO_PORT, .original = true, .first = first, .last = last};
        slot_insert(invocation->kernel, slot, &ports, invocation->slot);
    }
    return error;
}

static bool covers(const struct invocation *invocation, unsigned bytes)
{
    const struct capability *ports = &invocation->slot->capability;
    abi_word port = invocation->mr[0];

    return port >= ports->first && port <= ports->last && bytes - 1 <= ports->last - port;
}

abi_word io_port_in(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    unsigned bytes = 1U << (invocation->label - ABI_IOPORT_IN8);

    if (!covers(invocation, bytes)) {
        return ABI_ILLEGAL_OPERATION;
    }
    invocation->result[0] = kernel->ops->port_in(kernel->machine, (unsigned)invocation->mr[0], bytes);
    invocation->result_length = 1;
    return ABI_NO_ERROR;
}

abi_word io_port_out(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    unsigned bytes = 1U << (invocation->label - ABI_IOPORT_OUT8);
    abi_word mask = (~(abi_word)0) >> (ABI_WORD_BITS - 8 * bytes);

    if (!covers(invocation, bytes)) {
        return ABI_ILLEGAL_OPERATION;
    }
    kernel->ops->port_out(kernel->machine, (unsigned)invocation->mr[0], bytes, invocation->mr[1] & mask);
    return ABI_NO_ERROR;
}
