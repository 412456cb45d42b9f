/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that needs memory: at an address, anywhere, and some that does not exist.
 */
#include "../common/child.h"

#include <stdio.h>
#include <stdlib.h>
#include <vspace/page.h>

#define DEVICE_ADDRESS 0x10440000
#define EMPTY_ADDRESS                                                                                        \
    (UINT64_C(1) << 60) /* no machine has this much memory; lower addresses may be devices */
#define FRAME_VADDR ((uintptr_t)0x50000000)

/* Asks as a program does that fills in the message itself. Returns the cookie. */
static uint64_t ask_with_message(sel4rpc_child_t *child)
{
    sel4rpc_slot_t path = sel4rpc_child_take_slot(child);
    RpcMessage msg = {.which_msg = RpcMessage_memory_tag,
                      .msg.memory = {.address = DEVICE_ADDRESS, .size_bits = 12, .type = seL4_UntypedObject}};
    int ret = sel4rpc_call(&child->rpc, &msg, path.root, path.index, path.depth);
    int errorCode = (int)msg.msg.errorCode;

    child_expect(child, "asked for the 4 KiB untyped at 0x10440000", 0, ret != 0 ? ret : errorCode);
    return msg.msg.ret.cookie;
}

static void write_and_read(sel4rpc_child_t *child, seL4_CPtr frame)
{
    struct child_mapping mapping;
    int error = child_map(child, frame, FRAME_VADDR, true, &mapping);

    child_expect(child, "mapped the frame", 0, error);
    if (error == 0) {
        volatile uint32_t *word = (volatile uint32_t *)FRAME_VADDR;
        uint32_t before = *word;
        *word = 0xcafe;
        child_say(child, "it held %u, I wrote 0xcafe, and read back 0x%x", (unsigned)before, (unsigned)*word);
        child->failures += before != 0 || *word != 0xcafe;
        child_unmap(&mapping);
    }
}

/* Asks for both, uses them, and frees them. */
static void use_memory(sel4rpc_child_t *child)
{
    sel4rpc_memory_t at_address = {.type = seL4_UntypedObject, .size_bits = 12};
    sel4rpc_memory_t anywhere;

    at_address.cookie = ask_with_message(child);
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    int error = sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &anywhere);
    child_expect(child, "asked for a 4 KiB frame, anywhere", 0, error);
    if (error == 0) {
        write_and_read(child, slot.index);
        child_expect(child, "freed the frame", 0, sel4rpc_free_memory(&child->rpc, &anywhere));
    }
    child_expect(child, "freed the untyped", 0, sel4rpc_free_memory(&child->rpc, &at_address));
}

static void ask_for_the_impossible(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    child_expect(child, "asked for memory where nothing is, at 2^60", seL4_RangeError,
                 sel4rpc_alloc_memory_at(&child->rpc, EMPTY_ADDRESS, seL4_UntypedObject, 12, slot, &memory));
    child_expect(child, "asked for an untyped of 2^200 bytes", seL4_RangeError,
                 sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 200, slot, &memory));
    child_expect(child, "asked for an object of type 9999", seL4_InvalidArgument,
                 sel4rpc_alloc_memory(&child->rpc, 9999, 12, slot, &memory));
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    child_say(&child, "I hold nothing but an endpoint to my parent, and ask for what I need");
    use_memory(&child);
    child_say(&child, "all is given back; I ask for the same again");
    use_memory(&child);
    ask_for_the_impossible(&child);
    sel4rpc_child_finish(&child);
}
