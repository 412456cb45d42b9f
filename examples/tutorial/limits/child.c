/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that asks for more than its limits allow.
 */
#include "../../common/child.h"

#include <stdlib.h>

/* Asks with a message, whose answer has the reason of a refusal. */
static void ask_why(sel4rpc_child_t *child, const char *what, seL4_Word type, seL4_Word size_bits)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    RpcMessage message = {.which_msg = RpcMessage_memory_tag,
                          .msg.memory = {.address = SEL4RPC_ANYWHERE, .type = type, .size_bits = size_bits}};
    int error = sel4rpc_call(&child->rpc, &message, slot.root, slot.index, slot.depth);

    if (error != 0) {
        child_expect(child, what, 0, error); /* there is no answer */
        return;
    }
    child_say(child, "%s: %s: %s", what, sel4rpc_strerror((int)message.msg.ret.errorCode),
              sel4rpc_strreason(message.msg.ret.reason));
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    sel4rpc_memory_t memory;
    AccountMessage account = {0};

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(&child);
    child_expect(&child, "asked for 64 KiB", seL4_NotEnoughMemory,
                 sel4rpc_alloc_memory(&child.rpc, seL4_UntypedObject, 16, slot, &memory));
    child_expect(&child, "asked for 32 KiB", seL4_NoError, /* the slot is still empty */
                 sel4rpc_alloc_memory(&child.rpc, seL4_UntypedObject, 15, slot, &memory));

    ask_why(&child, "asked for 32 KiB more", seL4_UntypedObject, 15);
    ask_why(&child, "asked for an endpoint", seL4_EndpointObject, 0);
    child_expect(&child, "asked for interrupt 5", seL4_IllegalOperation,
                 sel4rpc_get_irq(&child.rpc, 5, sel4rpc_child_take_slot(&child), NULL));

    child_expect(&child, "asked what I hold", 0, sel4rpc_get_account(&child.rpc, &account));
    child_say(&child, "%u of %u leases, %u of %u bytes", (unsigned)account.leases,
              (unsigned)account.leases_limit, (unsigned)account.memory_bytes, (unsigned)account.memory_limit);
    sel4rpc_child_finish(&child);
}
