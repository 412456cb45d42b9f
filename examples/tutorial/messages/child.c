/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that sends its parent messages of its own, and a request between them.
 */
#include "messages.h"

#include "../../common/child.h"

#include <stdlib.h>

/* Asks for a setting. Returns whether there is one. */
static bool get_setting(const sel4rpc_child_t *child, seL4_Word number, seL4_Word *value)
{
    seL4_SetMR(0, number);
    seL4_MessageInfo_t answer = seL4_Call(child->rpc.server_ep, seL4_MessageInfo_new(GET_SETTING, 0, 0, 1));

    if (seL4_MessageInfo_get_label(answer) != GET_SETTING || seL4_MessageInfo_get_length(answer) != 1) {
        return false;
    }
    *value = seL4_GetMR(0);
    return true;
}

static void tell_setting(sel4rpc_child_t *child, seL4_Word number)
{
    seL4_Word value;

    if (get_setting(child, number, &value)) {
        child_say(child, "setting %u is %u", (unsigned)number, (unsigned)value);
    } else {
        child_say(child, "there is no setting %u", (unsigned)number);
    }
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    sel4rpc_memory_t memory;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    tell_setting(&child, SETTING_SPEED);
    child_expect(
        &child, "asked for 4 KiB", 0,
        sel4rpc_alloc_memory(&child.rpc, seL4_UntypedObject, 12, sel4rpc_child_take_slot(&child), &memory));
    tell_setting(&child, SETTING_SPEED + 1);
    sel4rpc_child_finish(&child);
}
