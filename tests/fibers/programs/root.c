/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the root task's scenarios; see root.h.
 */
#include "root.h"

#include <stdio.h>
#include <string.h>

void root_start_with(struct raw_child *child, const char *scenario, abi_word argument)
{
    raw_new_child(child);
    raw_start_child(child, scenario, argument);
}

void root_start(struct raw_child *child, const char *scenario)
{
    raw_new_child(child);
    raw_start_child(child, scenario, child->fault_endpoint);
}

void root_print_message(const struct raw_child *child)
{
    abi_word label = raw_receive(child->fault_endpoint);
    const abi_word *mr = raw_message.mr;
    if (label == ABI_FAULT_VM) {
        printf("fault 0x%lx\n", mr[1]);
    } else if (label == ABI_FAULT_UNKNOWN_SYSCALL) {
        printf("unknown call\n");
    } else if (label == ABI_FAULT_USER_EXCEPTION && mr[ABI_USER_EXCEPTION_LENGTH - 2] == ABI_EXCEPTION_EXIT) {
        printf("exited %lu\n", mr[ABI_USER_EXCEPTION_LENGTH - 1]);
    } else if (label == ABI_FAULT_USER_EXCEPTION &&
               mr[ABI_USER_EXCEPTION_LENGTH - 2] == ABI_EXCEPTION_KILLED) {
        printf("signal %lu\n", mr[ABI_USER_EXCEPTION_LENGTH - 1]);
    } else if (label == ABI_FAULT_USER_EXCEPTION) {
        printf("exception %lu\n", mr[ABI_USER_EXCEPTION_LENGTH - 2]);
    } else {
        printf("message %lu\n", mr[0]);
    }
}

void root_finish(const struct raw_child *child)
{
    root_print_message(child);
    raw_delete_child(child);
}

abi_word root_slot(void)
{
    abi_word slot = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_delete(slot);
    return slot;
}

void root_retype(abi_word untyped, enum abi_object type, abi_word slot)
{
    raw_check("retype",
              RAW_INVOKE(untyped, ABI_UNTYPED_RETYPE, RAW_CAPS(ABI_ROOT_CNODE), type, 0, 0, 0, slot, 1));
}

abi_word root_share(const struct raw_child *child, abi_word own)
{
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0), copy = root_slot();
    raw_check("copy", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_COPY, RAW_CAPS(ABI_ROOT_CNODE), copy,
                                 ABI_WORD_BITS, frame, ABI_WORD_BITS, ABI_RIGHTS_ALL));
    raw_check("map", raw_map(frame, child->vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_check("map own", raw_map(copy, ABI_ROOT_VSPACE, own, RIGHTS_READ_WRITE));
    return frame;
}

int main(int argc, char *argv[])
{
    static const struct root_scenario *const tables[] = {root_libc, root_memory, root_threads};
    for (size_t i = 0; argc > 1 && i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (const struct root_scenario *scenario = tables[i]; scenario->name; scenario++) {
            if (strcmp(argv[1], scenario->name) == 0) {
                return scenario->function(argv + 2);
            }
        }
    }
    printf("no such scenario\n");
    return 99;
}
