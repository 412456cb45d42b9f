/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The platform on hosted seL4: hosted seL4's own allocator, which can tell whether everything was freed, and
 * the exceptions by which hosted seL4 reports the end of a program.
 */
#include <sel4rpc/platform.h>

#include "end.h"
#include "kernel/abi.h"

#include <allocator/allocator.h>
#include <sel4platsupport/bootinfo.h>
#include <simple-default/simple-default.h>
#include <stdio.h>
#include <string.h>
#include <sel4utils/vspace.h>
#include <utils/util.h>

static struct hosted_allocator allocator;
static struct hosted_balance at_start;
static vspace_t vspace;
static sel4utils_alloc_data_t vspace_data;

int sel4rpc_platform_init(sel4rpc_platform_t *platform)
{
    seL4_BootInfo *boot_info = platsupport_get_bootinfo();

    if (hosted_allocator_init(&allocator, boot_info) != 0) {
        ZF_LOGE("no memory for the allocator");
        return seL4_NotEnoughMemory;
    }
    memset(platform, 0, sizeof(*platform));
    hosted_allocator_make_vka(&allocator, &platform->vka);
    simple_default_init_bootinfo(&platform->simple, boot_info);
    if (sel4utils_bootstrap_vspace_with_bootinfo_leaky(
            &platform->vspace, &vspace_data, seL4_CapInitThreadVSpace, &platform->vka, boot_info) != 0) {
        ZF_LOGE("cannot describe the address space");
        return seL4_NotEnoughMemory;
    }
    vspace = platform->vspace;
    at_start = hosted_allocator_balance(&allocator);
    return 0;
}

bool sel4rpc_platform_is_balanced(void)
{
    if (vspace_data.mappings || vspace_data.reservations) {
        return false;
    }
    /* Paging structures stay when pages go. They are the platform's own; whoever maps again gets new ones. */
    vspace_tear_down(&vspace, VSPACE_FREE);
    struct hosted_balance now = hosted_allocator_balance(&allocator);

    return now.ram_bytes_free == at_start.ram_bytes_free &&
           now.device_bytes_free == at_start.device_bytes_free && now.slots_used == at_start.slots_used &&
           now.allocations == at_start.allocations;
}

void sel4rpc_platform_snapshot(void)
{
    seL4_DebugSnapshot();
}

bool srpc_platform_describe_end(char *text, seL4_Word number, seL4_Word code)
{
    switch (number) {
    case ABI_EXCEPTION_EXIT:
        snprintf(text, SEL4RPC_FAULT_BYTES, "the program exited with status %lu", (unsigned long)code);
        return true;
    case ABI_EXCEPTION_KILLED:
        snprintf(text, SEL4RPC_FAULT_BYTES, "signal %lu ended the program", (unsigned long)code);
        return true;
    default:
        return false;
    }
}
